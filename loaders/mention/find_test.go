package mention

import (
	"strings"
	"testing"

	"concord/loaders/lexicon"
)

// drawn finds the mentions of types in a text in which they are marked with braces, and draws them again.
func drawn(text string, types ...string) (got string) {
	plain := strings.NewReplacer("{", "", "}", "").Replace(text)
	opening, closing := map[int]int{}, map[int]int{}
	for _, m := range Find(plain, lexicon.English()) {
		for _, typ := range types {
			if m.Type == typ {
				opening[m.Span.Start]++
				closing[m.Span.End]++
			}
		}
	}
	var b strings.Builder
	for i := 0; i <= len(plain); i++ {
		b.WriteString(strings.Repeat("}", closing[i]) + strings.Repeat("{", opening[i]))
		if i < len(plain) {
			b.WriteByte(plain[i])
		}
	}
	return b.String()
}

// checkDrawn finds mentions of types in each text and compares them with the braces drawn in it.
func checkDrawn(t *testing.T, texts []string, types ...string) {
	t.Helper()
	for _, want := range texts {
		if got := drawn(want, types...); got != want {
			t.Errorf("%s\ngot  %s\nwant %s", strings.Join(types, ", "), got, want)
		}
	}
}

func TestResolutions(t *testing.T) {
	checkDrawn(t, []string{
		"recall resolutions {1267(1999)}, {1373(2001)} and {2396 (2017)} and other texts",
		"Recalling its resolutions {46/182} of 19 December 1991, {69/126} of 10 December 2014 and {72/122}",
		"resolutions {2145 (XXI)}, {2248 (S-V)} and {217 A (III)}, and resolution {377 A (V)}",
		"resolutions {36/87 A} and {B}",
		"see {A/RES/60/288} and {S/RES/1373 (2001)}, in 12 countries (2001)",
		"in paragraph 2 of resolution {2253 (2015)}, and resolution {WHA65.8} in 2012",
		"General Assembly resolution {49/60} and Economic and Social Council resolution {2005/12}",
		"the resolution of conflicts in 2016 and 15 (fifteen) others",
	}, "Resolution")
}

func TestDates(t *testing.T) {
	checkDrawn(t, []string{
		"On {3-4 May 2018}, and {3 and 4 May 2018}, from {25 to 27 June 2017}",
		"held on {31 March and 1 April 2016} and in {November 2020}",
		"by {2030}, resolution 2396 (2017), 1,234 in {2016}",
		"{October 26, 2021} and {12 December}, may 5 of them come",
		"adopted in {2015}, A/RES/70/2015, $2020, 2000 troops",
	}, "Date")
}

func TestParties(t *testing.T) {
	checkDrawn(t, []string{
		"the {Government of the {Republic of Tajikistan}} thanked the {State of Qatar}",
		"the {Libyan Government} and {Libya}, {France} and the {United States of America}",
		"the {Organization for Security and Cooperation in Europe} ({OSCE}) and the {{UN} Security Council}",
		"the {Permanent Mission of {Tajikistan} to the {United Nations}} in New York",
		"the {{U.S.}-{ASEAN} Business Council}, the {Counter-Terrorism Committee}'s work",
		"us and the who, but the {WHO} and the {US}",
	}, "State", "Government", "Organization", "Organ")
}

func TestDocuments(t *testing.T) {
	checkDrawn(t, []string{
		"under the {Charter of the United Nations} and the {Universal Declaration of Human Rights}",
		"the {2016 UN Secretary-General's Plan of Action to Prevent Violent Extremism}",
		"recall the {Almaty Programme of Work for the Protection of Rivers of 30 November 2011} as a first",
		"the {OSCE Consolidated Framework for the Fight against Terrorism} and pertinent decisions",
		"{Letter dated 7 May 2018 from the Chargé d'affaires a.i. of the Permanent Mission of Tajikistan to the United Nations addressed to the Secretary-General}",
		"the {forty Recommendations of the Financial Action Task Force (FATF)};",
	}, "Document")
}
