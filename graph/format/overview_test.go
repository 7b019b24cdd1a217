package format

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/cayleygraph/quad"

	"concord/graph"
	"concord/graph/evidence"
	"concord/graph/memstore"
	"concord/graph/vocab"
)

const base = vocab.DefaultBase

// said returns the quads of statements "subject predicate object" that a version makes in a paragraph; an
// object with a slash is a key, another a text.
func said(version, paragraph string, statements ...string) (quads []quad.Quad) {
	for i, s := range statements {
		f := strings.SplitN(s, " ", 3)
		a := evidence.Assertion{Subject: base.IRI(f[0]), Predicate: vocab.IRI(f[1]), Object: object(f[2]),
			Basis: evidence.Explicit, Rule: "test", Spans: []evidence.Span{{Paragraph: base.IRI("para/" + paragraph),
				Start: 10 * i, End: 10*i + 5, CStart: 10 * i, CEnd: 10*i + 5, Quote: fmt.Sprintf("words of %s", f[1])}}}
		quads = append(quads, a.Quads(base, version)...)
	}
	return quads
}

// plain returns the quads of statements without evidence.
func plain(g quad.IRI, statements ...string) (quads []quad.Quad) {
	for _, s := range statements {
		f := strings.SplitN(s, " ", 3)
		p := vocab.IRI(f[1])
		if f[1] == "a" {
			p = vocab.Type
		}
		quads = append(quads, quad.Quad{Subject: base.IRI(f[0]), Predicate: p, Object: object(f[2]), Label: g})
	}
	return quads
}

func object(s string) quad.Value {
	if class, ok := strings.CutPrefix(s, "con:"); ok {
		return vocab.IRI(class)
	}
	if strings.Contains(s, "/") && !strings.Contains(s, " ") {
		return base.IRI(s)
	}
	return quad.String(s)
}

func snapshot(t *testing.T, quads ...[]quad.Quad) graph.Snapshot {
	t.Helper()
	ctx, store := context.Background(), memstore.New()
	if err := store.Update(ctx, func(tx graph.Tx) error {
		_, err := tx.WriteQuads(slices.Concat(quads...))
		return err
	}); err != nil {
		t.Fatal(err)
	}
	snap, err := store.Snapshot(ctx)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { snap.Close() })
	return snap
}

// listing shows a picture as text.
func listing(t *testing.T, p Picture) string {
	t.Helper()
	var out strings.Builder
	for n, err := range p.Nodes {
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprintf(&out, "%s (%s) %q%s\n", n.ID, n.Type, n.Label, values(n.Attributes))
	}
	for e, err := range p.Edges {
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprintf(&out, "%s -%s-> %s%s\n", e.Source, e.Label, e.Target, values(e.Attributes))
	}
	return out.String()
}

func values(attributes []Attribute) string {
	var out strings.Builder
	for _, a := range attributes {
		fmt.Fprintf(&out, " %s=%q", a.Name, a.Value)
	}
	return out.String()
}

func twoVersions(t *testing.T) graph.Snapshot {
	return snapshot(t,
		plain(base.Registry(), "graph/registry a con:Registry", "doc/d a con:Document", "doc/d label The Declaration",
			"doc/d/a a con:Document", "doc/d/b a con:Document", "doc/letter a con:Document", "res/r a con:Resolution",
			"res/r label resolution 1", "res/r symbol S/RES/1 (2001)", "res/r altLabel one", "state/tj a con:State",
			"state/tj label Tajikistan", "theme/used a con:Theme", "theme/unused a con:Theme", "theme/broad a con:Theme",
			"theme/used broader theme/broad", "date/2018 a con:Date"),
		plain(base.Graph("a"), "doc/d/a hasPart para/a/O1", "para/a/O1 hasPart para/a/O1-i", "para/a/O1 a con:Paragraph",
			"para/a/O1-i a con:Paragraph", "para/a/O1 mentions state/tj", "para/a/O1 class operative",
			"commit/a/O1.1 a con:Commitment", "commit/a/O1.1 summary do good", "commit/a/O1.1 force call",
			"commit/a/O1.1 inParagraph para/a/O1"),
		said("a", "a/O1", "doc/d/a isVersionOf doc/d", "doc/d title Declaration of X", "para/a/O1-i cites res/r",
			"para/a/O1 cites res/r", "para/a/O1 reaffirms res/r", "doc/d/a commitsTo commit/a/O1.1",
			"commit/a/O1.1 theme theme/used", "commit/a/O1.1 implements res/r", "res/r adoptedBy org/unknown"),
		said("b", "b/P1", "doc/d/b isVersionOf doc/d", "doc/d declaredBy state/tj", "doc/d theme theme/unused"),
		said("a", "a/P2", "doc/d declaredBy state/tj", "doc/d submittedBy state/tj"),
		plain(base.Alignment(), "para/a/O1 counterpart para/b/O1"),
		plain(base.Background(), "state/tj memberOf org/un", "org/un a con:Organization"),
	)
}

func TestOverview(t *testing.T) {
	p, err := Overview(context.Background(), twoVersions(t), base)
	if err != nil {
		t.Fatal(err)
	}
	const want = `commit/a/O1.1 (Commitment) "do good" versions="a" force="call" summary="do good"
date/2018 (Date) "date/2018"
doc/d (Document) "The Declaration" versions="a b" title="Declaration of X"
doc/d/a (Document) "doc/d/a" versions="a"
doc/d/b (Document) "doc/d/b" versions="b"
doc/letter (Document) "doc/letter"
res/r (Resolution) "resolution 1" versions="a" symbol="S/RES/1 (2001)"
state/tj (State) "Tajikistan" versions="a b"
theme/used (Theme) "theme/used" versions="a"
commit/a/O1.1 -implements-> res/r versions="a" paragraph="a/O1" basis="explicit" evidence="1" quote="words of implements"
commit/a/O1.1 -theme-> theme/used versions="a" paragraph="a/O1" basis="explicit" evidence="1" quote="words of theme"
doc/d -declaredBy-> state/tj versions="a b" paragraph="a/P2 b/P1" basis="explicit" evidence="2" quote="words of declaredBy"
doc/d -submittedBy-> state/tj versions="a" paragraph="a/P2" basis="explicit" evidence="1" quote="words of submittedBy"
doc/d/a -cites-> res/r versions="a" paragraph="a/O1 a/O1-i" basis="explicit" evidence="2" quote="words of cites"
doc/d/a -commitsTo-> commit/a/O1.1 versions="a" paragraph="a/O1" basis="explicit" evidence="1" quote="words of commitsTo"
doc/d/a -isVersionOf-> doc/d versions="a" paragraph="a/O1" basis="explicit" evidence="1" quote="words of isVersionOf"
doc/d/a -reaffirms-> res/r versions="a" paragraph="a/O1" basis="explicit" evidence="1" quote="words of reaffirms"
doc/d/b -isVersionOf-> doc/d versions="b" paragraph="b/P1" basis="explicit" evidence="1" quote="words of isVersionOf"
`
	if got := listing(t, p); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	for _, d := range Drawings {
		if _, r := draw(t, d, p); r.Nodes != 9 || r.Edges != 9 {
			t.Errorf("%s: %+v, want 9 nodes and 9 edges", d.Name, r)
		}
	}
}

func TestOverviewOfOneVersion(t *testing.T) {
	p, err := Overview(context.Background(), twoVersions(t), base, "b", "absent")
	if err != nil {
		t.Fatal(err)
	}
	got := listing(t, p)
	if strings.Contains(got, "commit/") || strings.Contains(got, `"a b"`) || !strings.Contains(got, `declaredBy-> state/tj versions="b"`) {
		t.Errorf("version b is drawn as\n%s", got)
	}
}

func TestOverviewOfNothing(t *testing.T) {
	ctx := context.Background()
	p, err := Overview(ctx, snapshot(t), base)
	if err != nil || listing(t, p) != "" {
		t.Errorf("an empty store is drawn as %s, %v", listing(t, p), err)
	}
	ctx, cancel := context.WithCancel(ctx)
	cancel()
	if _, err := Overview(ctx, twoVersions(t), base); err == nil {
		t.Error("no error of a cancelled context")
	}
}

func ExampleOverview() {
	ctx, store := context.Background(), memstore.New()
	err := store.Update(ctx, func(tx graph.Tx) error {
		_, err := tx.WriteQuads([]quad.Quad{
			{Subject: base.IRI("state/tj"), Predicate: vocab.Type, Object: vocab.IRI("State"), Label: base.Registry()},
			{Subject: base.IRI("state/tj"), Predicate: vocab.Label, Object: quad.String("Tajikistan"), Label: base.Registry()},
		})
		return err
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	snap, err := store.Snapshot(ctx)
	if err != nil {
		fmt.Println(err)
		return
	}
	defer snap.Close()
	picture, err := Overview(ctx, snap, base)
	if err != nil {
		fmt.Println(err)
		return
	}
	gexf, _ := DrawingByExtension("states.gexf")
	var file strings.Builder
	report, err := gexf.Draw(&file, picture)
	fmt.Println(report.Nodes, report.Edges, err)
	// Output: 1 0 <nil>
}
