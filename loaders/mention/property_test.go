package mention

import (
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"concord/graph/graphtest"
	"concord/loaders/lexicon"
)

// checkMentions reports what Find promises and ms does not keep.
func checkMentions(t *testing.T, text string, ms []Mention) {
	t.Helper()
	for i, m := range ms {
		if m.Span.Start < 0 || m.Span.End > len(text) || m.Span.Start >= m.Span.End {
			t.Fatalf("%q: span %v of a text of %d bytes", text, m.Span, len(text))
		}
		if got := text[m.Span.Start:m.Span.End]; got != m.Surface || utf8.ValidString(text) && !utf8.ValidString(got) {
			t.Fatalf("%q: %v is %q, want its surface %q", text, m.Span, got, m.Surface)
		}
		if i > 0 && (ms[i-1].Span.Start > m.Span.Start || ms[i-1].Span.Start == m.Span.Start && ms[i-1].Span.End < m.Span.End) {
			t.Fatalf("%q: %v after %v", text, m.Span, ms[i-1].Span)
		}
		for _, o := range ms[:i] {
			if o.Layer == m.Layer && o.Span.Overlaps(m.Span) && (!o.Span.Contains(m.Span) || o.Span == m.Span) {
				t.Fatalf("%q: %q and %q of one layer cross or coincide", text, o.Surface, m.Surface)
			}
		}
	}
}

// Find keeps its promises on real texts, and finds the same when asked again.
func TestFindOnTexts(t *testing.T) {
	lex := lexicon.English()
	paths, err := filepath.Glob(graphtest.Shared(t, "corpus") + "/*/*")
	if err != nil {
		t.Fatal(err)
	}
	limit := graphtest.Size(40, 400, len(paths))
	for i := 0; i < len(paths); i += max(1, len(paths)/limit) {
		data, err := os.ReadFile(paths[i])
		if err != nil {
			t.Fatal(err)
		}
		for _, par := range strings.Split(string(data[:min(len(data), 60_000)]), "\n\n") {
			text := strings.Join(strings.Fields(par), " ")
			ms := Find(text, lex)
			checkMentions(t, text, ms)
			if again := Find(text, lex); !slices.Equal(ms, again) {
				t.Fatalf("%s: %q: found otherwise the second time", filepath.Base(paths[i]), text)
			}
		}
	}
}

// Find keeps its promises on nonsense made of the words it looks for, in time in proportion to the text.
func TestFindOnNonsense(t *testing.T) {
	words := strings.Fields("the Committee Member States resolution resolutions 1373 (2001) ( ) , . and of on conference Government " +
		"Republic Tajikistan Plan Action “ ” UN 3 4 May 2018 - – Assembly Letter dated from addressed to Secretary-General sponsors " +
		"terrorism extremism session seventy second agenda item Original: English (Signed) A 60/288 36/87 A/RES/ S/PRST/2013/3 vol. No. " +
		"International standards against Convention Charter United Nations (UN) 's States' Mr. President in established Treaty Series")
	random := rand.New(rand.NewPCG(1, 2))
	lex := lexicon.English()
	for range graphtest.Size(300, 3000, 30000) {
		var b strings.Builder
		for range 1 + random.IntN(60) {
			b.WriteString(words[random.IntN(len(words))])
			if random.IntN(8) > 0 {
				b.WriteByte(' ')
			}
		}
		checkMentions(t, b.String(), Find(b.String(), lex))
	}
}

func FuzzFind(f *testing.F) {
	for _, s := range []string{
		"", "(", "the Committee (", "resolutions 1267 (1999), 36/87 A and B", "3-4 May 2018 and 2016", "Letter dated 7 May 2018 from the",
		"A/RES/60/288/", "S/RES/1373 (2001", "“the Committee”", "Original: ", "President A. B.", "U.S.-ASEAN", "217 A (III)", "vol. 1, No.",
		"Government of the ", "The of the Plan of", "Ⅻ ſ ﬀ İ Convention", "20055 May", "\xff\xfe Security Council", "Participants in the conference",
	} {
		f.Add(s)
	}
	lex := lexicon.English()
	f.Fuzz(func(t *testing.T, text string) {
		checkMentions(t, text, Find(text, lex))
	})
}

func BenchmarkFind(b *testing.B) {
	text, err := os.ReadFile(filepath.Join("..", "..", "docs", "dushanbe", "un.md"))
	if err != nil {
		b.Fatal(err)
	}
	lex := lexicon.English()
	paragraphs := strings.Split(string(text), "\n\n")
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		for _, p := range paragraphs {
			Find(p, lex)
		}
	}
}
