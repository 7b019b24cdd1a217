package lexicon

import "strings"

// WithoutSmallWords returns the words of text but those that only join: articles and connectors.
func (l *Lexicon) WithoutSmallWords(text string) []string {
	var out []string
	for _, t := range l.Tokens(nil, text) {
		if t.Kind == Sign || t.Kind == Possessive || l.In(t.Word, Connector) > 0 || l.In(t.Word, Determiner) > 0 {
			continue
		}
		out = append(out, text[t.Start:t.End])
	}
	return out
}

// TrimThe returns text without an article at its end.
func (l *Lexicon) TrimThe(text string) string {
	tokens := l.Tokens(nil, text)
	if n := len(tokens); n > 0 && l.In(tokens[n-1].Word, The) > 0 {
		return text[:tokens[n-1].Start]
	}
	return text
}

// FirstPart returns a name up to its first connector: "Joint Plan" of "Joint Plan of Action". A conjunction is
// one only behind a noun that heads names: "Relief and Works Agency" is one part.
func (l *Lexicon) FirstPart(name string) string {
	head := false
	for _, t := range l.Tokens(nil, name) {
		if t.Start > 0 && l.In(t.Word, Connector) > 0 && (head || l.In(t.Word, Conjunction) == 0) || t.Kind == Sign {
			return strings.TrimSpace(name[:t.Start])
		}
		head = l.In(t.Word, Head) > 0
	}
	return name
}

// Specifies reports whether the words after the noun of a name say which it is: "on Agriculture", "of the Parties",
// but not "to the Territories".
func (l *Lexicon) Specifies(after string) bool {
	tokens := l.Tokens(nil, after)
	if len(tokens) < 2 || l.In(tokens[0].Word, To) == 0 {
		return len(tokens) > 0 && l.In(tokens[0].Word, Conjunction) == 0
	}
	next := tokens[1]
	return next.Case != Lower && l.In(next.Word, States) == 0 && l.In(next.Word, Member) == 0 // "Committee to Protect Journalists"
}

// Complement reports whether text, which follows a noun, says by a name which it is: "of the General Assembly",
// "Against Arbitrary Detention"; by any words after "of", where they will do.
func (l *Lexicon) Complement(text string, anyWords bool) bool {
	tokens := l.Tokens(nil, text[:min(len(text), 60)]) // some words
	if len(tokens) < 2 || l.In(tokens[0].Word, Of) == 0 {
		return len(tokens) > 0 && tokens[0].Case == Initial && l.In(tokens[0].Word, Connector) > 0
	}
	next := tokens[1]
	if l.In(next.Word, Determiner) > 0 && len(tokens) > 2 {
		next = tokens[2]
	}
	return anyWords || next.Case != Lower
}

// IsThereto reports whether text begins with a word for what belongs to the document named before: "thereto".
func (l *Lexicon) IsThereto(text string) bool { return l.firstIn(text[:min(len(text), 60)], Thereto) }

// HeadNoun returns the noun that heads a name, "Declaration" of "Dushanbe Declaration"; "" for none.
func (l *Lexicon) HeadNoun(name string) string {
	first := l.FirstPart(name)
	noun := ""
	for _, t := range l.Tokens(nil, first) {
		if l.In(t.Word, Head) > 0 {
			noun = first[t.Start:t.End]
		}
	}
	return noun
}

// Convening returns the noun by which text names a meeting, in lower case: "conference"; "" for none.
func (l *Lexicon) Convening(text string) string {
	noun := ""
	for _, t := range l.Tokens(nil, text) {
		if l.In(t.Word, Convening) > 0 {
			return Fold(text[t.Start:t.End])
		}
	}
	return noun
}

// IsGeneralMeeting reports whether a noun says only that something is a meeting: "event".
func (l *Lexicon) IsGeneralMeeting(noun string) bool { return l.firstIn(noun, GeneralMeeting) }

// NumberedResolution returns the number in a heading that begins "Resolution 290", "" for another.
func (l *Lexicon) NumberedResolution(heading string) string {
	tokens := l.Tokens(nil, heading)
	if len(tokens) < 2 || l.In(tokens[0].Word, Resolution) == 0 || tokens[1].Kind != Number {
		return ""
	}
	return heading[tokens[1].Start:tokens[1].End]
}

// IsLetter reports whether text begins with a word for a letter, behind "present".
func (l *Lexicon) IsLetter(text string) bool {
	tokens := l.Tokens(nil, text)
	if len(tokens) > 1 && l.In(tokens[0].Word, Present) > 0 {
		tokens = tokens[1:]
	}
	return len(tokens) > 0 && l.In(tokens[0].Word, Letter) > 0
}

// IsAnnex reports whether text begins with a word for an annex.
func (l *Lexicon) IsAnnex(text string) bool { return l.firstIn(text, Annex) }

// EndsWithOwn reports whether text ends with a word for one's own and at most two words: "its resolutions".
func (l *Lexicon) EndsWithOwn(text string) bool { return l.endsWith(text, Its, 3) }

// EndsWithThis reports whether text ends with a word that points at the text itself: "this".
func (l *Lexicon) EndsWithThis(text string) bool { return l.endsWith(text, This, 1) }

// EndsWithThe reports whether text ends with the definite article.
func (l *Lexicon) EndsWithThe(text string) bool { return l.endsWith(text, The, 1) }

// EndsWithOf reports whether text ends with "of", before an article or not.
func (l *Lexicon) EndsWithOf(text string) bool { return l.endsWith(text, Of, 2) }

// EndsWithIn reports whether text ends with a preposition of place.
func (l *Lexicon) EndsWithIn(text string) bool { return l.endsWith(text, In, 1) }

// Collections returns the plural nouns for documents in text, in lower case.
func (l *Lexicon) Collections(text string) []string {
	var out []string
	for _, t := range l.Tokens(nil, text) {
		if l.In(t.Word, Collection) > 0 {
			out = append(out, Fold(text[t.Start:t.End]))
		}
	}
	return out
}

// Standards returns the noun for norms in text, in lower case: "standards"; "" for none.
func (l *Lexicon) Standards(text string) string {
	for _, t := range l.Tokens(nil, text) {
		if l.In(t.Word, Standards) > 0 {
			return Fold(text[t.Start:t.End])
		}
	}
	return ""
}

// SeriesLetter returns what the symbols of a body's documents begin with, in lower case: "a" for the General
// Assembly; "" for a body without a series.
func (l *Lexicon) SeriesLetter(body string) string {
	for _, s := range l.series {
		if s.Body == body && s.Kind == "doc" {
			return strings.ToLower(strings.Trim(s.Prefix, "/"))
		}
	}
	return ""
}

func (l *Lexicon) firstIn(text string, c Class) bool {
	tokens := l.Tokens(nil, text)
	return len(tokens) > 0 && l.In(tokens[0].Word, c) > 0
}

// endsWith reports whether one of the last n words of text is of a class.
func (l *Lexicon) endsWith(text string, c Class, n int) bool {
	if len(text) > 120 {
		text = text[strings.IndexByte(text[len(text)-120:], ' ')+len(text)-120+1:]
	}
	tokens := l.Tokens(nil, text)
	for _, t := range tokens[max(0, len(tokens)-n):] {
		if l.In(t.Word, c) > 0 {
			return true
		}
	}
	return false
}
