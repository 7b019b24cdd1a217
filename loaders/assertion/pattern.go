package assertion

import (
	"fmt"
	"strconv"
	"strings"
)

// A pattern is a phrase with slots for mentions, as the lexicon's relations.tsv writes it:
//
//	held            the word, in any case; a|b is either, a? may be absent, such_as is two words
//	S:Event         a mention of the class, after determiners: the subject; O: the object; _: neither
//	O+:State|Organ  a coordination of mentions, "the A, the B (B) and the C"
//	O:Theme         a mention of the theme layer; O:* any mention of the entity layer
//	~               any words of the clause, as few as will do, without a mention of a class that a slot
//	                beside it asks for
//	~~              the same with any mention; ~2 skips at most two words and mentions; L~ is the same as ~~, and
//	                what it skips is the object, a literal
//	S:Event=a,b     a mention that has one of the words; S:Event!a,b one that has none of them
//	^               the beginning of the sentence or of what stands between commas
//	[ ]             the evidence; without it the mention in O is. Of a coordination it is that of the first
//	                member and each further member alone; with [+ it goes on to each member, with [& it is what
//	                stands before the first and each member, with [= all of it
type pattern []element

type elementKind uint8

const (
	wordElement elementKind = iota
	slotElement
	gapElement
	anchorElement
	openElement
	closeElement
)

type element struct {
	kind     elementKind
	words    [][]string // wordElement: the alternatives
	terms    terms      // wordElement: their first words, numbered by the vocabulary of the grammar
	optional bool
	slot     byte     // slotElement: S, O or _
	classes  []string // slotElement; gapElement: what it does not skip
	list     bool     // slotElement: a coordination
	having   []string // slotElement: the mention has one of these words
	lacking  []string // slotElement: the mention has none of these words
	limit    int      // gapElement: how many tokens it skips at most
	keep     bool     // gapElement: what it skips is the literal
	reach    reach    // openElement
}

// maxMembers is how many members of a coordination are read: all the States there are, and more.
const maxMembers = 256

// reach is how much of a coordination the evidence of one member takes in.
type reach uint8

const (
	firstMember       reach = iota // up to the first member for that one, any other member alone
	eachMember                     // up to the member
	headAndMember                  // what stands before the first member, and the member
	wholeCoordination              // everything
)

// maxGap is how many words and mentions a gap skips unless it says so: more than the sentences hold that
// are worth reading across.
const maxGap = 80

// parsePattern reads a pattern. A fault is a fault of the lexicon.
func parsePattern(s string) (pattern, error) {
	var p pattern
	for _, f := range strings.Fields(s) {
		e, err := parseElement(f)
		if err != nil {
			return nil, fmt.Errorf("pattern %q: %w", s, err)
		}
		p = append(p, e)
	}
	for i := range p {
		if p[i].kind == gapElement && p[i].classes != nil {
			p[i].classes = p.beside(i)
		}
	}
	return p, nil
}

func parseElement(f string) (element, error) {
	switch f {
	case "~":
		return element{kind: gapElement, classes: []string{}, limit: maxGap}, nil
	case "~~", "L~":
		return element{kind: gapElement, limit: maxGap, keep: f == "L~"}, nil
	case "^":
		return element{kind: anchorElement}, nil
	case "[":
		return element{kind: openElement, reach: firstMember}, nil
	case "[+":
		return element{kind: openElement, reach: eachMember}, nil
	case "[&":
		return element{kind: openElement, reach: headAndMember}, nil
	case "[=":
		return element{kind: openElement, reach: wholeCoordination}, nil
	case "]":
		return element{kind: closeElement}, nil
	}
	if n, err := strconv.Atoi(strings.TrimPrefix(f, "~")); err == nil && f[0] == '~' {
		return element{kind: gapElement, limit: n}, nil
	}
	name, classes, ok := strings.Cut(f, ":")
	if !ok || name == "" || classes == "" {
		words, optional := strings.CutSuffix(f, "?")
		e := element{kind: wordElement, optional: optional}
		for alternative := range strings.SplitSeq(words, "|") {
			e.words = append(e.words, strings.Split(alternative, "_"))
		}
		return e, nil
	}
	e := element{kind: slotElement, slot: name[0], list: strings.HasSuffix(name, "+")}
	if name = strings.TrimSuffix(name, "+"); name != "S" && name != "O" && name != "_" {
		return e, fmt.Errorf("no slot %q", name)
	}
	if before, words, ok := strings.Cut(classes, "="); ok {
		classes, e.having = before, strings.Split(words, ",")
	}
	if before, words, ok := strings.Cut(classes, "!"); ok {
		classes, e.lacking = before, strings.Split(words, ",")
	}
	for _, c := range strings.Split(classes, "|") {
		if wide, ok := wideClasses[c]; ok {
			e.classes = append(e.classes, wide...)
			continue
		}
		e.classes = append(e.classes, c)
	}
	return e, nil
}

// wideClasses are names for classes that patterns ask for together.
var wideClasses = map[string][]string{
	"Body":  {"Organization", "Organ"},
	"Party": {"State", "Government", "Organization", "Organ", "StateGroup", "OrganizationGroup", "ActorGroup"},
	"Text":  {"Document", "DocumentGroup", "Resolution"},
}

// beside returns the classes of the slots before and after element i, up to the next gap.
func (p pattern) beside(i int) []string {
	classes := []string{}
	for k := i - 1; k >= 0 && p[k].kind != gapElement; k-- {
		classes = append(classes, p[k].classes...)
	}
	for k := i + 1; k < len(p) && p[k].kind != gapElement; k++ {
		classes = append(classes, p[k].classes...)
	}
	return classes
}
