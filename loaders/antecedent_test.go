package loaders

import (
	"slices"
	"strings"
	"testing"

	"concord/graph/evidence"
	"concord/graph/vocab"
	"concord/loaders/source"
)

const shorts = `The Security Council,
Recalling the Convention on the Law of Lamps and the report of the Lamp Makers Association (LMA),
Recalling also that the Committee established pursuant to resolution 2140 (2014) met in May,
1. Requests the Committee to report on the Convention;
2. Calls upon the Government of Chad to abide by the Convention.
`

// A statement that rests on a short form rests on the name that the short form stands for too.
func TestAntecedents(t *testing.T) {
	text, err := source.Decode("shorts", "shorts.txt", []byte(shorts), nil)
	if err != nil {
		t.Fatal(err)
	}
	r, err := Read(text, nil)
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]bool{}
	for _, a := range r.Assertions {
		predicate, _ := vocab.Local(a.Predicate)
		quotes := []string{predicate, string(a.Basis)}
		for _, s := range a.Spans {
			quotes = append(quotes, s.Quote)
		}
		got[strings.Join(quotes, " | ")] = true
	}
	for _, want := range []string{
		"actor | coreference | the Committee | Committee established pursuant to resolution 2140 (2014)",
		"addressee | coreference | the Committee | Committee established pursuant to resolution 2140 (2014)",
		"cites | coreference | Convention | Convention on the Law of Lamps",
		"actor | explicit | the Government of Chad",
	} {
		if !got[want] {
			t.Errorf("no statement %q", want)
		}
	}
	if slices.ContainsFunc(r.Assertions, func(a evidence.Assertion) bool { return a.Basis == evidence.Coreference && len(a.Spans) < 2 }) {
		t.Errorf("a statement rests on a short form alone")
	}
	if t.Failed() {
		for k := range got {
			t.Log(k)
		}
	}
}
