package automaton

import (
	"regexp"
	"regexp/syntax"
	"slices"
	"strings"
	"testing"
)

// same fails when an automaton finds anything else in a text than package regexp does.
func same(t *testing.T, expr, text string) {
	t.Helper()
	r, plain := MustCompile(expr), regexp.MustCompile(expr)
	if got, want := r.MatchString(text), plain.MatchString(text); got != want {
		t.Errorf("%q in %q: %v, want %v", expr, text, got, want)
	}
	var got, want [][]int
	for from, to := range r.All(text) {
		got = append(got, []int{from, to})
	}
	for _, m := range plain.FindAllStringIndex(text, -1) {
		if m[0] < m[1] {
			want = append(want, m)
		}
	}
	if !slices.EqualFunc(got, want, slices.Equal) {
		t.Errorf("%q in %q: %v, want %v", expr, text, got, want)
	}
}

var expressions = []string{
	`a`, `^a`, `a$`, `^a$`, `^a|^b|c$`, `a|ab`, `ab|a`, `(?:a|ab)(?:c|bcd)`, `a*?b`, `a+?`, `a{2,4}`, `(?i)straße|k`, `(?i:kelvin)\b`,
	`\bwe\b`, `\Bwe`, `(?m)^we$`, `(?s)a.b`, `a.b`, `[^,.;]{0,6},`, `(?:, (?:[^,.;]{0,6}),)?(?: (?:all|both))* $`,
	`(?:[,;] (?:and |but )*|\b(?:and while|while|and) )`, `[.!?][”"’)\]]* `, `^(?:[\s\p{Zs}]+|$)`, `\p{Ll}{1,3}$`, `[A-Z][a-z]+(?: of [A-Z][a-z]+)*`,
}

func TestSameAsRegexp(t *testing.T) {
	texts := []string{
		"", "a", "b", "ab", "aab abcd abbcd", "we, We\nwe\nWE owe.", "STRASSE Straße K kelvin \u212a \u212aelvin", "and while and, while, and ; and but he ",
		"a\nb axb", "United Nations, the former, all both ", "(“So.”) He \u00a0x\u2003", "\xff\xfea\xff", "Bank of England of the Realm", strings.Repeat("a, ", 40),
	}
	for _, expr := range expressions {
		for _, text := range texts {
			same(t, expr, text)
		}
	}
}

// TestManyStates wants more states than are kept: a place 12 characters back is remembered for each of them.
func TestManyStates(t *testing.T) {
	text := ""
	for i := range 1 << 13 {
		text += string(rune('a' + (i>>3^i*i>>5)%2))
	}
	expr := `(?:a|b)*a(?:a|b){12}c|b.{13}$|ab{4}`
	same(t, expr, text)
	r := MustCompile(expr)
	r.MatchString(text)
	if len(r.states) > most {
		t.Errorf("%d states kept, want at most %d", len(r.states), most)
	}
}

func FuzzSameAsRegexp(f *testing.F) {
	for _, expr := range expressions {
		f.Add(expr, "and a, ab while we (Straße).")
	}
	f.Fuzz(func(t *testing.T, expr, text string) {
		if len(expr) > 60 || len(text) > 200 || strings.ContainsRune(expr, '{') {
			return
		}
		if _, err := regexp.Compile(expr); err != nil {
			return
		}
		// An empty match hides the one that begins where it stands, and All has no empty ones.
		parsed, err := syntax.Parse(expr, syntax.Perl)
		if err != nil || regexp.MustCompile(expr).MatchString("") || strings.Contains(parsed.String(), "*?") {
			return
		}
		same(t, expr, text)
	})
}
