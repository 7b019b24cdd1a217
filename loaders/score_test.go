package loaders

import (
	"encoding/json"
	"os/exec"
	"testing"

	"concord/graph/graphtest"
)

// TestScores holds the reading of docs/dushanbe against the annotations made by hand. Its figures are floors:
// a change that moves one below them has broken something, even where every other test is quiet.
func TestScores(t *testing.T) {
	scorer := graphtest.Shared(t, "gold", "score.py")
	python, err := exec.LookPath("python3")
	if err != nil {
		graphtest.Missing(t, "python3: %v", err)
	}
	dir := t.TempDir()
	if err := WriteAnnotations(dir, build(t, dushanbe(t), nil)); err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command(python, scorer, dir, "--json").Output()
	if err != nil {
		t.Fatalf("%s: %v", scorer, err)
	}
	var got struct {
		Metrics struct {
			Both map[string]*float64 `json:"both"`
		} `json:"metrics"`
	}
	if err := json.Unmarshal(out, &got); err != nil {
		t.Fatal(err)
	}
	for name, floor := range map[string]float64{
		"blocks.f1": 1, "blocks.class": 1, "blocks.number": 1, "blocks.lemma": 1,
		"mentions.resolutions.f1": 1, "mentions.dates.f1": 1, "mentions.states.f1": 1, "mentions.organizations.f1": 0.97,
		"assertions.metadata-event.f1": 0.97, "assertions.citation.f1": 0.95, "assertions.performative.f1": 0.95,
		"assertions.located": 0.99, "undertakings.f1": 0.95,
	} {
		v := got.Metrics.Both[name]
		if v == nil || *v < floor {
			t.Errorf("%s = %v, want at least %v", name, deref(v), floor)
		}
	}
}

func deref(v *float64) any {
	if v == nil {
		return "none"
	}
	return *v
}
