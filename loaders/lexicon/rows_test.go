package lexicon

import (
	"regexp"
	"strings"
	"testing"
)

// Keys are unique but for phrases that a context tells apart, well formed, and name rows that exist.
func TestRows(t *testing.T) {
	l := English()
	form := regexp.MustCompile(`^[a-z]+/[a-z0-9-]+$`)
	count := map[string]int{}
	for _, e := range l.Entries() {
		count[e.Type]++
		if !form.MatchString(e.Key) || e.Label == "" || e.Type == "" || e.Origin == "" {
			t.Errorf("%+v: want a well-formed key, a label, a type and an origin", e)
		}
		for _, other := range append(append([]string{e.Parent, e.Creator}, e.Broader...), e.Covers...) {
			if other != "" && l.Entry(other) == nil && !strings.HasPrefix(other, "group/") {
				t.Errorf("%s names %s, which no row has", e.Key, other)
			}
		}
	}
	for typ, least := range map[string]int{"State": 195, "Organization": 100, "Organ": 100, "Document": 100, "Theme": 100, "Place": 100, "Role": 15, "Norm": 8, "Language": 20} {
		if count[typ] < least {
			t.Errorf("%d rows of type %s, want at least %d", count[typ], typ, least)
		}
	}
}

// A phrase names one thing in each layer, unless contexts tell things apart.
func TestPhrasesUnambiguous(t *testing.T) {
	for _, phrases := range English().phrases.ending {
		for i, p := range phrases {
			for _, q := range phrases[:i] {
				theme := func(p *Phrase) bool { return p.Entry.Type == "Theme" }
				same := strings.Join(p.writes, " ") == strings.Join(q.writes, " ")
				if same && p.Entry.Key != q.Entry.Key && theme(p) == theme(q) && len(p.Entry.Context)+len(q.Entry.Context) == 0 && p.Entry.Type != "Language" && q.Entry.Type != "Language" {
					t.Errorf("%s and %s have a phrase of %d words in common", p.Entry.Key, q.Entry.Key, p.Words)
				}
			}
		}
	}
}

// Every table says where each row comes from, and SOURCES.md what the short name means.
func TestOrigins(t *testing.T) {
	sources, err := files.ReadFile("en/SOURCES.md")
	if err != nil {
		t.Fatal(err)
	}
	symbol := regexp.MustCompile(`[0-9]`) // a document symbol speaks for itself
	for _, table := range tables {
		if table.file == "grammar.tsv" {
			continue
		}
		for _, row := range rows(table.file) {
			for _, origin := range strings.Split(row["origin"], "; ") {
				if origin == "" {
					t.Errorf("%s: %v has no origin", table.file, row)
				}
				if !symbol.MatchString(origin) && !regexp.MustCompile(`\b`+regexp.QuoteMeta(origin)+`\b`).Match(sources) {
					t.Errorf("%s: SOURCES.md does not tell what the origin %q is", table.file, origin)
				}
			}
		}
	}
}

func TestTokens(t *testing.T) {
	l := English()
	for _, c := range []struct{ in, want string }{
		{"Counter-Terrorism Committee's U.S. a.i. 60/288", "Counter|Terrorism|Committee|'s|U.S.|a.i.|60|/|288"},
		{"Côte d’Ivoire – States’ 3-4 May", "Côte|d|Ivoire|–|States|’|3|4|May"},
		{"Non- Proliferation, counter -terrorism; x - y", "Non|Proliferation|,|counter|terrorism|;|x|-|y"},
		{"(2001)1 134th \xff", "(|2001|)|1|134th|\xff"},
	} {
		var got []string
		for _, tok := range l.Tokens(nil, c.in) {
			got = append(got, c.in[tok.Start:tok.End])
		}
		if s := strings.Join(got, "|"); s != c.want {
			t.Errorf("Tokens(%q) = %s, want %s", c.in, s, c.want)
		}
	}
}

func TestMatchAt(t *testing.T) {
	l := English()
	for _, c := range []struct{ in, want string }{
		{"UN Security Council", "org/un org/unsc"},
		{"un security council", ""},
		{"UNITED NATIONS", "org/un"},
		{"cote d'ivoire", ""},
		{"Cote d'Ivoire", "state/ci"},
		{"Organisation for Security and Cooperation in Europe", "org/osce"},
		{"money-laundering", "theme/money-laundering"},
		{"who", ""},
		{"WHO", "org/who"},
	} {
		var keys []string
		for _, m := range l.MatchAt(nil, c.in, l.Tokens(nil, c.in), 0) {
			if k := m.Phrase.Entry.Key; len(keys) == 0 || keys[len(keys)-1] != k {
				keys = append(keys, k)
			}
		}
		if got := strings.Join(keys, " "); got != c.want {
			t.Errorf("MatchAt(%q) = %s, want %s", c.in, got, c.want)
		}
	}
}
