package source

import (
	"regexp"
	"sort"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// View is a passage made readable: markup and page breaks are gone and white space is one space, and every
// byte of Text knows where in the source it stands. The zero View is empty.
type View struct {
	Text     string
	runs     []run  // ascending in view and in src; between runs the source holds what the view left out
	segments []Span // the parts of the passage, with page furniture between them
	pairs    []pair // signs that open and close emphasis
}

// run says that View.Text[view:view+n] stands for Content[src:src+m]: byte for byte when m is n, otherwise as a
// whole (a folded white space, an escape, a character reference).
type run struct{ view, n, src, m int }

// pair is the opening and closing signs of an emphasis in the source.
type pair struct{ open, close Span }

// NewView returns the readable text of the passage that consists of segments of content, in ascending order.
// White space is folded to one space and dropped at the ends, invisible characters are left out, a gap
// between segments is one space. With markdown emphasis signs, link brackets and targets, escapes and
// character references become what they stand for.
func NewView(content string, segments []Span, markdown bool) View {
	b := viewBuilder{content: content}
	b.view.segments = segments
	if n := len(segments); n > 0 {
		b.text.Grow(segments[n-1].End - segments[0].Start)
	}
	if markdown {
		b.view.pairs = b.markdown(segments)
	} else {
		if len(segments) == 1 && plain(content, segments[0]) == segments[0].End {
			s := segments[0]
			return View{Text: content[s.Start:s.End], runs: []run{{0, s.Len(), s.Start, s.Len()}}, segments: segments}
		}
		for i, s := range segments {
			b.gap = b.gap || i > 0 && segments[i-1].End < s.Start
			b.literal(s)
		}
	}
	b.view.Text = b.text.String()
	return b.view
}

// Readable is the text of the view of one segment.
func Readable(content string, s Span, markdown bool) string {
	if !markdown && plain(content, s) == s.End {
		return content[s.Start:s.End]
	}
	v := NewView(content, []Span{s}, markdown)
	return v.Text
}

// NewQuoted returns the readable text of the inside of a double-quoted YAML string.
func NewQuoted(content string, s Span) View {
	b := viewBuilder{content: content}
	b.view.segments = []Span{s}
	at := s.Start
	for _, m := range yamlEscape.FindAllStringIndex(content[s.Start:s.End], -1) {
		from, to := s.Start+m[0], s.Start+m[1]
		b.literal(Span{at, from})
		if chars := unquote(content[from+1 : to]); visible(chars) {
			b.put(chars, Span{from, to})
		} else {
			b.gap = b.gap || chars != ""
		}
		at = to
	}
	b.literal(Span{at, s.End})
	b.view.Text = b.text.String()
	return b.view
}

// yamlEscape is an escape of YAML 1.2, section 5.7; before a line break it hides the break.
var yamlEscape = regexp.MustCompile(`\\(?:x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|\r?\n[ \t]*|.)`)

// unquote returns what the characters after a backslash stand for; "" for a hidden line break.
func unquote(s string) string {
	switch s[0] {
	case 'x', 'u', 'U':
		if n, err := strconv.ParseUint(s[1:], 16, 32); err == nil && n > 0 && utf8.ValidRune(rune(n)) {
			return string(rune(n))
		}
		return "\ufffd"
	case '\n', '\r':
		return ""
	case '_', 't', 'n', 'r', 'f', 'v', 'N', 'L', 'P', ' ':
		return " "
	case '0', 'a', 'b', 'e':
		return ""
	}
	return s
}

// Source returns the bytes of the source that s stands for, from the first to the last. It takes in the
// sign of an emphasis when the other sign of the pair lies inside: "*Consider* it important", not
// "Consider* it important". An empty s gives an empty span at its place.
func (v *View) Source(s Span) Span {
	if s.Start >= s.End {
		at := v.start(s.Start)
		return Span{at, at}
	}
	out := Span{v.start(s.Start), v.end(s.End)}
	for changed := true; changed; {
		changed = false
		for _, p := range v.pairs {
			switch {
			case p.open.End == out.Start && out.Contains(p.close):
				out.Start, changed = p.open.Start, true
			case p.close.Start == out.End && out.Contains(p.open):
				out.End, changed = p.close.End, true
			}
		}
	}
	return out
}

// Sources returns Source(s) without the page furniture that lies inside: one span, or one for each segment
// that s reaches where visible text lies between two segments.
func (v *View) Sources(s Span, content string) []Span {
	all := v.Source(s)
	out := []Span{all}
	for i := 1; i < len(v.segments); i++ {
		gap := Span{v.segments[i-1].End, v.segments[i].Start}
		if all.Contains(gap) && visible(content[gap.Start:gap.End]) {
			last := &out[len(out)-1]
			out = append(out, Span{gap.End, last.End})
			out[len(out)-2].End = gap.Start
		}
	}
	return out
}

// At returns the byte of Text that stands for byte offset of the source. What the view left out belongs to
// the byte that follows; beyond the last it is the length of Text.
func (v *View) At(offset int) int {
	i := sort.Search(len(v.runs), func(i int) bool { return v.runs[i].src+v.runs[i].m > offset })
	if i == len(v.runs) {
		return len(v.Text)
	}
	r := v.runs[i]
	if r.n != r.m || offset <= r.src {
		return r.view
	}
	return r.view + offset - r.src
}

// start returns where in the source byte i of the view begins.
func (v *View) start(i int) int {
	k := sort.Search(len(v.runs), func(k int) bool { return v.runs[k].view+v.runs[k].n > i })
	switch {
	case len(v.runs) == 0:
		if len(v.segments) > 0 {
			return v.segments[0].Start
		}
		return 0
	case k == len(v.runs):
		last := v.runs[k-1]
		return last.src + last.m
	}
	r := v.runs[k]
	if r.n != r.m {
		return r.src
	}
	return r.src + max(i-r.view, 0)
}

// end returns where in the source the byte before i of the view ends.
func (v *View) end(i int) int {
	k := sort.Search(len(v.runs), func(k int) bool { return v.runs[k].view+v.runs[k].n >= i })
	if k == len(v.runs) {
		k--
	}
	r := v.runs[k]
	if r.n != r.m {
		return r.src + r.m
	}
	return r.src + min(i-r.view, r.m)
}

// viewBuilder writes a View from left to right.
type viewBuilder struct {
	content string
	view    View
	text    strings.Builder
	gap     bool // white space is due before the next visible character
	gapFrom int  // where in the source the last visible character ended
}

// literal adds visible source text, folding its white space.
func (b *viewBuilder) literal(s Span) {
	for i := s.Start; i < s.End; {
		if end := plain(b.content, Span{i, s.End}); end > i {
			b.put(b.content[i:end], Span{i, end})
			i = end
			continue
		}
		r, n := utf8.DecodeRuneInString(b.content[i:s.End])
		switch {
		case zeroWidth(r):
		case unicode.IsSpace(r):
			b.gap = true
		default:
			b.put(b.content[i:i+n], Span{i, i + n})
		}
		i += n
	}
}

// plain returns the end of the text at the head of s that is readable as it is: visible ASCII with single spaces
// between.
func plain(content string, s Span) int {
	for i := s.Start; i < s.End; i++ {
		c := content[i]
		if ' ' < c && c < 0x7f {
			continue
		}
		if c != ' ' || i == s.Start || i+1 == s.End || content[i+1] <= ' ' || content[i+1] >= 0x7f {
			return i
		}
	}
	return s.End
}

// put adds characters that stand for src, after the white space that is due. A word that a hyphen divides
// between two lines is put together, with the hyphen: of three such hyphens one belongs to the word.
func (b *viewBuilder) put(chars string, src Span) {
	if b.gap && b.text.Len() > 0 && !b.hyphenated(src.Start) {
		b.add(" ", Span{b.gapFrom, src.Start})
	}
	b.gap = false
	b.add(chars, src)
	b.gapFrom = src.End
}

// hyphenated reports whether the white space before byte next of the source divides a word: a letter and a
// hyphen at the end of a line, then the rest of a word. "pre- and post-war" is none: of the short words, and of
// those that a number begins, nothing is known.
func (b *viewBuilder) hyphenated(next int) bool {
	seen := b.text.String()
	before := strings.TrimSuffix(seen, "-")
	if len(before) == len(seen) || !strings.ContainsAny(b.content[b.gapFrom:next], "\n\r\f") {
		return false
	}
	if r, _ := utf8.DecodeLastRuneInString(before); !unicode.IsLetter(r) {
		return false
	}
	letters := 0
	for i, r := range b.content[next:] {
		if i == 0 && unicode.IsUpper(r) {
			return true
		}
		if !unicode.IsLetter(r) || letters == shortWord {
			break
		}
		letters++
	}
	return letters == shortWord
}

// shortWord is the length in letters that a conjunction or preposition does not reach.
const shortWord = 4

func (b *viewBuilder) add(chars string, src Span) {
	r := run{b.text.Len(), len(chars), src.Start, src.Len()}
	b.text.WriteString(chars)
	if k := len(b.view.runs) - 1; k >= 0 && r.n == r.m {
		if last := &b.view.runs[k]; last.n == last.m && last.src+last.m == src.Start {
			last.n += r.n
			last.m += r.m
			return
		}
	}
	b.view.runs = append(b.view.runs, r)
}
