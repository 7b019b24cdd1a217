package source

import (
	"strings"
	"testing"
	"unicode/utf8"
)

func whole(s string) []Span { return []Span{{0, len(s)}} }

func TestNewView(t *testing.T) {
	tests := []struct {
		in, want string
		markdown bool
	}{
		{in: "  one\r\n two\u00a0 three ", want: "one two three"},
		{in: "\ufeffa\u00adb", want: "ab"},
		{in: "its seventy-\nninth session, pre-\nand post-war, the Secretary-\n  General", want: "its seventy-ninth session, pre- and post-war, the Secretary-General"},
		{in: "*not* markup", want: "*not* markup"},
		{in: "*Consider* it **important**", want: "Consider it important", markdown: true},
		{in: "including [1267 \\(1999\\)](#), [1373 \\(2001\\)](#)", want: "including 1267 (1999), 1373 (2001)", markdown: true},
		{in: "**Annex to the letter  \na.i. of the Mission**", want: "Annex to the letter a.i. of the Mission", markdown: true},
		{in: "2 * 3 * 4 and snake_case_name", want: "2 * 3 * 4 and snake_case_name", markdown: true},
		{in: "Law &amp; order &copy; `a*b*`, &unknown;", want: "Law & order © a*b*, &unknown;", markdown: true},
		{in: "[text](http://x.example \"a title\") after", want: "text after", markdown: true},
		{in: "an open *sign and [a bracket", want: "an open *sign and [a bracket", markdown: true},
		{in: "", want: ""},
		{in: "**", want: "", markdown: true},
		{in: "**WE HEREBY DECLARE: **", want: "WE HEREBY DECLARE:", markdown: true},
		{in: "the 9<sup>th</sup> ASEAN<br/>Summit, 3 < 4", want: "the 9th ASEAN Summit, 3 < 4", markdown: true},
	}
	for _, tt := range tests {
		v := NewView(tt.in, whole(tt.in), tt.markdown)
		if v.Text != tt.want {
			t.Errorf("NewView(%q).Text = %q, want %q", tt.in, v.Text, tt.want)
		}
		checkView(t, tt.in, v, whole(tt.in))
	}
}

func TestViewSource(t *testing.T) {
	tests := []struct{ in, find, want string }{
		{"*Consider* it important to", "Consider", "Consider"},
		{"*Consider* it important to", "Consider it important", "*Consider* it important"},
		{"*Consider* it important to", "it important", "it important"},
		{"(Signed) Jonibek **Hikmatov**  ", "Jonibek Hikmatov", "Jonibek **Hikmatov**"},
		{"resolutions [1267 \\(1999\\)](#), [1373 \\(2001\\)](#)", "1267 (1999)", "1267 \\(1999\\)"},
		{"resolutions [1267 \\(1999\\)](#), [1373 \\(2001\\)](#)", "(2001)", "\\(2001\\)"},
		{"the \n  Council", "the Council", "the \n  Council"},
	}
	for _, tt := range tests {
		v := NewView(tt.in, whole(tt.in), true)
		i := strings.Index(v.Text, tt.find)
		got := v.Source(Span{i, i + len(tt.find)})
		if got := tt.in[got.Start:got.End]; got != tt.want {
			t.Errorf("Source of %q in %q = %q, want %q", tt.find, tt.in, got, tt.want)
		}
	}
}

func TestViewSegments(t *testing.T) {
	const in = "a system of\n\n17-12345   2/7\n\ngovernance and *peace\n\nof all*;"
	cut := func(a, b string) Span { return Span{strings.Index(in, a), strings.Index(in, b) + len(b)} }
	v := NewView(in, []Span{cut("a system", "of"), cut("governance", "peace"), cut("of all", ";")}, true)
	if want := "a system of governance and peace of all;"; v.Text != want {
		t.Fatalf("Text = %q, want %q", v.Text, want)
	}
	find := func(s string) Span { i := strings.Index(v.Text, s); return Span{i, i + len(s)} }
	if got := v.Sources(find("of governance"), in); len(got) != 2 || in[got[0].Start:got[0].End] != "of" || in[got[1].Start:got[1].End] != "governance" {
		t.Errorf("Sources across page furniture = %v", got)
	}
	if got := v.Sources(find("peace of all"), in); len(got) != 1 {
		t.Errorf("Sources across white space = %v, want one span", got)
	}
}

func TestNewQuoted(t *testing.T) {
	const in = `"ASEAN-U.S. Leaders\u2019 State\
  ment on COMMUNIQU\xC9\_\"s\""`
	v := NewQuoted(in, Span{1, len(in) - 1})
	if want := `ASEAN-U.S. Leaders’ Statement on COMMUNIQUÉ "s"`; v.Text != want {
		t.Errorf("Text = %q, want %q", v.Text, want)
	}
	checkView(t, in, v, whole(in))
}

// checkView tests what every View holds: each byte of it maps inside a segment, later bytes map later, At
// undoes Source, and what is mapped back reads the same.
func checkView(t *testing.T, content string, v View, segments []Span) {
	t.Helper()
	if !utf8.ValidString(v.Text) && utf8.ValidString(content) {
		t.Fatalf("view %q of %q is no UTF-8", v.Text, content)
	}
	last := 0
	for i, r := range v.Text {
		s := Span{v.start(i), v.end(i + utf8.RuneLen(r))}
		if s.Start < last || s.End < s.Start || s.End > len(content) {
			t.Fatalf("byte %d of view %q of %q maps to %v after %d", i, v.Text, content, s, last)
		}
		last = s.End
		if got := v.At(s.Start); got != i {
			t.Fatalf("At(%d) = %d in view %q of %q, want %d", s.Start, got, v.Text, content, i)
		}
		if r == ' ' {
			continue
		}
		inside := false
		for _, seg := range segments {
			inside = inside || seg.Contains(s)
		}
		if !inside {
			t.Fatalf("%q of view %q of %q lies at %v, outside %v", r, v.Text, content, s, segments)
		}
		if src := content[s.Start:s.End]; src != string(r) && !strings.HasPrefix(src, "\\") && !strings.HasPrefix(src, "&") && !strings.HasPrefix(src, "\\") {
			t.Fatalf("%q of view %q of %q stands for %q", r, v.Text, content, src)
		}
	}
}

func FuzzView(f *testing.F) {
	for _, s := range []string{"*a* **b** [c \\(1\\)](#) &amp; `d`", "a\u00a0 b\ufeff", "***x*y**", "[a *b](c)* d", "**a\n\n  b**\\\nc"} {
		f.Add(s, uint16(3), uint16(5), true)
		f.Add(s, uint16(0), uint16(0), false)
	}
	f.Fuzz(func(t *testing.T, s string, from, to uint16, markdown bool) {
		if !utf8.ValidString(s) {
			return
		}
		a := runeStart(s, min(int(from), len(s)))
		b := max(a, runeStart(s, min(int(to), len(s))))
		segments := []Span{{0, a}, {b, len(s)}}
		v := NewView(s, segments, markdown)
		checkView(t, s, v, segments)
	})
}
