package badgerstore

import (
	"encoding/binary"
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/cayleygraph/quad"

	"concord/graph"
)

// entry is a term in a block: its first headBytes bytes, and whether there are more.
type entry struct {
	head []byte
	long bool
}

func entryOf(term []byte) entry {
	return entry{head: term[:min(len(term), headBytes)], long: len(term) > headBytes}
}

func termBlockOf(id graph.ID) uint64 { return uint64(id-firstID) / blockTerms }

func appendTermBlockKey(dst []byte, block uint64) []byte {
	return binary.BigEndian.AppendUint64(append(dst, termBlockKey), block)
}

func appendLongTermKey(dst []byte, id graph.ID, part int) []byte {
	dst = binary.BigEndian.AppendUint64(append(dst, longTermKey), uint64(id))
	return binary.BigEndian.AppendUint64(dst, uint64(part))
}

// appendTermPrefixKey returns the key of a block whose last term is given.
func appendTermPrefixKey(dst []byte, last []byte, block uint64) []byte {
	dst = append(append(dst, termPrefixKey), last[:min(len(last), prefixSize)]...)
	return binary.BigEndian.AppendUint64(append(dst, 0), block)
}

// blockOfPrefixKey returns the block a key names, and the prefix.
func blockOfPrefixKey(key []byte) (prefix []byte, block uint64, ok bool) {
	if len(key) < 1+1+8 || key[0] != termPrefixKey {
		return nil, 0, false
	}
	return key[1 : len(key)-9], binary.BigEndian.Uint64(key[len(key)-8:]), true
}

// appendTermBlock encodes the entries of a block.
func appendTermBlock(dst []byte, entries []entry) []byte {
	var before []byte
	for _, e := range entries {
		shared := 0
		for shared < min(len(before), len(e.head)) && before[shared] == e.head[shared] {
			shared++
		}
		size := uint64(len(e.head)-shared) << 1
		if e.long {
			size |= 1
		}
		dst = binary.AppendUvarint(dst, uint64(shared))
		dst = binary.AppendUvarint(dst, size)
		dst = append(dst, e.head[shared:]...)
		before = e.head
	}
	return dst
}

// decodeTermBlock decodes the entries of a block into memory of their own.
func decodeTermBlock(value []byte) ([]entry, error) {
	entries := make([]entry, 0, blockTerms)
	var before []byte
	for r := (reader{rest: value}); len(r.rest) > 0; {
		shared, size := r.uvarint(), r.uvarint()
		further := r.bytes(size >> 1)
		if r.short || shared > uint64(len(before)) || len(entries) == blockTerms {
			return nil, errBlock
		}
		before = append(append(make([]byte, 0, int(shared)+len(further)), before[:shared]...), further...)
		entries = append(entries, entry{head: before, long: size&1 == 1})
	}
	if len(entries) == 0 {
		return nil, errBlock
	}
	return entries, nil
}

// parseTerm is the inverse of graph.AppendTerm.
func parseTerm(form []byte) (quad.Value, error) {
	s := string(form)
	switch {
	case len(s) > 2 && s[0] == '<' && s[len(s)-1] == '>':
		iri, err := unescape(s[1 : len(s)-1])
		return quad.IRI(iri), err
	case strings.HasPrefix(s, "_:"):
		return quad.BNode(s[2:]), nil
	}
	// Quotes are escaped in literals and in IRIs, so the last one ends the lexical form.
	end := strings.LastIndexByte(s, '"')
	if end < 1 || s[0] != '"' {
		return nil, fmt.Errorf("malformed term %.40q", s)
	}
	text, err := unescape(s[1:end])
	if err != nil {
		return nil, err
	}
	switch rest := s[end+1:]; {
	case rest == "":
		return quad.String(text), nil
	case rest[0] == '@':
		return quad.LangString{Value: quad.String(text), Lang: rest[1:]}, nil
	case strings.HasPrefix(rest, "^^<") && strings.HasSuffix(rest, ">"):
		iri, err := unescape(rest[3 : len(rest)-1])
		return quad.TypedString{Value: quad.String(text), Type: quad.IRI(iri)}, err
	}
	return nil, fmt.Errorf("malformed term %.40q", s)
}

// unescape decodes the escapes that graph.AppendTerm writes.
func unescape(s string) (string, error) {
	at := strings.IndexByte(s, '\\')
	if at < 0 {
		return s, nil
	}
	b := make([]byte, 0, len(s))
	for ; at >= 0; at = strings.IndexByte(s, '\\') {
		b, s = append(b, s[:at]...), s[at+1:]
		if s == "" {
			return "", fmt.Errorf("malformed term: escape at the end")
		}
		if i := strings.IndexByte(`btnfr"\`, s[0]); i >= 0 {
			b, s = append(b, "\b\t\n\f\r\"\\"[i]), s[1:]
			continue
		}
		if len(s) < 5 || s[0] != 'u' {
			return "", fmt.Errorf("malformed term: escape \\%.5s", s)
		}
		code, err := strconv.ParseUint(s[1:5], 16, 16)
		if err != nil {
			return "", fmt.Errorf("malformed term: escape \\%.5s", s)
		}
		b, s = utf8.AppendRune(b, rune(code)), s[5:]
	}
	return string(append(b, s...)), nil
}
