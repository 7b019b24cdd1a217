// Package source turns the bytes of a file into text in which every position can be traced back to the
// file: it decodes, tells plain text from Markdown, and makes the readable view of a passage.
//
// It knows nothing of paragraphs. Start with Decode and Text.
package source

// Span is a half-open range of bytes.
type Span struct{ Start, End int }

// Len returns the number of bytes of s.
func (s Span) Len() int { return s.End - s.Start }

// Contains reports whether t lies in s.
func (s Span) Contains(t Span) bool { return s.Start <= t.Start && t.End <= s.End }

// Overlaps reports whether s and t share a byte.
func (s Span) Overlaps(t Span) bool { return s.Start < t.End && t.Start < s.End }

// Text is one version of a declaration as decoded text. All positions in the program and in the store
// count bytes of Content, which for UTF-8 files are the bytes of the file.
type Text struct {
	Name      string // version name
	FileName  string // base name of the file
	MediaType string // "text/plain" or "text/markdown"
	SHA256    string // of the file's bytes, lower-case hexadecimal
	Content   string // valid UTF-8
	encoding  string // "" for UTF-8
}
