package queries

import (
	"cmp"
	"context"
	"errors"
	"fmt"

	"github.com/cayleygraph/quad"

	"concord/graph"
	"concord/graph/vocab"
)

// ConnectOptions of Connect. Nil means the zero ConnectOptions.
type ConnectOptions struct {
	// All asks for every shortest chain, not only the first.
	All bool
	// MaxLength is the longest chain looked for; 0 means DefaultMaxLength.
	MaxLength int
}

// DefaultMaxLength of a chain. Two things that are further apart than this are connected by everything and
// nothing: in texts of this kind ten steps join any two states.
const DefaultMaxLength = 12

// MostChains is how many shortest chains Connect counts; between the hubs of a large store there may be
// millions, and nobody reads them.
const MostChains = 10_000

// Connection is how two things are connected.
type Connection struct {
	// Chains are the shortest chains, the best first: one, or with ConnectOptions.All all.
	Chains []Chain
	// Others is how many further chains are as short and in one version as the first is.
	Others int
	// More is set when there are more than MostChains, and those beyond were not counted.
	More bool
}

// Chain is a way from one thing to another.
type Chain struct {
	// Versions are the versions each of which alone holds the whole chain, by name. Empty means that no
	// version does: the chain joins what different texts, or the background, say.
	Versions []string
	Links    []Link
}

// Link is a step of a chain with what it rests on.
type Link struct {
	Step
	Grounds []Ground // of the chain's versions, or where it has none of all
}

// ErrNotConnected is returned when no chain joins two things.
var ErrNotConnected = errors.New("not connected")

// Connect returns the shortest chains between two things: over relations only, in either direction, never
// through a literal, a class or con:mentions. Chains that one version alone holds come first, then shorter
// ones, then those with fewer steps of layout (hasPart), theme and level, then by key. Nothing that joins a and b
// is ErrNotConnected; a thing the store does not hold is an *UnknownNameError.
func Connect(ctx context.Context, snap graph.Snapshot, base vocab.Base, a, b quad.IRI, opts *ConnectOptions) (*Connection, error) {
	if opts == nil {
		opts = &ConnectOptions{}
	}
	n, err := newNames(ctx, snap, base)
	if err != nil {
		return nil, fmt.Errorf("connect: %w", err)
	}
	c := &connector{names: n, max: cmp.Or(opts.MaxLength, DefaultMaxLength), walls: map[graph.ID]bool{}}
	if err := c.prepare(ctx, a, b); err != nil {
		return nil, err
	}
	chains, err := c.chains(ctx)
	if err != nil {
		return nil, fmt.Errorf("connect %s and %s: %w", Text(n.base, a), Text(n.base, b), err)
	}
	if len(chains) == 0 {
		return nil, fmt.Errorf("%s and %s: %w", Text(n.base, a), Text(n.base, b), ErrNotConnected)
	}
	con := &Connection{Others: len(chains) - 1, More: c.more}
	if !opts.All {
		chains = chains[:1]
	}
	for _, ch := range chains {
		chain, err := c.chain(ctx, ch)
		if err != nil {
			return nil, fmt.Errorf("connect: %w", err)
		}
		con.Chains = append(con.Chains, chain)
	}
	return con, nil
}
