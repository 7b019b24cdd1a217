package canon

import (
	"bytes"
	"cmp"
	"slices"
	"strconv"
)

// maxDepth bounds the stack: a chain of like nodes is walked one call a node. A chain as long costs more work than
// DefaultWork allows.
const maxDepth = 1 << 15

// hashNDegree returns the hash of what a node's neighbours, their neighbours and so on say about it, and issues
// temporary labels to them in the order of the walk (RDFC-1.0, 4.8.3).
func (l *labeller) hashNDegree(n term, depth int) ([]byte, error) {
	if depth > maxDepth {
		return nil, ErrTooComplex
	}
	related, err := l.related(n) // steps 1 to 3
	if err != nil {
		return nil, err
	}
	var data []byte
	for _, group := range groups(related, func(a, b relation) bool { return bytes.Equal(a.hash, b.hash) }) { // step 5
		data = appendHex(data, group[0].hash)
		nodes := make([]term, len(group))
		for i, r := range group {
			nodes[i] = r.node
		}
		path, err := l.leastPath(nodes, depth)
		if err != nil {
			return nil, err
		}
		data = append(data, path...)
	}
	return l.sum(data), nil
}

const costly = 256 // bytes, as many of which are hashed in the time that all else takes

// relation is a node in a quad of another, and the hash of how it stands there.
type relation struct {
	hash []byte
	node term
}

// related returns the nodes in the quads that name n, sorted by hash; one that stands in several quads in
// the same way is there as often.
func (l *labeller) related(n term) ([]relation, error) {
	if err := l.spend(len(l.of[n])); err != nil {
		return nil, err
	}
	all := make([]relation, 0, len(l.of[n]))
	var input []byte
	for _, at := range l.of[n] {
		q := l.quads[at]
		for i, other := range q {
			if other < 0 || other == n {
				continue
			}
			input = append(input[:0], "spog"[i])
			if i != 3 {
				input = append(input, l.forms[^q[1]]...)
			}
			var has bool
			if input, has = l.appendNode(input, other); !has {
				input = appendHex(input, l.first[other])
			}
			all = append(all, relation{l.sum(input), other})
			if err := l.spend(len(input) / costly); err != nil {
				return nil, err
			}
		}
	}
	slices.SortFunc(all, func(a, b relation) int {
		return cmp.Or(bytes.Compare(a.hash, b.hash), cmp.Compare(a.node, b.node))
	})
	return all, nil
}

// leastPath returns the least of the paths through nodes, one for each order of them, and issues temporary labels
// along it (steps 5.1 to 5.6).
func (l *labeller) leastPath(nodes []term, depth int) ([]byte, error) {
	if len(nodes) == 1 {
		path, _, err := l.path(nodes, nil, depth)
		return path, err
	}
	var least []byte
	var chosen []term
	mark := len(l.temporary.issued)
	for order := range orders(nodes, l.classes(nodes)) {
		path, ok, err := l.path(order, least, depth)
		if err != nil {
			return nil, err
		}
		if ok && (least == nil || bytes.Compare(path, least) < 0) {
			least, chosen = path, append(chosen[:0], l.temporary.issued[mark:]...)
		}
		l.temporary.forget(mark)
	}
	for _, n := range chosen {
		l.temporary.issue(n)
	}
	return least, nil
}

// path returns the path through nodes in their order (steps 5.4.1 to 5.4.5). It gives up with false when that will
// be greater than least.
func (l *labeller) path(nodes []term, least []byte, depth int) ([]byte, bool, error) {
	if err := l.spend(len(nodes)); err != nil {
		return nil, false, err
	}
	var path []byte
	var further []term
	for _, n := range nodes {
		var has bool
		if path, has = l.appendNode(path, n); !has {
			further = append(further, n)
			l.temporary.issue(n)
			path, _ = l.appendNode(path, n)
		}
	}
	if greater(path, least) {
		return nil, false, nil
	}
	for _, n := range further {
		sum, err := l.hashNDegree(n, depth+1)
		if err != nil {
			return nil, false, err
		}
		path, _ = l.appendNode(path, n)
		path = append(appendHex(append(path, '<'), sum), '>')
		if greater(path, least) {
			return nil, false, nil
		}
	}
	return path, true, nil
}

// greater reports whether every path that begins with path is greater than least; nil is none yet.
func greater(path, least []byte) bool {
	n := min(len(path), len(least))
	return bytes.Compare(path[:n], least[:n]) > 0
}

// classes returns for each of nodes the number of a class whose members may stand in any order among themselves: a
// node that is there several times, or nodes of which each may be exchanged for the other because they say the same
// of the same nodes. Nothing is lost: paths that differ by such an exchange are equal, and so are the datasets
// labelled after them. It is what keeps a node with twenty like leaves from costing 20! paths.
func (l *labeller) classes(nodes []term) []int {
	classes := make([]int, len(nodes))
	repeated := len(slices.Compact(slices.Clone(nodes))) < len(nodes)
	for i, n := range nodes {
		classes[i] = int(n)
		if !repeated {
			classes[i] = l.twin(n)
		}
	}
	return classes
}

// twin returns the number of n's class: all nodes with the same mentions, itself left out of them.
func (l *labeller) twin(n term) int {
	if l.twinOf[n] > 0 {
		return l.twinOf[n]
	}
	_, lines := l.mentionsOf(n, nil, nil, func(dst []byte, other term) []byte {
		if other == n {
			return append(dst, "_:a"...)
		}
		return strconv.AppendInt(append(dst, "_:n"...), int64(other), 10)
	})
	key := string(l.sum(lines...))
	class, ok := l.twins[key]
	if !ok {
		class = len(l.twins) + 1
		l.twins[key] = class
	}
	l.twinOf[n] = class
	return class
}
