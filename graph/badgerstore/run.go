package badgerstore

import "concord/graph"

// run is one sorted input of a merge: a generation, what the log changes in it, a segment. It is read order by order,
// several orders at once.
type run interface {
	// size tells how many terms the run brings, and how many quads it adds or removes.
	size() (terms, quads uint64)
	// bytes tells about how many bytes it takes in a generation, rather too many.
	bytes() uint64
	// removes reports whether some of the quads are removed.
	removes() bool
	// terms returns a cursor over the canonical forms that the run brings, ascending, each once. What is inlined is
	// not among them.
	terms() (termCursor, error)
	// place tells the new id of each of the terms, in the order of terms; graph.Any when no quad of the result has
	// it. It may be told again. The run keeps ids.
	place(ids []graph.ID)
	// quads returns a cursor over the run's quads as new ids, strictly ascending in an order. Of runs that have the
	// same quad the newest decides.
	quads(by graph.Order) (quadCursor, error)
}

// termCursor walks canonical forms.
type termCursor interface {
	// next returns the next form, which is valid until the next call, and nil after the last.
	next() ([]byte, error)
	close() error
}

// quadCursor walks quads, a batch at a time.
type quadCursor interface {
	// next replaces t by the quads that follow. t.n is 0 after the last.
	next(t *tuples) error
	close() error
}

// tuples is a batch of quads in the positions of an order.
type tuples struct {
	n       int
	id      [4][blockQuads]graph.ID
	removed [blockQuads]bool // meaningful when removes
	removes bool
}

// at returns the i-th quad.
func (t *tuples) at(i int) tuple {
	return tuple{t.id[0][i], t.id[1][i], t.id[2][i], t.id[3][i]}
}
