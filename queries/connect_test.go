package queries_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/cayleygraph/quad"

	"concord/graph"
	"concord/queries"
)

func TestWhy(t *testing.T) {
	ctx := context.Background()
	snap := fixture(t)
	for _, c := range []struct{ statement, want string }{
		{"event/e withSupportOf state/qa", `a explicit "supported by Qatar"; b explicit "by Qatar"`},
		{"para/b/O1 cites res/r", `b explicit "resolution 1373 (2001)"`},
		// Layout gives the opening words of the block.
		{"doc/d/b hasPart para/b/O1", `b structural "1. We commit to implement resolution 1373 (2001) — fully, without delay"`},
		{"state/qa label \"State of Qatar\"", ""},
		{"state/qa withSupportOf event/e", ""},
	} {
		q := parse(t, c.statement+" .")
		grounds, err := queries.Why(ctx, snap, "", queries.Statement{Subject: q.Subject, Predicate: q.Predicate.(quad.IRI), Object: q.Object})
		if err != nil {
			t.Errorf("Why(%s): %v", c.statement, err)
		}
		var got []string
		for _, g := range grounds {
			got = append(got, g.Version+" "+string(g.Basis)+` "`+g.Spans[0].Quote+`"`)
			if sp := g.Spans[0]; sourceText[sp.Start:sp.End] != sp.Quote || string([]rune(sourceText)[sp.CStart:sp.CEnd]) != sp.Quote {
				t.Errorf("Why(%s): span %+v does not quote itself", c.statement, sp)
			}
		}
		if got := strings.Join(got, "; "); got != c.want {
			t.Errorf("Why(%s) =\n%s, want\n%s", c.statement, got, c.want)
		}
	}
}

func TestFind(t *testing.T) {
	snap := fixture(t)
	for text, want := range map[string]string{
		"Qatar":                   "state/qa other label",
		"state of qatar":          "state/qa label",
		"state/qa":                "state/qa key",
		"S/RES/1373(2001)":        "res/r symbol",
		"resolution 1373 (2001)":  "res/r words",
		"RESOLUTION 1373(2001)":   "res/r words",
		"1373":                    "res/r words",
		"security council":        "res/q words, res/r words",
		"1267 resolution":         "res/q words",
		"republic":                "state/fr words",
		"Katar":                   `unknown name "Katar", did you mean "Qatar"?`,
		"resolution 1373 (2002)":  `unknown name "resolution 1373 (2002)"`,
		"con:State":               "con:State key",
		"nothing of the kind":     `unknown name "nothing of the kind"`,
		"":                        `unknown name ""`,
		"resolution resolution":   `unknown name "resolution resolution"`,
		"French  Republic":        "state/fr label",
		"Ｑａｔａｒ":                   "state/qa other label",
		"Security Council RESOLU": `unknown name "Security Council RESOLU", did you mean "Security Council resolution 1267 (1999)" or "Security Council resolution 1373 (2001)"?`,
	} {
		matches, err := queries.Find(context.Background(), snap, "", text)
		var got []string
		for _, m := range matches {
			got = append(got, m.Key+" "+m.By.String())
		}
		if err != nil {
			got = []string{err.Error()}
		}
		if got := strings.Join(got, ", "); got != want {
			t.Errorf("Find(%q) = %s, want %s", text, got, want)
		}
	}
	m, err := queries.Find(context.Background(), snap, "", "Qatar")
	if want := (queries.Match{IRI: base.IRI("state/qa"), Key: "state/qa", Type: "State", Label: "State of Qatar", By: queries.ByAltLabel, Name: "Qatar"}); err != nil || m[0] != want {
		t.Errorf("Find(Qatar) = %+v, %v, want %+v", m, err, want)
	}
}

func TestFindLike(t *testing.T) {
	snap := fixture(t)
	for text, want := range map[string]string{
		"Katar":                    "state/qa",
		"Security Counsil 1373":    "res/r",
		"UNSCR 1373":               "res/r",
		"resolution 1373":          "res/r",
		"UNSCR, in full, 1373":     "",
		"resolution 1373 (2002)":   "res/r",
		"1374":                     "",
		"Atlantis":                 "",
		"":                         "",
		"Repulic":                  "state/fr",
		"Securty Cuoncil resolutn": "res/q res/r",
	} {
		matches, err := queries.FindLike(context.Background(), snap, "", text)
		var got []string
		for _, m := range matches {
			got = append(got, m.Key)
		}
		if got := strings.Join(got, " "); err != nil || got != want {
			t.Errorf("FindLike(%q) = %s, %v, want %s", text, got, err, want)
		}
	}
}

func TestConnect(t *testing.T) {
	snap := fixture(t)
	for _, c := range []struct {
		a, b     string
		want     string
		versions string
		others   int
		grounds  string // versions whose words each link shows
	}{
		// In version a two chains are of four steps; the other walks over a theme. A chain over the work would
		// join the two texts.
		{"state/qa", "res/r", "<-withSupportOf- event/e <-outcomeOf- doc/d/a -commitsTo-> commit/a/O1.1 -implements-> res/r", "a", 1, "a|a|a|a"},
		{"res/r", "state/qa", "<-implements- commit/a/O1.1 <-commitsTo- doc/d/a -outcomeOf-> event/e -withSupportOf-> state/qa", "a", 1, "a|a|a|a"},
		{"event/e", "state/qa", "-withSupportOf-> state/qa", "a b", 0, "a b"},
		{"doc/d/b", "res/r", "-hasPart-> para/b/O1 -cites-> res/r", "b", 0, "b|b"},
		// No version holds this one alone.
		{"state/fr", "state/qa", "<-hostedBy- event/f -heldIn-> place/p <-heldIn- event/e -withSupportOf-> state/qa", "", 0, "|||a b"},
		{"state/qa", "state/qa", "", "a b", 0, ""},
	} {
		got, err := queries.Connect(context.Background(), snap, "", base.IRI(c.a), base.IRI(c.b), nil)
		if err != nil {
			t.Errorf("Connect(%s, %s): %v", c.a, c.b, err)
			continue
		}
		chain := got.Chains[0]
		var steps []queries.Step
		var grounds []string
		for _, l := range chain.Links {
			steps = append(steps, l.Step)
			var versions []string
			for _, g := range l.Grounds {
				versions = append(versions, g.Version)
			}
			grounds = append(grounds, strings.Join(versions, " "))
		}
		if walked(steps) != c.want || strings.Join(chain.Versions, " ") != c.versions || got.Others != c.others || got.More || len(got.Chains) != 1 {
			t.Errorf("Connect(%s, %s) = %s in %q and %d others, want %s in %q and %d others",
				c.a, c.b, walked(steps), chain.Versions, got.Others, c.want, c.versions, c.others)
		}
		if got := strings.Join(grounds, "|"); got != c.grounds {
			t.Errorf("Connect(%s, %s): grounds of %q, want %q", c.a, c.b, got, c.grounds)
		}
	}
}

func TestConnectAll(t *testing.T) {
	got, err := queries.Connect(context.Background(), fixture(t), "", base.IRI("state/qa"), base.IRI("res/r"), &queries.ConnectOptions{All: true})
	if err != nil || len(got.Chains) != 2 || got.Others != 1 {
		t.Fatalf("got %+v, %v, want two chains", got, err)
	}
	var steps []queries.Step
	for _, l := range got.Chains[1].Links {
		steps = append(steps, l.Step)
	}
	if got, want := walked(steps), "<-withSupportOf- event/e -theme-> theme/t <-theme- commit/a/O1.1 -implements-> res/r"; got != want {
		t.Errorf("second chain %s, want %s", got, want)
	}
}

func TestConnectNothing(t *testing.T) {
	ctx := context.Background()
	snap := fixture(t)
	// Both are resolutions, and a mention is no relation: neither joins two things.
	for _, pair := range [][2]string{{"res/q", "res/r"}, {"state/fr", "res/q"}} {
		if _, err := queries.Connect(ctx, snap, "", base.IRI(pair[0]), base.IRI(pair[1]), nil); !errors.Is(err, queries.ErrNotConnected) {
			t.Errorf("Connect(%s, %s): %v, want %v", pair[0], pair[1], err, queries.ErrNotConnected)
		}
	}
	if _, err := queries.Connect(ctx, snap, "", base.IRI("state/qa"), base.IRI("res/r"), &queries.ConnectOptions{MaxLength: 3}); !errors.Is(err, queries.ErrNotConnected) {
		t.Errorf("four steps under a bound of three: %v, want %v", err, queries.ErrNotConnected)
	}
	var unknown *queries.UnknownNameError
	if _, err := queries.Connect(ctx, snap, "", base.IRI("state/qq"), base.IRI("res/r"), nil); !errors.As(err, &unknown) {
		t.Errorf("Connect(state/qq, res/r): %v, want an UnknownNameError", err)
	}
}

// TestConnectPrefersRelations has four chains of three steps: without a costly one, with one, and with two. By key
// alone one with two would be first.
func TestConnectPrefersRelations(t *testing.T) {
	var quads []quad.Quad
	for _, line := range []string{
		"graph/registry a con:Registry graph/registry .",
		"doc/d hasPart para/v/1 graph/v .", "para/v/1 cites doc/x graph/v .", "doc/x theme theme/t graph/v .",
		"doc/d hasPart para/v/1 graph/v .", "para/v/1 recalls doc/y graph/v .", "doc/y adoptedBy theme/t graph/v .",
		"doc/d cites doc/e graph/v .", "doc/e hasPart para/e/1 graph/v .", "para/e/1 theme theme/t graph/v .",
		"doc/d recalls doc/f graph/v .", "doc/f recalls doc/g graph/v .", "doc/g recalls theme/t graph/v .",
	} {
		quads = append(quads, parse(t, line))
	}
	c, err := queries.Connect(context.Background(), snapshotOf(t, quads), "", base.IRI("doc/d"), base.IRI("theme/t"), &queries.ConnectOptions{All: true})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, chain := range c.Chains {
		var steps []queries.Step
		for _, l := range chain.Links {
			steps = append(steps, l.Step)
		}
		got = append(got, walked(steps))
	}
	want := []string{
		"-recalls-> doc/f -recalls-> doc/g -recalls-> theme/t",
		"-hasPart-> para/v/1 -recalls-> doc/y -adoptedBy-> theme/t",
		"-cites-> doc/e -hasPart-> para/e/1 -theme-> theme/t",
		"-hasPart-> para/v/1 -cites-> doc/x -theme-> theme/t",
	}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

// TestConnectMany joins two things by more chains than are counted: the best is found all the same.
func TestConnectMany(t *testing.T) {
	quads := []quad.Quad{parse(t, "graph/registry a con:Registry graph/registry .")}
	const side = 120 // 120 x 120 chains of three steps
	for i := range side {
		quads = append(quads, parse(t, fmt.Sprintf("doc/a hasPart para/v/%d graph/v .", i)), parse(t, fmt.Sprintf("doc/x%d cites doc/b graph/v .", i)))
		for j := range side {
			quads = append(quads, parse(t, fmt.Sprintf("para/v/%d cites doc/x%d graph/v .", i, j)))
		}
	}
	quads = append(quads, parse(t, "doc/a recalls doc/z graph/v ."), parse(t, "doc/z recalls doc/y graph/v ."), parse(t, "doc/y recalls doc/b graph/v ."))
	c, err := queries.Connect(context.Background(), snapshotOf(t, quads), "", base.IRI("doc/a"), base.IRI("doc/b"), nil)
	if err != nil {
		t.Fatal(err)
	}
	if first := c.Chains[0].Links[0]; !c.More || c.Others != queries.MostChains-1 || first.Object != base.IRI("doc/z") {
		t.Errorf("got %d others (more: %t), first step %v, want %d and more, first step to doc/z", c.Others, c.More, first.Statement, queries.MostChains-1)
	}
}

// TestConnectLoaded connects in RDF that holds no texts: every predicate but rdf:type is a relation there.
func TestConnectLoaded(t *testing.T) {
	snap := snapshotOf(t, []quad.Quad{
		parse(t, "<n:1> a <c:Thing> ."), parse(t, "<n:2> a <c:Thing> ."), parse(t, "<n:1> <p:label> \"same\" ."),
		parse(t, "<n:2> <p:label> \"same\" ."), parse(t, "<n:1> <p:knows> <n:3> <g:1> ."), parse(t, "<n:2> <p:knows> <n:3> ."),
	})
	got, err := queries.Connect(context.Background(), snap, "", "n:1", "n:2", nil)
	if err != nil {
		t.Fatal(err)
	}
	if want := "-<p:knows>-> <n:3> <-<p:knows>- <n:2>"; walked([]queries.Step{got.Chains[0].Links[0].Step, got.Chains[0].Links[1].Step}) != want || got.Others != 0 {
		t.Errorf("got %+v, want %s", got, want)
	}
}

func ExampleConnect() {
	ctx := context.Background()
	snap := fixture(new(testing.T))
	matches, err := queries.Find(ctx, snap, "", "Qatar")
	if err != nil {
		fmt.Println(err)
		return
	}
	c, err := queries.Connect(ctx, snap, "", matches[0].IRI, base.IRI("res/r"), nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, link := range c.Chains[0].Links {
		fmt.Printf("%s %s %s: %q\n", queries.Text(base, link.Subject), queries.Text(base, link.Predicate),
			queries.Text(base, link.Object), link.Grounds[0].Spans[0].Quote)
	}
	fmt.Println("others:", c.Others)
	// Output:
	// event/e con:withSupportOf state/qa: "supported by Qatar"
	// doc/d/a con:outcomeOf event/e: "The conference"
	// doc/d/a con:commitsTo commit/a/O1.1: "We commit to implement"
	// commit/a/O1.1 con:implements res/r: "implement resolution 1373 (2001)"
	// others: 1
}

// scans counts the scans of a snapshot.
type scans struct {
	graph.Snapshot
	n int
}

func (s *scans) Scan(ctx context.Context, p graph.Pattern, by graph.Order) graph.Cursor {
	s.n++
	return s.Snapshot.Scan(ctx, p, by)
}

// TestWhyCost: what a statement rests on is found without asking every version of the store for it.
func TestWhyCost(t *testing.T) {
	quads := []quad.Quad{parse(t, "graph/registry a con:Registry graph/registry .")}
	for i := range 50 {
		quads = append(quads, parse(t, fmt.Sprintf("doc/d/v%d cites res/r graph/v%d .", i, i)))
	}
	snap := &scans{Snapshot: snapshotOf(t, quads)}
	q := quads[7]
	if _, err := queries.Why(context.Background(), snap, "", queries.Statement{Subject: q.Subject, Predicate: q.Predicate.(quad.IRI), Object: q.Object}); err != nil {
		t.Fatal(err)
	}
	if snap.n > 10 {
		t.Errorf("%d scans in a store of 50 versions", snap.n)
	}
}
