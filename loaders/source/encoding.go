package source

import (
	"encoding/binary"
	"fmt"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/htmlindex"
)

// The names under which UTF-16 is kept.
const (
	utf16le = "utf-16le"
	utf16be = "utf-16be"
)

// decodeText returns the text of data and the canonical name of its encoding. The text has visible
// characters, no NUL, and Text.Original finds its way back from it.
func decodeText(fileName string, data []byte, name string) (content, canonical string, err error) {
	if name == "" {
		name = byteOrderMark(data)
	}
	enc, canonical, err := codec(name)
	if err != nil {
		return "", "", &Error{File: fileName, Err: ErrEncoding, Message: fmt.Sprintf("encoding %q: %v", name, err), Hint: `--encoding takes names such as "windows-1252" or "utf-16le"`}
	}
	bad := -1
	switch {
	case canonical == utf16le || canonical == utf16be:
		content, bad = decodeUTF16(data, byteOrder(canonical))
	case enc != nil:
		decoded, _ := enc.NewDecoder().Bytes(data)
		content = string(decoded)
		bad = strings.IndexRune(content, utf8.RuneError)
		if bad < 0 && encodedLen(canonical, content) != len(data) {
			return "", "", &Error{File: fileName, Err: ErrEncoding, Message: "bytes that no encoder of " + canonical + " writes", Hint: "--encoding"}
		}
	default:
		content = string(data)
		bad = invalid(content)
	}
	if err := binaryError(fileName, content, canonical); err != nil {
		return "", "", err
	}
	if bad >= 0 {
		return "", "", invalidError(fileName, content, bad)
	}
	if !visible(content) {
		return "", "", &Error{File: fileName, Err: ErrEmpty, Message: "the file holds no text"}
	}
	return content, canonical, nil
}

// byteOrderMark returns the encoding that the first bytes announce, "" for UTF-8.
func byteOrderMark(data []byte) string {
	switch {
	case strings.HasPrefix(string(data[:min(2, len(data))]), "\xff\xfe"):
		return utf16le
	case strings.HasPrefix(string(data[:min(2, len(data))]), "\xfe\xff"):
		return utf16be
	}
	return ""
}

// codec returns the encoding called name and its canonical name; a nil encoding is UTF-8 or UTF-16. An
// encoding with shift states is refused: a position in it is no number of bytes.
func codec(name string) (encoding.Encoding, string, error) {
	if name == "" {
		return nil, "", nil
	}
	enc, err := htmlindex.Get(name)
	if err != nil {
		return nil, "", fmt.Errorf("not a known encoding")
	}
	canonical, err := htmlindex.Name(enc)
	if err != nil {
		return nil, "", err
	}
	switch canonical {
	case "utf-8":
		return nil, "", nil
	case utf16le, utf16be:
		return nil, canonical, nil
	case "iso-2022-jp", "replacement":
		return nil, "", fmt.Errorf("not read: its characters have no place of their own")
	}
	return enc, canonical, nil
}

func byteOrder(name string) binary.ByteOrder {
	if name == utf16be {
		return binary.BigEndian
	}
	return binary.LittleEndian
}

// decodeUTF16 returns the text of data and the byte of it where data is no UTF-16, or -1.
func decodeUTF16(data []byte, order binary.ByteOrder) (string, int) {
	var b strings.Builder
	for i := 0; i+1 < len(data); i += 2 {
		r := rune(order.Uint16(data[i:]))
		if utf16.IsSurrogate(r) {
			if i+3 >= len(data) {
				return b.String(), b.Len()
			}
			if r = utf16.DecodeRune(r, rune(order.Uint16(data[i+2:]))); r == utf8.RuneError {
				return b.String(), b.Len()
			}
			i += 2
		}
		b.WriteRune(r)
	}
	if len(data)%2 == 1 {
		return b.String(), b.Len()
	}
	return b.String(), -1
}

// encodedLen returns how many bytes content takes in an encoding that codec knows.
func encodedLen(name, content string) int {
	if name == utf16le || name == utf16be {
		n := 0
		for _, r := range content {
			n += 2 * utf16.RuneLen(r)
		}
		return n
	}
	enc, _, err := codec(name)
	if err != nil || enc == nil {
		return len(content)
	}
	encoded, err := enc.NewEncoder().String(content)
	if err != nil {
		return -1
	}
	return len(encoded)
}

// binaryError reports characters that no text holds.
func binaryError(fileName, content, canonical string) error {
	i := strings.IndexFunc(content, func(r rune) bool { return r < ' ' && !strings.ContainsRune("\t\n\v\f\r\x1b\x1a", r) })
	if i < 0 {
		return nil
	}
	e := &Error{File: fileName, Err: ErrBinary, Message: fmt.Sprintf("a binary file, not a text (control character U+%04X)", content[i])}
	if n := strings.Count(content, "\x00"); canonical == "" && 3*n > len(content) {
		e.Hint = "--encoding utf-16le or utf-16be, when it is a text in UTF-16"
	}
	e.Line, e.Column = (&Text{Content: content}).Position(i)
	return e
}

func invalidError(fileName, content string, i int) error {
	e := &Error{File: fileName, Err: ErrEncoding, Message: "bytes that are no text in this encoding", Hint: "--encoding NAME, for example --encoding windows-1252"}
	if _, n := utf8.DecodeRuneInString(content[min(i, len(content)):]); n == 1 && content[i] >= utf8.RuneSelf {
		e.Message = fmt.Sprintf("byte 0x%02X is no UTF-8", content[i])
	}
	e.Line, e.Column = (&Text{Content: content}).Position(i)
	return e
}
