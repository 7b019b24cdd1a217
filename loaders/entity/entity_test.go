package entity_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"concord/graph/graphtest"
	"concord/loaders/document"
	"concord/loaders/entity"
	"concord/loaders/lexicon"
	"concord/loaders/mention"
	"concord/loaders/source"
)

// read resolves a text.
func read(t testing.TB, name, file, text string) (*document.Document, entity.Resolution) {
	t.Helper()
	src, err := source.Decode(name, file, []byte(text), nil)
	if err != nil {
		t.Fatal(err)
	}
	lex := lexicon.English()
	d, err := document.Parse(src, lex)
	if err != nil {
		t.Fatal(err)
	}
	return d, entity.Resolve(d, mention.FindAll(d, lex), lex)
}

// seed resolves one of the two texts in docs/dushanbe.
func seed(t testing.TB, file string) (*document.Document, entity.Resolution) {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("..", "..", "docs", "dushanbe", file))
	if err != nil {
		t.Fatal(err)
	}
	return read(t, strings.TrimSuffix(file, filepath.Ext(file)), file, string(text))
}

// named returns "key <- surface" of the mentions in the block with an id.
func named(d *document.Document, r entity.Resolution, block string) []string {
	var out []string
	for _, m := range r.Mentions {
		if d.Blocks[m.Block].ID == block && m.Layer == mention.EntityLayer {
			out = append(out, m.Key+" <- "+m.Surface)
		}
	}
	return out
}

func TestDocumentsOfTheFile(t *testing.T) {
	type keys struct{ Work, Version, Letter, Cover, Event string }
	for file, want := range map[string]keys{
		"mia.txt": {"doc/dushanbe-declaration-2018", "doc/dushanbe-declaration-2018/mia", "", "doc/mia-page", "event/dushanbe-conference-2018"},
		"un.md": {
			"doc/dushanbe-declaration-2018", "doc/dushanbe-declaration-2018/un", "doc/letter-tj-2018-05-07",
			"doc/un-document-2018-05-17", "event/dushanbe-conference-2018",
		},
	} {
		_, r := seed(t, file)
		if got := (keys{r.Work, r.Version, r.Letter, r.Cover, r.Event}); got != want {
			t.Errorf("%s: %+v, want %+v", file, got, want)
		}
	}
}

const council = `United Nations                                    S/RES/9001 (2031)
Security Council                                  Distr.: General
                                                  4 March 2031

               Resolution 9001 (2031)

    Adopted by the Security Council at its 12000th meeting, on 4 March 2031

    The Security Council,
    Recalling its resolutions 186 (1964) of 4 March and 2140 (2014), and General Assembly resolution 60/288,
    Noting the work of the Xylophone Makers Association (XMA) and of the Committee established pursuant to
paragraph 19 of resolution 2140 (2014) (“the Committee”),
    1. Requests the Committee and the XMA to report to the Council;
    2. Calls upon Member States to abide by the Charter of the United Nations and by the Charter's Article 2;
`

func TestResolve(t *testing.T) {
	d, r := read(t, "draft", "draft.txt", council)
	if want := "res/s-res-9001-2031"; r.Work != want {
		t.Errorf("work = %q, want %q", r.Work, want)
	}
	for block, want := range map[string][]string{
		"P1": {
			"res/s-res-186-1964 <- 186 (1964)", "date/1964-03-04 <- 4 March", "res/s-res-2140-2014 <- 2140 (2014)",
			"org/unga <- General Assembly", "res/a-res-60-288 <- 60/288",
		},
		"P2": {
			"org/xma <- Xylophone Makers Association", "org/xma <- XMA",
			"org/sc-committee-2140 <- Committee established pursuant to paragraph 19 of resolution 2140 (2014)",
			"res/s-res-2140-2014 <- 2140 (2014)", "org/sc-committee-2140 <- Committee",
		},
		"O1": {"org/sc-committee-2140 <- Committee", "org/xma <- XMA", "org/unsc <- Council"},
		"O2": {
			"group/un-member-states <- Member States", "doc/un-charter <- Charter of the United Nations", "org/un <- United Nations",
			"doc/un-charter <- Charter",
		},
	} {
		if diff := cmp.Diff(want, named(d, r, block)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", block, diff)
		}
	}
}

func TestKnown(t *testing.T) {
	for _, key := range []struct{ key, want string }{
		{"res/s-res-1373-2001", `Resolution "Security Council resolution 1373 (2001)" body=org/unsc number=1373 symbol=S/RES/1373(2001) year=2001`},
		{"res/a-res-60-288", `Resolution "General Assembly resolution 60/288" body=org/unga number=288 symbol=A/RES/60/288`},
		{"res/a-res-217-a-iii", `Resolution "General Assembly resolution 217 A (III)" body=org/unga number=217 symbol=A/RES/217 A (III)`},
		{"res/a-res-s-10-2", `Resolution "General Assembly resolution S-10/2" body=org/unga number=2 symbol=A/RES/S-10/2`},
		{"res/wha65-8", `Resolution "World Health Assembly resolution WHA65.8" body=org/wha number=8 symbol=WHA65.8`},
		{"date/2018-05-03_2018-05-04", `Date "3-4 May 2018" begin=2018-05-03 end=2018-05-04 iso=2018-05-03/2018-05-04`},
		{"date/2016", `Date "2016" begin=2016-01-01 end=2016-12-31 iso=2016`},
		{"date/2020-02", `Date "February 2020" begin=2020-02-01 end=2020-02-29 iso=2020-02`},
		{"gov/tj", `Government "Government of the Republic of Tajikistan"`},
		{"theme/terrorist-financing", `Theme "financing of terrorism" broader=theme/terrorism inScheme=scheme/themes origin=untc`},
		{"person/anybody", ` ""`},
		{"date/", ` ""`},
		{"res/s-res-", ` ""`},
	} {
		e := entity.Known(key.key, lexicon.English())
		got := e.Type + ` "` + e.Label + `"`
		for _, p := range e.Properties {
			got += " " + string(p.Predicate[strings.LastIndexByte(string(p.Predicate), '#')+1:]) + "="
			if p.Literal != nil {
				got += strings.Trim(strings.Split(p.Literal.String(), "^^")[0], `"`)
			}
			got += p.Key
		}
		if got != key.want {
			t.Errorf("%s: %s\nwant %s", key.key, got, key.want)
		}
	}
}

// What the registry holds does not depend on the order in which texts are merged, nor on merging twice.
func TestMerge(t *testing.T) {
	_, a := seed(t, "mia.txt")
	_, b := seed(t, "un.md")
	ab, ba := entity.Merge(a.Entities, b.Entities), entity.Merge(b.Entities, a.Entities)
	if diff := cmp.Diff(ab, ba); diff != "" {
		t.Errorf("merged in the other order (-ab +ba):\n%s", diff)
	}
	if diff := cmp.Diff(ab, entity.Merge(ab, a.Entities)); diff != "" {
		t.Errorf("merged twice (-once +twice):\n%s", diff)
	}
	if !slices.IsSortedFunc(ab, func(x, y entity.Entity) int { return strings.Compare(x.Key, y.Key) }) {
		t.Error("entities are not sorted by key")
	}
}

// Every key that a mention or a normal form has is in the registry, with a type and a label.
func TestEntitiesComplete(t *testing.T) {
	for _, file := range []string{"mia.txt", "un.md"} {
		_, r := seed(t, file)
		has := map[string]bool{}
		for _, e := range r.Entities {
			has[e.Key] = true
			if e.Type == "" || e.Label == "" {
				t.Errorf("%s: %+v has no type or label", file, e)
			}
		}
		for _, m := range r.Mentions {
			if m.Key != "" && !has[m.Key] {
				t.Errorf("%s: %s is mentioned and not in the registry", file, m.Key)
			}
		}
		for _, e := range r.Entities {
			for _, p := range e.Properties {
				if p.Key != "" && !has[p.Key] {
					t.Errorf("%s: %s names %s, which is not in the registry", file, e.Key, p.Key)
				}
			}
		}
	}
}

// Resolve reads every text of the corpus, and the registry has all that its mentions name.
func TestResolveOnTexts(t *testing.T) {
	paths, err := filepath.Glob(filepath.Join(graphtest.Shared(t, "corpus"), "*", "*"))
	if err != nil {
		t.Fatal(err)
	}
	limit := graphtest.Size(25, 200, len(paths))
	read, resolved, mentions := 0, 0, 0
	for i := 0; i < len(paths); i += max(1, len(paths)/limit) {
		ext := filepath.Ext(paths[i])
		if ext != ".txt" && ext != ".md" {
			continue
		}
		data, err := os.ReadFile(paths[i])
		if err != nil {
			t.Fatal(err)
		}
		src, err := source.Decode("text", filepath.Base(paths[i]), data, nil)
		if err != nil {
			continue // the corpus holds files that are no texts
		}
		lex := lexicon.English()
		d, err := document.Parse(src, lex)
		if err != nil {
			t.Fatal(err)
		}
		ms := mention.FindAll(d, lex)
		r := entity.Resolve(d, ms, lex)
		if !cmp.Equal(r, entity.Resolve(d, ms, lex)) {
			t.Errorf("%s: resolved otherwise the second time", filepath.Base(paths[i]))
		}
		has := map[string]bool{}
		for _, e := range r.Entities {
			has[e.Key] = true
		}
		read++
		mentions += len(r.Mentions)
		for _, m := range r.Mentions {
			if m.Key == "" {
				continue
			}
			resolved++
			if !has[m.Key] || strings.ContainsAny(m.Key, " \n<>\"") {
				t.Errorf("%s: %q has the key %q, which is not in the registry or no key", filepath.Base(paths[i]), m.Surface, m.Key)
			}
		}
	}
	t.Logf("%d texts, %d of %d mentions resolved", read, resolved, mentions)
	if read == 0 || resolved*10 < mentions*8 {
		t.Errorf("%d texts, %d of %d mentions resolved, want most of them", read, resolved, mentions)
	}
}

const fisheries = `United Nations                                    A/RES/79/9001
General Assembly                                  Distr.: General
                                                  4 March 2031
Seventy-ninth session
               Resolution adopted by the General Assembly on 4 March 2031

    The General Assembly,
    Recalling the United Nations Convention on the Law of the Sea (“the Convention”) and resolution 5/14,
    Noting the Convention on Biological Diversity and its twenty-third session,
    Recalling its tenth special session of the General Assembly,
    1. Calls upon States to abide by the Convention;
    2. Decides to consider the matter at its eightieth session.
`

func TestResolveDefinedForms(t *testing.T) {
	d, r := read(t, "draft", "draft.txt", fisheries)
	for block, want := range map[string][]string{
		"P1": {"doc/unclos <- United Nations Convention on the Law of the Sea", "org/un <- United Nations", "doc/unclos <- Convention", " <- 5/14"},
		"P2": {"doc/cbd <- Convention on Biological Diversity", " <- twenty-third session"}, // of another body
		"P3": {"event/unga-special-session-10 <- tenth special session", "org/unga <- General Assembly"},
		"O1": {"doc/unclos <- Convention"},
		"O2": {"event/unga-session-80 <- eightieth session"},
	} {
		if diff := cmp.Diff(want, named(d, r, block)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", block, diff)
		}
	}
}

func TestShortFormsOfDocuments(t *testing.T) {
	for _, tt := range []struct{ text, want string }{
		{"The Sixty-sixth World Health Assembly,\nRecalling Article 7 of the Constitution,\n1. URGES Member States to report;\n", "doc/who-constitution <- Constitution"},
		{"The General Assembly,\nRecalling the Oslo Programme of Action for Rivers,\n1. Calls for the review of the Programme of Action;\n", "doc/oslo-programme-of-action-for-rivers <- Programme of Action"},
		{"The General Assembly,\nRecalling the Tulip Convention between Chad and Peru,\n1. Calls for respect for the Tulip Convention;\n", "doc/tulip-convention-between-chad-and-peru <- Tulip Convention"},
		{"The General Assembly,\nNoting the work of the United Nations Rain and Rivers Agency for Tulips,\n1. Calls upon the Agency to report;\n", "org/united-nations-rain-and-rivers-agency-for-tulips <- Agency"},
		{"The General Assembly,\nNoting the Fifteenth United Nations Congress on Crime Prevention Symposium,\n1. Notes the Fifteenth Symposium;\n", "event/fifteenth-un-congress-crime-prevention-symposium <- Fifteenth Symposium"},
	} {
		_, r := read(t, "draft", "draft.txt", tt.text)
		var got []string
		for _, m := range r.Mentions {
			if m.Layer == mention.EntityLayer {
				got = append(got, m.Key+" <- "+m.Surface)
			}
		}
		if !slices.Contains(got, tt.want) {
			t.Errorf("%q: %q, want %q among them", tt.text, got, tt.want)
		}
	}
}

func TestWorkOfHeading(t *testing.T) {
	for _, tt := range []struct{ text, want string }{
		{"Resolution 290\nof 8 December 1970\n\nThe Security Council,\n\nNoting the report,\n\n1. Calls upon States to act.\n", "res/s-res-290-1970"},
		{"United Nations\nA/C.5/80/L.3\n\nGeneral Assembly\n4 November 2025\n\nDraft resolution\n\nImplementation of resolution 2719 (2023)\n\nThe General Assembly,\n\nNoting the report,\n\n1. Takes note of it.\n", "doc/a-c-5-80-l-3"},
	} {
		if _, r := read(t, "draft", "draft.txt", tt.text); r.Work != tt.want {
			t.Errorf("%q: work is %q, want %q", tt.text, r.Work, tt.want)
		}
	}
}

func TestMemberStates(t *testing.T) {
	for _, tt := range []struct{ text, want string }{
		{"The Sixty-sixth World Health Assembly,\nNoting the work of the United Nations system,\n1. URGES Member States to report;\n", "group/who-member-states"},
		{"We, the leaders of the Quad,\n1. Call upon the United Nations and the Member States of the African Union to report;\n", "group/au-member-states"},
		{"The Security Council,\n1. Calls upon the Federal Member States to report;\n", ""},
		{"The Security Council,\n1. Calls upon Member States to report;\n", "group/un-member-states"},
	} {
		_, r := read(t, "draft", "draft.txt", tt.text)
		got := ""
		for _, m := range r.Mentions {
			if m.Type == "StateGroup" {
				got = m.Key
			}
		}
		if got != tt.want {
			t.Errorf("%q: members are %q, want %q", tt.text, got, tt.want)
		}
	}
}

func TestWorkOfBareTitle(t *testing.T) {
	for _, tt := range []struct{ title, date, want string }{
		{"G7 Leaders’ Statement", "8 May 2022", "doc/g7-leaders-statement-2022-05-08"}, // one of several that year
		{"G7 Leaders’ Statement", "12 December 2022", "doc/g7-leaders-statement-2022-12-12"},
		{"Washington Declaration", "26 April 2023", "doc/washington-declaration-2023"},
		{"Joint Statement of the Leaders of India, Israel and Japan", "8 May 2022", "doc/joint-statement-of-the-leaders-of-india-israel-and-japan-2022"},
	} {
		text := "# " + tt.title + "\n\n" + tt.date + "\n\nWe, the leaders, met and reviewed the situation.\n\nWe will continue to cooperate on food security.\n"
		_, r := read(t, "draft", "draft.md", text)
		if r.Work != tt.want {
			t.Errorf("%s of %s is %s, want %s", tt.title, tt.date, r.Work, tt.want)
		}
	}
}
