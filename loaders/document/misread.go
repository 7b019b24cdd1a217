package document

import (
	"slices"
	"strconv"
	"strings"
	"unicode"

	"concord/loaders/source"
)

// misread returns the performative whose first word opens s with one letter spoiled by the reading of a printed
// page: "Reguests", "Recaliing". It is asked for paragraphs that open with no verb, and answers when one alone fits.
func (f *finder) misread(s string, role Class) (hit, bool) {
	i := skipMarks(s)
	end := wordAt(s, i)
	word := strings.ToLower(s[i:end])
	if len(word) < shortestMisread || !unicode.IsUpper(firstRune(s[i:])) || f.byWord[word] != nil {
		return hit{}, false
	}
	want := third
	if role == Preambular {
		want = gerund
	}
	var found []wordForm
	for w, forms := range f.byWord {
		if oneLetter(word, w) {
			for _, x := range forms {
				if x.form == want {
					found = append(found, x)
				}
			}
		}
	}
	sortForms(found)
	for _, x := range slices.Backward(found) { // "calls upon" before "calls"
		if x.row.Lemma != found[0].row.Lemma && len(x.rest) == 0 {
			return hit{}, false
		}
		if to, ok := f.rest(s, end, x.rest); ok {
			verb := source.Span{Start: i, End: to}
			return hit{row: x.row, form: want, verb: verb, phrase: verb}, true
		}
	}
	return hit{}, false
}

// mendNumbers gives a paragraph the number that its place wants where the one before and the one behind it agree
// on it and its own was misread: 4, 8, 6.
func (p *parser) mendNumbers() {
	var list []*passage
	for _, q := range p.passages {
		if q.kind == "operative" && q.marker.kind == decimal && !p.markdown {
			list = append(list, q)
		}
	}
	for i := 1; i+1 < len(list); i++ {
		before, q, after := list[i-1].marker.value, list[i], list[i+1].marker.value
		if after == before+2 && q.marker.value != before+1 {
			q.marker.value, q.marker.label = before+1, strconv.Itoa(before+1)
		}
	}
}

// shortestMisread is the length in bytes from which on a word with one wrong letter is still known.
const shortestMisread = 5

// skipMarks skips what no word begins with.
func skipMarks(s string) int {
	return max(strings.IndexFunc(s, unicode.IsLetter), 0)
}

// oneLetter reports whether two words of one length differ in one byte.
func oneLetter(a, b string) bool {
	if len(a) != len(b) {
		return false
	}
	wrong := 0
	for i := range len(a) {
		if a[i] != b[i] {
			wrong++
		}
	}
	return wrong == 1
}
