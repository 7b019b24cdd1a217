package loaders

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"concord/loaders/source"
)

// text decodes a text that is a declaration of the place.
func text(t *testing.T, name, place, more string) *source.Text {
	t.Helper()
	content := place + " Declaration\n\nWe, the States represented at the conference held in " + place + " on 3 May 2018,\n\n1. Reaffirm our commitment to implement the resolutions of the Security Council;\n\n2. Call for cooperation. " + more + "\n"
	tx, err := source.Decode(name, name+".txt", []byte(content), nil)
	if err != nil {
		t.Fatal(err)
	}
	return tx
}

func stored(texts ...*source.Text) []Stored {
	var out []Stored
	for _, t := range texts {
		out = append(out, Stored{Text: t, Reader: Version()})
	}
	return out
}

func TestPlan(t *testing.T) {
	a, b, other := text(t, "a", "Lima", ""), text(t, "b", "Lima", "We agree."), text(t, "a", "Quito", "")
	changed := text(t, "a", "Lima", "We met.")
	old := stored(a, b)
	old[1].Reader = "another"
	for _, tt := range []struct {
		name   string
		change Change
		want   string // texts; what happens to them
	}{
		{"nothing to do", Change{Add: []*source.Text{a}}, "a b; reread b"},
		{"a new version", Change{Add: []*source.Text{text(t, "c", "Lima", "")}}, "a b c; added c; reread b"},
		{"the same work is replaced", Change{Add: []*source.Text{changed}}, "a b; replaced a; reread b"},
		{"another work is replaced when asked", Change{Add: []*source.Text{other}, Replace: true}, "a b; replaced a; reread b"},
		{"drop", Change{Drop: []string{"b"}}, "a; dropped b"},
		{"drop and add is replace", Change{Drop: []string{"a"}, Add: []*source.Text{other}}, "a b; replaced a; reread b"},
		{"rename", Change{Rename: map[string]string{"b": "x"}}, "a x; added x; dropped b"},
		{"names change places", Change{Rename: map[string]string{"a": "b", "b": "a"}}, "a b; replaced a b"},
	} {
		p, err := Plan(old, tt.change, nil)
		if err != nil {
			t.Errorf("%s: %v", tt.name, err)
			continue
		}
		if got := planned(p); got != tt.want {
			t.Errorf("%s: %s, want %s", tt.name, got, tt.want)
		}
	}
}

func planned(p *Planned) string {
	var names []string
	for _, t := range p.Texts {
		names = append(names, t.Name)
	}
	out := strings.Join(names, " ")
	for _, part := range []struct {
		word  string
		names []string
	}{{"added", p.Added}, {"replaced", p.Replaced}, {"reread", p.Reread}, {"dropped", p.Dropped}} {
		if len(part.names) > 0 {
			out += "; " + part.word + " " + strings.Join(part.names, " ")
		}
	}
	return out
}

func TestPlanErrors(t *testing.T) {
	a, b := text(t, "a", "Lima", ""), text(t, "b", "Lima", "We agree.")
	for _, tt := range []struct {
		change Change
		want   error
		in     string
	}{
		{Change{Add: []*source.Text{text(t, "a", "Quito", "")}}, ErrOtherWork, "quito"},
		{Change{Add: []*source.Text{text(t, "c", "Lima", ""), text(t, "c", "Lima", "x")}}, ErrTwoTexts, "c.txt, c.txt"},
		{Change{Add: []*source.Text{text(t, "registry", "Lima", "")}}, ErrReserved, "registry"},
		{Change{Add: []*source.Text{text(t, "my-evidence", "Lima", "")}}, ErrReserved, "my-evidence"},
		{Change{Drop: []string{"nobody"}}, ErrNoVersion, "nobody"},
		{Change{Rename: map[string]string{"a": "b"}}, ErrTaken, "b.txt"},
		{Change{Rename: map[string]string{"a": "c", "b": "c"}}, ErrTwoTexts, "c"},
		{Change{Rename: map[string]string{"a": "review"}}, ErrReserved, "review"},
		{Change{Rename: map[string]string{"z": "c"}}, ErrNoVersion, "z"},
	} {
		_, err := Plan(stored(a, b), tt.change, nil)
		var ne *NameError
		if !errors.Is(err, tt.want) || !errors.As(err, &ne) {
			t.Errorf("%+v: %v, want %v", tt.change, err, tt.want)
			continue
		}
		if !strings.Contains(err.Error(), tt.in) {
			t.Errorf("%v: does not name %q", err, tt.in)
		}
		if errors.Is(tt.want, ErrNoVersion) {
			if diff := cmp.Diff([]string{"a", "b"}, ne.Known); diff != "" {
				t.Errorf("known names (-want +got):\n%s", diff)
			}
		} else if !errors.Is(tt.want, ErrTaken) && ne.Hint() == "" {
			t.Errorf("%v: no hint", err)
		}
	}
}
