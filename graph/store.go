package graph

import (
	"context"
	"errors"

	"github.com/cayleygraph/quad"
)

// Store keeps quads. Snapshots are taken at any time and never wait for an Update.
type Store interface {
	// Snapshot returns the latest committed state.
	Snapshot(ctx context.Context) (Snapshot, error)
	// Update runs fn and makes all of what it did durable, or nothing of it when fn or the commit returns an
	// error or ctx is cancelled. Updates are serialized, across processes by a lock: an Update that must wait
	// for another process returns an error that Is ErrLocked and names the holder. An Update that changes
	// nothing commits nothing. A panic in fn leaves the store as it was. fn must not call Update.
	Update(ctx context.Context, fn func(Tx) error) error
	// Close releases the store. Snapshots must be closed before. Later calls are ErrClosed.
	Close() error
}

// Tx is what an Update may do. It is valid until fn returns, and used by one goroutine. Of a quad that is
// written and removed in one Update the last call counts. Writing a quad that is there already does nothing.
type Tx interface {
	// WriteQuads returns len(quads). A nil Label is the default graph; terms are kept as Normal gives them; a
	// quad that NormalQuad refuses is an error that Is ErrInvalid, and none of the call's quads is written.
	quad.BatchWriter
	// RemoveQuads removes quads and returns how many of them were there: earlier calls of this Update count.
	RemoveQuads(quads []quad.Quad) (int, error)
	// DropGraph removes all quads of a graph, nil the default graph, and returns how many there were.
	DropGraph(g quad.Value) (int, error)
	// Snapshot returns the state before fn. It is closed by Update.
	Snapshot() Snapshot
}

// Statement is a quad as the canonical N-Quads forms of its terms: what AppendTerm gives for what Normal gives.
// Graph is empty for the default graph.
type Statement struct{ Subject, Predicate, Object, Graph []byte }

// Loader is an optional ability of a Store, found by type assertion: it adds very many quads in bounded memory.
type Loader interface {
	// Load runs fn and makes all quads that it added durable, or none of them. Errors are those of Update, with
	// which it is serialized. Quads that are there already or are added twice count once. fn must not call
	// Update or Load.
	Load(ctx context.Context, fn func(Bulk) error) error
}

// Bulk gives out the adders of one Load. It may be used by many goroutines.
type Bulk interface {
	// Adder returns an adder for one goroutine. It is valid until fn returns.
	Adder() Adder
}

// Adder adds statements to a Load.
type Adder interface {
	// Add adds a quad and keeps none of its memory. The forms are taken as they are: what is not a canonical
	// form damages the store.
	Add(Statement) error
}

// Errors a caller may test for with errors.Is.
var (
	// ErrClosed is returned by every call on a store or snapshot that was closed.
	ErrClosed = errors.New("closed")
	// ErrOrder is a cursor's error when the order asked for does not begin with the pattern's constants.
	ErrOrder = errors.New("order does not begin with the pattern's constants")
	// ErrUnknownID is returned by Resolve for an id that its snapshot did not give out.
	ErrUnknownID = errors.New("unknown id")
	// ErrNotFound is returned when a store to be opened for reading is not there.
	ErrNotFound = errors.New("no store")
	// ErrLocked is returned when another process is updating the store.
	ErrLocked = errors.New("store is locked")
	// ErrForeign is returned when a folder holds something that is no store of ours.
	ErrForeign = errors.New("not a concord store")
	// ErrVersion is returned when a store's on-disk version is not one this program reads.
	ErrVersion = errors.New("on-disk version not supported")
	// ErrDamaged is returned when a store's files are not what was written.
	ErrDamaged = errors.New("store is damaged")
)
