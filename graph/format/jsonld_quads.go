package format

import (
	"encoding/json"
	"maps"
	"math"
	"math/big"
	"slices"
	"strconv"
	"strings"

	"github.com/cayleygraph/quad"
	"github.com/piprate/json-gold/ld"

	"concord/graph"
	"concord/graph/canon"
	"concord/graph/vocab"
)

const (
	rdfFirst   quad.IRI = "http://www.w3.org/1999/02/22-rdf-syntax-ns#first"
	rdfRest    quad.IRI = "http://www.w3.org/1999/02/22-rdf-syntax-ns#rest"
	rdfNil     quad.IRI = "http://www.w3.org/1999/02/22-rdf-syntax-ns#nil"
	rdfJSON    quad.IRI = "http://www.w3.org/1999/02/22-rdf-syntax-ns#JSON"
	xsdBoolean quad.IRI = "http://www.w3.org/2001/XMLSchema#boolean"
	xsdDouble  quad.IRI = "http://www.w3.org/2001/XMLSchema#double"
)

// walker makes quads of a document in expanded form (JSON-LD 1.1 API, 8.1 and 8.2).
type walker struct {
	*document
	labels labels
	quads  []quad.Quad
}

func (w *walker) add(s, p, o, g quad.Value) {
	w.quads = append(w.quads, quad.Quad{Subject: s, Predicate: p, Object: o, Label: g})
}

// node adds the quads of a node object in graph g and returns the node.
func (w *walker) node(v any, g quad.Value) (quad.Value, error) {
	object, ok := v.(map[string]any)
	if !ok {
		return nil, w.misused("not JSON-LD: %.100q stands where a node is expected", v)
	}
	node, err := w.identify(object)
	if err != nil {
		return nil, err
	}
	for _, key := range slices.Sorted(maps.Keys(object)) {
		if err := w.member(node, key, object[key], g); err != nil {
			return nil, err
		}
	}
	return node, nil
}

// identify returns the node of a node object, a new blank node when it has no name.
func (w *walker) identify(object map[string]any) (quad.Value, error) {
	if id, ok := object["@id"].(string); ok {
		return w.resource(id)
	}
	return w.fresh()
}

func (w *walker) fresh() (quad.Value, error) {
	if v, ok := w.labels.fresh(); ok {
		return v, nil
	}
	return nil, w.misused("the labels of blank nodes leave no number for those without one")
}

// resource returns the IRI or blank node that is written as id. A label that no RDF syntax can write is changed.
func (w *walker) resource(id string) (quad.Value, error) {
	name, blank := strings.CutPrefix(id, "_:")
	if !blank {
		if _, problem := canon.CheckIRI(id); problem != "" {
			return nil, w.misused("IRI %.100q: %s", id, problem)
		}
		return quad.IRI(id), nil
	}
	if v, ok := w.labels.changed[name]; ok {
		return v, nil
	}
	if label([]byte(name)) == len(name) && name != "" && !w.labels.taken([]byte(name)) {
		return quad.BNode(name), nil
	}
	v, err := w.fresh()
	w.labels.changed[name] = v
	return v, err
}

// member adds the quads of one member of a node object.
func (w *walker) member(node quad.Value, key string, v any, g quad.Value) error {
	switch key {
	case "@type":
		return w.types(node, v, g)
	case "@graph":
		return each(v, func(v any) error {
			_, err := w.node(v, node)
			return err
		})
	case "@included":
		return each(v, func(v any) error {
			_, err := w.node(v, g)
			return err
		})
	case "@reverse":
		return w.reverse(node, v, g)
	}
	if strings.HasPrefix(key, "@") {
		return nil // @id, @index
	}
	p, err := w.predicate(key)
	if err != nil {
		return err
	}
	return each(v, func(v any) error {
		o, err := w.object(v, g)
		if err == nil {
			w.add(node, p, o, g)
		}
		return err
	})
}

// each calls fn for the elements of an array, or for what is none.
func each(v any, fn func(any) error) error {
	all, ok := v.([]any)
	if !ok {
		return fn(v)
	}
	for _, v := range all {
		if err := fn(v); err != nil {
			return err
		}
	}
	return nil
}

func (w *walker) predicate(key string) (quad.Value, error) {
	if strings.HasPrefix(key, "_:") {
		return nil, w.misused("blank node %.100q is a predicate, which RDF does not have", key)
	}
	return w.resource(key)
}

func (w *walker) types(node quad.Value, v any, g quad.Value) error {
	return each(v, func(v any) error {
		id, _ := v.(string)
		t, err := w.resource(id)
		if err == nil {
			w.add(node, vocab.Type, t, g)
		}
		return err
	})
}

func (w *walker) reverse(node quad.Value, v any, g quad.Value) error {
	members, _ := v.(map[string]any)
	for _, key := range slices.Sorted(maps.Keys(members)) {
		p, err := w.predicate(key)
		if err != nil {
			return err
		}
		err = each(members[key], func(v any) error {
			s, err := w.node(v, g)
			if err == nil {
				w.add(s, p, node, g)
			}
			return err
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// object returns the term of a value, list or node object, and adds the quads that come with it.
func (w *walker) object(v any, g quad.Value) (quad.Value, error) {
	object, _ := v.(map[string]any)
	if value, ok := object["@value"]; ok {
		return w.literal(value, object)
	}
	if list, ok := object["@list"]; ok {
		return w.list(list, g)
	}
	return w.node(v, g)
}

// list adds the cells of a list and returns the first, or rdf:nil.
func (w *walker) list(v any, g quad.Value) (quad.Value, error) {
	var first, last quad.Value = rdfNil, nil
	err := each(v, func(v any) error {
		cell, err := w.fresh()
		if err != nil {
			return err
		}
		if last == nil {
			first = cell
		} else {
			w.add(last, rdfRest, cell, g)
		}
		o, err := w.object(v, g)
		if err != nil {
			return err
		}
		w.add(cell, rdfFirst, o, g)
		last = cell
		return nil
	})
	if last != nil {
		w.add(last, rdfRest, rdfNil, g)
	}
	return first, err
}

// literal returns the term of a value object (JSON-LD 1.1 API, 8.3).
func (w *walker) literal(value any, object map[string]any) (quad.Value, error) {
	for _, key := range []string{"@type", "@language"} {
		if v, ok := object[key]; ok && !isString(v) {
			return nil, w.misused("not JSON-LD: %s of a value is no string", key)
		}
	}
	datatype, _ := object["@type"].(string)
	var text string
	var err error
	switch value := value.(type) {
	case string:
		text = value
	case bool:
		text = strconv.FormatBool(value)
		datatype = orElse(datatype, string(xsdBoolean))
	case json.Number:
		if datatype != "@json" {
			text, datatype, err = w.number(value, datatype)
		}
	}
	if datatype == "@json" {
		datatype = string(rdfJSON)
		text, err = w.jsonLiteral(value)
	}
	if err != nil {
		return nil, err
	}
	var v quad.Value = quad.String(text)
	if tag, ok := object["@language"].(string); ok {
		v = quad.LangString{Value: quad.String(text), Lang: w.unmark(tag)}
	} else if datatype != "" {
		v = quad.TypedString{Value: quad.String(text), Type: quad.IRI(datatype)}
	}
	if _, err := canon.AppendTerm(nil, v); err != nil {
		return nil, w.misused("literal %.100q: %v", text, err)
	}
	return graph.Normal(v)
}

func isString(v any) bool {
	_, ok := v.(string)
	return ok
}

func orElse(s, other string) string {
	if s == "" {
		return other
	}
	return s
}

// number returns the lexical form of a number and its datatype. A number is an xsd:integer in whatever way it is
// written when it is one and below 10^21, else an xsd:double.
func (w *walker) number(n json.Number, datatype string) (string, string, error) {
	f, err := n.Float64()
	if err != nil || math.IsInf(f, 0) {
		return "", "", w.misused("number %.100s is beyond what a number of JSON-LD can be: write it as a string with a type", n)
	}
	if f != math.Trunc(f) || math.Abs(f) >= 1e21 || datatype == string(xsdDouble) {
		return ld.GetCanonicalDouble(f), orElse(datatype, string(xsdDouble)), nil
	}
	exact, ok := new(big.Float).SetPrec(4096).SetString(string(n))
	whole, accuracy := new(big.Float).SetFloat64(f).Int(nil)
	if !ok || accuracy != big.Exact || exact.Cmp(new(big.Float).SetInt(whole)) != 0 {
		return "", "", w.misused("number %.100s is beyond what a number of JSON-LD holds exactly: write it as a string with a type", n)
	}
	return whole.String(), orElse(datatype, string(vocab.XSDInteger)), nil
}

// jsonLiteral returns the canonical form of a JSON literal (RFC 8785). The library canonicalizes objects well, and has
// them only as parts of larger ones.
func (w *walker) jsonLiteral(v any) (string, error) {
	const member = `{"v":`
	value := map[string]any{"@type": "@json", "@value": map[string]any{"v": w.unmarked(v)}}
	document := []any{map[string]any{"@id": "a:s", "a:p": []any{value}}}
	dataset, err := ld.NewJsonLdApi().ToRDF(document, ld.NewJsonLdOptions(""))
	if err != nil {
		return "", w.misused("JSON literal: %v", err)
	}
	text, ok := strings.CutPrefix(dataset.Graphs["@default"][0].Object.GetValue(), member)
	if !ok {
		return "", w.misused("JSON literal: %s", dataset.Graphs["@default"][0].Object.GetValue())
	}
	return strings.TrimSuffix(text, "}"), nil
}
