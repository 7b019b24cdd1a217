package assertion

import (
	"slices"

	"concord/graph/evidence"
	"concord/graph/vocab"
	"concord/loaders/document"
	"concord/loaders/source"
)

// letter claims what the layout of a letter says: that the post below a signature is the signatory's, and
// that who signed it submits what it transmits.
func letter(c *Context, claim func(Claim)) {
	signatory := ""
	for i, b := range c.Document.Blocks {
		if b.Class != document.LetterText {
			continue
		}
		for _, m := range c.inBlock(i) {
			switch {
			case b.Kind == "signature" && m.Type == "Person":
				signatory = m.Key
			case b.Kind == "signatory-title" && m.Type == "Role":
				claim(Claim{Subject: signatory, Predicate: vocab.HoldsRole, Object: m.Key, Basis: evidence.Structural, Spans: c.all(i)})
			}
		}
	}
	if signatory == "" {
		return
	}
	for _, cl := range c.phrases() {
		if cl.Predicate != vocab.Transmits || cl.Subject != c.Letter {
			continue
		}
		claim(Claim{Subject: cl.Object, Predicate: vocab.SubmittedBy, Object: signatory, Basis: evidence.Coreference,
			Spans: []Span{c.sentenceTo(cl.Spans[0])}})
	}
}

// sentenceTo returns s with the words before it in its sentence: who acts stands there.
func (c *Context) sentenceTo(s Span) Span {
	sentences := c.Document.Blocks[s.Block].Sentences
	if i := slices.IndexFunc(sentences, func(t source.Span) bool { return t.Contains(s.Span) }); i >= 0 {
		s.Start = sentences[i].Start
	} else {
		s.Start = 0
	}
	return s
}
