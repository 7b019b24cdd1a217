package format

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"unicode/utf8"
)

// window is the part of an input that a reader of tokens looks at: the token it is at and what was read
// ahead. It holds whole UTF-8 characters only, and the end of the input as line feeds. What it shows does not
// depend on the pieces the input arrives in.
type window struct {
	r     io.Reader
	name  string // of the input
	buf   []byte
	pos   int      // of the token that comes next
	end   int      // buf[:end] is what a reader may look at
	got   int      // buf[end:got] is the beginning of a character
	begin position // of buf[0]
	gone  int      // bytes of the input before buf[0]
	max   int      // longest token
	ended bool     // the last bytes of buf[:end] are afterEnd
	err   error    // what ended the input
}

// afterEnd stands behind the end of an input, where it ends every token but a string: a token is at most one
// byte longer than what shows that it is complete.
const afterEnd = "\n\n"

// token returns the bytes from pos on, in which the token must end.
func (w *window) token() []byte {
	if w.end-w.pos > w.max {
		return w.buf[w.pos : w.pos+w.max+1]
	}
	return w.buf[w.pos:w.end]
}

// more reads on for a token that does not end in token(). It at least doubles what there is, so that looking
// at a token again each time takes linear time in all. Without an error there is more; at the end of the
// input the error is io.EOF.
func (w *window) more() error {
	have := w.end - w.pos
	if err := w.fits(have); err != nil {
		return err
	}
	for w.end-w.pos <= 2*have && w.err == nil {
		w.fill()
	}
	switch {
	case w.end-w.pos > have:
		return nil
	case errors.Is(w.err, errNotUTF8):
		return w.fail(w.end, "byte %#02x is not UTF-8", w.buf[w.end])
	}
	return w.err
}

// fits refuses a token of n bytes that is too long.
func (w *window) fits(n int) error {
	if n <= w.max {
		return nil
	}
	e := w.fail(w.pos, "longer than %d bytes", w.max)
	e.Err = ErrTooLong
	return e
}

// errNotUTF8 ends an input at the byte that buf[:end] leaves out.
var errNotUTF8 = errors.New("not UTF-8")

// fill reads once, after making room.
func (w *window) fill() {
	w.discard()
	if w.got == len(w.buf) {
		grown := make([]byte, max(firstBuffer, 2*len(w.buf)))
		copy(grown, w.buf[:w.got])
		w.buf = grown
	}
	var err error
	for range maxEmpty {
		var n int
		n, err = w.r.Read(w.buf[w.got:])
		w.got += n
		if n > 0 || err != nil {
			break
		}
		err = io.ErrNoProgress
	}
	w.err = w.check(err)
	if w.err == io.EOF {
		w.buf = append(w.buf[:w.end], afterEnd...)
		w.end, w.got, w.ended = len(w.buf), len(w.buf), true
	}
}

// check moves end behind what is UTF-8 and returns what ends the input there, if anything does.
func (w *window) check(err error) error {
	fresh := w.buf[w.end:w.got]
	if utf8.Valid(fresh) {
		w.end = w.got
		return err
	}
	w.end += validPrefix(fresh)
	if utf8.FullRune(w.buf[w.end:w.got]) || err == io.EOF {
		return errNotUTF8
	}
	return err
}

// validPrefix returns how many bytes of s, which is not UTF-8, are.
func validPrefix(s []byte) int {
	n := 0
	for {
		c, size := utf8.DecodeRune(s[n:])
		if c == utf8.RuneError && size == 1 {
			return n
		}
		n += size
	}
}

// discard drops what stands before the token.
func (w *window) discard() {
	if w.pos == 0 {
		return
	}
	w.begin.advance(w.buf[:w.pos])
	w.gone += w.pos
	w.got = copy(w.buf, w.buf[w.pos:w.got])
	w.end -= w.pos
	w.pos = 0
}

// peek moves pos behind white space and comments and returns the byte there; 0, with which no token begins,
// at the end of the input.
func (w *window) peek() (byte, error) {
	for {
		for w.pos < w.end {
			c := w.buf[w.pos]
			if c > ' ' && c != '#' {
				return c, nil
			}
			switch c {
			case ' ', '\t', '\n', '\r':
				w.pos++
			case '#':
				if err := w.skipComment(); err != nil {
					return 0, w.atEnd(err)
				}
			default:
				return c, nil
			}
		}
		if err := w.more(); err != nil {
			return 0, w.atEnd(err)
		}
	}
}

func (w *window) atEnd(err error) error {
	if err == io.EOF {
		return nil
	}
	return err
}

// skipComment moves pos to the end of its line.
func (w *window) skipComment() error {
	for {
		for ; w.pos < w.end; w.pos++ {
			if c := w.buf[w.pos]; c == '\n' || c == '\r' {
				return nil
			}
		}
		if err := w.more(); err != nil {
			return err
		}
	}
}

// over reports whether the input ends before buf[at].
func (w *window) over(at int) bool {
	return w.ended && at >= w.end-len(afterEnd) || at >= w.end && w.err == io.EOF
}

// fail returns the error of what stands at buf[at].
func (w *window) fail(at int, format string, args ...any) *SyntaxError {
	if w.ended {
		at = min(at, w.end-len(afterEnd))
	}
	p := w.begin
	p.advance(w.buf[:at])
	return &SyntaxError{Name: w.name, Line: p.line + 1, Column: p.column + 1, Message: fmt.Sprintf(format, args...)}
}

// expected is the error for anything else at buf[at].
func (w *window) expected(at int, what string) error {
	if w.over(at) {
		return w.fail(at, "expected %s, found the end of the input", what)
	}
	c, _ := utf8.DecodeRune(w.buf[at:w.end])
	return w.fail(at, "expected %s, found %q", what, c)
}

// position is where a byte stands, counted from 0, the column in code points. Lines end in LF, CR or CR LF.
type position struct {
	line, column int
	afterCR      bool
}

// advance moves p behind s.
func (p *position) advance(s []byte) {
	if len(s) == 0 {
		return
	}
	ends := bytes.Count(s, []byte{'\n'})
	last := bytes.LastIndexByte(s, '\n')
	if cr := bytes.Count(s, []byte{'\r'}); cr > 0 {
		ends += cr - bytes.Count(s, []byte("\r\n"))
		last = max(last, bytes.LastIndexByte(s, '\r'))
	}
	if p.afterCR && s[0] == '\n' {
		ends--
	}
	p.line += ends
	if last >= 0 {
		p.column = 0
	}
	p.column += utf8.RuneCount(s[last+1:])
	p.afterCR = s[len(s)-1] == '\r'
}
