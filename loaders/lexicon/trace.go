package lexicon

// Row is a row of a table, as it is written there.
type Row struct{ Table, Line string }

// Trace is the rows that fired while a text was read. It is for one reading at a time.
type Trace map[Row]bool

// Traced returns l such that a reading with it notes in t which rows fire.
func (l *Lexicon) Traced(t Trace) *Lexicon {
	traced := *l
	traced.trace = t
	acts := *l.Acts
	acts.trace = t
	traced.Acts = &acts
	traced.Grammar.trace = t
	return &traced
}

// Fired says that a row led to a result. Where a row is a word that is only looked up, the lookup says so.
func (l *Lexicon) Fired(r Row) { l.trace.note(r) }

// note is for the reading without a trace too, where it costs a comparison.
func (t Trace) note(r Row) {
	if t != nil {
		t[r] = true
	}
}
