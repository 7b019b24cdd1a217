package loaders

import (
	"fmt"
	"slices"

	"github.com/cayleygraph/quad"

	"concord/graph/evidence"
	"concord/graph/vocab"
	"concord/loaders/assertion"
	"concord/loaders/mention"
)

// verify checks that everything found in the text stands where it says: every quote, every mention, every
// undertaking and its trigger. What does not is taken out of the reading and told as a fault, which is one of
// the program, never of the text: a text is not refused for it, and nothing is stored that cannot be shown.
func (r *Reading) verify(base vocab.Base) (faults []string) {
	keep := func(what string, err error) bool {
		if err != nil {
			faults = append(faults, fmt.Sprintf("%s: %s: %v", r.Text.FileName, what, err))
		}
		return err == nil
	}
	r.Mentions = slices.DeleteFunc(r.Mentions, func(m mention.Mention) bool {
		return !keep("mention", r.verifyMention(m))
	})
	lost := map[quad.Value]bool{}
	r.Undertakings = slices.DeleteFunc(r.Undertakings, func(u assertion.Undertaking) bool {
		lost[base.IRI(u.Key)] = !keep("undertaking "+u.Key, r.verifyUndertaking(u))
		return lost[base.IRI(u.Key)]
	})
	r.Assertions = slices.DeleteFunc(r.Assertions, func(a evidence.Assertion) bool {
		return lost[a.Subject] || lost[a.Object] || !keep("rule "+a.Rule, r.verifyAssertion(a))
	})
	return faults
}

func (r *Reading) verifyAssertion(a evidence.Assertion) error {
	text := r.Text.Content
	if len(a.Spans) == 0 {
		return fmt.Errorf("%s %s %s has no evidence", a.Subject, a.Predicate, a.Object)
	}
	for _, s := range a.Spans {
		if s.Start < 0 || s.End > len(text) || s.Start >= s.End || text[s.Start:s.End] != s.Quote {
			return fmt.Errorf("evidence of %s %s at bytes %d to %d is not in the text", a.Subject, a.Predicate, s.Start, s.End)
		}
	}
	return nil
}

func (r *Reading) verifyMention(m mention.Mention) error {
	if m.Block < 0 || m.Block >= len(r.Document.Blocks) {
		return fmt.Errorf("%q lies in no block", m.Surface)
	}
	view := r.Document.Blocks[m.Block].View.Text
	if m.Span.Start < 0 || m.Span.Start >= m.Span.End || m.Span.End > len(view) || view[m.Span.Start:m.Span.End] != m.Surface {
		return fmt.Errorf("%q is not at bytes %d to %d of block %s", m.Surface, m.Span.Start, m.Span.End, r.Document.Blocks[m.Block].ID)
	}
	if src := r.source(m.Block, m.Span); src.Start < 0 || src.Start >= src.End || src.End > len(r.Text.Content) {
		return fmt.Errorf("%q stands for no bytes of the text", m.Surface)
	}
	return nil
}

func (r *Reading) verifyUndertaking(u assertion.Undertaking) error {
	if view := r.Document.Blocks[u.Block].View.Text; !u.Span.Contains(u.Trigger) || u.Span.Start < 0 || u.Span.End > len(view) || u.Trigger.Len() <= 0 {
		return fmt.Errorf("trigger %v is not in its words %v", u.Trigger, u.Span)
	}
	return nil
}
