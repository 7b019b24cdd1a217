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
		"United Nations, Treaty Series, vol. 75 (1950), No. 972",
	}, "Resolution")
}

func TestDates(t *testing.T) {
	checkDrawn(t, []string{
		"On {3-4 May 2018}, and {3 and 4 May 2018}, from {25 to 27 June 2017}",
		"held on {31 March and 1 April 2016} and in {November 2020}",
		"the Sendai Framework for Disaster Risk Reduction 2015–2030, the Geneva Conventions of {12 August 1949}",
		"report for {2024},1 and of {2023}.2 and 2,024,100",
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
		"the {{United Nations} Observer Mission {Uganda}-{Rwanda}}, the {Standing Advisory Committee}, the {Agency}'s Secretariat",
		"the {WHO} and {World Bank}, the Chair and Committee members, {Mongolia}'s Vision, the AU-PATTEC",
		"and the {Tulip, Rose and Lily Organization} met",
		"the {Regional Centre for Peace and Disarmament in Africa} and the {Mission} in {Haiti}",
		"the {Conference of the Parties to the Convention on Biological Diversity}, the {Conference of States Parties}, the 2010 Review Conference of the Parties",
		"us and the who, but the {WHO} and the {US}",
	}, "State", "Government", "Organization", "Organ")
}

func TestForms(t *testing.T) {
	tests := []struct {
		text string
		want Form
	}{
		{"with mechanisms of INTERPOL in place", Acronym},
		{"with mechanisms of Interpol in place", Name},
		{"with the International Criminal Police Organization in place", Name},
		{"as SCO and others do", Acronym},
		{"from 3 May 2018 on", Value},
		{"with civil society", Description},
	}
	for _, tt := range tests {
		found := Find(tt.text, lexicon.English())
		if len(found) == 0 || found[0].Form != tt.want {
			t.Errorf("Find(%q) = %v, want one of form %s first", tt.text, found, tt.want)
		}
	}
}

func TestDocuments(t *testing.T) {
	checkDrawn(t, []string{
		"under the {Charter of the United Nations} and the {Universal Declaration of Human Rights}",
		"the {2016 UN Secretary-General's Plan of Action to Prevent Violent Extremism}",
		"recall the {Almaty Programme of Work for the Protection of Rivers of 30 November 2011} as a first",
		"the {OSCE Consolidated Framework for the Fight against Terrorism} and pertinent decisions",
		"{Letter dated 7 May 2018 from the Chargé d'affaires a.i. of the Permanent Mission of Tajikistan to the United Nations addressed to the Secretary-General}",
		"the {forty Recommendations of the Financial Action Task Force (FATF)};",
		"the {International Covenant on Economic, Social and Cultural Rights}2 and the {Convention on the Rights of Persons with Disabilities}14",
		"the {Convention on the Prohibition of the Development, Production and Stockpiling of Foo Weapons}, and France",
		"the {Protocol on Tulips, Roses, and Lilies of 3 May 2018}, the {Declaration on Foo Bar}, France and Germany",
		"the {Plan of Action to Prevent, Deter and Eliminate Illegal, Unreported and Unregulated Fishing}",
		"the {Treaty on Foo}, the {Treaty} by Andorra, the {2010 Action Plan} and the {Amended Protocol II}",
		"the {Expanded Economic Engagement (E3) Work Plan} and the {Digital Integration Action Plan (DIFAP) 2019-2025}",
		"the {Sendai Framework for Disaster Risk Reduction 2015–2030}8 and the {Work Plan 2021–2025}",
		"the {U.S.-ASEAN Trade and Investment Framework Arrangement} ({TIFA})",
		"the {Code of Conduct for Responsible Fisheries of the Food and Agriculture Organization of the United Nations}",
	}, "Document")
}

func TestMeetingsAndItems(t *testing.T) {
	checkDrawn(t, []string{
		"a {high-level international conference on counter-terrorism and the prevention of violent extremism} held in May",
		"a {High-Level Meeting on “Water for Life”} was held; this {meeting} and the {Nuclear Security Summit}",
		"the {Second World Summit for Social Development} and the {World Summit for Social Development}",
		"its {seventy-ninth session}, the {Tenth special session} and the {134th session} of the Board",
	}, "Event")
	checkDrawn(t, []string{"under {agenda item 109} and {agenda item 99 (s)}, item 3", "{Agenda items 14} and {110}", "on {agenda items 12}, {13 (a)} and {15} in 2016"}, "AgendaItem")
}

func TestRolesAndPersons(t *testing.T) {
	checkDrawn(t, []string{
		"the {Minister of Internal Affairs of the Republic of Tajikistan} and {Foreign Ministers}",
		"the {Chargé d'affaires a.i. of the Permanent Mission of Tajikistan to the United Nations}",
		"the {Secretary-General}'s report to the {President of the Security Council}",
	}, "Role")
	checkDrawn(t, []string{"(Signed) {Ada B. Example}", "President {Ada Example} of the Assembly"}, "Person")
}

func TestDescriptions(t *testing.T) {
	checkDrawn(t, []string{
		"the {relevant Security Council resolutions on countering terrorism and violent extremism}, including resolutions 1267 (1999)",
		"the {recommendations of the Counter-Terrorism Committee} and {relevant OSCE documents}",
		"General Assembly resolutions 60/288 and 49/60",
	}, "DocumentGroup")
	checkDrawn(t, []string{
		"{diplomatic missions accredited to Tajikistan}, {relevant international and regional organizations}",
	}, "OrganizationGroup")
	checkDrawn(t, []string{
		"We, the {States represented at this high-level conference on countering terrorism}, and {all States}",
		"the {Member States of the United Nations}, {Central Asian States} and {Member States}",
	}, "StateGroup")
	checkDrawn(t, []string{"the {international standards on money-laundering and terrorist financing}"}, "Norm")
}

func TestLanguages(t *testing.T) {
	checkDrawn(t, []string{"Original: {English}", "Original: {English} and {Russian}", "[Original: {Arabic}/{English}]", "[Original: {Russian}]", "{Тоҷикӣ} | {Русский} | {English}", "the English text"}, "Language")
}

func TestThemes(t *testing.T) {
	checkDrawn(t, []string{
		"{countering terrorism} and {violent extremism}; {preventing and countering violent extremism}",
		"{conditions conducive to {terrorism} and {extremism}}; the Counter-Terrorism Committee",
		"the {financing of {acts of terrorism}}, {climate change}, {human-rights}-compliant means",
		"the Convention on the Rights of the Child and {gender equality}",
	}, "Theme")
}

func TestSymbols(t *testing.T) {
	checkDrawn(t, []string{
		"the report ({A/78/409}, para. 89), {S/PRST/2013/3}, {ST/SGB/2013/4/Amend.1} and {A66/47}.",
		"HIV/AIDS, and/or 2019/20, G7/G20, {United Nations, Treaty Series, vol. 2445, No. 44004}; {Ibid., vol. 1456, No. 24631}.",
	}, "Document")
}
