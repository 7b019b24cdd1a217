package format

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/cayleygraph/quad"
)

// isomorphic tells whether two sets of quads are the same but for the labels of blank nodes. It colours the
// nodes by what is around them and tries the pairs that colours leave: enough for the small graphs of tests.
func isomorphic(a, b []quad.Quad) bool {
	return matches(distinct(a), distinct(b), map[quad.BNode]string{}, map[quad.BNode]string{})
}

func distinct(quads []quad.Quad) []quad.Quad {
	seen := map[quad.Quad]bool{}
	return slices.DeleteFunc(slices.Clone(quads), func(q quad.Quad) bool {
		again := seen[q]
		seen[q] = true
		return again
	})
}

func matches(a, b []quad.Quad, inA, inB map[quad.BNode]string) bool {
	inA, inB = refine(a, inA), refine(b, inB)
	if !slices.Equal(coloured(a, inA), coloured(b, inB)) {
		return false
	}
	node, open := ambiguous(inA)
	if !open {
		return true
	}
	for other, colour := range inB {
		if colour != inA[node] {
			continue
		}
		if matches(a, b, with(inA, node), with(inB, other)) {
			return true
		}
	}
	return false
}

// with singles a node out.
func with(colours map[quad.BNode]string, node quad.BNode) map[quad.BNode]string {
	next := map[quad.BNode]string{}
	for n, c := range colours {
		next[n] = c
	}
	next[node] += "!"
	return next
}

// ambiguous returns a node whose colour another has too.
func ambiguous(colours map[quad.BNode]string) (quad.BNode, bool) {
	nodes := map[string]quad.BNode{}
	for n, c := range colours {
		if _, again := nodes[c]; again {
			return n, true
		}
		nodes[c] = n
	}
	return "", false
}

// refine colours nodes by the colours around them until there are no more colours.
func refine(quads []quad.Quad, colours map[quad.BNode]string) map[quad.BNode]string {
	for count := -1; ; {
		around := map[quad.BNode][]string{}
		for _, q := range quads {
			seen := map[quad.BNode]bool{}
			for _, v := range []quad.Value{q.Subject, q.Object, q.Label} {
				if n, ok := v.(quad.BNode); ok && !seen[n] {
					seen[n] = true
					around[n] = append(around[n], paint(q, colours, n))
				}
			}
		}
		next, numbers := map[quad.BNode]string{}, map[string]bool{}
		for n, lines := range around {
			slices.Sort(lines)
			next[n] = hashed(colours[n] + "|" + strings.Join(lines, ""))
			numbers[next[n]] = true
		}
		if colours = next; len(numbers) == count {
			return colours
		}
		count = len(numbers)
	}
}

func hashed(s string) string {
	h := uint64(14695981039346656037)
	for i := range len(s) {
		h = (h ^ uint64(s[i])) * 1099511628211
	}
	return fmt.Sprintf("%016x", h)
}

// paint writes a quad with colours in place of labels, the node self marked.
func paint(q quad.Quad, colours map[quad.BNode]string, self quad.BNode) string {
	var line strings.Builder
	for _, v := range []quad.Value{q.Subject, q.Predicate, q.Object, q.Label} {
		if n, ok := v.(quad.BNode); ok {
			fmt.Fprintf(&line, "_:%s%t ", colours[n], n == self)
		} else {
			fmt.Fprintf(&line, "%#v ", v)
		}
	}
	return line.String() + "\n"
}

func coloured(quads []quad.Quad, colours map[quad.BNode]string) []string {
	var lines []string
	for _, q := range quads {
		lines = append(lines, paint(q, colours, ""))
	}
	slices.Sort(lines)
	return lines
}

func TestIsomorphic(t *testing.T) {
	n := func(subject, object string) quad.Quad {
		return quad.Quad{Subject: quad.BNode(subject), Predicate: quad.IRI("a:p"), Object: quad.BNode(object)}
	}
	triangles := []quad.Quad{n("a", "b"), n("b", "c"), n("c", "a"), n("d", "e"), n("e", "f"), n("f", "d")}
	hexagon := []quad.Quad{n("a", "b"), n("b", "c"), n("c", "d"), n("d", "e"), n("e", "f"), n("f", "a")}
	renamed := []quad.Quad{n("x", "y"), n("f", "x"), n("y", "f"), n("c", "a"), n("a", "b"), n("b", "c")}
	if !isomorphic(triangles, renamed) || isomorphic(triangles, hexagon) || !isomorphic(hexagon, hexagon) {
		t.Error("two triangles are not a hexagon")
	}
	if isomorphic([]quad.Quad{n("a", "a")}, []quad.Quad{n("a", "b")}) {
		t.Error("a loop is not an edge")
	}
}
