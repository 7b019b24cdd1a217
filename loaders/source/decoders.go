package source

import (
	"bytes"
	"fmt"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// The media types of the formats that are read.
const (
	Plain    = "text/plain"
	Markdown = "text/markdown"
)

// MaxSize is the size up to which a file is read: the longest declarations have some hundred kilobytes, and
// a file a thousand times larger is a mistake that should not fill the memory.
const MaxSize = 64 << 20

// Options of Decode. The zero value and nil mean the defaults.
type Options struct {
	// Encoding is the character encoding of the file by its IANA or WHATWG name; "" is UTF-8, or UTF-16 where
	// the file begins with its byte order mark.
	Encoding string
	// MaxSize is the largest number of bytes of a file; 0 means the constant MaxSize.
	MaxSize int64
}

// decoder is a format: how a file is known to be of it, and how it is read.
type decoder struct {
	mediaType  string
	extensions []string                  // of files that are of the format unless they bear a signature
	signature  func(data []byte) bool    // leaves no doubt, whatever the extension
	sniff      func(content string) bool // likely, for files of unknown extension
	refuse     func(fileName string) *Error
}

// decoders is the whole list of formats in sniffing order: first the signatures are asked, then the
// extensions, then the contents. A row without refuse is read.
var decoders = []decoder{
	{"application/pdf", []string{".pdf"}, magic("%PDF-"), nil, unsupported("PDF")},
	{"application/vnd.openxmlformats-officedocument.wordprocessingml.document", []string{".docx", ".odt"}, wordArchive, nil, unsupported("word processor")},
	{"application/msword", []string{".doc", ".rtf"}, magic("\xd0\xcf\x11\xe0", "{\\rtf"), nil, unsupported("word processor")},
	{"text/html", []string{".html", ".htm", ".xhtml"}, markup("<!doctype html", "<html", "<head", "<body"), nil, unsupported("HTML")},
	{"text/xml", []string{".xml", ".akn"}, markup("<?xml"), nil, unsupported("XML")},
	{"application/zip", []string{".zip"}, magic("PK\x03\x04", "PK\x05\x06"), nil, notText("a ZIP archive")},
	{"application/gzip", []string{".gz"}, magic("\x1f\x8b"), nil, notText("a compressed file")},
	{"image", nil, magic("\x89PNG", "\xff\xd8\xff", "GIF87a", "GIF89a"), nil, notText("an image")},
	{"application/octet-stream", nil, magic("\x7fELF", "\xca\xfe\xba\xbe"), nil, notText("a program")},
	{Markdown, []string{".md", ".markdown", ".mkd"}, nil, looksMarkdown, nil},
	{Plain, []string{".txt", ".text"}, nil, func(string) bool { return true }, nil},
}

// Decode reads the bytes of the file fileName as the version name. Errors are of type *Error and wrap one of
// ErrEmpty, ErrBinary, ErrUnsupported, ErrTooLarge and ErrEncoding. A byte order mark stays in Content, where
// it counts as white space, so that positions remain those of the file.
func Decode(name, fileName string, data []byte, opts *Options) (*Text, error) {
	if opts == nil {
		opts = &Options{}
	}
	limit := opts.MaxSize
	if limit == 0 {
		limit = MaxSize
	}
	base := filepath.Base(fileName)
	if int64(len(data)) > limit {
		return nil, &Error{File: base, Err: ErrTooLarge, Message: fmt.Sprintf("%d bytes, more than the %d that are read", len(data), limit), Hint: "--max-size"}
	}
	d := bySignature(data)
	if d == nil {
		d = byExtension(base)
	}
	if d != nil && d.refuse != nil {
		return nil, d.refuse(base)
	}
	content, encoding, err := decodeText(base, data, opts.Encoding)
	if err != nil {
		return nil, err
	}
	if d == nil {
		d = byContent(content)
	}
	return newText(name, base, d.mediaType, data, content, encoding), nil
}

// Extensions returns the extensions of the formats that are read, in the order of the formats.
func Extensions() []string {
	var out []string
	for _, d := range decoders {
		if d.refuse == nil {
			out = append(out, d.extensions...)
		}
	}
	return out
}

// Reads reports whether a file of that name is of a format that is read, as far as its extension tells.
func Reads(fileName string) bool {
	d := byExtension(fileName)
	return d != nil && d.refuse == nil
}

func bySignature(data []byte) *decoder {
	for i, d := range decoders {
		if d.signature != nil && d.signature(data) {
			return &decoders[i]
		}
	}
	return nil
}

func byExtension(fileName string) *decoder {
	ext := strings.ToLower(filepath.Ext(fileName))
	for i, d := range decoders {
		if slices.Contains(d.extensions, ext) {
			return &decoders[i]
		}
	}
	return nil
}

func byContent(content string) *decoder {
	for i, d := range decoders {
		if d.sniff != nil && d.sniff(content) {
			return &decoders[i]
		}
	}
	return &decoders[len(decoders)-1]
}

func magic(signatures ...string) func([]byte) bool {
	return func(data []byte) bool {
		return slices.ContainsFunc(signatures, func(s string) bool { return bytes.HasPrefix(data, []byte(s)) })
	}
}

// markup finds a tag at the head of a text, in any case and after white space.
func markup(tags ...string) func([]byte) bool {
	return func(data []byte) bool {
		head := data[:min(len(data), 512)]
		head = bytes.ToLower(bytes.TrimSpace(bytes.TrimPrefix(head, []byte("\ufeff"))))
		return slices.ContainsFunc(tags, func(s string) bool { return bytes.HasPrefix(head, []byte(s)) })
	}
}

// wordArchive finds the ZIP archives of word processors by the names of their first parts.
func wordArchive(data []byte) bool {
	head := data[:min(len(data), 4096)]
	return bytes.HasPrefix(head, []byte("PK\x03\x04")) && (bytes.Contains(head, []byte("[Content_Types].xml")) ||
		bytes.Contains(head, []byte("word/")) || bytes.Contains(head, []byte("opendocument.text")))
}

var markdownSign = regexp.MustCompile(`(?m)^#{1,6} \S|\]\([^)\s]*\)|(^|\s)(\*\*?|__?)[\pL\d][^*_\n]*[\pL\d.,]?(\*\*?|__?)(\W|$)`)

func looksMarkdown(content string) bool { return markdownSign.MatchString(content) }

func unsupported(format string) func(string) *Error {
	return func(fileName string) *Error {
		return &Error{File: fileName, Err: ErrUnsupported, Message: format + " files are not read yet", Hint: "save it as plain text or Markdown"}
	}
}

func notText(what string) func(string) *Error {
	return func(fileName string) *Error {
		return &Error{File: fileName, Err: ErrBinary, Message: what + ", not a text", Hint: "save it as plain text or Markdown"}
	}
}

// Invisible reports whether r takes no ink: white space, a byte order mark, or a character that only tells
// where a word may or may not be broken.
func Invisible(r rune) bool { return unicode.IsSpace(r) || zeroWidth(r) }

func zeroWidth(r rune) bool {
	return r == '\ufeff' || r == '\u200b' || r == '\u200c' || r == '\u200d' || r == '\u2060' || r == '\u00ad' || r == '\u200e' || r == '\u200f'
}

func visible(s string) bool {
	return strings.IndexFunc(s, func(r rune) bool { return !Invisible(r) }) >= 0
}

// invalid returns the first byte of content that is not UTF-8, or -1.
func invalid(content string) int {
	for i := 0; i < len(content); {
		r, n := utf8.DecodeRuneInString(content[i:])
		if r == utf8.RuneError && n == 1 {
			return i
		}
		i += n
	}
	return -1
}
