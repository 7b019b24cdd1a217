package lexicon

import "strings"

// Entry is a row: something with a key that is the same in every text. Fields that its table lacks are empty.
type Entry struct {
	Key       string // "org/osce"
	Type      string // class, "Organization"
	Label     string
	AltLabels []string // other names and acronyms, as in the row
	Acronym   string   // the first of an organization or document
	Parent    string   // key of what an organ belongs to, of the body a role is a post of
	Creator   string   // key of who made a document
	Code      string   // ISO 3166-1 alpha-2 or -3 of a state, BCP 47 tag of a language
	Broader   []string // keys of themes
	Covers    []string // keys of themes whose words say nothing more inside a phrase of this one
	// Context lists word stems of which one each must stand in the sentence, "" for none.
	Context []string
	Origin  string // who says so; SOURCES.md tells what the short name means
}

// Series is a series of document symbols.
type Series struct {
	Prefix  string // "S/RES/"
	Body    string // key of the organ whose series it is
	Kind    string // "res", "dec" or "doc": the type of the keys
	Example string // "S/RES/1373(2001)"
}

// Symbol returns the example with its two numbers replaced: "S/RES/2396(2017)" for "2396" and "2017".
func (s Series) Symbol(first, second string) string {
	var b strings.Builder
	numbers := []string{first, second}
	rest := strings.TrimPrefix(s.Example, s.Prefix)
	b.WriteString(s.Prefix)
	for i := 0; i < len(rest); {
		end := i
		for end < len(rest) && '0' <= rest[end] && rest[end] <= '9' {
			end++
		}
		if end == i || len(numbers) == 0 {
			b.WriteByte(rest[i])
			i++
			continue
		}
		b.WriteString(numbers[0])
		numbers, i = numbers[1:], end
	}
	return b.String()
}

// Level is a level of government at which something is to be done: "at the national and regional levels".
type Level struct {
	Key, Label string
	Words      []string
	Row        Row
}

// Entry returns the row with a key, nil for none.
func (l *Lexicon) Entry(key string) *Entry { return l.entryOf[key] }

// PartOf reports whether one body is, by its row, part of another, at any remove.
func (l *Lexicon) PartOf(body, whole string) bool {
	for n := 0; n < 8; n++ { // a row that names itself ends here
		e := l.entryOf[body]
		if e == nil || e.Parent == "" {
			return false
		}
		if body = e.Parent; body == whole {
			return true
		}
	}
	return false
}

// Entries returns all rows in the order of the tables. It must not be changed.
func (l *Lexicon) Entries() []*Entry { return l.entries }

// StateOf returns the key of the state that an adjective belongs to: "Libyan" -> "state/ly"; "" for none.
func (l *Lexicon) StateOf(adjective string) string { return l.stateOf[Fold(adjective)] }

// Series returns the series of symbols, a longer prefix before a shorter one that it begins with.
func (l *Lexicon) Series() []Series { return l.series }

// Levels returns the levels of government.
func (l *Lexicon) Levels() []Level { return l.levels }

// table is a file and what a row of it adds.
type table struct {
	file string
	read func(*Lexicon, map[string]string) error
}

// tables lists the files of a language. A row that names a key again adds phrases to it.
var tables = []table{
	{"grammar.tsv", (*Lexicon).readClass},
	{"heads.tsv", (*Lexicon).readHeads},
	{"states.tsv", (*Lexicon).readState},
	{"organizations.tsv", (*Lexicon).readOrganization},
	{"documents.tsv", (*Lexicon).readDocument},
	{"groups.tsv", (*Lexicon).readGroup},
	{"roles.tsv", (*Lexicon).readRole},
	{"norms.tsv", (*Lexicon).readNorm},
	{"places.tsv", (*Lexicon).readPlace},
	{"languages.tsv", (*Lexicon).readLanguage},
	{"levels.tsv", (*Lexicon).readLevel},
	{"series.tsv", (*Lexicon).readSeries},
	{"themes.tsv", (*Lexicon).readTheme},
}

// enter files e, or returns the entry that has its key already.
func (l *Lexicon) enter(e *Entry) *Entry {
	if old := l.entryOf[e.Key]; old != nil {
		return old
	}
	l.entryOf[e.Key] = e
	l.entries = append(l.entries, e)
	return e
}

// name files the label, names and acronyms of e as phrases.
func (l *Lexicon) name(e *Entry, names, acronyms []string) error {
	e.AltLabels = append(e.AltLabels, acronyms...)
	if len(acronyms) > 0 {
		e.Acronym = acronyms[0]
	}
	if err := l.addPhrases(e, literal(e.Label), false); err != nil {
		return err
	}
	for _, n := range names {
		if !strings.ContainsAny(n, "[]{}<>") {
			e.AltLabels = append(e.AltLabels, n)
		}
		if err := l.addPhrases(e, n, false); err != nil {
			return err
		}
	}
	for _, a := range acronyms {
		if err := l.addPhrases(e, literal(a), true); err != nil {
			return err
		}
	}
	return nil
}

// literal writes text as a pattern that stands for it alone.
func literal(text string) string {
	return strings.NewReplacer("[", `\[`, "]", `\]`, "{", `\{`, "}", `\}`, "<", `\<`).Replace(text)
}

func (l *Lexicon) readState(row map[string]string) error {
	e := l.enter(&Entry{Key: row["key"], Type: "State", Label: row["label"], Code: row["iso3166"], Origin: row["origin"]})
	for _, a := range list(row["adjectives"]) {
		l.stateOf[Fold(a)] = e.Key
		l.learn(a)
	}
	names, acronyms := split(list(row["names"]))
	return l.name(e, names, acronyms)
}

// split parts names from acronyms, which are capitals only.
func split(names []string) (long, short []string) {
	for _, n := range names {
		if strings.ToUpper(n) == n && !strings.Contains(n, " ") {
			short = append(short, n)
		} else {
			long = append(long, n)
		}
	}
	return long, short
}

func (l *Lexicon) readOrganization(row map[string]string) error {
	e := l.enter(&Entry{Key: row["key"], Type: row["type"], Label: row["label"], Parent: row["parent"], Origin: row["origin"]})
	err := l.name(e, list(row["names"]), list(row["acronyms"]))
	e.AltLabels = append(e.AltLabels, list(row["ambiguous"])...)
	return err
}

func (l *Lexicon) readDocument(row map[string]string) error {
	e := l.enter(&Entry{Key: row["key"], Type: "Document", Label: row["label"], Creator: row["creator"], Origin: row["origin"]})
	return l.name(e, list(row["names"]), list(row["acronyms"]))
}

func (l *Lexicon) readGroup(row map[string]string) error {
	return l.readPhrases(&Entry{Key: row["key"], Type: row["type"], Label: row["label"], Origin: row["origin"]}, row)
}

func (l *Lexicon) readRole(row map[string]string) error {
	return l.readPhrases(&Entry{Key: row["key"], Type: "Role", Label: row["label"], Parent: row["of"], Origin: row["origin"]}, row)
}

func (l *Lexicon) readNorm(row map[string]string) error {
	return l.readPhrases(&Entry{Key: row["key"], Type: "Norm", Label: row["label"], Origin: row["origin"]}, row)
}

func (l *Lexicon) readTheme(row map[string]string) error {
	return l.readPhrases(&Entry{Key: row["key"], Type: "Theme", Label: row["label"], Broader: list(row["broader"]), Covers: list(row["covers"]), Origin: row["origin"]}, row)
}

func (l *Lexicon) readPlace(row map[string]string) error {
	e := l.enter(&Entry{Key: row["key"], Type: "Place", Label: row["label"], Origin: row["origin"]})
	return l.name(e, list(row["names"]), nil)
}

func (l *Lexicon) readLanguage(row map[string]string) error {
	e := l.enter(&Entry{Key: row["key"], Type: "Language", Label: row["label"], Code: row["bcp47"], Origin: row["origin"]})
	return l.name(e, list(row["names"])[1:], nil)
}

// readPhrases files the phrases of a row that is known by description. A row whose context differs from
// that of an earlier one of the same key is an entry of its own with that key.
func (l *Lexicon) readPhrases(e *Entry, row map[string]string) error {
	if c := row["context"]; c != "" {
		e.Context = strings.Split(c, " & ")
	}
	if old := l.entryOf[e.Key]; old == nil {
		l.enter(e)
	} else if len(old.Context) == len(e.Context) {
		e = old
	}
	for _, p := range list(row["phrases"]) {
		if err := l.addPhrases(e, p, false); err != nil {
			return err
		}
		if texts, _ := expand(p, l.patterns); e.Type == "Theme" && e.Context == nil && len(texts) <= mostAltLabels {
			e.AltLabels = append(e.AltLabels, texts...)
		}
	}
	return nil
}

// mostAltLabels is how many readings a phrase of a theme has at most that are other labels of it: those of one with
// more are turns of a sentence rather than names.
const mostAltLabels = 4

func (l *Lexicon) readLevel(row map[string]string) error {
	l.levels = append(l.levels, Level{row["key"], row["label"], list(row["words"]), l.row})
	l.enter(&Entry{Key: row["key"], Type: "Level", Label: row["label"], Origin: row["origin"]})
	return nil
}

func (l *Lexicon) readSeries(row map[string]string) error {
	l.series = append(l.series, Series{row["prefix"], row["body"], row["kind"], row["example"]})
	return nil
}
