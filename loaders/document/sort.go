package document

import (
	"cmp"
	"slices"
)

// sortForms brings the forms of a word into an order that does not depend on maps.
func sortForms(forms []wordForm) {
	slices.SortStableFunc(forms, func(a, b wordForm) int {
		return cmp.Or(cmp.Compare(a.form, b.form), cmp.Compare(a.row.Lemma, b.row.Lemma))
	})
}

// inOrder sorts hits by place and keeps one of those that overlap.
func inOrder(hits []hit) []hit {
	slices.SortStableFunc(hits, func(a, b hit) int { return cmp.Compare(a.verb.Start, b.verb.Start) })
	var out []hit
	for _, h := range hits {
		if len(out) == 0 || h.verb.Start >= out[len(out)-1].verb.End {
			out = append(out, h)
		}
	}
	return out
}
