package badgerstore

import (
	"encoding/binary"
	"errors"
)

// errBlock is what is wrong with a value that is not what was written.
var errBlock = errors.New("malformed block")

// reader takes varints and bytes from the front of a value.
type reader struct {
	rest  []byte
	short bool // more was asked for than there is
}

func (r *reader) uvarint() uint64 {
	if len(r.rest) > 0 && r.rest[0] < 0x80 {
		v := r.rest[0]
		r.rest = r.rest[1:]
		return uint64(v)
	}
	v, n := binary.Uvarint(r.rest)
	if n <= 0 {
		r.short = true
		return 0
	}
	r.rest = r.rest[n:]
	return v
}

func (r *reader) bytes(n uint64) []byte {
	if n > uint64(len(r.rest)) {
		r.short = true
		return nil
	}
	b := r.rest[:n]
	r.rest = r.rest[n:]
	return b
}

func (r *reader) varint() int64 {
	v := r.uvarint()
	return int64(v>>1) ^ -int64(v&1)
}

// size reads a number of things, each of which takes at least so many bytes of what is left.
func (r *reader) size(each int) int {
	n := r.uvarint()
	if n > uint64(len(r.rest)/each) {
		r.short = true
		return 0
	}
	return int(n)
}

func (r *reader) byte() byte {
	if len(r.rest) == 0 {
		r.short = true
		return 0
	}
	b := r.rest[0]
	r.rest = r.rest[1:]
	return b
}
