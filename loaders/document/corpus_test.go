package document

import (
	"encoding/csv"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"concord/graph/graphtest"
)

// indexed is a row of the corpus's INDEX.tsv: a text with the length of its longest numbering 1..n as a machine
// counted it, which reads no misprinted number.
type indexed struct {
	folder, path string
	numbered     int
}

// indexedTexts returns every nth of the corpus's plain and Markdown texts.
func indexedTexts(t testing.TB, nth int) []indexed {
	t.Helper()
	root := graphtest.Shared(t, "corpus")
	f, err := os.Open(filepath.Join(root, "INDEX.tsv"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	r := csv.NewReader(f)
	r.Comma, r.LazyQuotes = '\t', true
	rows, err := r.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	column := slices.Index(rows[0], "numbered")
	var out []indexed
	for i, row := range rows[1:] {
		if ext := filepath.Ext(row[1]); i%nth != 0 || ext != ".txt" && ext != ".md" {
			continue
		}
		n, err := strconv.Atoi(row[column])
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, indexed{row[0], filepath.Join(root, row[0], row[1]), n})
	}
	return out
}

// longestNumbering returns the length of the longest run 1, 2, 3 among the printed numbers of paragraphs.
func longestNumbering(d *Document) int {
	longest, run := 0, 0
	for _, b := range d.Blocks {
		n, err := strconv.Atoi(b.Label)
		switch {
		case err != nil:
			continue
		case n == run+1:
			run++
		case n == 1:
			run = 1
		}
		longest = max(longest, run)
	}
	return longest
}

// TestCorpusStructure counts, for each folder of the corpus, the texts without an operative paragraph and those in
// which as many paragraphs are numbered as the index counts.
func TestCorpusStructure(t *testing.T) {
	type tally struct{ texts, silent, equal int }
	tallies := map[string]*tally{}
	for _, x := range indexedTexts(t, graphtest.Size(25, 5, 1)) {
		data, err := os.ReadFile(x.path)
		if err != nil {
			t.Fatal(err)
		}
		d := parseBytes(t, x.path, data)
		c := tallies[x.folder]
		if c == nil {
			c = &tally{}
			tallies[x.folder] = c
		}
		c.texts++
		if !slices.ContainsFunc(d.Blocks, func(b Block) bool { return b.Class == Operative }) {
			c.silent++
		}
		if longestNumbering(d) == x.numbered {
			c.equal++
		}
	}
	var folders []string
	for f := range tallies {
		folders = append(folders, f)
	}
	slices.Sort(folders)
	for _, f := range folders {
		c := tallies[f]
		t.Logf("%-12s %4d texts, %3d without an operative paragraph, numbered as indexed %4d", f, c.texts, c.silent, c.equal)
		resolutions := strings.HasPrefix(f, "un") && !strings.HasSuffix(f, "drafts")
		if resolutions && c.silent*50 > c.texts {
			t.Errorf("%s: %d of %d texts have no operative paragraph, want at most one of 50", f, c.silent, c.texts)
		}
		if f == "unga" && c.equal*100 < c.texts*95 {
			t.Errorf("%s: %d of %d texts have as many numbered paragraphs as indexed, want 95 %%", f, c.equal, c.texts)
		}
	}
}

// TestTwoPrintings holds the paragraphs read from the raw text of a page against those read from its columns: the
// corpus has both of 35 resolutions.
func TestTwoPrintings(t *testing.T) {
	pages, err := filepath.Glob(filepath.Join(graphtest.Shared(t, "corpus"), "unga-layout", "A_RES_*.layout.txt"))
	if err != nil {
		t.Fatal(err)
	}
	same := 0
	for _, columns := range pages {
		raw := filepath.Join(filepath.Dir(columns), "..", "unga", strings.Replace(filepath.Base(columns), ".layout", "", 1))
		if paragraphs(t, raw) == paragraphs(t, columns) {
			same++
		} else {
			t.Logf("%s is read otherwise in columns", filepath.Base(raw))
		}
	}
	if same*10 < len(pages)*9 {
		t.Errorf("%d of %d resolutions have the same paragraphs in both printings, want nine of ten", same, len(pages))
	}
}

// paragraphs returns the ids and the letters of the paragraphs of a text.
func paragraphs(t testing.TB, file string) string {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	for _, x := range parseBytes(t, file, data).Blocks {
		if x.Role == Preambular || x.Role == Operative {
			b.WriteString(x.ID + " " + letters(x.View.Text) + "\n")
		}
	}
	return b.String()
}
