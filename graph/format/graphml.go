package format

import (
	"fmt"
	"io"
)

// drawGraphML writes http://graphml.graphdrawing.org/specification.html: every key declared, every edge
// with an id. Beside the fields, nodes have label, type, iri and color, edges have label.
func drawGraphML(w io.Writer, p Picture) (Report, error) {
	c := newCanvas(w)
	c.put(`<?xml version="1.0" encoding="UTF-8"?>`, "\n",
		`<graphml xmlns="http://graphml.graphdrawing.org/xmlns"`,
		` xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"`,
		` xsi:schemaLocation="http://graphml.graphdrawing.org/xmlns http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd">`, "\n")
	for _, name := range []string{"label", "type", "iri", "color"} {
		c.graphMLKey(name, "node", Field{Name: name})
	}
	c.graphMLKeys("n", "node", p.NodeFields)
	c.graphMLKey("relation", "edge", Field{Name: "label"})
	c.graphMLKeys("e", "edge", p.EdgeFields)
	c.put(`<graph id="concord" edgedefault="directed">`, "\n")
	err := c.nodes(p, func(n Node) error {
		c.put(`<node id="`, c.xml(n.ID), `">`)
		c.graphMLData("label", n.Label)
		c.graphMLData("type", n.Type)
		c.graphMLData("iri", n.IRI)
		c.graphMLData("color", lookOf(n.Type).color)
		err := c.graphMLFields("n", p.NodeFields, n.Attributes)
		c.put("</node>\n")
		return err
	})
	if err != nil {
		return c.Report, err
	}
	err = c.edges(p, func(e Edge) error {
		c.put(`<edge id="`, c.xml(e.ID), `" source="`, c.xml(e.Source), `" target="`, c.xml(e.Target), `">`)
		c.graphMLData("relation", e.Label)
		err := c.graphMLFields("e", p.EdgeFields, e.Attributes)
		c.put("</edge>\n")
		return err
	})
	if err != nil {
		return c.Report, err
	}
	c.put("</graph>\n</graphml>\n")
	return c.finish()
}

func (c *canvas) graphMLKeys(prefix, of string, fields []Field) {
	for i, f := range fields {
		c.graphMLKey(fmt.Sprintf("%s%d", prefix, i), of, f)
	}
}

func (c *canvas) graphMLKey(id, of string, f Field) {
	kind := "string"
	if f.Kind == Integer {
		kind = "long"
	}
	c.put(`<key id="`, id, `" for="`, of, `" attr.name="`, c.xml(f.Name), `" attr.type="`, kind, "\"/>\n")
}

func (c *canvas) graphMLData(key, value string) {
	c.put(`<data key="`, key, `">`, c.xml(value), `</data>`)
}

func (c *canvas) graphMLFields(prefix string, fields []Field, attributes []Attribute) error {
	for _, a := range attributes {
		i, err := place(fields, a)
		if err != nil {
			return err
		}
		c.graphMLData(fmt.Sprintf("%s%d", prefix, i), a.Value)
	}
	return nil
}
