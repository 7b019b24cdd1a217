package graph

import "iter"

// Cursor walks quads in one order. It starts before the first quad. It is used by one goroutine and must
// be closed before its snapshot is.
type Cursor interface {
	// Next moves to the next quad and reports whether there is one.
	Next() bool
	// Seek moves to the first quad at or after q in the cursor's order that the pattern selects and reports
	// whether there is one. It never moves backwards: a q at or before the current quad leaves the cursor
	// where it is. After a Next or Seek that answered false, Seek answers false.
	Seek(q Quad) bool
	// Quad returns the current quad. It is valid after a Next or Seek that answered true.
	Quad() Quad
	// Err returns what ended the walk early, a cancelled context included, or nil.
	Err() error
	// Close releases the cursor. It may be called again, and returns what Err returned.
	Close() error
}

// All yields the rest of c's quads and closes it when the loop ends, however it ends. An error is yielded
// last, with a zero Quad.
func All(c Cursor) iter.Seq2[Quad, error] {
	return func(yield func(Quad, error) bool) {
		defer c.Close()
		for c.Next() {
			if !yield(c.Quad(), nil) {
				return
			}
		}
		if err := c.Err(); err != nil {
			yield(Quad{}, err)
		}
	}
}
