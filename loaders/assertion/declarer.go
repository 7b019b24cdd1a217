package assertion

import (
	"slices"
	"strings"

	"concord/loaders/document"
	"concord/loaders/mention"
)

// declaring is those who speak in a document.
type declaring struct {
	keys []string
	// personal: they speak of themselves as "we". An organ speaks of itself by its name and acts itself only in
	// what it decides or intends; what it asks for is for others.
	personal bool
}

// organ reports whether an organ speaks.
func (d declaring) organ() bool {
	return !d.personal && slices.ContainsFunc(d.keys, func(k string) bool { return strings.HasPrefix(k, "org/") })
}

// declarers returns those who speak: whom the chapeau names, "The Security Council", or else whom an opening
// does, "We, the Leaders of the Group of Seven", or else the title, "Joint Declaration Between the Kingdom of Spain
// and the United States", or else several parties that the text begins with.
func (c *Context) declarers() declaring {
	if c.declaring == nil {
		c.declaring = &declaring{}
		c.declaring.keys, c.declaring.personal = c.speakingIn()
	}
	return *c.declaring
}

func (c *Context) speakingIn() (keys []string, personal bool) {
	for i := range c.Document.Blocks {
		if c.Document.Blocks[i].Class != document.Chapeau {
			continue
		}
		r := &reader{c: c, w: c.wording(i)}
		if keys := r.speaking(0); len(keys) > 0 {
			return keys, slices.ContainsFunc(r.w.low, func(w string) bool { return w == "we" || w == "our" })
		}
	}
	first := -1
	for i := range c.Document.Blocks {
		switch c.Document.Blocks[i].Class {
		case document.Introductory, document.Preambular, document.Operative:
		default:
			continue
		}
		if first < 0 {
			first = i
		}
		r := &reader{c: c, w: c.wording(i)}
		for k := range r.w.tokens {
			if w := r.w.word(k + 1); !r.w.is("first person", k) || w != "," && w != "the" && w != "—" && w != "–" {
				continue
			}
			if keys := r.speaking(k + 2); len(keys) > 0 {
				return keys, true
			}
		}
	}
	for i := range c.Document.Blocks {
		b := &c.Document.Blocks[i]
		if b.Class != document.Title {
			continue
		}
		for _, m := range c.inBlock(i) {
			if m.Layer == mention.EntityLayer && (m.Type == "State" || m.Type == "Organization") && m.Key != "" && !slices.Contains(keys, m.Key) {
				keys = append(keys, m.Key)
			}
		}
		if len(keys) > 0 {
			return keys, true
		}
	}
	if first < 0 {
		return nil, false
	}
	r := &reader{c: c, w: c.wording(first)}
	if keys := r.speaking(0); len(keys) > 1 {
		return keys, true
	}
	return nil, false
}

// speaking returns the keys of those who are named first from token i on, with the members of their coordination.
// Officials speak for what they head: "the Leaders of the Group of Seven".
func (r *reader) speaking(i int) []string {
	var out []string
	for k := i; k < len(r.w.tokens); k++ {
		m := r.mentionAt(k)
		switch {
		case m != nil && actorTypes[m.Type] && m.Key != "":
			k = r.w.at(m.Span.End - 1)
			headed := m.Type == "Role" && r.w.word(k+1) == "of"
			if !slices.Contains(out, m.Key) && !(headed && r.party(k+2, len(r.w.tokens))) {
				out = append(out, m.Key)
			}
			if headed {
				k++
			}
		case len(out) == 0 && !r.w.is("auxiliary", k), r.w.word(k) == "(", r.w.word(k) == ")", r.passed(k, len(r.w.tokens)) > 0:
		default:
			return out
		}
	}
	return out
}
