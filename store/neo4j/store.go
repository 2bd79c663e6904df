package neo4j

import (
	"cmp"
	"context"
	"errors"
	"log/slog"
	"maps"
	"slices"
	"sync/atomic"
	"time"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"
	"github.com/neo4j/neo4j-go-driver/v5/neo4j/config"
	"github.com/neo4j/neo4j-go-driver/v5/neo4j/notifications"

	"github.com/dealgraph/dealgraph/store"
	"github.com/dealgraph/dealgraph/store/names"
)

// Config says where Neo4j is and how to use it.
type Config struct {
	// URI is as the driver takes it: bolt:// for one server, neo4j:// for a
	// cluster, with +s for TLS.
	URI      string
	Username string
	// Password may be empty where the server asks for none.
	Password string
	// Database is the name of the database; the user's home database if empty.
	Database string
	// Kinds is the kind table. Constraints and indexes that it wants and that
	// are not there are made by Open, and where it projects other columns or
	// edges than the database has, Open rebuilds them.
	Kinds *store.Kinds
	Names names.Folder
	// Now is the clock; time.Now if nil.
	Now store.Clock
	// Log may be nil.
	Log *slog.Logger
	// OnStatement, where set, is called with every statement sent. It must be
	// safe for concurrent use and not change the parameters.
	OnStatement func(text string, params map[string]any)
}

// Store is a knowledge graph in Neo4j. It implements store.Store.
type Store struct {
	config    Config
	layout    *layout
	driver    neo4j.DriverWithContext
	bookmarks neo4j.BookmarkManager // so that what is written here is read here
	writer    *store.Writer
	log       *slog.Logger
	// projection names what is projected with the kind table.
	projection string
	closed     atomic.Bool
}

var _ store.Store = (*Store)(nil)

// Open connects, checks that the server and what it holds can be used, and
// makes the constraints and indexes that are missing. Where the projection is to
// be rebuilt, Open returns when it is; cut off, it goes on the next time. An error of code
// UNAVAILABLE or TIMEOUT may pass: the server is not up yet. One of code
// UNSUPPORTED does not: a wrong password, a missing database, a server too old,
// or data of a newer version of this program.
func Open(ctx context.Context, c Config) (*Store, error) {
	l, err := newLayout(c.Kinds)
	if err != nil {
		return nil, err
	}
	s := &Store{config: c, layout: l, log: c.Log, projection: c.Kinds.Projection(), writer: &store.Writer{Kinds: c.Kinds, Names: c.Names, Now: c.Now},
		bookmarks: neo4j.NewBookmarkManager(neo4j.BookmarkManagerConfig{})}
	if s.log == nil {
		s.log = slog.New(slog.DiscardHandler)
	}
	if s.writer.Now == nil {
		s.writer.Now = time.Now
	}
	auth := neo4j.NoAuth()
	if c.Password != "" {
		auth = neo4j.BasicAuth(c.Username, c.Password, "")
	}
	s.driver, err = neo4j.NewDriverWithContext(c.URI, auth, func(d *config.Config) {
		d.UserAgent = "dealgraph"
		d.TelemetryDisabled = true
		d.SocketConnectTimeout = 5 * time.Second
		// Nobody reads them, and each would travel with each answer.
		d.NotificationsMinSeverity = notifications.DisabledLevel
	})
	if err != nil {
		return nil, &store.Error{Code: store.CodeUnsupported, Message: "the URI of Neo4j cannot be used", Hint: "want bolt://host:7687 or neo4j://host:7687, with +s behind bolt or neo4j for TLS", Cause: err}
	}
	for _, step := range []func(context.Context) error{s.checkServer, s.prepare} {
		if err := step(ctx); err != nil {
			_ = s.Close() // the reason to fail is the step's
			return nil, err
		}
	}
	return s, nil
}

// Find answers one query with one statement; with two where names are ranked.
// See [store.Store].
func (s *Store) Find(ctx context.Context, q *store.Query) (*store.Page, error) {
	if q.Text != nil {
		return s.findText(ctx, q)
	}
	st, err := s.layout.compileFind(q)
	if err != nil {
		return nil, err
	}
	answer, err := s.readOne(ctx, st)
	if err != nil {
		return nil, err
	}
	d := &decoder{layout: s.layout}
	page := d.find(answer, q)
	if d.err != nil {
		return nil, d.err
	}
	return page, nil
}

// Get answers the nodes of these ids with one statement; with none where no id
// can be known. Where some are not found, a second one asks whether they are
// former ids, and a third reads the nodes of these. See [store.Store].
func (s *Store) Get(ctx context.Context, ids []string, shapes store.Shapes) ([]*store.Node, error) {
	find := func(ids []string) (map[string]*store.Node, error) {
		found, _, err := s.lookUp(ctx, &lookup{ids: s.layout.byKind(ids, shapes), shapes: shapes, retired: true})
		return found, err
	}
	found, err := find(ids)
	if err != nil {
		return nil, err
	}
	missing := slices.DeleteFunc(slices.Clone(ids), func(id string) bool {
		kind := s.layout.kinds.KindOf(id)
		return found[id] != nil || kind == nil || shapes[kind.Name] == nil
	})
	present, err := s.present(ctx, missing)
	if err == nil && len(present) > 0 {
		var former map[string]*store.Node
		former, err = find(slices.Collect(maps.Values(present)))
		maps.Copy(found, former)
	}
	if err != nil {
		return nil, err
	}
	nodes := make([]*store.Node, len(ids))
	for i, id := range ids {
		nodes[i] = found[cmp.Or(present[id], id)]
	}
	return nodes, nil
}

// lookUp reads nodes by id, each once, and the groups of others.
func (s *Store) lookUp(ctx context.Context, look *lookup) (map[string]*store.Node, map[string]*store.Groups, error) {
	d := &decoder{layout: s.layout}
	st, err := s.layout.compileLookup(look)
	if err != nil {
		return nil, nil, err
	}
	if st == nil {
		return map[string]*store.Node{}, d.groups(nil, 0, &store.List{Groups: look.groups}), s.wrap(ctx, ctx.Err())
	}
	answer, err := s.readOne(ctx, st)
	if err != nil {
		return nil, nil, err
	}
	found := map[string]*store.Node{}
	for i := range s.layout.kinds.All() {
		for _, key := range []string{countKey(i), retiredKey(i)} {
			rows, _ := answer[key].([]any)
			for _, row := range rows {
				node := d.node(row, look.shapes)
				found[node.ID] = node
			}
		}
	}
	return found, d.groups(answer, 0, &store.List{Groups: look.groups}), d.err
}

// Apply writes the batch in one transaction; see [store.Store].
func (s *Store) Apply(ctx context.Context, b *store.Batch) (*store.Receipt, error) {
	var receipt *store.Receipt
	err := s.write(ctx, func(tx *transaction) error {
		var err error
		receipt, err = store.Write(ctx, tx, s.writer, b)
		return err
	})
	if err != nil && !errors.Is(err, store.ErrDryRun) {
		return nil, err
	}
	return receipt, nil
}

// Sequence asks the leader, whose bookmark the reads that follow then wait for;
// see [store.Store].
func (s *Store) Sequence(ctx context.Context) (int64, error) {
	records, err := s.readAt(ctx, neo4j.AccessModeWrite, &statement{text: readStep})
	if err != nil {
		return 0, err
	}
	if len(records) == 0 {
		return 0, errEmptied()
	}
	return sequenceOf(records)
}

// Ready asks for the format of what the database holds.
func (s *Store) Ready(ctx context.Context) error {
	records, err := s.read(ctx, &statement{text: readMeta})
	if err != nil {
		return err
	}
	if len(records) == 0 {
		return errEmptied()
	}
	return nil
}

// Close closes all connections. Closing again does nothing.
func (s *Store) Close() error {
	if s.closed.Swap(true) {
		return nil
	}
	ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
	defer cancel()
	return store.Wrap(s.driver.Close(ctx), store.CodeInternal, "the connections to Neo4j did not close")
}
