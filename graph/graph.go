// Package graph is the contract between what fills a quad store and what asks it: ids, quads, patterns,
// cursors, snapshots and stores.
//
// It holds no store and no format: memstore and badgerstore are the stores, graphtest proves them,
// package format reads and writes files. Start with Store and Snapshot. It imports only the RDF terms of
// github.com/cayleygraph/quad, and of those uses IRI, BNode, String, LangString and TypedString with full
// datatype IRIs, so that a term leaves exactly as it came in.
package graph

import "math"

// ID is the number of a term in one Snapshot. IDs of different snapshots are not comparable.
type ID uint64

const (
	// Any matches every term in a Pattern. It is no term's id.
	Any ID = 0
	// DefaultGraph is the id of the default graph, the G of a quad that names no graph.
	DefaultGraph ID = 1
	// Unknown is what Lookup answers for a term the snapshot does not hold. It matches nothing.
	Unknown ID = math.MaxUint64
	// FirstFree is the least of the ids that no snapshot gives out. Those from it to before Unknown are for who needs
	// ids of his own beside a snapshot's, as a query does for terms that the snapshot does not hold.
	FirstFree ID = math.MaxUint64 - 1<<30
)

// Quad is a statement in a graph, as ids of one Snapshot.
type Quad struct{ S, P, O, G ID }

// Pattern selects quads: Any in a position matches every term, Unknown matches none. The zero Pattern
// matches all quads.
type Pattern struct{ S, P, O, G ID }

// Matches reports whether q is selected by p.
func (p Pattern) Matches(q Quad) bool {
	return (p.S == Any || p.S == q.S) && (p.P == Any || p.P == q.P) &&
		(p.O == Any || p.O == q.O) && (p.G == Any || p.G == q.G)
}

// Order is a sort order of quads: the positions compared first to last.
type Order uint8

// The orders. AnyOrder lets the snapshot choose the one that serves a pattern best.
const (
	AnyOrder Order = iota
	SPOG
	POSG
	OSPG
	GSPO
	GPOS
	GOSP
)

var orderNames = [...]string{"any", "SPOG", "POSG", "OSPG", "GSPO", "GPOS", "GOSP"}

// String returns the order's letters, or "any".
func (o Order) String() string {
	if int(o) < len(orderNames) {
		return orderNames[o]
	}
	return "invalid"
}

// Key returns the ids of q in the positions of o, first to last. AnyOrder is taken as SPOG.
func (o Order) Key(q Quad) [4]ID {
	switch o {
	case POSG:
		return [4]ID{q.P, q.O, q.S, q.G}
	case OSPG:
		return [4]ID{q.O, q.S, q.P, q.G}
	case GSPO:
		return [4]ID{q.G, q.S, q.P, q.O}
	case GPOS:
		return [4]ID{q.G, q.P, q.O, q.S}
	case GOSP:
		return [4]ID{q.G, q.O, q.S, q.P}
	}
	return [4]ID{q.S, q.P, q.O, q.G}
}

// Quad is the inverse of Key.
func (o Order) Quad(k [4]ID) Quad {
	switch o {
	case POSG:
		return Quad{P: k[0], O: k[1], S: k[2], G: k[3]}
	case OSPG:
		return Quad{O: k[0], S: k[1], P: k[2], G: k[3]}
	case GSPO:
		return Quad{G: k[0], S: k[1], P: k[2], O: k[3]}
	case GPOS:
		return Quad{G: k[0], P: k[1], O: k[2], S: k[3]}
	case GOSP:
		return Quad{G: k[0], O: k[1], S: k[2], P: k[3]}
	}
	return Quad{S: k[0], P: k[1], O: k[2], G: k[3]}
}

// Serves reports whether p's constants are the first positions of o, so that a scan of p in that order
// is one contiguous range. Every order serves a pattern without constants; AnyOrder serves all.
func (o Order) Serves(p Pattern) bool {
	open := false
	for _, id := range o.Key(Quad(p)) {
		if id == Any {
			open = true
		} else if open && o != AnyOrder {
			return false
		}
	}
	return true
}

// Best returns an order that serves p, AnyOrder never.
func Best(p Pattern) Order {
	for o := SPOG; o <= GOSP; o++ {
		if o.Serves(p) {
			return o
		}
	}
	return SPOG // {S,O} and its like without G: unreachable, the six orders serve all 16 shapes
}
