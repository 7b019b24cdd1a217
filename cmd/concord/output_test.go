package main

import (
	"bytes"
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/jedib0t/go-pretty/v6/text"
)

// hostile is text that clears a screen, turns the direction of what follows, rings, and ends as a C1 control.
const hostile = "a\x1b[2J\u202eb\u2066c\x07\x7f\u009b1m"

// TestSteers: no form of a table hands a terminal what it would obey, and JSON gives it back whole.
func TestSteers(t *testing.T) {
	for _, format := range formats {
		var b bytes.Buffer
		o, err := newOutput(&b, format)
		if err != nil {
			t.Fatal(err)
		}
		if err := o.rows([]string{"x", "y"}, []row{{hostile, []string{hostile}}}); err != nil {
			t.Fatal(err)
		}
		if err := o.Flush(); err != nil {
			t.Fatal(err)
		}
		shown := strings.NewReplacer("\n", "", "\t", "").Replace(b.String())
		if strings.ContainsFunc(shown, steers) {
			t.Errorf("%s: %q", format, shown)
		}
		if format == "json" {
			var rows []struct{ X string }
			if err := json.Unmarshal(b.Bytes(), &rows); err != nil || rows[0].X != hostile {
				t.Errorf("json: %q read back as %+v, %v", b.String(), rows, err)
			}
		}
	}
	var b bytes.Buffer
	report(&b, input(hostile, "%s", hostile))
	if got := strings.ReplaceAll(b.String(), "\n", ""); strings.ContainsFunc(got, steers) {
		t.Errorf("message: %q", got)
	}
}

// TestInert: no cell of CSV is a formula, and numbers stay numbers.
func TestInert(t *testing.T) {
	for cell, want := range map[string]string{
		`=HYPERLINK("x")`: `'=HYPERLINK("x")`, "+1+1": "'+1+1", "-2": "-2", "-x": "'-x", "@sum": "'@sum", "a=b": "a=b", "": "",
	} {
		if got := inert(cell); got != want {
			t.Errorf("inert(%q) = %q, want %q", cell, got, want)
		}
	}
}

// TestFit: a table of long words is no wider than the terminal, and one of short words breaks none.
func TestFit(t *testing.T) {
	var b bytes.Buffer
	o, err := newOutput(&b, "table")
	if err != nil {
		t.Fatal(err)
	}
	long := strings.Repeat("key-of-many-", 12)
	if err := o.rows([]string{"x", "y", "z"}, []row{{long, "two words", long}, {"short", strings.Repeat("a sentence ", 12), "key"}}); err != nil {
		t.Fatal(err)
	}
	o.Flush()
	for line := range strings.Lines(b.String()) {
		if n := utf8.RuneCountInString(line) - 1; n > o.width {
			t.Errorf("%d columns, want at most %d: %s", n, o.width, line)
		}
	}
	for _, whole := range []string{"sentence", "words", "short"} {
		if !strings.Contains(b.String(), whole) {
			t.Errorf("%q is broken in\n%s", whole, &b)
		}
	}
}

// TestPainted: the look of a word goes on to the next line, and no further.
func TestPainted(t *testing.T) {
	text.EnableColors()
	p := passage{{"Before. ", beside}, {"We ", around}, {"commit to", quoted}, {" it.", around}}
	var looks []shown
	for _, x := range p {
		for _, r := range x.text {
			if r != ' ' {
				looks = append(looks, x.as)
			}
		}
	}
	var got []string
	for _, line := range []string{"Before. We commit", "to it."} {
		line, looks = painted(line, looks)
		got = append(got, line)
	}
	want := []string{"\x1b[2mBefore. \x1b[0mWe \x1b[1mcommit\x1b[0m", "\x1b[1mto \x1b[0mit."}
	if !slices.Equal(got, want) || len(looks) > 0 {
		t.Errorf("got %q, %v, want %q", got, looks, want)
	}
}
