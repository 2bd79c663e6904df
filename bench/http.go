package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"text/tabwriter"

	driver "github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"github.com/dealgraph/dealgraph/graph"
	"github.com/dealgraph/dealgraph/graph/contract"
	"github.com/dealgraph/dealgraph/store"
)

const executiveFields = `executives { nodes { positionKind title person { name } } }`

// documents are the same questions in GraphQL, by the names of the shapes.
var documents = map[string]string{
	"company with executives":                                `query ($id: ID!) { company(by: {id: $id}) { name country ` + executiveFields + ` } }`,
	"company, 20 newest deals, parties, executives":          `query ($id: ID!) { company(by: {id: $id}) { name deals(orderBy: [{field: ANNOUNCED, direction: DESC}], first: 20) { nodes { title dealKind announced { edtf } parties { nodes { name ... on Company { ` + executiveFields + ` } } } } } } }`,
	"deals by kind and date, newest 20":                      `query ($year: EDTF!) { deals(where: {dealKind: {eq: LICENSE}, announced: {eq: $year}}, orderBy: [{field: ANNOUNCED, direction: DESC}], first: 20) { nodes { title dealKind announced { edtf } } } }`,
	"name search":                                            `query ($text: String!) { search(text: $text, kinds: [COMPANY, PERSON, PRODUCT]) { hits { score node { id ... on Company { name } ... on Person { name } ... on Product { name } } } } }`,
	"area, count and 20 newest deals, companies with counts": `query ($area: ID!) { technologyArea(by: {id: $area}) { name matterOf(orderBy: [{field: ANNOUNCED, direction: DESC}], first: 20) { totalCount nodes { title dealKind announced { edtf } parties { nodes { name ... on Company { dealCount } } } } } } }`,
	"top 20 companies of an area":                            `query ($area: ID!) { companies(where: {activities: {some: {area: {id: {eq: $area}}}}}, orderBy: [{field: DEAL_COUNT, direction: DESC}], first: 20) { nodes { name dealCount } } }`,
	"all deals sorted, page 1, total":                        `{ deals(orderBy: [{field: ANNOUNCED, direction: DESC}], first: 20) { totalCount nodes { title dealKind announced { edtf } } } }`,
	"hub's deals, page 1, total":                             `{ company(by: {id: "company:c000000"}) { name deals(orderBy: [{field: ANNOUNCED, direction: DESC}], first: 20) { totalCount nodes { title dealKind announced { edtf } } } } }`,
	"deals per area":                                         `{ technologyAreas(orderBy: [{field: NAME}], first: 100) { nodes { name matterOf { totalCount } } } }`,
	"shortest path":                                          `query ($from: ID!, $to: ID!) { paths(from: $from, to: $to, first: 1) { paths { credence nodes { id ... on Company { name } ... on Person { name } } hops { credence facts { id } } } } }`,
	"neighbourhood, 2 layers of 10":                          `query ($id: ID!) { neighbourhood(of: $id, depth: 2, perNodeLimit: 10, limit: 200) { nodes { node { id ... on Company { name } ... on Deal { title } } } edges { label from to } omitted } }`,
	"filter by trust, newest 20":                             `{ deals(where: {minCredence: CORROBORATED}, orderBy: [{field: ANNOUNCED, direction: DESC}], first: 20) { nodes { title dealKind announced { edtf } } } }`,
}

// overHTTP asks the questions of a server over HTTP, in turns with the
// statements by hand.
func overHTTP(ctx context.Context, o *options, w *world, c *contract.Contract, s store.Store) error {
	server := httptest.NewServer(graph.NewHandler(graph.Config{Store: s, Contract: c}))
	defer server.Close()
	d, err := driver.NewDriverWithContext(o.uri, driver.BasicAuth(o.username, o.password, ""))
	if err != nil {
		return err
	}
	defer d.Close(ctx)
	table := tabwriter.NewWriter(os.Stdout, 0, 0, 2, ' ', 0)
	defer table.Flush()
	fmt.Fprintln(table, "HTTP: shape\tp50 HTTP\tp50 by hand\tratio\tbytes")
	for _, q := range w.shapes() {
		document := documents[q.name]
		if document == "" || !strings.Contains(q.name, o.only) {
			continue
		}
		size := 0
		took, err := inTurns(o, [2]func(int) error{
			func(at int) error {
				n, err := post(ctx, server.URL, document, w.variables(at))
				if at >= warmUp {
					size += n
				}
				return err
			},
			func(at int) error {
				_, err := read(ctx, d, q.cypher, q.params(at))
				return err
			},
		})
		if err != nil {
			return fmt.Errorf("%s: %w", q.name, err)
		}
		ours, byHand := took[0], took[1]
		fmt.Fprintf(table, "%s\t%v\t%v\t%.2f\t%d\n", q.name, round(ours.percentile(50)), round(byHand.percentile(50)),
			float64(ours.percentile(50))/float64(byHand.percentile(50)), size/o.times)
	}
	return nil
}

// variables are all that any of the documents takes; GraphQL ignores others.
func (w *world) variables(at int) map[string]any {
	from, to := w.pair(at)
	return map[string]any{"id": w.company(at), "area": w.area(at), "year": w.year(at), "text": w.name(at), "from": from, "to": to}
}

// post returns the size of the answer, and its errors as an error.
func post(ctx context.Context, url, document string, variables map[string]any) (int, error) {
	body, err := json.Marshal(map[string]any{"query": document, "variables": variables})
	if err != nil {
		return 0, err
	}
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, url, bytes.NewReader(body))
	if err != nil {
		return 0, err
	}
	request.Header.Set("Content-Type", "application/json")
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return 0, err
	}
	defer response.Body.Close()
	answer, err := io.ReadAll(response.Body)
	if err != nil {
		return 0, err
	}
	if bytes.Contains(answer, []byte(`"errors"`)) {
		return 0, fmt.Errorf("%s", answer)
	}
	return len(answer), nil
}
