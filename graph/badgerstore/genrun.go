package badgerstore

import (
	"fmt"

	"concord/graph"
)

// generationRun is a generation as a run. A reference to it must be held.
type generationRun struct {
	g   *generation
	ids []graph.ID // new ids by rank
}

func (g *generation) run() *generationRun { return &generationRun{g: g} }

// newID tells the new id of a term of the generation, or of what is inlined, once the terms are placed.
func (r *generationRun) newID(id graph.ID) graph.ID {
	if rank, ok := r.g.rank(id); ok {
		return r.ids[rank]
	}
	return id
}

// size implements run.
func (r *generationRun) size() (terms, quads uint64) { return r.g.terms, r.g.quads }

// bytes implements run.
func (r *generationRun) bytes() uint64 { return uint64(r.g.size) }

// removes implements run.
func (r *generationRun) removes() bool { return false }

// terms implements run.
func (r *generationRun) terms() (termCursor, error) {
	return &generationTerms{g: r.g}, nil
}

// generationTerms walks the terms of a generation, apart from its cache.
type generationTerms struct {
	g     *generation
	rank  uint64
	block termBlock
	long  []byte
}

func (c *generationTerms) next() ([]byte, error) {
	if c.rank == c.g.terms {
		return nil, nil
	}
	i := int(c.rank % blockTerms)
	if i == 0 {
		if err := c.g.readTerms(c.rank/blockTerms, &c.block); err != nil {
			return nil, err
		}
	}
	rank := c.rank
	c.rank++
	form := c.block.form(i)
	if !c.block.isLong(i) {
		return form, nil
	}
	var err error
	c.long, err = c.g.appendTail(append(c.long[:0], form...), rank)
	return c.long, err
}

func (c *generationTerms) close() error { return nil }

// place implements run.
func (r *generationRun) place(ids []graph.ID) { r.ids = ids }

// quads implements run.
func (r *generationRun) quads(by graph.Order) (quadCursor, error) {
	return &generationQuads{run: r, blocks: r.g.blocks(by)}, nil
}

// generationQuads walks the quads of a generation.
type generationQuads struct {
	run    *generationRun
	blocks *blocks
}

func (c *generationQuads) next(t *tuples) error {
	ok, err := c.blocks.next()
	if t.n, t.removes = 0, false; !ok || err != nil {
		return err
	}
	t.n = c.blocks.n
	for p, col := range c.blocks.sorted(c.blocks.by) {
		ids := t.id[p][:t.n]
		for i, id := range col[:t.n] {
			rank, ok := c.run.g.rank(id)
			if ok {
				id = c.run.ids[rank]
			} else if id >= 1<<kindBits {
				return c.blocks.damaged(fmt.Errorf("no term has the id %d: %w", id, errBlock))
			}
			ids[i] = id
		}
	}
	return nil
}

func (c *generationQuads) close() error {
	c.blocks.close()
	return nil
}
