package lexicon

import (
	"fmt"
	"strings"
)

// Class is what a word does in the grammar of names: a row of grammar.tsv or heads.tsv.
type Class uint8

// classNames lists the classes as grammar.tsv names them.
var classNames = [...]string{
	"", "month", "ordinal", "tens-ordinal", "tens", "determiner", "demonstrative", "conjunction", "connector",
	"title-link", "organ-link", "opening", "of", "for", "on", "quoted", "to", "from", "between", "in", "dated", "addressed", "the",
	"paragraph", "resolution", "decision", "its", "see", "this", "general-meeting", "adjective", "collection",
	"convening", "parties-meet", "parties", "convening-adjective", "government", "letter", "agenda", "item", "session", "original", "signed",
	"annex", "present", "member", "states", "assembled", "participants", "accredited", "established", "assessment",
	"visits", "portfolio", "post", "volume", "number-sign", "ibid", "standards", "standards-adjective", "against",
	"currency", "plural", "honorific", "stationed", "title-adjective", "thereto", "unit", "head", "head-of",
}

// The classes of words. What is in each, and in which order, grammar.tsv says.
const (
	None Class = iota
	Month
	Ordinal
	TensOrdinal
	Tens
	Determiner
	Demonstrative
	Conjunction
	Connector
	TitleLink
	OrganLink
	Opening
	Of
	For
	On
	Quoted
	To
	From
	Between
	In
	Dated
	Addressed
	The
	Paragraph
	Resolution
	Decision
	Its
	See
	This
	GeneralMeeting
	Adjective
	Collection
	Convening
	PartiesMeet
	Parties
	ConveningAdjective
	Government
	Letter
	Agenda
	Item
	Session
	Original
	Signed
	Annex
	Present
	Member
	States
	Assembled
	Participants
	Accredited
	Established
	Assessment
	Visits
	Portfolio
	Post
	Volume
	NumberSign
	Ibid
	Standards
	StandardsAdjective
	Against
	Currency
	Plural
	Honorific
	Stationed
	TitleAdjective
	Thereto
	Unit
	Head
	HeadOf
)

// classValue says that a word is the value-th of a class, counted from 1.
type classValue struct {
	class Class
	value int
	row   Row
}

// In returns the place of a word, by its number, among the words of a class, counted from 1; 0 for a word
// that is not of the class. Months and ordinals are in order, so that May is the fifth.
func (l *Lexicon) In(word int32, c Class) int {
	if int(word) >= len(l.classes) {
		return 0
	}
	for _, v := range l.classes[word] {
		if v.class == c {
			return v.value
		}
	}
	return 0
}

// Classes is a set of classes.
type Classes [2]uint64

// Has reports whether c is in the set.
func (s Classes) Has(c Class) bool { return s[c>>6]&(1<<(c&63)) != 0 }

// ClassesOf returns the classes of a word, by its number.
func (l *Lexicon) ClassesOf(word int32) Classes {
	if int(word) >= len(l.sets) {
		return Classes{}
	}
	if l.trace != nil {
		for _, v := range l.classes[word] {
			l.trace.note(v.row)
		}
	}
	return l.sets[word]
}

// MonthName returns the name of a month, 1 to 12.
func (l *Lexicon) MonthName(month int) string { return l.months[month-1] }

// HeadType returns the class of things that a noun heads the names of, "Committee" -> "Organ"; "" for none.
func (l *Lexicon) HeadType(noun string) string { return l.headOf[Fold(noun)] }

func (l *Lexicon) readClass(row map[string]string) error {
	for c, name := range classNames {
		if c > 0 && name == row["class"] {
			words := strings.Fields(row["words"])
			l.classify(Class(c), words)
			if Class(c) == Month {
				l.months = words
			}
			return nil
		}
	}
	return fmt.Errorf("no class is named %q", row["class"])
}

func (l *Lexicon) readHeads(row map[string]string) error {
	words := strings.Fields(row["words"])
	for _, w := range words {
		l.headOf[Fold(w)] = row["type"]
	}
	if row["before"] == "of" { // heads a name only so: "Programme of Action"
		l.classify(HeadOf, words)
		return nil
	}
	l.classify(Head, words)
	return nil
}

func (l *Lexicon) classify(c Class, words []string) {
	for i, w := range words {
		n := int(l.words.add(Fold(w)))
		for n >= len(l.classes) {
			l.classes = append(l.classes, nil)
			l.sets = append(l.sets, Classes{})
		}
		l.sets[n][c>>6] |= 1 << (c & 63)
		l.classes[n] = append(l.classes[n], classValue{c, i + 1, l.row})
	}
}

// classifyOpenings takes the verbs that open paragraphs for words that open sentences.
func (l *Lexicon) classifyOpenings() {
	for _, r := range l.Performatives.Rows {
		l.row = r.Row
		for _, forms := range [][]string{r.Finite, r.Third, r.Gerund, r.Participle} {
			for _, f := range forms {
				if words := strings.Fields(f); len(words) > 0 {
					l.classify(Opening, words[:1])
				}
			}
		}
	}
}
