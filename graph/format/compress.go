package format

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"
)

// ErrCompressed is returned for a compressed file that is cut off or damaged.
var ErrCompressed = errors.New("compressed data")

// compression is a way in which files are made smaller.
type compression struct {
	name      string
	extension string // of file names, with the dot
	begin     string // how every such file begins
	open      func(io.Reader) (io.ReadCloser, error)
}

var compressions = []compression{
	{"gzip", ".gz", "\x1f\x8b", func(r io.Reader) (io.ReadCloser, error) { return gzip.NewReader(r) }},
	{"Zstandard", ".zst", "\x28\xb5\x2f\xfd", func(r io.Reader) (io.ReadCloser, error) {
		// One goroutine, which is the caller's: the other cores read what this one unpacks.
		z, err := zstd.NewReader(r, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxWindow(maxWindow))
		if err != nil {
			return nil, err
		}
		return z.IOReadCloser(), nil
	}},
}

const maxWindow = 128 << 20 // what the tool zstd takes without being told otherwise

// Uncompressed returns a file name without the extension of a compression: it tells the format of the quads.
func Uncompressed(file string) string {
	if i := slices.IndexFunc(compressions, func(c compression) bool { return hasExtension(file, []string{c.extension}) }); i >= 0 {
		return file[:len(file)-len(compressions[i].extension)]
	}
	return file
}

// Decompress returns what file holds when its name says that it is compressed or, a name that does not, when it
// begins so; else the file as it is. Concatenated gzip members and Zstandard frames are read as one. Data that is
// cut off or damaged is an error that Is ErrCompressed. Closing what it returns closes the file, as an error does.
func Decompress(name string, file io.ReadCloser) (io.ReadCloser, error) {
	f := &faulty{r: file}
	in := bufio.NewReaderSize(f, firstBuffer)
	begin, _ := in.Peek(4) // an error comes again
	i := slices.IndexFunc(compressions, func(c compression) bool { return hasExtension(name, []string{c.extension}) })
	if i < 0 {
		i = slices.IndexFunc(compressions, func(c compression) bool { return strings.HasPrefix(string(begin), c.begin) })
	}
	if i < 0 {
		return &asIs{in, file}, nil
	}
	u := &unpacked{compression: compressions[i], file: file, faulty: f}
	var err error
	if len(begin) == 0 {
		err = io.EOF // an empty file is not a compressed one
	} else {
		u.z, err = u.open(in)
	}
	if err != nil {
		return nil, errors.Join(u.about(err), file.Close())
	}
	return u, nil
}

// asIs is a file that is not compressed.
type asIs struct {
	io.Reader
	io.Closer
}

// unpacked is what a compressed file holds.
type unpacked struct {
	compression
	z      io.ReadCloser
	file   io.Closer
	faulty *faulty
}

// Read reads what the file holds.
func (u *unpacked) Read(p []byte) (int, error) {
	n, err := u.z.Read(p)
	if err != nil && err != io.EOF {
		err = u.about(err)
	}
	return n, err
}

// Close closes the file.
func (u *unpacked) Close() error {
	u.z.Close() // an error is that of Read once more
	return u.file.Close()
}

// about tells whether it is the file that cannot be read or what it holds.
func (u *unpacked) about(err error) error {
	switch {
	case u.faulty.err != nil:
		return u.faulty.err
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF):
		return fmt.Errorf("%w is cut off: the end of the %s file is missing", ErrCompressed, u.name)
	}
	return fmt.Errorf("%w is damaged: %w", ErrCompressed, err)
}

// faulty remembers why a file could not be read further.
type faulty struct {
	r   io.Reader
	err error // nil at its end
}

// Read reads from the file.
func (f *faulty) Read(p []byte) (int, error) {
	n, err := f.r.Read(p)
	if err != io.EOF {
		f.err = err
	}
	return n, err
}
