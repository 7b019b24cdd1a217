package canon

import (
	"context"
	"iter"

	"github.com/cayleygraph/quad"

	"concord/graph"
)

// LinesInBatches is Lines, or Triples, of a snapshot that is graph.Canonical, with batches of one size and of so many
// bytes of terms at most.
func LinesInBatches(ctx context.Context, snap graph.Snapshot, size, most int, named bool, graphs ...quad.Value) iter.Seq2[[]byte, error] {
	c, err := choose(ctx, snap, graphs)
	if err != nil {
		panic(err)
	}
	s := &stream{snap.(graph.Canonical), named, size, size, most}
	return cut(s.blocks(ctx, func(ctx context.Context) (quads, error) { return c.open(ctx, snap) }))
}
