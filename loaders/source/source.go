// Package source turns the bytes of a file into text in which every position can be traced back to the
// file: it decodes, tells plain text from Markdown, and makes the readable view of a passage.
//
// It knows nothing of paragraphs. Start with Decode and Text.
package source

import (
	"crypto/sha256"
	"encoding/hex"
	"path/filepath"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Span is a half-open range of bytes.
type Span struct{ Start, End int }

// Len returns the number of bytes of s.
func (s Span) Len() int { return s.End - s.Start }

// Contains reports whether t lies in s.
func (s Span) Contains(t Span) bool { return s.Start <= t.Start && t.End <= s.End }

// Overlaps reports whether s and t share a byte.
func (s Span) Overlaps(t Span) bool { return s.Start < t.End && t.Start < s.End }

// Text is one version of a declaration as decoded text. All positions in the program and in the store
// count bytes of Content, which for UTF-8 files are the bytes of the file. A Text does not change.
type Text struct {
	Name      string // version name
	FileName  string // base name of the file
	MediaType string // "text/plain" or "text/markdown"
	SHA256    string // of the file's bytes, lower-case hexadecimal
	Content   string // valid UTF-8
	encoding  string // "" for UTF-8
	marks     []mark // ascending; see newIndex
}

// Encoding returns the character encoding of the file as Restore takes it, "" for UTF-8.
func (t *Text) Encoding() string { return t.encoding }

// Markdown reports whether the text carries Markdown.
func (t *Text) Markdown() bool { return t.MediaType == Markdown }

// Restore rebuilds a Text from what a store keeps of it. Reading it gives what reading the file gave. An
// encoding that Decode cannot have written is an error.
func Restore(name, fileName, mediaType, sha256, content, encoding string) (*Text, error) {
	if encoding != "" {
		if _, _, err := codec(encoding); err != nil {
			return nil, &Error{File: fileName, Err: err, Message: "encoding \"" + encoding + "\" is not known"}
		}
	}
	if i := invalid(content); i >= 0 {
		return nil, invalidError(fileName, content, i)
	}
	return &Text{Name: name, FileName: fileName, MediaType: mediaType, SHA256: sha256, Content: content,
		encoding: encoding, marks: newIndex(content)}, nil
}

// newText returns the Text of a file that was read.
func newText(name, fileName, mediaType string, data []byte, content, encoding string) *Text {
	sum := sha256.Sum256(data)
	return &Text{Name: name, FileName: fileName, MediaType: mediaType, SHA256: hex.EncodeToString(sum[:]),
		Content: content, encoding: encoding, marks: newIndex(content)}
}

// VersionName returns the name that the version in the file at path bears when none is given: the stem of
// the file name in NFC, every run of characters outside letters (with their combining marks), digits, "_",
// "." and "-" turned into one "-".
func VersionName(path string) string {
	base := filepath.Base(path)
	stem := strings.TrimSuffix(base, filepath.Ext(base))
	if stem == "" {
		stem = base
	}
	var b strings.Builder
	gap := false
	for _, r := range norm.NFC.String(stem) {
		keep := r != utf8.RuneError && (unicode.IsLetter(r) || unicode.IsMark(r) || unicode.IsDigit(r) || strings.ContainsRune("_.-", r))
		if !keep {
			gap = true
			continue
		}
		if gap {
			b.WriteByte('-')
			gap = false
		}
		b.WriteRune(r)
	}
	if gap {
		b.WriteByte('-')
	}
	return b.String()
}
