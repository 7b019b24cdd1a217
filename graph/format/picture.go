package format

import (
	"bufio"
	"fmt"
	"io"
	"iter"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// Picture is a graph to be looked at: nodes and edges with properties. What is drawn is read once, nodes
// before edges, and never held whole.
type Picture struct {
	NodeFields []Field // the attributes nodes may have
	EdgeFields []Field
	Nodes      iter.Seq2[Node, error]
	Edges      iter.Seq2[Edge, error]
}

// Field declares an attribute.
type Field struct {
	Name string // in DOT, a name that Graphviz knows has its effect there
	Kind Kind
}

// Kind is the type of an attribute's values.
type Kind uint8

// The kinds.
const (
	Text    Kind = iota
	Integer      // decimal digits with an optional sign, in 64 bits
)

// Attribute is a value of a declared field; a field that has none is left out.
type Attribute struct{ Name, Value string }

// Node is a thing. IDs are distinct among the nodes of a picture.
type Node struct {
	ID         string
	IRI        string
	Label      string
	Type       string // decides the colour; a class of the vocabulary, or anything
	Attributes []Attribute
}

// Edge is a relation of two nodes. IDs are distinct among the edges of a picture; two edges may join the
// same nodes.
type Edge struct {
	ID             string
	Source, Target string // ids of nodes
	Label          string
	Attributes     []Attribute
}

// Drawing is a format of pictures. A new one is a file and a row of Drawings.
type Drawing struct {
	Name       string   // short, for a flag
	Extensions []string // of file names, with the dot, the usual one first
	MediaTypes []string
	// Draw writes p in the order it comes. On an error the output is unfinished.
	Draw func(w io.Writer, p Picture) (Report, error)
}

// Drawings lists the formats of pictures.
var Drawings = []Drawing{
	{"graphml", []string{".graphml"}, []string{"application/graphml+xml"}, drawGraphML},
	{"gexf", []string{".gexf"}, []string{"application/gexf+xml"}, drawGEXF},
	{"dot", []string{".dot", ".gv"}, []string{"text/vnd.graphviz"}, drawDOT},
}

// DrawingByExtension returns the drawing of a file name's extension, in upper or lower case.
func DrawingByExtension(file string) (Drawing, bool) {
	if i := slices.IndexFunc(Drawings, func(d Drawing) bool { return hasExtension(file, d.Extensions) }); i >= 0 {
		return Drawings[i], true
	}
	return Drawing{}, false
}

// Report tells what was drawn.
type Report struct {
	Nodes, Edges int
	// Replaced counts characters that XML 1.0 does not have, such as most control characters, and bytes
	// that are not UTF-8; U+FFFD stands in their place.
	Replaced int
}

// canvas is what the drawings write on.
type canvas struct {
	w *bufio.Writer
	Report
}

func newCanvas(w io.Writer) *canvas { return &canvas{w: bufio.NewWriterSize(w, flushAt)} }

// put writes markup; errors wait for finish.
func (c *canvas) put(markup ...string) {
	for _, s := range markup {
		c.w.WriteString(s)
	}
}

func (c *canvas) finish() (Report, error) { return c.Report, c.w.Flush() }

// nodes hands the nodes of p to a function that writes them; edges does so with the edges.
func (c *canvas) nodes(p Picture, put func(Node) error) error {
	for n, err := range p.Nodes {
		if err != nil {
			return err
		}
		if err := put(n); err != nil {
			return fmt.Errorf("node %s: %w", n.ID, err)
		}
		c.Nodes++
	}
	return nil
}

func (c *canvas) edges(p Picture, put func(Edge) error) error {
	for e, err := range p.Edges {
		if err != nil {
			return err
		}
		if err := put(e); err != nil {
			return fmt.Errorf("edge %s: %w", e.ID, err)
		}
		c.Edges++
	}
	return nil
}

// clean returns s with U+FFFD for what no XML document may hold.
func (c *canvas) clean(s string) string {
	legal := func(r rune, size int) bool {
		return (r >= ' ' || r == '\t' || r == '\n' || r == '\r') && r != 0xFFFE && r != 0xFFFF &&
			!(r == utf8.RuneError && size == 1)
	}
	var out strings.Builder
	from := 0
	for i := 0; i < len(s); {
		r, size := utf8.DecodeRuneInString(s[i:])
		if !legal(r, size) {
			out.WriteString(s[from:i])
			out.WriteRune(utf8.RuneError)
			from = i + size
			c.Replaced++
		}
		i += size
	}
	if from == 0 {
		return s
	}
	return out.String() + s[from:]
}

var xmlEscapes = strings.NewReplacer(`&`, "&amp;", `<`, "&lt;", `>`, "&gt;", `"`, "&quot;",
	"\t", "&#9;", "\n", "&#10;", "\r", "&#13;")

// xml returns s as it stands between tags and in quoted attributes.
func (c *canvas) xml(s string) string { return xmlEscapes.Replace(c.clean(s)) }

// place returns the index of an attribute's field, after checking the value.
func place(fields []Field, a Attribute) (int, error) {
	i := slices.IndexFunc(fields, func(f Field) bool { return f.Name == a.Name })
	if i < 0 {
		return 0, fmt.Errorf("attribute %q is not declared", a.Name)
	}
	if fields[i].Kind == Integer {
		if _, err := strconv.ParseInt(a.Value, 10, 64); err != nil {
			return 0, fmt.Errorf("attribute %q: %q is not an integer", a.Name, a.Value)
		}
	}
	return i, nil
}
