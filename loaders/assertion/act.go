package assertion

import (
	"concord/graph/evidence"
	"concord/loaders/lexicon"
	"concord/loaders/source"
)

// form is the grammatical form of a head.
type form uint8

const (
	infinitive form = iota // "to prevent", "shall prevent"
	gerund                 // "preventing"
	noun                   // "prevention of"
	clause                 // "these conflicts need sustained efforts"
)

// frame is the form of a complement, as far as its coordinates must know.
type frame uint8

const (
	otherFrame      frame = iota
	thatFrame             // "that States shall"
	valueFrame            // "the need to"
	addresseesFrame       // "all States to"
)

// tokenRange is a half-open range of tokens of a wording.
type tokenRange struct{ start, end int }

func (r tokenRange) empty() bool { return r.start >= r.end }

// government is what stands over an undertaking: the performative with its complement, and who is to act.
type government struct {
	own           string // force of the performative itself, "" when it has none
	frame         frame
	force         string
	lemma, phrase string
	verb          source.Span // of the performative, empty in an item of a list below it
	lead          int         // first token of the words that open the complement: "our commitment", "it important"
	basis         evidence.Basis
	actors        []party
	antecedents   []party      // those who act in the clause before, for a pronoun
	addressed     bool         // the actors are called upon
	clauses       bool         // a clause under it is asked or held, not reported
	again         bool         // what an earlier text asked for is asked again: "reiterates its request"
	under         []tokenRange // conditions under which all of it stands
}

// party is somebody who is to act, and the words that say so. They may stand in the block before a list.
type party struct {
	key  string
	span Span
}

// act is an undertaking as the grammar finds it.
type act struct {
	government
	key                  string
	ordinal              int
	form                 form
	verb                 *lexicon.Act // or nil
	start, trigger, stop int          // tokens: the undertaking begins, its trigger begins and ends
	end                  int          // token after the undertaking
	object               int          // first token after the head, of a shared object the first after the last head
	shares               bool         // its object is the one of the act that follows
	list                 int          // acts of one list, a verb's or a noun's coordinates, have one number
	parent               int          // index of the act it is a part of, or -1
	link                 int          // first token of the words that make it a part
	before               int          // first token of an aside before it that belongs to it, 0 for none
	manner               bool         // a clause of manner: "facilitating an approach"
	apart                []tokenRange // where its attributes lie, when not in all of start to end
	further              []tokenRange // where themes lie besides: the predicate, the clause that closes the list
	conditions           []tokenRange
	wording              *wording
}

// ranges returns where the attributes of a lie.
func (a *act) ranges() []tokenRange {
	if a.apart != nil {
		return a.apart
	}
	return []tokenRange{{a.start, a.end}}
}

func (a *act) triggerSpan() source.Span { return a.wording.span(a.trigger, a.stop) }
func (a *act) span() source.Span        { return a.wording.span(a.start, a.end) }
