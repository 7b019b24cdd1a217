// Package automaton matches regular expressions in a time that depends on the text alone: however many words an
// expression lists, each character is looked at once. What matches, and where, is what package regexp says.
//
// Start with MustCompile.
package automaton

import (
	"encoding/binary"
	"iter"
	"regexp"
	"regexp/syntax"
	"slices"
	"sync"
	"sync/atomic"
	"unicode"
	"unicode/utf8"
)

// Regexp is a regular expression. Its automaton grows while it is used, by many goroutines if need be.
type Regexp struct {
	prog     *syntax.Prog
	plain    *regexp.Regexp // for texts that want more states than are kept
	anchored bool           // it matches at the head of a text only
	bounds   []rune         // ascending: a class of characters begins at each
	ascii    [utf8.RuneSelf]uint8

	head  [4]*state // where a match is to begin behind a character of each kind
	where *state    // where a match may begin at any place from the head of the text on

	grow   sync.Mutex
	states map[string]*state
}

// most is how many states are kept of an expression: those of the lexicon come to some hundreds on all texts known.
const most = 4000

// state is what is known behind a character.
type state struct {
	threads []uint32 // instructions that may go on, what is preferred first
	before  kind     // of the character before
	search  bool     // a match may begin at a later character too
	matched bool     // a match ends before the last character read
	dead    bool     // nothing can match any more
	next    []atomic.Pointer[state]
}

// kind is what of a character matters to the one behind it.
type kind uint8

const (
	none kind = iota // the text begins
	newline
	word
	other
)

// example is a character of each kind, as syntax.EmptyOpContext wants it.
var example = [...]rune{-1, '\n', 'a', ' '}

func kindOf(r rune) kind {
	switch {
	case r == '\n':
		return newline
	case syntax.IsWordChar(r):
		return word
	}
	return other
}

// MustCompile returns the automaton of an expression, and panics when it is none.
func MustCompile(expr string) *Regexp {
	plain := regexp.MustCompile(expr)
	parsed, err := syntax.Parse(expr, syntax.Perl)
	if err != nil {
		panic("automaton: " + err.Error())
	}
	prog, err := syntax.Compile(parsed.Simplify())
	if err != nil {
		panic("automaton: " + err.Error())
	}
	r := &Regexp{prog: prog, plain: plain, states: map[string]*state{}}
	r.classify()
	reached, matched := r.follow([]uint32{uint32(prog.Start)}, ^syntax.EmptyBeginText)
	r.anchored = len(reached) == 0 && !matched
	for k := range r.head {
		r.head[k] = r.state(&state{threads: []uint32{uint32(prog.Start)}, before: kind(k)})
	}
	r.where = r.head[none]
	if !r.anchored {
		r.where = r.state(&state{search: true})
	}
	return r
}

// classify parts the characters into classes of which the expression tells no two characters apart.
func (r *Regexp) classify() {
	bounds := []rune{0, '\n', '\n' + 1, '0', '9' + 1, 'A', 'Z' + 1, '_', '_' + 1, 'a', 'z' + 1}
	for i := range r.prog.Inst {
		in := &r.prog.Inst[i]
		switch in.Op {
		case syntax.InstRune, syntax.InstRune1:
			for k := 0; k+1 < len(in.Rune); k += 2 {
				bounds = append(bounds, in.Rune[k], in.Rune[k+1]+1)
			}
			if len(in.Rune) == 1 {
				for _, c := range folds(in.Rune[0]) {
					bounds = append(bounds, c, c+1)
				}
			}
		}
	}
	slices.Sort(bounds)
	r.bounds = slices.Compact(bounds)
	for c := range r.ascii {
		r.ascii[c] = uint8(r.class(rune(c)))
	}
}

// folds returns the characters that are c in lower or upper case.
func folds(c rune) []rune {
	out := []rune{c}
	for f := unicode.SimpleFold(c); f != c; f = unicode.SimpleFold(f) {
		out = append(out, f)
	}
	return out
}

// class returns the class of a character. The end of a text is a class of its own behind those of characters.
func (r *Regexp) class(c rune) int {
	i, found := slices.BinarySearch(r.bounds, c)
	if found {
		return i
	}
	return i - 1
}

// at returns the class of the character at i and its size, the end of the text with size 0.
func (r *Regexp) at(s string, i int) (class, size int) {
	if i < len(s) && s[i] < utf8.RuneSelf {
		return int(r.ascii[s[i]]), 1
	}
	return r.rare(s, i)
}

// rare is at for the end of the text and for what is not ASCII.
func (r *Regexp) rare(s string, i int) (class, size int) {
	if i == len(s) {
		return len(r.bounds), 0
	}
	c, size := utf8.DecodeRuneInString(s[i:])
	return r.class(c), size
}

// MatchString reports whether s contains a match.
func (r *Regexp) MatchString(s string) bool {
	st := r.where
	for i := 0; ; {
		class, size := r.at(s, i)
		if st = r.step(st, class); st == nil {
			return r.plain.MatchString(s)
		}
		if st.matched || st.dead || size == 0 {
			return st.matched
		}
		i += size
	}
}

// FindString returns the first match in s, "" for none or an empty one.
func (r *Regexp) FindString(s string) string {
	for from, to := range r.All(s) {
		return s[from:to]
	}
	return ""
}

// FindStringSubmatch returns the first match in s and what its groups match, nil for none.
func (r *Regexp) FindStringSubmatch(s string) []string {
	if !r.MatchString(s) {
		return nil
	}
	return r.plain.FindStringSubmatch(s)
}

// All returns where in s the matches are that are not empty, each behind the one before.
func (r *Regexp) All(s string) iter.Seq2[int, int] {
	return func(yield func(int, int) bool) {
		before := none
		for i := 0; i < len(s); {
			end, ok := r.match(s, i, before)
			if !ok {
				r.rest(s, i, yield)
				return
			}
			if end > i {
				if !yield(i, end) {
					return
				}
				c, _ := utf8.DecodeLastRuneInString(s[:end])
				i, before = end, kindOf(c)
				continue
			}
			c, size := rune(s[i]), 1
			if c >= utf8.RuneSelf {
				c, size = utf8.DecodeRuneInString(s[i:])
			}
			i, before = i+size, kindOf(c)
			if r.anchored {
				return
			}
		}
	}
}

// rest is All from i on by package regexp.
func (r *Regexp) rest(s string, i int, yield func(int, int) bool) {
	for _, m := range r.plain.FindAllStringIndex(s, -1) {
		if m[0] >= i && m[1] > m[0] && !yield(m[0], m[1]) {
			return
		}
	}
}

// match returns the end of the match that begins at i, behind a character of the given kind, -1 for none. It is
// not ok when it wants more states than are kept.
func (r *Regexp) match(s string, i int, before kind) (end int, ok bool) {
	end = -1
	for st := r.head[before]; ; {
		class, size := r.at(s, i)
		if st = r.step(st, class); st == nil {
			return 0, false
		}
		if st.matched {
			end = i
		}
		if size == 0 || st.dead {
			return end, true
		}
		i += size
	}
}

// step returns the state behind a character of a class, nil when it is not kept.
func (r *Regexp) step(s *state, class int) *state {
	if n := s.next[class].Load(); n != nil {
		return n
	}
	return r.enter(s, class)
}

// enter is step for a character that comes after s for the first time.
func (r *Regexp) enter(s *state, class int) *state {
	c := rune(-1)
	if class < len(r.bounds) {
		c = r.bounds[class]
	}
	threads := s.threads
	if s.search {
		threads = append(slices.Clip(threads), uint32(r.prog.Start))
	}
	n := &state{before: kindOf(c), search: s.search}
	reached, matched := r.follow(threads, syntax.EmptyOpContext(example[s.before], c))
	n.matched = matched
	for _, pc := range reached {
		if in := &r.prog.Inst[pc]; c >= 0 && in.MatchRune(c) {
			n.threads = append(n.threads, in.Out)
		}
	}
	if n = r.state(n); n != nil {
		s.next[class].Store(n)
	}
	return n
}

// follow returns the instructions that take a character, of those that threads lead to where the conditions hold,
// and whether a match ends there: what is preferred less than that is left out.
func (r *Regexp) follow(threads []uint32, conditions syntax.EmptyOp) (reached []uint32, matched bool) {
	seen := make([]bool, len(r.prog.Inst))
	stack := slices.Clone(threads)
	slices.Reverse(stack)
	for len(stack) > 0 {
		pc := stack[len(stack)-1]
		stack = stack[:len(stack)-1]
		if seen[pc] {
			continue
		}
		seen[pc] = true
		switch in := &r.prog.Inst[pc]; in.Op {
		case syntax.InstMatch:
			return reached, true
		case syntax.InstFail:
		case syntax.InstAlt, syntax.InstAltMatch:
			stack = append(stack, in.Arg, in.Out)
		case syntax.InstEmptyWidth:
			if syntax.EmptyOp(in.Arg)&^conditions == 0 {
				stack = append(stack, in.Out)
			}
		case syntax.InstCapture, syntax.InstNop:
			stack = append(stack, in.Out)
		default:
			reached = append(reached, pc)
		}
	}
	return reached, false
}

// state returns the state that is kept for s, nil when there are too many.
func (r *Regexp) state(s *state) *state {
	key := binary.AppendUvarint(nil, uint64(s.before))
	for _, flag := range []bool{s.search, s.matched} {
		key = append(key, '0')
		if flag {
			key[len(key)-1] = '1'
		}
	}
	for _, pc := range s.threads {
		key = binary.AppendUvarint(key, uint64(pc))
	}
	r.grow.Lock()
	defer r.grow.Unlock()
	if old := r.states[string(key)]; old != nil {
		return old
	}
	if len(r.states) >= most {
		return nil
	}
	s.dead = len(s.threads) == 0 && !s.search
	s.next = make([]atomic.Pointer[state], len(r.bounds)+1)
	r.states[string(key)] = s
	return s
}
