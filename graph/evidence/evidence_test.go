package evidence_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/cayleygraph/quad"
	"github.com/google/go-cmp/cmp"

	"concord/graph/evidence"
	"concord/graph/vocab"
)

const base = vocab.DefaultBase

func span(par string, start int, quote string) evidence.Span {
	return evidence.Span{Paragraph: base.IRI("para/v/" + par), Start: start, End: start + len(quote),
		CStart: start, CEnd: start + len(quote), Quote: quote}
}

func heldIn(basis evidence.Basis, rule string, spans ...evidence.Span) evidence.Assertion {
	return evidence.Assertion{Subject: base.IRI("event/e"), Predicate: vocab.HeldIn, Object: base.IRI("place/p"),
		Basis: basis, Rule: rule, Spans: spans}
}

func TestMerge(t *testing.T) {
	first, second := span("P1", 10, "held in P"), span("O2", 90, "in P")
	claims := []evidence.Assertion{
		heldIn(evidence.Structural, "a", first),
		heldIn(evidence.Explicit, "c", second),
		heldIn(evidence.Explicit, "b", second, first),
		{Subject: base.IRI("event/e"), Predicate: vocab.Title, Object: quad.String("E"), Basis: evidence.Explicit, Rule: "a",
			Spans: []evidence.Span{span("P1", 5, "E")}},
	}
	want := []evidence.Assertion{claims[3], heldIn(evidence.Explicit, "b", first, second)}
	if diff := cmp.Diff(want, evidence.Merge(claims)); diff != "" {
		t.Errorf("Merge (-want +got):\n%s", diff)
	}
	slices.Reverse(claims)
	if diff := cmp.Diff(want, evidence.Merge(claims)); diff != "" {
		t.Errorf("Merge of the claims in another order (-want +got):\n%s", diff)
	}
}

func TestQuads(t *testing.T) {
	a := heldIn(evidence.Explicit, "event", span("P1", 10, "held in P"), span("O2", 90, "in P"))
	node := evidence.StatementIRI(base, "v", a.Subject, a.Predicate, a.Object)
	var lines []string
	for _, q := range a.Quads(base, "v") {
		line := strings.TrimSuffix(q.NQuad(), " .")
		line = strings.ReplaceAll(line, string(node), "STMT")
		line = strings.ReplaceAll(line, string(base), "")
		line = strings.ReplaceAll(line, vocab.NS, "con:")
		lines = append(lines, line)
	}
	const rdf = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#"
	const integer = "^^<http://www.w3.org/2001/XMLSchema#integer>"
	want := []string{
		`<event/e> <con:heldIn> <place/p> <graph/v>`,
		`<STMT> ` + rdf + `type> ` + rdf + `Statement> <graph/v/evidence>`,
		`<STMT> ` + rdf + `subject> <event/e> <graph/v/evidence>`,
		`<STMT> ` + rdf + `predicate> <con:heldIn> <graph/v/evidence>`,
		`<STMT> ` + rdf + `object> <place/p> <graph/v/evidence>`,
		`<STMT> <con:basis> "explicit" <graph/v/evidence>`,
		`<STMT> <con:rule> "event" <graph/v/evidence>`,
		`<STMT> <con:inParagraph> <para/v/P1> <graph/v/evidence>`,
		`<STMT> <con:start> "10"` + integer + ` <graph/v/evidence>`,
		`<STMT> <con:end> "19"` + integer + ` <graph/v/evidence>`,
		`<STMT> <con:cstart> "10"` + integer + ` <graph/v/evidence>`,
		`<STMT> <con:cend> "19"` + integer + ` <graph/v/evidence>`,
		`<STMT> <con:quote> "held in P" <graph/v/evidence>`,
		`<STMT> <con:evidence> <STMT/2> <graph/v/evidence>`,
		`<STMT/2> <con:inParagraph> <para/v/O2> <graph/v/evidence>`,
		`<STMT/2> <con:start> "90"` + integer + ` <graph/v/evidence>`,
		`<STMT/2> <con:end> "94"` + integer + ` <graph/v/evidence>`,
		`<STMT/2> <con:cstart> "90"` + integer + ` <graph/v/evidence>`,
		`<STMT/2> <con:cend> "94"` + integer + ` <graph/v/evidence>`,
		`<STMT/2> <con:quote> "in P" <graph/v/evidence>`,
	}
	if diff := cmp.Diff(want, lines); diff != "" {
		t.Errorf("Quads (-want +got):\n%s", diff)
	}
}

func TestStatementIRI(t *testing.T) {
	s, p := base.IRI("event/e"), vocab.Title
	objects := []quad.Value{
		quad.IRI("x"), quad.String("x"), quad.LangString{Value: "x", Lang: "en"}, quad.LangString{Value: "enx"},
		quad.TypedString{Value: "x", Type: "en"}, quad.TypedString{Value: "x", Type: vocab.XSDInteger}, quad.BNode("x"),
	}
	seen := map[quad.IRI]quad.Value{}
	for _, o := range objects {
		iri := evidence.StatementIRI(base, "v", s, p, o)
		if was, ok := seen[iri]; ok {
			t.Errorf("%v and %v have one node %s", was, o, iri)
		}
		seen[iri] = o
		if v, ok := evidence.VersionOf(base, iri+"/2"); v != "v" || !ok {
			t.Errorf("VersionOf(%s/2) = %q, %t", iri, v, ok)
		}
	}
	for _, iri := range []quad.IRI{"http://else/stmt/v/0", base.IRI("stmt/v"), base.IRI("para/v/P1"), base.IRI("stmt//0")} {
		if v, ok := evidence.VersionOf(base, iri); ok {
			t.Errorf("VersionOf(%s) = %q, want none", iri, v)
		}
	}
}
