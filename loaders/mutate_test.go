package loaders

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"unicode/utf16"

	"golang.org/x/text/encoding/htmlindex"
)

// mutant is what became of a text.
type mutant struct {
	file     string // its name, which tells plain text from Markdown
	data     []byte
	encoding string   // as --encoding would say, "" for none
	done     []string // the names of the mutations
}

// mutation changes a text.
type mutation struct {
	name  string
	apply func(r *rand.Rand, m *mutant)
}

// mutate returns mutation n of one of the texts: every hundredth a huge one, the others one to four small
// changes. The same n is the same mutant.
func mutate(n int, texts []mutant) mutant {
	r := rand.New(rand.NewPCG(20180504, uint64(n)))
	m := texts[r.IntN(len(texts))]
	m.data = slices.Clone(m.data)
	table, times := mutations, 1+r.IntN(4)
	if n%100 == 99 {
		table, times = huge, 1
	}
	for range times {
		c := table[r.IntN(len(table))]
		if m.encoding != "" {
			break // what follows would not be a change of the text
		}
		c.apply(r, &m)
		m.done = append(m.done, c.name)
	}
	return m
}

// mutations are the small changes.
var mutations = []mutation{
	{"cut lines", pieces("\n", cut)},
	{"cut lines", pieces("\n", cut)},
	{"repeat lines", pieces("\n", repeat)},
	{"shuffle lines", pieces("\n", shuffle)},
	{"cut paragraphs", pieces("\n\n", cut)},
	{"repeat paragraphs", pieces("\n\n", repeat)},
	{"shuffle paragraphs", pieces("\n\n", shuffle)},
	{"cut words", pieces(" ", cut)},
	{"shuffle words", pieces(" ", shuffle)},
	{"repeat words", pieces(" ", repeat)},
	{"cut bytes", pieces("", cut)},
	{"shuffle bytes", pieces("", shuffle)},
	{"flip bits", func(r *rand.Rand, m *mutant) {
		for range 1 + r.IntN(20) {
			if len(m.data) > 0 {
				m.data[r.IntN(len(m.data))] ^= 1 << r.IntN(8)
			}
		}
	}},
	{"break off", func(r *rand.Rand, m *mutant) { m.data = m.data[:r.IntN(len(m.data)+1)] }},
	{"join lines", replace("\n", " ")},
	{"break words", func(r *rand.Rand, m *mutant) { m.data = bytes.ReplaceAll(m.data, []byte("i"), []byte("i-\n")) }},
	{"no white space", func(r *rand.Rand, m *mutant) { m.data = bytes.Join(bytes.Fields(m.data), nil) }},
	{"capitals", func(r *rand.Rand, m *mutant) { m.data = bytes.ToUpper(m.data) }},
	{"CRLF", replace("\n", "\r\n")},
	{"CR", replace("\n", "\r")},
	{"line separators", replace("\n", "\u2028")},
	{"form feeds", replace("\n\n", "\f")},
	{"no-break spaces", replace(" ", "\u00a0")},
	{"soft hyphens", replace("e", "e\u00ad")},
	{"combining marks", replace("a", "a\u0301\u0323")},
	{"BOM", func(_ *rand.Rand, m *mutant) { m.data = append([]byte("\ufeff"), m.data...) }},
	{"BOMs inside", insert("\ufeff", 9)},
	{"NUL", insert("\x00", 3)},
	{"escape sequences", insert("\x1b[31m", 9)},
	{"bidi", insert("\u202e\u2066\u202c\u200f", 20)},
	{"surrogates in UTF-8", insert("\xed\xa0\xbd", 3)},
	{"beyond the plane", insert("𝕌🇹🇯👩‍👩‍👧", 30)},
	{"bytes of Latin-1", insert("caf\xe9", 3)},
	{"brackets", insert("([{<((", 60)},
	{"closing brackets", insert(")]}>))", 60)},
	{"quotation marks", insert("“\"'’`", 60)},
	{"emphasis", insert("**_*", 60)},
	{"links", insert("[a](b \\(c\\)", 40)},
	{"headings", insert("\n# ", 30)},
	{"lists", insert("\n(a) (i) 1. - ", 60)},
	{"rules", insert("\n---\n", 20)},
	{"page furniture", insert("\nA/RES/72/1\n\n18-06883 3/5\f\n", 12)},
	{"numbers", insert(" 99999999999999999999 (2001) 60/288 ", 30)},
	{"openings", insert("\n\nRecalling also that it Decides to ", 30)},
	{"entities", insert("&amp;&#x110000;&#0;&unknown;", 30)},
	{"wrong encoding", func(r *rand.Rand, m *mutant) {
		m.encoding = []string{"windows-1252", "koi8-r", "shift_jis", "gb18030", "utf-16le", "utf-16be", "iso-8859-6", "big5"}[r.IntN(8)]
	}},
	{"another encoding", func(r *rand.Rand, m *mutant) {
		name := []string{"windows-1252", "macintosh", "gb18030", "windows-1258"}[r.IntN(4)]
		enc, err := htmlindex.Get(name)
		if err != nil {
			panic(err)
		}
		if data, err := enc.NewEncoder().Bytes(m.data); err == nil {
			m.data, m.encoding = data, name
		}
	}},
	{"UTF-16 without BOM", func(r *rand.Rand, m *mutant) { m.data = utf16Bytes(m.data, r.IntN(2) == 0) }},
	{"UTF-16 without BOM, told", func(_ *rand.Rand, m *mutant) { m.data, m.encoding = utf16Bytes(m.data, false), "utf-16le" }},
	{"UTF-16 with BOM", func(_ *rand.Rand, m *mutant) { m.data = utf16Bytes(append([]byte("\ufeff"), m.data...), false) }},
	{"UTF-16 cut in half", func(r *rand.Rand, m *mutant) {
		m.data = utf16Bytes(append([]byte("\ufeff🇹🇯"), m.data...), true)
		m.data = m.data[:r.IntN(len(m.data))]
	}},
}

// huge are texts with a line of up to 10 MB, or with very many lines.
var huge = []mutation{
	{"a line of the whole text again and again", func(r *rand.Rand, m *mutant) {
		m.data = fill(strings.Join(strings.Fields(string(m.data)), " ")+" ", size(r, false))
	}},
	{"a long line in the middle", func(r *rand.Rand, m *mutant) {
		i := bytes.LastIndexByte(m.data[:r.IntN(len(m.data)+1)], '\n') + 1
		m.data = slices.Concat(m.data[:i], fill("words and words of the Committee, ", size(r, false)), m.data[i:])
	}},
	{"a line of one word", filled("word")},
	{"a line of one letter and spaces", filled("a ")},
	{"a line of spaces", filled(" ")},
	{"many lines of nothing", filled("\n")},
	{"many lines", filled("Recalling its resolution 60/288,\n")},
	{"many paragraphs", filled("Recalling its resolution 1373 (2001) of 28 September 2001,\n\n")},
	{"numbered paragraphs", numbered("%d. Reaffirms its commitment to implement the Strategy;\n\n")},
	{"a citation without end", filled("resolutions 1373 (2001), 60/288 and 72/284 of ")},
	{"a list of states without end", filled("Tajikistan, Finland and the United Arab Emirates, ")},
	{"verbs without end", filled("Recalls and decides to reaffirm also that it ")},
	{"conditions without end", filled("in accordance with international law, while respecting ")},
	{"a name without end", filled("Committee of the Council of the Organization for ")},
	{"capitals without end", filled("United Nations Office High Commissioner ")},
	{"acronyms without end", filled("XMA (XMA) ")},
	{"dates without end", filled("3 and 4 May 2018 to ")},
	{"brackets", filled("(")},
	{"brackets in turn", filled("([{")},
	{"closing brackets", filled(")")},
	{"square brackets", filled("[")},
	{"links", filled("[a](")},
	{"quotation marks", filled("“")},
	{"stars", filled("*")},
	{"stars and words", filled("**a *b ")},
	{"underscores", filled("_a")},
	{"backslashes", filled("\\")},
	{"backticks", filled("`a")},
	{"ampersands", filled("&#38;")},
	{"less than", filled("<a ")},
	{"quotes in quotes", filled("> ")},
	{"hashes", filled("# ")},
	{"pipes", filled("| a ")},
	{"digits", filled("1")},
	{"numbers and points", filled("1.1.")},
	{"hyphens at line ends", filled("non-\n")},
	{"hyphens", filled("a-")},
	{"commas", filled(",")},
	{"semicolons", filled("a; ")},
	{"full stops", filled("A. ")},
	{"combining marks", filled("\u0301")},
	{"bidi", filled("\u202ea")},
	{"deep lists", func(r *rand.Rand, m *mutant) {
		var b bytes.Buffer
		for i, n := 0, size(r, true); b.Len() < n; i++ {
			fmt.Fprintf(&b, "%s- act;\n", strings.Repeat(" ", i%4000))
		}
		m.data = append(m.data, b.Bytes()...)
	}},
	{"lists in lists", filled("1. Decides to:\n(a) Act;\n(i) In time;\n(ii) In place:\n")},
	{"footnotes", filled("rights1 and2 duties\n1 See note.\n")},
	{"page breaks", filled("the rights of\n18-06883 3/5\fA/RES/72/1\nall States\n")},
}

// pieces splits a text and does something to a range of its pieces.
func pieces(separator string, do func(r *rand.Rand, all [][]byte, from, to int) [][]byte) func(*rand.Rand, *mutant) {
	return func(r *rand.Rand, m *mutant) {
		var all [][]byte
		if separator == "" {
			for piece := range slices.Chunk(m.data, 1) { // Split would keep code points whole
				all = append(all, piece)
			}
		} else {
			all = bytes.Split(m.data, []byte(separator))
		}
		if len(all) == 0 {
			return
		}
		from := r.IntN(len(all))
		to := from + 1 + r.IntN(len(all)-from)
		if r.IntN(2) == 0 {
			to = min(from+1+r.IntN(8), len(all))
		}
		m.data = bytes.Join(do(r, all, from, to), []byte(separator))
	}
}

func cut(_ *rand.Rand, all [][]byte, from, to int) [][]byte { return slices.Delete(all, from, to) }

func repeat(r *rand.Rand, all [][]byte, from, to int) [][]byte {
	return slices.Insert(all, r.IntN(len(all)+1), slices.Clone(all[from:to])...)
}

func shuffle(r *rand.Rand, all [][]byte, from, to int) [][]byte {
	r.Shuffle(to-from, func(i, j int) { all[from+i], all[from+j] = all[from+j], all[from+i] })
	return all
}

// replace puts one string in the place of another, wherever that stands.
func replace(old, with string) func(*rand.Rand, *mutant) {
	return func(_ *rand.Rand, m *mutant) { m.data = bytes.ReplaceAll(m.data, []byte(old), []byte(with)) }
}

// insert puts a string into up to n places, between bytes.
func insert(s string, n int) func(*rand.Rand, *mutant) {
	return func(r *rand.Rand, m *mutant) {
		for range 1 + r.IntN(n) {
			m.data = slices.Insert(m.data, r.IntN(len(m.data)+1), []byte(s)...)
		}
	}
}

// size is up to 10 MB for one line, and up to 128 KB for many; small sizes are as frequent as large ones.
func size(r *rand.Rand, lines bool) int {
	if lines {
		return (128 << 10) >> r.IntN(4)
	}
	return (10 << 20) >> r.IntN(8)
}

func fill(s string, n int) []byte { return []byte(strings.Repeat(s, n/len(s)+1)) }

// filled puts a string, again and again, in the place of the operative part.
func filled(s string) func(*rand.Rand, *mutant) {
	return func(r *rand.Rand, m *mutant) {
		m.data = append(m.data[:len(m.data)/2], fill(s, size(r, strings.Contains(s, "\n")))...)
	}
}

// numbered is filled of lines that are numbered.
func numbered(format string) func(*rand.Rand, *mutant) {
	return func(r *rand.Rand, m *mutant) {
		b := bytes.NewBuffer(m.data[:len(m.data)/2])
		for i, n := 1, size(r, true); b.Len() < n; i++ {
			fmt.Fprintf(b, format, i)
		}
		m.data = b.Bytes()
	}
}

// utf16Bytes returns UTF-8 text as UTF-16.
func utf16Bytes(data []byte, bigEndian bool) []byte {
	var out []byte
	for _, u := range utf16.Encode([]rune(string(data))) {
		if bigEndian {
			out = append(out, byte(u>>8), byte(u))
		} else {
			out = append(out, byte(u), byte(u>>8))
		}
	}
	return out
}
