package canon

import (
	"bytes"
	"slices"
	"strconv"
)

// term is a blank node, counted from 0, or what is none: ^ of its place in the forms of mentions.
type term int32

// mentions holds the quads that name a blank node, and for each blank node those that name it: the "blank node to
// quads map" of RDFC-1.0, 4.3.
type mentions struct {
	nodes []string // the blank nodes as they are written, in the order they were met
	forms []string // of the other terms; the default graph's is empty
	quads [][4]term
	of    [][]int32 // of each node, the places of the quads that name it, each once

	terms map[string]term
}

func newMentions() *mentions { return &mentions{terms: map[string]term{}} }

// add takes a canonical line; one without a blank node is left out.
func (m *mentions) add(line []byte) {
	if !hasBlank(line) {
		return
	}
	at := int32(len(m.quads))
	var q [4]term
	for i, form := range split(line) {
		q[i] = m.term(form)
		if n := q[i]; n >= 0 && !slices.Contains(q[:i], n) {
			m.of[n] = append(m.of[n], at)
		}
	}
	m.quads = append(m.quads, q)
}

func (m *mentions) term(form []byte) term {
	t, ok := m.terms[string(form)]
	if ok {
		return t
	}
	if isBlank(form) {
		t = term(len(m.nodes))
		m.nodes = append(m.nodes, string(form))
		m.of = append(m.of, nil)
	} else {
		t = ^term(len(m.forms))
		m.forms = append(m.forms, string(form))
	}
	m.terms[string(form)] = t
	return t
}

// appendLine appends the line of a quad, its blank nodes as node writes them.
func (m *mentions) appendLine(dst []byte, q [4]term, node func(dst []byte, n term) []byte) []byte {
	for i, t := range q {
		switch {
		case t >= 0:
			dst = node(dst, t)
		case i == 3 && m.forms[^t] == "":
			continue
		default:
			dst = append(dst, m.forms[^t]...)
		}
		dst = append(dst, ' ')
	}
	return append(dst, '.', '\n')
}

// relabelled returns the lines of the quads under new labels, sorted.
func (m *mentions) relabelled(labels []int32) [][]byte {
	node := func(dst []byte, n term) []byte {
		return strconv.AppendInt(append(dst, "_:"+canonicalPrefix...), int64(labels[n]), 10)
	}
	var block []byte
	lines := make([][]byte, len(m.quads))
	for i, q := range m.quads {
		start := len(block)
		block = m.appendLine(block, q, node)
		lines[i] = block[start:len(block):len(block)] // a block that grew leaves the old one to these
	}
	slices.SortFunc(lines, bytes.Compare)
	return lines
}

// split cuts a canonical line into its subject, predicate, object and graph; the default graph's is empty.
func split(line []byte) (forms [4][]byte) {
	rest := bytes.TrimSuffix(line, []byte(" .\n"))
	for i := range 2 {
		forms[i], rest, _ = bytes.Cut(rest, []byte(" "))
	}
	end := max(0, bytes.LastIndexByte(rest, '"')) // neither a datatype nor a graph has a quote
	if space := bytes.IndexByte(rest[end:], ' '); space >= 0 {
		forms[2], forms[3] = rest[:end+space], rest[end+space+1:]
	} else {
		forms[2] = rest
	}
	return forms
}

// hasBlank reports whether a canonical line names a blank node.
func hasBlank(line []byte) bool {
	if isBlank(line) {
		return true
	}
	forms := split(line)
	return isBlank(forms[2]) || isBlank(forms[3])
}

func isBlank(form []byte) bool { return len(form) > 0 && form[0] == '_' }
