package queries_test

import (
	"context"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/cayleygraph/quad"

	"concord/graph"
	"concord/graph/evidence"
	"concord/graph/memstore"
	"concord/graph/vocab"
	"concord/queries"
	"concord/queries/path"
	"concord/queries/querytest"
)

const base = vocab.DefaultBase

// sourceText is what both versions of the fixture say.
const sourceText = "The conference was supported by Qatar.\n1. We commit to implement resolution 1373 (2001) — fully, without delay and in every one of our States.\n"

// said are the statements of each version, with the words of sourceText they rest on.
var said = map[string][]struct{ statement, quote string }{
	"a": {
		{"event/e withSupportOf state/qa", "supported by Qatar"},
		{"doc/d/a outcomeOf event/e", "The conference"},
		{"doc/d/a commitsTo commit/a/O1.1", "We commit to implement"},
		{"commit/a/O1.1 implements res/r", "implement resolution 1373 (2001)"},
		{"commit/a/O1.1 theme theme/t", "resolution"},
		{"event/e theme theme/t", "conference"},
	},
	"b": {
		{"event/e withSupportOf state/qa", "by Qatar"},
		{"doc/d/b hasPart para/b/O1", ""},
		{"para/b/O1 cites res/r", "resolution 1373 (2001)"},
	},
}

// plain are the quads that nothing rests on.
const plain = `
	graph/registry a con:Registry graph/registry .
	doc/d/a isVersionOf doc/d graph/a .
	doc/d/b isVersionOf doc/d graph/b .
	para/b/O1 mentions state/qa graph/b .
	state/qa a con:State graph/registry .
	state/fr a con:State graph/registry .
	state/qa label "State of Qatar" graph/registry .
	state/qa altLabel "Qatar" graph/registry .
	state/fr label "French Republic" graph/registry .
	res/r a con:Resolution graph/registry .
	res/r label "Security Council resolution 1373 (2001)" graph/registry .
	res/r symbol "S/RES/1373 (2001)" graph/registry .
	res/q label "Security Council resolution 1267 (1999)" graph/registry .
	event/e a con:Event graph/registry .
	event/f a con:Event graph/registry .
	event/f hostedBy state/fr graph/b .
	event/f heldIn place/p graph/a .
	event/e heldIn place/p graph/b .
`

// parse reads a statement of the fixture.
func parse(t testing.TB, line string) quad.Quad {
	t.Helper()
	q, err := querytest.ParseQuad(line)
	if err != nil {
		t.Fatal(err)
	}
	return q
}

// fixture returns a snapshot of a store of two versions.
func fixture(t testing.TB) graph.Snapshot {
	t.Helper()
	var quads []quad.Quad
	for line := range strings.Lines(strings.TrimSpace(plain)) {
		quads = append(quads, parse(t, strings.TrimSpace(line)))
	}
	o1, block := base.IRI("para/b/O1"), strings.Index(sourceText, "1.")
	quads = append(quads,
		quad.Quad{Subject: o1, Predicate: vocab.Start, Object: vocab.Integer(block), Label: base.Graph("b")},
		quad.Quad{Subject: o1, Predicate: vocab.End, Object: vocab.Integer(len(sourceText) - 1), Label: base.Graph("b")})
	for version, statements := range said {
		quads = append(quads, quad.Quad{Subject: base.IRI("doc/d/" + version), Predicate: vocab.SourceText,
			Object: quad.String(sourceText), Label: base.EvidenceGraph(version)})
		for _, s := range statements {
			q := parse(t, s.statement+" graph/"+version+" .")
			if s.quote == "" {
				quads = append(quads, q)
				continue
			}
			a := evidence.Assertion{Subject: q.Subject.(quad.IRI), Predicate: q.Predicate.(quad.IRI), Object: q.Object,
				Basis: evidence.Explicit, Rule: "test", Spans: []evidence.Span{span(version, s.quote)}}
			quads = append(quads, a.Quads(base, version)...)
		}
	}
	return snapshotOf(t, quads)
}

func span(version, quote string) evidence.Span {
	start := strings.Index(sourceText, quote)
	from := utf8.RuneCountInString(sourceText[:start])
	return evidence.Span{Paragraph: base.IRI("para/" + version + "/O1"), Start: start, End: start + len(quote),
		CStart: from, CEnd: from + utf8.RuneCountInString(quote), Quote: quote}
}

func snapshotOf(t testing.TB, quads []quad.Quad) graph.Snapshot {
	t.Helper()
	store := memstore.New()
	querytest.Fill(t, store, quads)
	snap, err := store.Snapshot(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	return snap
}

// compile makes a query ready or ends the test.
func compile(t testing.TB, snap graph.Snapshot, text string, opts *queries.Options) *queries.Query {
	t.Helper()
	parsed, err := path.Parse(text)
	if err != nil {
		t.Fatal(err)
	}
	q, err := queries.Compile(context.Background(), snap, parsed, opts)
	if err != nil {
		t.Fatal(err)
	}
	return q
}

// walked writes steps as "-cites-> res/r" and "<-cites- para/b/O1".
func walked(steps []queries.Step) string {
	var words []string
	for _, s := range steps {
		p := strings.TrimPrefix(queries.Text(base, s.Predicate), "con:")
		if s.Inverse {
			words = append(words, "<-"+p+"-", queries.Text(base, s.Subject))
		} else {
			words = append(words, "-"+p+"->", queries.Text(base, s.Object))
		}
	}
	return strings.Join(words, " ")
}
