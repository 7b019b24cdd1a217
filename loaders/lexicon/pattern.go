package lexicon

import (
	"fmt"
	"strings"
)

// A cell that holds phrases is written in a small language: words are separated by spaces, "[…]" may be
// left out, "{a,b c}" is one of several, "<name>" stands for a row of macros.tsv, "\," is a comma. A word in lower case matches in any
// case; one with an initial capital wants one; one with more capitals is matched to the letter.

// expand returns every phrase that a pattern stands for, in the order of its alternatives.
func expand(pattern string, words map[string]string) ([]string, error) {
	p := parser{rest: pattern, words: words}
	out, err := p.sequence("")
	if err == nil && p.rest != "" {
		err = fmt.Errorf("unexpected %q", p.rest)
	}
	if err != nil {
		return nil, fmt.Errorf("pattern %q: %w", pattern, err)
	}
	for i, s := range out {
		out[i] = strings.Join(strings.Fields(s), " ")
	}
	return out, nil
}

type parser struct {
	rest  string
	words map[string]string
	depth int
}

// sequence reads elements up to one of the bytes of stop.
func (p *parser) sequence(stop string) ([]string, error) {
	out := []string{""}
	for p.rest != "" && strings.IndexByte(stop, p.rest[0]) < 0 {
		part, err := p.element()
		if err != nil {
			return nil, err
		}
		out = product(out, part)
	}
	return out, nil
}

func (p *parser) element() ([]string, error) {
	switch p.rest[0] {
	case '[':
		p.rest = p.rest[1:]
		in, err := p.sequence("]")
		if err != nil {
			return nil, err
		}
		return append([]string{""}, in...), p.expect(']')
	case '{':
		p.rest = p.rest[1:]
		var out []string
		for {
			in, err := p.sequence(",}")
			if err != nil {
				return nil, err
			}
			out = append(out, in...)
			if !strings.HasPrefix(p.rest, ",") {
				return out, p.expect('}')
			}
			p.rest = p.rest[1:]
		}
	case '<':
		name, after, ok := strings.Cut(p.rest[1:], ">")
		alternatives, known := p.words[name]
		if !ok || !known || p.depth > 8 {
			return nil, fmt.Errorf("no row of macros.tsv is named %q", name)
		}
		p.rest = after
		in := parser{rest: alternatives, words: p.words, depth: p.depth + 1}
		return in.sequence("")
	case ']', '}', '>':
		return nil, fmt.Errorf("unexpected %q", p.rest)
	case '\\':
		p.rest = p.rest[1:]
		if p.rest == "" {
			return nil, fmt.Errorf("nothing after \\")
		}
		out := []string{p.rest[:1]}
		p.rest = p.rest[1:]
		return out, nil
	}
	n := strings.IndexAny(p.rest, "[]{}<>,\\")
	switch n {
	case -1:
		n = len(p.rest)
	case 0: // a comma outside braces
		n = 1
	}
	out := []string{p.rest[:n]}
	p.rest = p.rest[n:]
	return out, nil
}

func (p *parser) expect(c byte) error {
	if p.rest == "" || p.rest[0] != c {
		return fmt.Errorf("expected %q", c)
	}
	p.rest = p.rest[1:]
	return nil
}

// product returns every element of a followed by every element of b.
func product(a, b []string) []string {
	out := make([]string, 0, len(a)*len(b))
	for _, x := range a {
		for _, y := range b {
			out = append(out, x+y)
		}
	}
	return out
}
