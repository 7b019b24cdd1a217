package format

import (
	"strconv"
	"strings"

	"github.com/cayleygraph/quad"
)

// labels gives the blank nodes of a file their labels. Those that the file names keep theirs; those without a
// name get a stem and a number above all that were met before. A label that is met only after its like was
// given away is the one that has to change: labels are good within their file (RDF 1.1 Concepts, 3.4).
type labels struct {
	stem    string
	highest uint64                // number met before the first was given
	next    uint64                // number to give, 0 before the first
	changed map[string]quad.Value // labels of the file that were given away before they were met
}

// highestLabel is the highest number that is not given. Numbers above it are no different from words.
const highestLabel = 1 << 62

// fresh returns a blank node with a label that no other has. It is false when a label of the file leaves no
// numbers.
func (l *labels) fresh() (quad.Value, bool) {
	if l.next == 0 {
		if l.highest >= highestLabel/2 {
			return nil, false
		}
		l.next = l.highest + 1
	}
	n := l.next
	l.next++
	return quad.BNode(l.stem + strconv.FormatUint(n, 10)), true
}

// taken reports whether a label of the file was given away, and remembers it otherwise.
func (l *labels) taken(label []byte) bool {
	n, ok := l.number(label)
	switch {
	case !ok:
		return false
	case l.next > 0:
		return n > l.highest
	}
	l.highest = max(l.highest, n)
	return false
}

// number returns the number that label has behind the stem, if it is one that could be given.
func (l *labels) number(label []byte) (uint64, bool) {
	if len(label) <= len(l.stem) || string(label[:len(l.stem)]) != l.stem {
		return 0, false
	}
	digits := string(label[len(l.stem):])
	n, err := strconv.ParseUint(digits, 10, 64)
	return n, err == nil && n < highestLabel && !strings.HasPrefix(digits, "0")
}

// blank reads _:label.
func (r *TurtleReader) blank() (quad.Value, error) {
	s := r.token()
	for len(s) < 2 {
		if err := r.more(); err != nil {
			return nil, err
		}
		s = r.token()
	}
	if s[1] != ':' {
		return nil, r.expected(r.pos+1, `":" after "_"`)
	}
	n := labelEnd(s[2:])
	for n < 0 {
		if err := r.more(); err != nil {
			return nil, err
		}
		s = r.token()
		n = labelEnd(s[2:])
	}
	if n == 0 {
		return nil, r.expected(r.pos+2, "a blank node label")
	}
	raw := s[:2+n]
	slot, v := r.slot(raw)
	if v == nil {
		kept := string(raw)
		var err error
		if v, err = r.labelled(raw[2:], kept[2:]); err != nil {
			return nil, err
		}
		r.remember(slot, kept, v)
	}
	r.pos += len(raw)
	return v, nil
}

// labelled returns the blank node that the file calls label.
func (r *TurtleReader) labelled(raw []byte, label string) (quad.Value, error) {
	if !r.labels.taken(raw) {
		return quad.BNode(label), nil
	}
	if v, ok := r.labels.changed[label]; ok {
		return v, nil
	}
	v, err := r.fresh()
	if err != nil {
		return nil, err
	}
	if r.labels.changed == nil {
		r.labels.changed = map[string]quad.Value{}
	}
	r.labels.changed[label] = v
	return v, r.keep(len(label) + mapEntry)
}

// fresh returns a new blank node.
func (r *TurtleReader) fresh() (quad.Value, error) {
	v, ok := r.labels.fresh()
	if !ok {
		return nil, r.fail(r.pos, "a label before leaves none for blank nodes without one: %s and a number above %d",
			r.labels.stem, uint64(highestLabel/2))
	}
	return v, nil
}
