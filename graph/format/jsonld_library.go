package format

import (
	"fmt"
	"slices"
	"strings"

	"github.com/piprate/json-gold/ld"
)

// expand has the library expand the value of the document. Some documents that are no JSON-LD make it panic.
func (d *document) expand(v any) (expanded []any, err error) {
	if err := d.understoodBase(d.options.Base); err != nil {
		return nil, err
	}
	loader := &refuser{}
	defer func() {
		if p := recover(); p != nil {
			expanded, err = nil, d.misused("not JSON-LD: %v", p)
		}
	}()
	o := ld.NewJsonLdOptions(d.options.Base)
	o.DocumentLoader = loader
	expanded, err = ld.NewJsonLdProcessor().Expand(v, o)
	switch {
	case loader.refused != "":
		return nil, d.misused("context %.200q stands elsewhere and is not fetched: put it into the document", loader.refused)
	case err != nil:
		return nil, d.misused("not JSON-LD: %v", err)
	}
	return expanded, nil
}

// refuser is a loader of documents that loads none, from a network or a disk.
type refuser struct{ refused string }

func (r *refuser) LoadDocument(iri string) (*ld.RemoteDocument, error) {
	r.refused = iri
	return nil, fmt.Errorf("%s is not fetched", iri)
}

// understood is an error for an object of which the library is known to make other quads than the W3C's tests
// want (toRdf c037, c038, pr43, 0122 to 0132, li11, li12). Each is rare, and a reader that is wrong without a word is
// worse than one that refuses.
func (d *document) understood(object map[string]any) error {
	at := int(d.decoder.InputOffset()) - 1
	if scoped, ok := object["@context"]; ok {
		if object["@id"] == "@nest" {
			return d.fail(at, "a context of a name for @nest is not supported")
		}
		_, contained := object["@container"]
		all, _ := scoped.([]any)
		if contained && (scoped == nil || slices.Contains(all, nil)) {
			return d.fail(at, "a context null of a name with a @container is not supported")
		}
	}
	if base, ok := object["@base"].(string); ok && schemeLength(base) > 0 {
		return d.understoodBase(base)
	}
	return nil
}

func (d *document) understoodBase(base string) error {
	r := splitReference(base)
	dots := slices.ContainsFunc(strings.Split(r.path, "/"), func(s string) bool { return s == "." || s == ".." })
	if base != "" && (r.authority == "" || dots || strings.Contains(r.path, "//") || strings.ContainsAny(base, "<> ")) {
		return d.misused("base %.200q is not supported: want one like http://host/path without empty parts and dots", base)
	}
	return nil
}
