package graph

import (
	"context"

	"github.com/cayleygraph/quad"
)

// Dictionary turns terms into ids and back, in batches: a remote store pays per round trip.
type Dictionary interface {
	// Lookup returns the id of each term, Unknown for one the snapshot does not hold. A nil term is the
	// default graph. Terms are equal when kind, lexical form, datatype IRI and language tag are.
	Lookup(ctx context.Context, terms []quad.Value) ([]ID, error)
	// Resolve returns the term of each id; DefaultGraph gives nil. Any, Unknown and an id that the snapshot
	// did not give out are ErrUnknownID.
	Resolve(ctx context.Context, ids []ID) ([]quad.Value, error)
}

// Snapshot is one state of a store. It does not change and may be used by many goroutines.
type Snapshot interface {
	Dictionary
	// Scan returns the quads that match p, sorted by the given order, each once. The order must begin with
	// the constants of p, else the cursor's Err is ErrOrder; AnyOrder lets the snapshot choose. Errors,
	// a cancelled ctx included, are reported by the cursor's Err.
	Scan(ctx context.Context, p Pattern, by Order) Cursor
	// Estimate tells how many quads match p.
	Estimate(ctx context.Context, p Pattern) (Cardinality, error)
	// Close releases the snapshot. Later calls on it are ErrClosed.
	Close() error
}

// Cardinality is a number of quads.
type Cardinality struct {
	Count uint64
	Exact bool // false: an estimate, from above or below
}

// Edge is one step of an expansion: the node it starts from, the quad's predicate and graph, and the node
// it leads to.
type Edge struct{ From, P, To, G ID }

// Expander is an optional ability of a Snapshot, found by type assertion: it offers whole frontiers at once.
type Expander interface {
	// Expand appends to dst the edges with predicate p (Any: every) in graph g (Any: every) that leave the
	// nodes of frontier, which is sorted and without repetition: from subject to object, or with inverse from
	// object to subject. The edges are sorted by From, then P, To, G.
	Expand(ctx context.Context, frontier []ID, p, g ID, inverse bool, dst []Edge) ([]Edge, error)
}

// Stamped is an optional ability of a Snapshot, found by type assertion: it tells states apart without
// reading them.
type Stamped interface {
	// Stamp names the state of the snapshot. Snapshots with one stamp hold the same quads; two states that
	// hold the same may have two stamps.
	Stamp() string
}

// Canonical is an optional ability of a Snapshot, found by type assertion: it gives terms as bytes, and its ids
// in the order of these bytes.
//
// Of two IRIs, two blank nodes, or an IRI and a blank node the one whose canonical form is less in byte order
// has the lesser id. Literals have lesser ids than both, in an order of their own. So a scan in SPOG or GSPO
// order is in the order of canonical N-Quads but for the objects of one subject and predicate.
type Canonical interface {
	// AppendForms appends to dst the canonical N-Quads form of each id (AppendTerm), nothing for DefaultGraph,
	// and to ends where each ends in dst. Errors are those of Resolve.
	AppendForms(ctx context.Context, ids []ID, dst []byte, ends []int) ([]byte, []int, error)
}
