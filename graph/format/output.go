package format

import "io"

const flushAt = 64 << 10 // bytes gathered before a write

// output gathers what a writer writes, for an io.Writer.
type output struct {
	w   io.Writer
	buf []byte
	err error // of w; sticky
}

// Flush hands what was gathered to the output.
func (o *output) Flush() error {
	if o.err != nil || len(o.buf) == 0 {
		return o.err
	}
	n, err := o.w.Write(o.buf)
	if err == nil && n < len(o.buf) {
		err = io.ErrShortWrite
	}
	o.err = err
	if o.buf = o.buf[:0]; cap(o.buf) > 4*flushAt {
		o.buf = nil // one huge literal should not be paid for until Close
	}
	return err
}
