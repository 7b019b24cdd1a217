package canon

import "concord/graph"

// merged is the quads of several graphs, merged: a heap of cursors, the one with the least quad first.
type merged struct {
	waiting []graph.Cursor // not yet begun
	heap    []head
	done    []graph.Cursor // at their end
	err     error
}

type head struct {
	quad   graph.Quad
	cursor graph.Cursor
}

func (m *merged) Next() bool {
	if m.waiting != nil {
		for _, c := range m.waiting {
			m.push(c)
		}
		m.waiting = nil
	} else if len(m.heap) > 0 {
		if c := m.heap[0].cursor; c.Next() {
			m.heap[0].quad = c.Quad()
		} else {
			m.end(c)
			last := len(m.heap) - 1
			m.heap[0] = m.heap[last]
			m.heap = m.heap[:last]
		}
		m.sink()
	}
	return m.err == nil && len(m.heap) > 0
}

func (m *merged) Quad() graph.Quad { return m.heap[0].quad }

func (m *merged) Err() error { return m.err }

func (m *merged) Close() error {
	for _, c := range m.waiting {
		c.Close()
	}
	for _, h := range m.heap {
		h.cursor.Close()
	}
	for _, c := range m.done {
		c.Close()
	}
	return m.err
}

func (m *merged) end(c graph.Cursor) {
	if err := c.Err(); m.err == nil {
		m.err = err
	}
	m.done = append(m.done, c)
}

// push begins a cursor and puts it where its quad belongs.
func (m *merged) push(c graph.Cursor) {
	if !c.Next() {
		m.end(c)
		return
	}
	m.heap = append(m.heap, head{c.Quad(), c})
	for i := len(m.heap) - 1; i > 0; {
		up := (i - 1) / 2
		if !less(m.heap[i].quad, m.heap[up].quad) {
			return
		}
		m.heap[i], m.heap[up] = m.heap[up], m.heap[i]
		i = up
	}
}

// sink moves the first cursor, whose quad may have grown, to its place.
func (m *merged) sink() {
	for i := 0; ; {
		least := i
		for down := 2*i + 1; down <= 2*i+2 && down < len(m.heap); down++ {
			if less(m.heap[down].quad, m.heap[least].quad) {
				least = down
			}
		}
		if least == i {
			return
		}
		m.heap[i], m.heap[least] = m.heap[least], m.heap[i]
		i = least
	}
}

func less(a, b graph.Quad) bool {
	switch {
	case a.S != b.S:
		return a.S < b.S
	case a.P != b.P:
		return a.P < b.P
	case a.O != b.O:
		return a.O < b.O
	}
	return a.G < b.G
}
