// Package format reads graphs from files of N-Quads, N-Triples, Turtle, TriG and JSON-LD, writes them, and draws them
// for the tools people look at graphs with: GraphML, GEXF and DOT.
//
// It knows no store and keeps no state between calls; nothing is registered anywhere. A term leaves as it
// came in: lexical form, datatype IRI and language tag are never rewritten, and only quad.IRI, quad.BNode,
// quad.String, quad.LangString and quad.TypedString with a full datatype IRI are read or written. Readers
// are strict: what the specification forbids is an error with line and column. Writers refuse a term that
// would not be read back. Start with Formats, NewNQuadsReader and NewNQuadsWriter; ParseTerm and
// canon.AppendTerm are the same for a single term, and a Scanner is the reader's grammar for who wants bytes and
// no terms. Read takes many files on all cores. Pictures start with Overview and Drawings.
package format

import (
	"io"
	"slices"
	"strings"

	"github.com/cayleygraph/quad"

	"concord/graph/canon"
)

// Format is a way to write quads down. A new one is a file and a row of Formats.
type Format struct {
	Name       string   // short, for a flag
	Extensions []string // of file names, with the dot, the usual one first
	MediaTypes []string // the registered one first
	Graphs     bool     // whether a quad's graph can be written down
	Reader     func(r io.Reader, o *Options) quad.ReadCloser
	Writer     func(w io.Writer) quad.WriteCloser
	Scanner    func(o *Options) *Scanner                 // nil when a quad is not a line
	Short      func(w io.Writer, n *Names) *TurtleWriter // nil when IRIs are written whole
}

// Formats lists the formats of quads.
var Formats = []Format{
	{"nquads", []string{".nq"}, []string{"application/n-quads"}, true, openNQuads, createNQuads, NewNQuadsScanner, nil},
	{"ntriples", []string{".nt"}, []string{"application/n-triples"}, false, openNTriples, createNTriples, NewNTriplesScanner, nil},
	{"turtle", []string{".ttl"}, []string{"text/turtle"}, false, openTurtle, createTurtle, nil, NewTurtleWriter},
	{"trig", []string{".trig"}, []string{"application/trig"}, true, openTriG, createTriG, nil, NewTriGWriter},
	{"jsonld", []string{".jsonld"}, []string{"application/ld+json"}, true, openJSONLD, createJSONLD, nil, nil},
}

// ByExtension returns the format of a file name's extension, in upper or lower case.
func ByExtension(file string) (Format, bool) {
	if i := slices.IndexFunc(Formats, func(f Format) bool { return hasExtension(file, f.Extensions) }); i >= 0 {
		return Formats[i], true
	}
	return Format{}, false
}

func hasExtension(file string, extensions []string) bool {
	file = strings.ToLower(file)
	return slices.ContainsFunc(extensions, func(e string) bool { return strings.HasSuffix(file, e) })
}

// Quad returns f as the quad library's value, with the default Options.
func (f Format) Quad() *quad.Format {
	return &quad.Format{
		Name: f.Name, Ext: f.Extensions, Mime: f.MediaTypes,
		Reader:         func(r io.Reader) quad.ReadCloser { return f.Reader(r, nil) },
		Writer:         f.Writer,
		MarshalValue:   func(v quad.Value) ([]byte, error) { return canon.AppendTerm(nil, v) },
		UnmarshalValue: func(b []byte) (quad.Value, error) { return ParseTerm(string(b)) },
	}
}

// Options are what a reader may be told. A nil *Options or a zero field means the default.
type Options struct {
	Name        string // of the input, for errors; none by default
	MaxLine     int    // longest line, of Turtle and TriG the longest token, in bytes; DefaultMaxLine
	MaxLiteral  int    // longest lexical form, in bytes; DefaultMaxLiteral
	MaxDepth    int    // most brackets of Turtle, TriG and JSON-LD within each other; DefaultMaxDepth
	MaxDocument int    // longest document of JSON-LD, in bytes; DefaultMaxDocument
	Base        string // the IRI that Turtle, TriG and JSON-LD begin to resolve relative ones against; none by default
	Anonymous   string // how the labels begin that blank nodes without one get, before a number; DefaultAnonymous
}

const (
	// DefaultMaxLiteral is the longest lexical form a reader takes, in bytes: twice the largest source text,
	// which a store keeps as one literal.
	DefaultMaxLiteral = 128 << 20
	// DefaultMaxLine is the longest line a reader takes, in bytes. A control character takes six bytes when
	// escaped, so a line can hold a source text of control characters only.
	DefaultMaxLine = 512 << 20
	// DefaultMaxDepth is how deep a reader takes brackets nested. What people write stays below 20; a frame of
	// 40 bytes a bracket is all it costs.
	DefaultMaxDepth = 10_000
	// DefaultMaxDocument is the longest document of JSON-LD a reader takes, in bytes: it is held in memory whole, in
	// some 30 times as many.
	DefaultMaxDocument = 64 << 20
	// DefaultAnonymous is a label that few files have, so that hardly one of theirs ever changes.
	DefaultAnonymous = "anon"
)

func (o *Options) orDefault() Options {
	var d Options
	if o != nil {
		d = *o
	}
	if d.MaxLine <= 0 {
		d.MaxLine = DefaultMaxLine
	}
	if d.MaxLiteral <= 0 {
		d.MaxLiteral = DefaultMaxLiteral
	}
	if d.MaxDepth <= 0 {
		d.MaxDepth = DefaultMaxDepth
	}
	if d.MaxDocument <= 0 {
		d.MaxDocument = DefaultMaxDocument
	}
	if d.Anonymous == "" {
		d.Anonymous = DefaultAnonymous
	}
	return d
}
