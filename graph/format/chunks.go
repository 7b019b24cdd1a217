package format

import (
	"bytes"
	"io"
)

// chunks cuts an input into pieces of whole lines, for several to read at once. The lines are those that lines
// finds in the whole input.
type chunks struct {
	r    io.Reader
	size int    // of a piece, unless a line is longer
	max  int    // longest line
	rest []byte // read and not yet returned; begins a line
	done int    // lines returned
	err  error  // what ended the input
}

// next returns the next lines, in the memory of buf if that is enough, and the number of the first. Only at the
// end of the input the last of them is without its end. Errors are those of lines.next.
func (c *chunks) next(buf []byte) (piece []byte, first int, err error) {
	buf = append(buf[:0], c.rest...)
	size := min(c.size, c.max+2) // a line and CR LF
	cut := 0
	for {
		buf = c.fill(buf, size)
		if cut = c.cut(buf); cut > 0 || c.err != nil || len(buf) > c.max+1 {
			break
		}
		size = min(2*len(buf), c.max+2)
	}
	if end := lineEnd(buf); end > c.max {
		c.err = tooLong(c.done+1, c.max)
		return nil, 0, c.err
	}
	c.rest = append(c.rest[:0], buf[cut:]...)
	if cut == 0 {
		return nil, 0, c.err
	}
	first = c.done + 1
	c.done += countLines(buf[:cut])
	return buf[:cut], first, nil
}

// fill reads until buf has size bytes or the input ends.
func (c *chunks) fill(buf []byte, size int) []byte {
	if cap(buf) < size {
		buf = append(make([]byte, 0, size), buf...)
	}
	for len(buf) < size && c.err == nil {
		var n int
		n, c.err = readSome(c.r, buf[len(buf):size])
		buf = buf[:len(buf)+n]
	}
	return buf
}

// cut returns the offset behind the last line of buf that has ended; at the end of the input the last line has.
func (c *chunks) cut(buf []byte) int {
	if c.err == io.EOF {
		return len(buf)
	}
	if n := bytes.LastIndexByte(buf, '\n'); n >= 0 {
		return n + 1
	}
	if c.err == nil {
		buf = buf[:len(buf)-1] // a CR at the end may be half of CR LF
	}
	return bytes.LastIndexByte(buf, '\r') + 1
}

// lineEnd returns the length of the first line.
func lineEnd(buf []byte) int {
	if n := bytes.IndexByte(buf, '\n'); n >= 0 {
		buf = buf[:n]
	}
	if n := bytes.IndexByte(buf, '\r'); n >= 0 {
		return n
	}
	return len(buf)
}

// countLines counts LF, CR and CR LF, one each.
func countLines(buf []byte) int {
	n := bytes.Count(buf, []byte{'\n'})
	for {
		cr := bytes.IndexByte(buf, '\r')
		if cr < 0 {
			return n
		}
		if buf = buf[cr+1:]; len(buf) == 0 || buf[0] != '\n' {
			n++
		}
	}
}
