package document

import (
	"strings"
	"testing"

	"concord/loaders/lexicon"
)

// read returns the performatives of a paragraph, the leading one first, as "lemma = phrase".
func (f *finder) read(lead hit, s string) string {
	out := []string{lead.row.Lemma + " = " + s[lead.phrase.Start:lead.phrase.End]}
	for _, h := range f.further(s, lead) {
		out = append(out, h.row.Lemma+" = "+s[h.phrase.Start:h.phrase.End])
	}
	return strings.Join(out, "; ")
}

func TestOpening(t *testing.T) {
	f := newFinder(&lexicon.English().Performatives)
	for _, tt := range []struct{ in, want string }{
		{"Recalling its resolution 1,", "recall = Recalling"},
		{"Recalling also its resolution 1, and stressing the need to act,", "recall = Recalling also; stress = stressing"},
		{"Further recalling the Charter,", "recall = Further recalling"},
		{"Having considered the report, and having heard the parties,", "consider = Having considered"},
		{"Having been apprised of the decision,", "apprised = Having been apprised"},
		{"Deeply concerned that lights fail, while recognizing the efforts made,", "concerned = Deeply concerned; recognize = recognizing"},
		{"taking note, with appreciation, of the report", "take note of = taking note, with appreciation, of"},
		{"Taking note in that context of the request", "take note of = Taking note in that context of"},
		{"Bearing also in mind Article 4", "bear in mind = Bearing also in mind"},
		{"Noting with great concern and alarm the threat", "note = Noting with great concern and alarm"},
		{"RECOGNISING the role of youth,", "recognize = RECOGNISING"},
		{"Recognizing their role in fostering peace and supporting States,", "recognize = Recognizing"},
		{"Reaffirming the duty to respect and to plan, acting together,", "reaffirm = Reaffirming"},
		{"United Nations", ""},
		{"The Assembly", ""},
		{"Strengthening of the system", ""},
	} {
		got := ""
		if h, ok := f.opening(tt.in); ok {
			got = f.read(h, tt.in)
		}
		if got != tt.want {
			t.Errorf("opening(%q) = %q, want %q", tt.in, got, tt.want)
		}
	}
}

func TestActing(t *testing.T) {
	f := newFinder(&lexicon.English().Performatives)
	for _, tt := range []struct{ in, want string }{
		{"Decides to remain seized of the matter.", "decide = Decides"},
		{"Also decides that States shall act, and requests them to report;", "decide = Also decides; request = requests"},
		{"Calls once again upon all parties to stop;", "call upon = Calls once again upon"},
		{"Calls, in particular, upon States to act;", "call upon = Calls, in particular, upon"},
		{"Takes note that the report is late;", "take note of = Takes note"},
		{"Consider it important to act;", "consider = Consider it important"},
		{"Express our gratitude to the host and extend our appreciation to its people.", "express = Express our gratitude; extend = extend our appreciation"},
		{"Remains concerned at the delay;", "concerned = concerned"},
		{"We are fully committed to peace. We also urge restraint.", "committed = fully committed; urge = also urge"},
		{"Stresses the measures and requests of the past, and plans for the future;", "stress = Stresses"},
		{"Reaffirms its decision, and requests for help;", "reaffirm = Reaffirms"},
		{"The measures shall apply.", ""},
	} {
		got := ""
		if h, ok := f.acting(tt.in); ok {
			got = f.read(h, tt.in)
		}
		if got != tt.want {
			t.Errorf("acting(%q) = %q, want %q", tt.in, got, tt.want)
		}
	}
}

func TestLater(t *testing.T) {
	p := newParser(parseBytes(t, "a.txt", []byte("x")).Text, lexicon.English())
	for _, tt := range []struct{ in, want string }{
		{"Today, we reaffirm our ties.", "reaffirm"},
		{"As we celebrate ten years, we commit to a partnership.", "commit"},
		{"We underscored the importance of the code, and welcome progress.", "underscore"},
		{"We have agreed as follows:", "agree"},
		{"The General Assembly, taking note of the report,1 decides to appoint Benin.", "decide"},
		{"In that respect, we recall the plan.", "recall"},
		{"Acting under Chapter VII of the Charter, calls upon States to act;", "call upon"},
		{"The General Assembly, recalling its decision 1, decides to include the item.", "decide"},
		{"The leaders affirmed their support.", "affirm"},
		{"Iceland and Portugal underline that they agree.", "underline"},
		{"The Parties deem it necessary to act.", "deem"},
		{"The leaders recognized ongoing efforts.", "recognize"},
		{"The leaders recognized by the Council met.", ""},
		{"We will work together.", ""},
		{"Technology should not be misused.", ""},
	} {
		got := ""
		if h, ok := p.later(tt.in); ok {
			got = h.row.Lemma
		}
		if got != tt.want {
			t.Errorf("later(%q) = %q, want %q", tt.in, got, tt.want)
		}
	}
}

func TestMisread(t *testing.T) {
	f := newFinder(&lexicon.English().Performatives)
	for _, tt := range []struct {
		in   string
		role Class
		want string
	}{
		{"Reguests the Secretary-General to report;", Operative, "request"},
		{"Calis on the Government to act;", Operative, "call on"},
		{"Recaliing its resolutions,", Preambular, "recall"},
		{"Trees are planted;", Operative, ""},
	} {
		got := ""
		if h, ok := f.misread(tt.in, tt.role); ok {
			got = h.row.Lemma
		}
		if got != tt.want {
			t.Errorf("misread(%q) = %q, want %q", tt.in, got, tt.want)
		}
	}
}

func TestSentences(t *testing.T) {
	p := newParser(parseBytes(t, "a.txt", []byte("x")).Text, lexicon.English())
	for _, in := range []string{
		"One sentence.",
		"The first; still it.| The second, by Mr. X. Y. Smith (see No. 4, para. 2 and vol. 3).| A third!",
		"The U.S. Government met.| They agreed.| 15 States signed.",
		"Resolution 1.2 of the Assembly, e.g. its annex, holds.",
		"He said “no.”| She agreed.",
	} {
		s := strings.ReplaceAll(in, "|", "")
		var parts []string
		for _, x := range p.sentences(s) {
			parts = append(parts, s[x.Start:x.End])
		}
		if got := strings.Join(parts, "| "); got != in {
			t.Errorf("sentences = %q, want %q", got, in)
		}
	}
}

func TestReadMarker(t *testing.T) {
	for _, tt := range []struct {
		in    string
		kind  markerKind
		label string
		rest  string
	}{
		{"1. Decides", decimal, "1", "Decides"},
		{"**3. The leaders**", decimal, "3", "The leaders**"},
		{"12\\. We met", decimal, "12", "We met"},
		{"(a) To act", alphaMarker, "(a)", "To act"},
		{"(iv) The rest", romanMarker, "(iv)", "The rest"},
		{"(2) to test", numericMarker, "(2)", "to test"},
		{"b) to act", alphaMarker, "(b)", "to act"},
		{"- noting", dashMarker, "-", "noting"},
		{"– the number", dashMarker, "-", "the number"},
		{"(XXX) of 1975", noMarker, "", "(XXX) of 1975"},
		{"2014. The year", noMarker, "", "2014. The year"},
		{"1.5 degrees", noMarker, "", "1.5 degrees"},
		{"-5 degrees", noMarker, "", "-5 degrees"},
	} {
		m := readMarker(tt.in, true)
		if m.kind != tt.kind || m.label != tt.label || tt.in[m.size:] != tt.rest {
			t.Errorf("readMarker(%q) = %+v, rest %q", tt.in, m, tt.in[m.size:])
		}
	}
}
