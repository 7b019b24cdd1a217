package assertion

import (
	"slices"
	"sync"

	"concord/loaders/lexicon"
)

// Rule turns what a document says into claims.
type Rule struct {
	Name  string
	Apply func(*Context, func(Claim))
}

// Rules returns the rules, in the order in which they are tried. A later rule may claim what an earlier one
// did; the evidence is then that of both.
func Rules() []Rule {
	return []Rule{
		{"work", work},
		{"masthead", masthead},
		{"letter", letter},
		{"phrase", phrases},
		{"abbreviation", abbreviations},
		{"organ", organs},
		{"resolution", resolutions},
		{"undertaking", commitments},
		{"agent", agents},
		{"target", targets},
		{"theme", themes},
		{"instrument", instruments},
		{"condition", conditions},
		{"level", levels},
		{"cooperation", cooperation},
		{"implementation", implementations},
		{"conveyance", conveyances},
		{"citation", citations},
		{"performative", performatives},
		{"thanks", thanks},
	}
}

// Claims returns what the rules claim of a document, in the order of the rules, each with the name of its
// rule. A claim of a mention without key is none.
func Claims(c *Context) []RuledClaim {
	var out []RuledClaim
	for _, r := range Rules() {
		r.Apply(c, func(cl Claim) {
			name := r.Name
			if cl.rule != "" {
				name = cl.rule
			}
			if cl.valid() {
				out = append(out, RuledClaim{Rule: name, Claim: c.withAntecedents(cl)})
			}
		})
	}
	return out
}

// valid reports whether both ends of a claim are known and it has words to rest on.
func (cl *Claim) valid() bool {
	return cl.Subject != "" && (cl.Object != "" || cl.Literal != nil) && cl.Subject != cl.Object && len(cl.Spans) > 0
}

// RuledClaim is a claim with the name of the rule that made it.
type RuledClaim struct {
	Rule string
	Claim
}

// grammar is the compiled relations of a lexicon.
type grammar struct {
	relations  []relation
	words      *words
	names      map[string]bool // classes of the mentions that relations are sought in
	vocabulary vocabulary      // of the patterns
}

var english = sync.OnceValue(func() *grammar { return compile(lexicon.English()) })

// grammarOf returns the grammar of l, compiled once for the English lexicon.
func grammarOf(l *lexicon.Lexicon) *grammar {
	if l == lexicon.English() {
		return english()
	}
	return compile(l)
}

// blocksOf returns the indexes of the blocks of the kinds.
func (c *Context) blocksOf(kinds ...string) []int {
	var out []int
	for i := range c.Document.Blocks {
		if slices.Contains(kinds, c.Document.Blocks[i].Kind) {
			out = append(out, i)
		}
	}
	return out
}
