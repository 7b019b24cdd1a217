package format

import (
	"bytes"
	"fmt"
	"io"
)

// lines cuts an input at LF, CR and CR LF. What it returns does not depend on the pieces the input
// arrives in.
type lines struct {
	r          io.Reader
	buf        []byte // buf[start:end] is not yet returned
	start, end int
	scanned    int   // buf[start:scanned] holds no line end
	lf         int   // behind the first LF after scanned; not above scanned when it is not known
	noLF       int   // buf[scanned:noLF] holds no LF
	number     int   // of the line returned last, 1-based
	max        int   // longest line
	afterCR    bool  // a LF at start belongs to the line returned last
	err        error // what ended the input
}

const (
	firstBuffer = 64 << 10 // holds some hundred lines; larger ones were not faster
	maxEmpty    = 100      // reads of nothing in a row before io.ErrNoProgress, as bufio has it
)

// next returns the next line without its end, valid until the following call. At the end of the input the
// error is io.EOF; an unfinished line before another error is not returned.
func (l *lines) next() ([]byte, error) {
	if l.afterCR {
		if err := l.skipLF(); err != nil {
			return nil, err
		}
	}
	for {
		if at := l.find(); at >= 0 {
			return l.cut(at)
		}
		l.scanned = l.end
		if l.end-l.start > l.max {
			return nil, l.tooLong()
		}
		if l.err == nil {
			l.fill()
			continue
		}
		if l.err != io.EOF || l.start == l.end {
			return nil, l.err
		}
		line := l.buf[l.start:l.end]
		l.start = l.end
		l.number++
		return line, nil
	}
}

// find returns the index of the first line end at or after scanned, -1 when the buffer has none. The next
// LF is remembered, so that lines that end in CR do not each search the buffer for it.
func (l *lines) find() int {
	if l.lf <= l.scanned {
		from := max(l.scanned, l.noLF)
		if n := bytes.IndexByte(l.buf[from:l.end], '\n'); n >= 0 {
			l.lf = from + n + 1
		} else {
			l.noLF = l.end
		}
	}
	end := l.end
	if l.lf > l.scanned {
		end = l.lf - 1
	}
	if n := bytes.IndexByte(l.buf[l.scanned:end], '\r'); n >= 0 {
		return l.scanned + n
	}
	if l.lf > l.scanned {
		return end
	}
	return -1
}

// cut returns the line that ends at buf[at].
func (l *lines) cut(at int) ([]byte, error) {
	if at-l.start > l.max {
		return nil, l.tooLong()
	}
	line := l.buf[l.start:at]
	l.afterCR = l.buf[at] == '\r'
	l.start, l.scanned = at+1, at+1
	l.number++
	return line, nil
}

func (l *lines) skipLF() error {
	for l.start == l.end {
		if l.err != nil {
			return l.err
		}
		l.fill()
	}
	if l.buf[l.start] == '\n' {
		l.start++
		l.scanned = l.start
	}
	l.afterCR = false
	return nil
}

// tooLong ends the input: where the next line would begin is not known.
func (l *lines) tooLong() error {
	l.err = tooLong(l.number+1, l.max)
	l.start = l.end
	l.scanned = l.end
	return l.err
}

func tooLong(line, most int) error {
	return &SyntaxError{Line: line, Column: 1, Err: ErrTooLong, Message: fmt.Sprintf("line is longer than %d bytes", most)}
}

// fill reads once into the free end of buf, after making room there.
func (l *lines) fill() {
	if l.start > 0 {
		l.end = copy(l.buf, l.buf[l.start:l.end])
		l.scanned -= l.start
		l.lf = max(0, l.lf-l.start)
		l.noLF = max(0, l.noLF-l.start)
		l.start = 0
	}
	if l.end == len(l.buf) {
		grown := make([]byte, max(firstBuffer, 2*len(l.buf)))
		copy(grown, l.buf[:l.end])
		l.buf = grown
	}
	var n int
	n, l.err = readSome(l.r, l.buf[l.end:])
	l.end += n
}

// readSome reads at least a byte into buf, which is not empty, or returns an error.
func readSome(r io.Reader, buf []byte) (int, error) {
	for range maxEmpty {
		if n, err := r.Read(buf); n > 0 || err != nil {
			return n, err
		}
	}
	return 0, io.ErrNoProgress
}
