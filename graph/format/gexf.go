package format

import (
	"fmt"
	"io"
	"strconv"
)

// drawGEXF writes GEXF 1.2 draft, the newest that networkx reads (https://gexf.net/1.2draft/gexf-12draft-primer.pdf),
// without a date. Beside the fields, nodes have label, colour, type and iri, edges have label.
func drawGEXF(w io.Writer, p Picture) (Report, error) {
	c := newCanvas(w)
	c.put(`<?xml version="1.0" encoding="UTF-8"?>`, "\n",
		`<gexf xmlns="http://www.gexf.net/1.2draft" xmlns:viz="http://www.gexf.net/1.2draft/viz" version="1.2">`, "\n",
		"<meta><creator>concord</creator></meta>\n", `<graph defaultedgetype="directed" mode="static">`, "\n")
	nodeFields := append([]Field{{Name: "type"}, {Name: "iri"}}, p.NodeFields...)
	c.gexfFields("node", nodeFields)
	c.gexfFields("edge", p.EdgeFields)
	c.put("<nodes>\n")
	err := c.nodes(p, func(n Node) error {
		c.put(`<node id="`, c.xml(n.ID), `" label="`, c.xml(n.Label), `">`)
		own := []Attribute{{"type", n.Type}, {"iri", n.IRI}}
		err := c.gexfValues(nodeFields, append(own, n.Attributes...))
		c.put(gexfColor(lookOf(n.Type).color), "</node>\n")
		return err
	})
	if err != nil {
		return c.Report, err
	}
	c.put("</nodes>\n<edges>\n")
	err = c.edges(p, func(e Edge) error {
		c.put(`<edge id="`, c.xml(e.ID), `" source="`, c.xml(e.Source), `" target="`, c.xml(e.Target),
			`" label="`, c.xml(e.Label), `">`)
		err := c.gexfValues(p.EdgeFields, e.Attributes)
		c.put("</edge>\n")
		return err
	})
	if err != nil {
		return c.Report, err
	}
	c.put("</edges>\n</graph>\n</gexf>\n")
	return c.finish()
}

func (c *canvas) gexfFields(of string, fields []Field) {
	if len(fields) == 0 {
		return
	}
	c.put(`<attributes class="`, of, "\">\n")
	for i, f := range fields {
		kind := "string"
		if f.Kind == Integer {
			kind = "long"
		}
		c.put(`<attribute id="`, strconv.Itoa(i), `" title="`, c.xml(f.Name), `" type="`, kind, "\"/>\n")
	}
	c.put("</attributes>\n")
}

func (c *canvas) gexfValues(fields []Field, attributes []Attribute) error {
	if len(attributes) == 0 {
		return nil
	}
	c.put("<attvalues>")
	for _, a := range attributes {
		i, err := place(fields, a)
		if err != nil {
			return err
		}
		c.put(`<attvalue for="`, strconv.Itoa(i), `" value="`, c.xml(a.Value), `"/>`)
	}
	c.put("</attvalues>")
	return nil
}

// gexfColor turns #RRGGBB into the element of the viz module.
func gexfColor(hex string) string {
	rgb, err := strconv.ParseUint(hex[1:], 16, 24)
	if err != nil {
		panic("palette: " + err.Error()) // a row of the palette is wrong; TestPalette
	}
	return fmt.Sprintf(`<viz:color r="%d" g="%d" b="%d"/>`, rgb>>16, rgb>>8&0xFF, rgb&0xFF)
}
