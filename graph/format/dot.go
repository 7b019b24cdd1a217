package format

import (
	"io"
	"strings"
	"unicode/utf8"
)

// drawDOT writes the language of Graphviz: https://graphviz.org/doc/info/lang.html. Every name and value is
// a quoted string, so that none can be taken for HTML or markup. Beside the fields, nodes have label, colour,
// shape, class (the type) and tooltip (the iri), edges have label and id.
func drawDOT(w io.Writer, p Picture) (Report, error) {
	c := newCanvas(w)
	c.put("digraph concord {\n",
		"graph [charset=\"UTF-8\", rankdir=\"LR\"];\n",
		"node [style=\"filled\", fontname=\"Helvetica\", fontsize=\"10\"];\n",
		"edge [color=\"#555555\", fontname=\"Helvetica\", fontsize=\"8\"];\n")
	err := c.nodes(p, func(n Node) error {
		l := lookOf(n.Type)
		c.put(c.dotID(n.ID), " [")
		if err := c.dotFields(p.NodeFields, n.Attributes); err != nil {
			return err
		}
		c.put(`label=`, c.dotText(wrap(n.Label)), `, class=`, c.dotText(n.Type), `, tooltip=`, c.dotText(n.IRI),
			`, fillcolor="`, l.color, `", shape="`, l.shape, "\"];\n")
		return nil
	})
	if err != nil {
		return c.Report, err
	}
	err = c.edges(p, func(e Edge) error {
		c.put(c.dotID(e.Source), " -> ", c.dotID(e.Target), " [")
		if err := c.dotFields(p.EdgeFields, e.Attributes); err != nil {
			return err
		}
		c.put(`label=`, c.dotText(e.Label), `, id=`, c.dotText(e.ID), "];\n")
		return nil
	})
	if err != nil {
		return c.Report, err
	}
	c.put("}\n")
	return c.finish()
}

func (c *canvas) dotFields(fields []Field, attributes []Attribute) error {
	for _, a := range attributes {
		if _, err := place(fields, a); err != nil {
			return err
		}
		c.put(c.dotID(a.Name), "=", c.dotText(a.Value), ", ")
	}
	return nil
}

// A backslash is doubled: a label would take what follows it for a code, and at the end of a string it would
// take the quote with it.
var (
	dotEscapes  = strings.NewReplacer(`\`, `\\`, `"`, `\"`, "\r\n", `\n`, "\n", `\n`, "\r", `\n`)
	dotEntities = strings.NewReplacer(`&`, "&amp;")
)

// dotID returns s as a quoted name.
func (c *canvas) dotID(s string) string { return `"` + dotEscapes.Replace(c.clean(s)) + `"` }

// dotText returns s as a quoted text. Graphviz reads HTML entities in texts.
func (c *canvas) dotText(s string) string { return c.dotID(dotEntities.Replace(s)) }

// wrap breaks s into lines of some words.
func wrap(s string) string {
	const width = 28 // code points; makes boxes about three times as wide as high
	var out strings.Builder
	column := 0
	for i, word := range strings.Fields(s) {
		n := utf8.RuneCountInString(word)
		switch {
		case i == 0:
		case column+1+n > width:
			out.WriteByte('\n')
			column = 0
		default:
			out.WriteByte(' ')
			column++
		}
		out.WriteString(word)
		column += n
	}
	return out.String()
}
