package format

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"unicode/utf16"
	"unicode/utf8"
)

// document is a JSON text that is read whole and strictly: what encoding/json repairs or passes over, a name that
// an object has twice, half of a surrogate pair, bytes that are not UTF-8, is an error here.
type document struct {
	options Options
	text    []byte
	decoder *json.Decoder
	// languages are the language tags of the text, each as languageMark and its place here. The library puts
	// tags in lower case, which JSON-LD allows and a term that leaves as it came in does not.
	languages []string
}

const languageMark = "\x00language "

// readDocument reads r to its end and returns its value: nil, a bool, string, json.Number, []any or map[string]any.
func readDocument(r io.Reader, o Options) (*document, any, error) {
	text, err := io.ReadAll(io.LimitReader(r, int64(o.MaxDocument)+1))
	d := &document{options: o, text: text}
	switch {
	case err != nil:
		return nil, nil, err
	case len(text) > o.MaxDocument:
		err := d.fail(0, "document is longer than %d bytes, and JSON-LD must be held in memory whole", o.MaxDocument)
		err.(*SyntaxError).Err = ErrTooLong
		return nil, nil, err
	}
	if at := notUTF8(text); at >= 0 {
		return nil, nil, d.fail(at, "byte %#02x is not UTF-8", text[at])
	}
	d.decoder = json.NewDecoder(bytes.NewReader(text))
	d.decoder.UseNumber()
	v, err := d.value(0)
	if err != nil {
		return nil, nil, err
	}
	if _, err := d.decoder.Token(); err != io.EOF {
		return nil, nil, d.fail(int(d.decoder.InputOffset()), "something follows the end of the document")
	}
	if at := loneSurrogate(text); at >= 0 {
		return nil, nil, d.fail(at, "%s is half a character", text[at:at+6])
	}
	return d, v, nil
}

// fail is an error at a byte of the text.
func (d *document) fail(at int, format string, args ...any) error {
	before := d.text[:min(at, len(d.text))]
	line := bytes.LastIndexByte(before, '\n') + 1
	return &SyntaxError{Name: d.options.Name, Line: bytes.Count(before, []byte("\n")) + 1,
		Column: utf8.RuneCount(before[line:]) + 1, Message: fmt.Sprintf(format, args...)}
}

// misused is an error of the document that has no one place.
func (d *document) misused(format string, args ...any) error {
	return &SyntaxError{Name: d.options.Name, Message: fmt.Sprintf(format, args...)}
}

func (d *document) token() (json.Token, error) {
	t, err := d.decoder.Token()
	if err == nil {
		return t, nil
	}
	if err == io.EOF || errors.Is(err, io.ErrUnexpectedEOF) {
		return nil, d.fail(len(d.text), "the document ends in the middle of a value")
	}
	at := int(d.decoder.InputOffset()) // the end of the token before
	at += len(d.text[at:]) - len(bytes.TrimLeft(d.text[at:], " \t\r\n:,"))
	return nil, d.fail(at, "not JSON: %v", err)
}

func (d *document) value(depth int) (any, error) {
	t, err := d.token()
	if err != nil {
		return nil, err
	}
	if depth > d.options.MaxDepth {
		return nil, d.fail(int(d.decoder.InputOffset())-1, "more than %d brackets within each other", d.options.MaxDepth)
	}
	switch t {
	case json.Delim('{'):
		return d.object(depth)
	case json.Delim('['):
		return d.array(depth)
	}
	if s, ok := t.(string); ok {
		return s, d.checkText(s)
	}
	return t, nil
}

func (d *document) array(depth int) (any, error) {
	all := []any{}
	for d.decoder.More() {
		v, err := d.value(depth + 1)
		if err != nil {
			return nil, err
		}
		all = append(all, v)
	}
	_, err := d.token()
	return all, err
}

func (d *document) object(depth int) (any, error) {
	members := map[string]any{}
	for d.decoder.More() {
		name, err := d.token()
		if err != nil {
			return nil, err
		}
		key, ok := name.(string)
		at := int(d.decoder.InputOffset())
		if !ok {
			return nil, d.fail(at, "not JSON: the name of a member is no string")
		}
		if _, again := members[key]; again {
			return nil, d.fail(at, "the object has %.100q twice", key)
		}
		v, err := d.value(depth + 1)
		if err != nil {
			return nil, err
		}
		members[key] = d.prepared(key, v)
	}
	if _, err := d.token(); err != nil {
		return nil, err
	}
	return members, d.understood(members)
}

// prepared returns what the library is given as a member of an object.
func (d *document) prepared(key string, v any) any {
	switch v := v.(type) {
	case string:
		if key == "@language" {
			return d.mark(v)
		}
	case json.Number:
		if f, err := v.Float64(); err == nil && key == "@version" {
			return f // the library knows no other
		}
	}
	return v
}

func (d *document) checkText(s string) error {
	if len(s) > d.options.MaxLiteral {
		err := d.fail(int(d.decoder.InputOffset()), "string is longer than %d bytes", d.options.MaxLiteral)
		err.(*SyntaxError).Err = ErrTooLong
		return err
	}
	return nil
}

// mark returns what stands for a language tag while the library has the document.
func (d *document) mark(tag string) string {
	d.languages = append(d.languages, tag)
	return fmt.Sprint(languageMark, len(d.languages)-1)
}

// unmark returns the tag that a mark stands for, and any other string as it is.
func (d *document) unmark(s string) string {
	var n int
	if _, err := fmt.Sscanf(s, languageMark+"%d", &n); err == nil && n >= 0 && n < len(d.languages) {
		return d.languages[n]
	}
	return s
}

// unmarked returns v with the tags that marks in it stand for.
func (d *document) unmarked(v any) any {
	switch v := v.(type) {
	case string:
		return d.unmark(v)
	case []any:
		for i := range v {
			v[i] = d.unmarked(v[i])
		}
	case map[string]any:
		for key := range v {
			v[key] = d.unmarked(v[key])
		}
	}
	return v
}

// notUTF8 returns where the first byte is that is not UTF-8, -1 when there is none.
func notUTF8(text []byte) int {
	if utf8.Valid(text) {
		return -1
	}
	for at := 0; ; {
		c, size := utf8.DecodeRune(text[at:])
		if c == utf8.RuneError && size == 1 {
			return at
		}
		at += size
	}
}

// loneSurrogate returns where the first escape is that stands for half a character, -1 when there is none. The text
// is JSON.
func loneSurrogate(text []byte) int {
	for at := 0; at < len(text); at++ {
		if text[at] != '\\' {
			continue
		}
		c, ok := escapedUnit(text[at:])
		switch {
		case !ok:
			at++ // the escaped character may be a backslash
		case !utf16.IsSurrogate(c):
			at += 5
		default:
			low, ok := escapedUnit(text[at+6:])
			if !ok || utf16.DecodeRune(c, low) == utf8.RuneError {
				return at
			}
			at += 11
		}
	}
	return -1
}

// escapedUnit returns what \uXXXX at the beginning of s stands for.
func escapedUnit(s []byte) (rune, bool) {
	if len(s) < 6 || s[0] != '\\' || s[1] != 'u' {
		return 0, false
	}
	var c uint32
	for _, x := range s[2:6] {
		digit, ok := hexDigit(x)
		if !ok {
			return 0, false
		}
		c = c<<4 | digit
	}
	return rune(c), true
}
