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
