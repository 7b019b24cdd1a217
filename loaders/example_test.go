package loaders_test

import (
	"context"
	"fmt"
	"log"

	"concord/graph/vocab"
	"concord/loaders"
	"concord/loaders/source"
)

// A text becomes graphs: what it says, the evidence, what its names stand for, what is known besides.
func ExampleBuild() {
	const declaration = `Lima Declaration

We, the States represented at the Conference on Water held in Lima on 3 May 2018,

1. Reaffirm our commitment to implement United Nations Security Council resolution 1373 (2001);
`
	text, err := source.Decode("lima", "lima.txt", []byte(declaration), nil)
	if err != nil {
		log.Fatal(err)
	}
	result, err := loaders.Build(context.Background(), []*source.Text{text}, nil)
	if err != nil {
		log.Fatal(err)
	}
	for _, reading := range result.Readings {
		for _, a := range reading.Assertions {
			if a.Predicate == vocab.Cites || a.Predicate == vocab.AdoptedBy {
				fmt.Printf("%s %s %s\n  %q\n", a.Subject, a.Predicate, a.Object, a.Spans[0].Quote)
			}
		}
	}
	for g := range result.Graphs() {
		fmt.Println(g.Graph)
	}
	// Output:
	// <https://concord.example/id/res/s-res-1373-2001> <https://concord.example/ns#adoptedBy> <https://concord.example/id/org/unsc>
	//   "United Nations Security Council resolution 1373 (2001)"
	// <https://concord.example/id/para/lima/O1> <https://concord.example/ns#cites> <https://concord.example/id/res/s-res-1373-2001>
	//   "1373 (2001)"
	// <https://concord.example/id/graph/lima>
	// <https://concord.example/id/graph/lima/evidence>
	// <https://concord.example/id/graph/background>
	// <https://concord.example/id/graph/background/evidence>
	// <https://concord.example/id/graph/registry>
}

// A change is planned against the texts of a store before anything is built.
func ExamplePlan() {
	text, err := source.Decode("lima", "lima.txt", []byte("Lima Declaration\n\n1. Decide to meet again;\n"), nil)
	if err != nil {
		log.Fatal(err)
	}
	stored := []loaders.Stored{{Text: text, Reader: loaders.Version()}}
	plan, err := loaders.Plan(stored, loaders.Change{Add: []*source.Text{text}}, nil)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println("nothing to do:", plan.Unchanged())
	_, err = loaders.Plan(stored, loaders.Change{Drop: []string{"quito"}}, nil)
	fmt.Println(err)
	// Output:
	// nothing to do: true
	// "quito": no version of that name
}
