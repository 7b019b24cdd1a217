package mention

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"concord/loaders/lexicon"
)

// Citations of every form: their spans are drawn in the text, their keys follow in order.
func TestCitations(t *testing.T) {
	lex := lexicon.English()
	for _, tt := range []struct{ text, keys string }{
		// Lists.
		{"resolutions {1267 (1999)}, {60/288} and {377 A (V)}", "res/s-res-1267-1999 res/a-res-60-288 res/a-res-377-a-v"},
		{"resolutions {2145 (XXI)}, {2248 (S-V)} and {998 (ES-I)}", "res/a-res-2145-xxi res/a-res-2248-s-v res/a-res-998-es-i"},
		{"resolutions {36/87 A} and {B} and {48/252 A} to {C}", "res/a-res-36-87-a res/a-res-36-87-b res/a-res-48-252-a res/a-res-48-252-c"},
		{"resolutions {53/77 AA} of 4 December 1998 and {54/54 U} of 1 December 1999", "res/a-res-53-77-aa res/a-res-54-54-u"},
		{"resolutions {186 (1964)} of 4 March, {187 (1964)} of 13 March and {206 (1965)} of 15 June 1965", "res/s-res-186-1964 res/s-res-187-1964 res/s-res-206-1965"},
		{"resolutions {217 A\n(III)} and {2206\n(2015)} of 3 March\n2015", "res/a-res-217-a-iii res/s-res-2206-2015"},
		// What is said of a member stands before the next one.
		{"its resolutions {69/126} of 10 December 2014 on law, {72/122} of 7 December 2017 and, in particular, {74/192} of 18 December 2019",
			"res/a-res-69-126 res/a-res-72-122 res/a-res-74-192"},
		{"resolutions {5/1} on institution-building and {S-29/1} on a code", " res/a-res-s-29-1"},
		{"resolutions {73/263},21 {74/168},22 and {75/192}", "res/a-res-73-263 res/a-res-74-168 res/a-res-75-192"},
		{"resolutions on culture, in particular {41/187} of 8 December 1986, and half of them, 50/50 teams, were women", "res/a-res-41-187"},
		{"See resolutions {32/151}, para. 10, and {37/111}, para. 5.", "res/a-res-32-151 res/a-res-37-111"},
		{"resolution {79/3}. The ratio, and 80/20 is one, holds", "res/a-res-79-3"},
		{"and {ES-11/7} of 24 February 2025", "res/a-res-es-11-7"},
		// The organ before, after and switched.
		{"Human Rights Council resolutions {16/21} of 25 March 2011,1 {48/3} of 7 October 2021,2 and General Assembly resolution {60/251}",
			"res/a-hrc-res-16-21 res/a-hrc-res-48-3 res/a-res-60-251"},
		{"the Human Rights Council, in its resolution {48/13}, and resolution {5/14} of 2 March 2022 of the United Nations Environment Assembly",
			"res/a-hrc-res-48-13 res/unep-ea-5-res-14"},
		{"Economic and Social Council resolution {2005/12} and resolution {1996/31}", "res/e-res-2005-12 res/e-res-1996-31"},
		{"those of the Commission on Human Rights, in particular Commission resolution {1998/72}, and Council resolution {60/1}",
			"res/e-cn-4-res-1998-72 res/a-res-60-1"},
		{"Commission on Narcotic Drugs resolution {65/2}", "res/cnd-65-2"},
		// Decisions, documents and other bodies.
		{"its decisions {73/547} and {79/573 B}, decision {1/CP.21} and Statistical Commission decision {53/113}",
			"dec/a-dec-73-547 dec/a-dec-79-573-b dec/1-cp-21 dec/statistical-commission-53-113"},
		{"{MC.DEC/1/01}, {PC.DEC/1063}, {GC(61)/RES/8}, {WHA65.8} and {A/RES/S-10/2}", "dec/mc-dec-1-01 dec/pc-dec-1063 res/gc-61-res-8 res/wha65-8 res/a-res-s-10-2"},
		{"{A/C.1/80/L.3}, {CD/1299}, {E/2019/33}, {S/PRST/2013/3}, {A66/14} and {CM/Rec(2022)4}",
			"doc/a-c-1-80-l-3 doc/cd-1299 doc/e-2019-33 doc/s-prst-2013-3 doc/a66-14 doc/cm-rec-2022-4"},
		{"{United Nations, Treaty Series, vol. 2445, No. 44004}; {Ibid., vol. 1456, No. 24631}", "doc/unts-44004 doc/unts-24631"},
		{"HIV/AIDS, the AU/UN Office, G7/G20, 24/7 and P-2/1 posts, 15 (1999) votes", ""},
	} {
		plain := strings.NewReplacer("{", "", "}", "").Replace(tt.text)
		if got := drawn(tt.text, "Resolution", "Document"); got != tt.text {
			t.Errorf("drawn\n%s, want\n%s", got, tt.text)
		}
		var keys []string
		for _, m := range Find(plain, lex) {
			if m.Type == "Resolution" || m.Type == "Document" {
				keys = append(keys, m.Key)
			}
		}
		if diff := cmp.Diff(tt.keys, strings.Join(keys, " ")); diff != "" {
			t.Errorf("%s: keys (-want +got):\n%s", plain, diff)
		}
	}
}
