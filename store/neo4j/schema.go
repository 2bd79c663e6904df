package neo4j

import (
	"context"
	"errors"
	"math/rand/v2"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"github.com/dealgraph/dealgraph/store"
)

// format is the version of the layout that this program reads and writes. One
// that changes it adds a step to migrations.
const format = 2

// migrations brings a database of format i+1 to format i+2, under the lock.
var migrations = []func(ctx context.Context, tx *transaction) error{
	// Since format 2 the database keeps which projection it has, which older
	// programs would not know to keep true. It has none to begin with.
	func(context.Context, *transaction) error { return nil },
}

// oldest is the first version of Neo4j with all that our statements use: CALL
// with a scope clause is of 5.23; COUNT and COLLECT subqueries are of 5.6.
var oldest = [2]int{5, 23}

const (
	readMeta = "MATCH (m:" + metaLabel + " {id: 'store'}) RETURN m.format AS format, m.projection AS projection"
	readStep = "MATCH (m:" + metaLabel + " {id: 'store'}) RETURN m.sequence AS sequence"
	// The node is written before it is read, so that it is locked when it is.
	takeLock = "MATCH (m:" + metaLabel + " {id: 'store'}) SET m.locked = true WITH m REMOVE m.locked RETURN m.format AS format, m.projection AS projection"
	nextStep = "MATCH (m:" + metaLabel + " {id: 'store'}) SET m.locked = true WITH m SET m.sequence = m.sequence + 1 REMOVE m.locked RETURN m.sequence AS sequence, m.format AS format, m.projection AS projection"
	makeMeta = "MERGE (m:" + metaLabel + " {id: 'store'}) ON CREATE SET m.format = $format, m.sequence = 0, m.projection = $projection"
	setMeta  = "MATCH (m:" + metaLabel + " {id: 'store'}) SET m.projection = $projection"
)

func errEmptied() error {
	return &store.Error{Code: store.CodeUnavailable, Message: "the database was emptied under way", Hint: "restart the server: it lays out an empty database when it starts"}
}

var agentVersion = regexp.MustCompile(`^Neo4j/(\d+)\.(\d+)`)

// checkServer connects and refuses a server that lacks what our statements use.
func (s *Store) checkServer(ctx context.Context) error {
	var agent string
	err := s.retry(ctx, func() error {
		session := s.session(ctx, neo4j.AccessModeRead)
		defer closeSession(ctx, session)
		result, err := session.Run(ctx, "RETURN 1", nil, timeout(ctx)...)
		if err != nil {
			return err
		}
		summary, err := result.Consume(ctx)
		if err == nil {
			agent = summary.Server().Agent()
		}
		return err
	})
	if err != nil {
		return s.wrap(ctx, err)
	}
	if !supported(agent) {
		return &store.Error{Code: store.CodeUnsupported, Message: "the server is " + agent + ", and Neo4j 5.23 or newer is needed", Hint: "upgrade it; docker-compose.yml names a version that fits"}
	}
	return nil
}

// supported reports whether the server that names itself so is new enough.
func supported(agent string) bool {
	m := agentVersion.FindStringSubmatch(agent)
	if m == nil {
		return false
	}
	major, _ := strconv.Atoi(m[1])
	minor, _ := strconv.Atoi(m[2])
	return major > oldest[0] || major == oldest[0] && minor >= oldest[1]
}

// prepare checks the format before anything is written, makes the constraints
// and indexes that are missing, migrates, and rebuilds the projection if it is of
// another version.
func (s *Store) prepare(ctx context.Context) error {
	found, kept, err := s.meta(ctx)
	if err != nil {
		return err
	}
	if err := s.makeSchema(ctx); err != nil {
		return err
	}
	if found < format {
		if err := s.migrate(ctx); err != nil {
			return err
		}
	}
	if kept != s.projection {
		return s.rebuild(ctx)
	}
	return nil
}

// migrate lays out an empty database, or brings one of an older format up to
// date.
func (s *Store) migrate(ctx context.Context) error {
	return s.write(ctx, func(tx *transaction) error {
		if _, err := tx.run(ctx, &statement{makeMeta, map[string]any{"format": int64(format), "projection": s.projection}}); err != nil {
			return err
		}
		records, err := tx.run(ctx, &statement{text: takeLock})
		if err != nil {
			return err
		}
		found, err := formatOf(records) // another server may have been faster
		if err != nil {
			return err
		}
		for ; found < format; found++ {
			s.log.Info("migrating the database", "from", found, "to", found+1)
			if err := migrations[found-1](ctx, tx); err != nil {
				return err
			}
		}
		_, err = tx.run(ctx, &statement{"MATCH (m:" + metaLabel + " {id: 'store'}) SET m.format = $format", map[string]any{"format": int64(format)}})
		return err
	})
}

// meta returns the format of what the database holds, 0 if it holds nothing of
// ours, and what it keeps of its projection.
func (s *Store) meta(ctx context.Context) (found int64, kept string, err error) {
	records, err := s.read(ctx, &statement{text: readMeta})
	if err != nil || len(records) == 0 {
		return 0, "", err
	}
	found, err = formatOf(records)
	return found, keptProjection(records), err
}

// keptProjection returns what the database keeps of its projection (see
// store.Rebuild), empty if it is of a program that kept nothing.
func keptProjection(records []*neo4j.Record) string {
	kept, _, _ := neo4j.GetRecordValue[string](records[0], "projection")
	return kept
}

// rebuild makes the projection anew if the database has another. Servers that do
// so at once take turns by the lock of writers.
func (s *Store) rebuild(ctx context.Context) error {
	return store.Rebuild(ctx, s.writer, s.log, func(ctx context.Context, f func(store.Tx, string) (string, error)) error {
		return s.write(ctx, func(tx *transaction) error {
			records, err := tx.run(ctx, &statement{text: takeLock})
			if err != nil {
				return err
			}
			if _, err := formatOf(records); err != nil {
				return err
			}
			next, err := f(tx, keptProjection(records))
			if err != nil {
				return err
			}
			_, err = tx.run(ctx, &statement{setMeta, map[string]any{"projection": next}})
			return err
		})
	})
}

// formatOf refuses a format that this program does not know.
func formatOf(records []*neo4j.Record) (int64, error) {
	if len(records) != 1 {
		return 0, errEmptied()
	}
	found, _, err := neo4j.GetRecordValue[int64](records[0], "format")
	if err != nil || found < 1 {
		return 0, &store.Error{Code: store.CodeUnsupported, Message: "the database has a node :" + metaLabel + " that is not ours", Cause: err}
	}
	if found > format {
		return 0, &store.Error{Code: store.CodeUnsupported,
			Message: "the database has format " + strconv.FormatInt(found, 10) + ", and this program knows formats up to " + strconv.Itoa(format),
			Hint:    "a newer version of this program wrote it: use that"}
	}
	return found, nil
}

// schemaTries is how often a server that lays out a database tries again when
// another does so at the same time.
const schemaTries = 10

// makeSchema makes the constraints and indexes that are missing and waits until
// they can be used. Several servers may do so at once: Neo4j lets none of them
// wait for another, so who comes late looks again after a while.
func (s *Store) makeSchema(ctx context.Context) error {
	for try := 1; ; try++ {
		missing, online, err := s.missing(ctx)
		if err != nil {
			return err
		}
		if len(missing) == 0 && online {
			return nil
		}
		if len(missing) > 0 {
			s.log.Info("making constraints and indexes", "count", len(missing))
		}
		// In one transaction: each commit of a change of schema costs a sync.
		err = s.write(ctx, func(tx *transaction) error {
			for _, item := range missing {
				if _, err := tx.run(ctx, &statement{text: item.create}); err != nil {
					return err
				}
			}
			return nil
		})
		var server *neo4j.Neo4jError
		if errors.As(err, &server) && strings.HasPrefix(server.Code, "Neo.ClientError.Schema.") && strings.Contains(server.Code, "Already") && try < schemaTries {
			if err := sleep(ctx, rand.N(time.Duration(try)*200*time.Millisecond)); err != nil { //nolint:gosec // jitter
				return s.wrap(ctx, err)
			}
			continue
		}
		if err != nil {
			return err
		}
		_, err = s.read(ctx, &statement{"CALL db.awaitIndexes($seconds)", map[string]any{"seconds": int64(600)}})
		return err
	}
}

// missing returns what is not there of the schema, and whether what is there
// can be used.
func (s *Store) missing(ctx context.Context) (missing []schemaItem, online bool, err error) {
	found, err := s.readOne(ctx, &statement{text: "SHOW INDEXES YIELD name, state, owningConstraint RETURN collect(coalesce(owningConstraint, name)) AS names," +
		" collect(owningConstraint) AS constraints, all(s IN collect(state) WHERE s = 'ONLINE') AS online"})
	if err != nil {
		return nil, false, err
	}
	// The index of a constraint that is being made has its name already.
	names, _ := found["names"].([]any)
	constraints, _ := found["constraints"].([]any)
	for _, item := range s.layout.schema() {
		there := names
		if item.constraint {
			there = constraints
		}
		if !slices.Contains(there, any(item.name)) {
			missing = append(missing, item)
		}
	}
	online, _ = found["online"].(bool)
	return missing, online, nil
}
