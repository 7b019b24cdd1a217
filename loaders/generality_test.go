package loaders

import (
	"context"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"

	"concord/graph/graphtest"
	"concord/graph/vocab"
	"concord/loaders/lexicon"
	"concord/loaders/source"
)

// onlyHere lists the rows and rules that fire in the texts of docs/dushanbe and in no text of the corpus, each
// by words of its line, with what makes it more than a copy of their wording.
var onlyHere = []struct {
	reason string
	rows   [][2]string // table, words
}{
	{"names that every list of such names has, of what only Tajikistan and the OSCE speak of", [][2]string{
		{"organizations.tsv", "Majlisi Milli"},
		{"organizations.tsv", "Majlisi Namoyandagon"},
		{"languages.tsv", "Tajik"},
		{"organizations.tsv", "OSCE Ministerial Council"},
		{"documents.tsv", "OSCE Consolidated Framework"},
		{"groups.tsv", "OSCE participating States"},
		{"groups.tsv", "OSCE Partners for Co-operation"},
		{"relations.tsv", "its ~2 S:StateGroup=partner,partners"}, // only such organizations have partners
	}},
	{"the corpus has no letter that circulates a document", [][2]string{
		{"formulas.tsv", "^\\(Signed\\)"},
		{"kind of block", "front-matter annex-heading"},
		{"kind of block", "front-matter annex-original-language"},
		{"kind of block", "letter signature"},
		{"kind of block", "letter signatory-title"},
		{"relations.tsv", "annex|enclosure|appendix ~1 to"},
		{"relations.tsv", "( see annex|annexes"},
		{"relations.tsv", "( signed ) O+:Person"},
		{"relations.tsv", "letter\ttransmits"},
		{"rule", "conveyance underAgendaItem"},
	}},
	{"the corpus has no page of a web site with what stands around the text", [][2]string{
		{"formulas.tsv", "address\t^(?:Distinguished"},
		{"formulas.tsv", "copyright\t"},
		{"formulas.tsv", "phone\t"},
		{"kind of block", "boilerplate copyright"},
		{"kind of block", "boilerplate helpline"},
		{"kind of block", "boilerplate navigation"},
		{"kind of block", "boilerplate terms-of-use"},
		{"kind of block", "boilerplate unrelated-address"},
		{"relations.tsv", "masthead\tcopyrightYear"},
		{"relations.tsv", "official website of O:"},
	}},
	{"how a conference came about is told in the declaration it adopts: the corpus has those of leaders, who tell less", [][2]string{
		{"groups.tsv", "participating Governments"},
		{"relations.tsv", "^ O+:Role|Person|State|Government|Body|StateGroup|OrganizationGroup|ActorGroup ~2 took_part_in"},
		{"relations.tsv", "participants in|at|of S:Event"},
		{"relations.tsv", "[ ^ on|from|between O:Date ] , S:Event ~ was|were"},
		{"relations.tsv", "[ ^ on|from|between O:Date ] , ~~ held"},
		{"relations.tsv", "^ _:State|Government|Body ,? [ in_cooperation"},
		{"relations.tsv", "[ ^ O:State|Government|Body ~~ organized|organised|convened ] S:Event"},
		{"relations.tsv", "concluded|closed|ended|culminated with"},
		{"relations.tsv", "~~ signed ~2 S:Document"},
		{"relations.tsv", "S:Event ~ held|convened|organized|organised|hosted ~30 [ with the?"},
		{"relations.tsv", "for ~2 support to|for|of|in ~1 S:Event"},
		{"relations.tsv", "[ with the? ~1 support|assistance of"},
	}},
	{"a turn of English of which the corpus has other instances, with words between that these miss or with things that have no name there", [][2]string{
		{"relations.tsv", "agreed|agreed_upon|agreed_on"},
		{"relations.tsv", "S:Document as|is|are"},
		{"relations.tsv", "responsibility|responsible in|for|to"},
		{"relations.tsv", "event\tconductedBy"},
		{"kind of mention", "description Event"},
		{"rule", "organ organOf"},
		{"rule", "performative repeats"},
	}},
	{"a member of a closed set whose other members fire elsewhere", [][2]string{
		{"undertaking.tsv", "action of\tjoint"},
		{"undertaking.tsv", "activities among\tjoint"},
		{"undertaking.tsv", "affiliated\tadverse"},
		{"undertaking.tsv", "affiliates\tadverse"},
		{"undertaking.tsv", "sponsors\tadverse"},
		{"undertaking.tsv", "forms of\tsort"},
		{"undertaking.tsv", "types of\tsort"},
		{"undertaking.tsv", "within the applicable\tcondition"},
	}},
}

// mostOnlyHere is the share of what fires in those texts that may fire nowhere else.
const mostOnlyHere = 0.10

// TestGenerality holds the lexicon and the rules to being about English declarations, not about two of them.
func TestGenerality(t *testing.T) {
	here := lexicon.Trace{}
	for _, text := range dushanbe(t) {
		maps.Copy(here, firing(t, text))
	}
	only := maps.Clone(here)
	texts := readable(t)
	step := max(1, len(texts)/graphtest.Size(100, len(texts), len(texts)))
	var mu sync.Mutex
	err := parallel(context.Background(), len(texts)/step, runtime.GOMAXPROCS(0), func(i int) error {
		fired := firing(t, texts[i*step])
		mu.Lock()
		defer mu.Unlock()
		maps.DeleteFunc(only, func(r lexicon.Row, _ bool) bool { return fired[r] })
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	known := 0
	for _, group := range onlyHere {
		for _, x := range group.rows {
			n := len(only)
			maps.DeleteFunc(only, func(r lexicon.Row, _ bool) bool { return r.Table == x[0] && strings.Contains(r.Line, x[1]) })
			if n-len(only) != 1 {
				t.Errorf("%s %q: %d rows that fire in the two texts alone, want 1", x[0], x[1], n-len(only))
			}
			known++
		}
	}
	t.Logf("%d rows and rules fire in the two texts, %d of them nowhere else", len(here), known+len(only))
	if step > 1 {
		return // what did not fire may well do so in the texts left out
	}
	for _, r := range slices.SortedFunc(maps.Keys(only), func(a, b lexicon.Row) int { return strings.Compare(a.Table+a.Line, b.Table+b.Line) }) {
		t.Errorf("fires in the two texts alone: %s: %s", r.Table, r.Line)
	}
	if most := int(mostOnlyHere * float64(len(here))); known > most {
		t.Errorf("%d rows and rules fire in the two texts alone, want at most %d", known, most)
	}
}

// firing returns the rows that fire in a text and, as rows of the tables below, the rules.
func firing(t testing.TB, text *source.Text) lexicon.Trace {
	trace := lexicon.Trace{}
	lex := lexicon.English().Traced(trace)
	r, err := Read(text, &Options{Lexicon: lex})
	if err != nil {
		t.Errorf("%s: %v", text.Name, err)
		return nil
	}
	rule := func(table string, parts ...string) {
		trace[lexicon.Row{Table: table, Line: strings.Join(parts, " ")}] = true
	}
	verb := func(lemma string) {
		for _, p := range lex.Performatives.Lemma(lemma) {
			lex.Fired(p.Row)
		}
	}
	for i := range r.Document.Blocks {
		b := &r.Document.Blocks[i]
		rule("kind of block", b.Class.String(), b.Kind)
		for _, p := range b.Performatives {
			verb(p.Lemma)
		}
	}
	for _, m := range r.Mentions {
		rule("kind of mention", m.Form.String(), m.Type)
	}
	ofRows := map[string]bool{}
	for _, rel := range lex.Relations() {
		ofRows[rel.Rule] = true
	}
	for _, a := range r.Assertions {
		if !ofRows[a.Rule] {
			predicate, _ := vocab.Local(a.Predicate)
			rule("rule", a.Rule, predicate, string(a.Basis))
		}
	}
	for _, u := range r.Undertakings {
		verb(u.Performative)
		rule("force", u.Force)
	}
	return trace
}

// readable returns the texts of the corpus that can be read, in a fixed order.
func readable(t testing.TB) []*source.Text {
	var texts []*source.Text
	root := graphtest.Shared(t, "corpus")
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || filepath.Dir(path) == root || !slices.Contains([]string{".txt", ".md", ".html", ".xml"}, filepath.Ext(path)) {
			return err
		}
		data, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		if text, err := source.Decode(source.VersionName(path), path, data, nil); err == nil {
			texts = append(texts, text)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return texts
}
