package assertion

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestAttributes(t *testing.T) {
	type rules = []func(*Context, func(Claim))
	for _, tt := range []struct {
		rules      rules
		text, want string
	}{
		{rules{commitments}, `O1 [Emphasizes] the importance of education, including by training teachers;`,
			`O1 emphasizes O1.1 "education"
			 O1 emphasizes O1.2 "training teachers"
			 O1.1 hasPart O1.2 "including by training teachers"
			 doc/work/x commitsTo O1.1 "education"
			 doc/work/x commitsTo O1.2 "training teachers"`},

		// Who is to act: those addressed, those the words name, those who speak.
		{rules{agents}, `O1 [Calls upon] all {group/all|States}, including those of {place/x|the region}, and {orgs/x|regional organizations}, as well as {actors/cs|civil society}, to act;`,
			`O1.1 actor actors/cs "all States, including those of the region, and regional organizations, as well as civil society"
			 O1.1 actor group/all "all States"
			 O1.1 actor orgs/x "all States, including those of the region, and regional organizations"
			 O1.1 addressee actors/cs "all States, including those of the region, and regional organizations, as well as civil society"
			 O1.1 addressee group/all "all States"
			 O1.1 addressee orgs/x "all States, including those of the region, and regional organizations"`},
		{rules{agents}, "C We, the {group/g|States of the Gulf},\nO1 [Reaffirm] our commitment to protect the sea.\nO2 [Consider] it important to protect the shore.\nO3 [Emphasize] the need for {state/fr|France} to help.",
			`O1.1 actor group/g "our commitment"
			 O2.1 actor group/g "it important to protect"
			 O3.1 actor state/fr "need for France"`},
		{rules{agents}, "O1 We, the {role/leader|Leaders} of the {org/g7|Group of Seven}, met online.\nO2 We will maintain pressure.",
			`O2.1 actor org/g7 "We will"`},
		{rules{agents}, "O1 We, the {role/leader|Leaders} of {state/in|India} and {state/il|Israel}, met.\nO2 {state/in|India} will provide land.",
			`O2.1 actor state/in "India"`},
		{rules{agents}, `O1 [Urges] States to act, and invites the {org/x|Department}, in cooperation with {actors/g|stakeholders}, to help;`,
			`O1.1 actor group/states "States"
			 O1.1 addressee group/states "States"
			 O1.2 actor org/x "the Department"
			 O1.2 addressee org/x "the Department"`},
		{rules{agents}, `O1 [Decides] that a report shall be submitted by the {role/sg|Secretary-General} each year;`,
			`O1.1 actor role/sg "by the Secretary-General"`},
		{rules{agents}, "O1 [Calls on]:\nO1-a The {gov/x|Government of X} to lead and to report;",
			`O1-a.1 actor gov/x "The Government of X"
			 O1-a.1 addressee gov/x "The Government of X"
			 O1-a.2 actor gov/x "The Government of X"
			 O1-a.2 addressee gov/x "The Government of X"`},
		{rules{agents}, `O1 [Calls upon] the Governments of {state/us|the United States} and {state/ni|Nicaragua} to resume the dialogue;`,
			`O1.1 actor state/ni "the Governments of the United States and Nicaragua"
			 O1.1 actor state/us "the Governments of the United States"
			 O1.1 addressee state/ni "the Governments of the United States and Nicaragua"
			 O1.1 addressee state/us "the Governments of the United States"`},
		{rules{agents}, "C The {state/es|Kingdom of Spain} and the {state/us|United States},\nO1 [Pledge] to act.",
			`O1.1 actor state/es "to act"
			 O1.1 actor state/us "to act"`},
		{rules{agents}, `O1 [Instructs] the {role/m|Mediator} to supervise the truce, [authorizes] him to deal with breaches and [requests] him to report;`,
			`O1.1 actor role/m "the Mediator"
			 O1.1 addressee role/m "the Mediator"
			 O1.2 actor role/m "the Mediator"
			 O1.3 actor role/m "the Mediator"
			 O1.3 addressee role/m "the Mediator"`},
		{rules{agents}, `O1 [Call for] restraint by {group/p|all parties}, and respect for the ceasefire.`,
			`O1.1 actor group/p "by all parties"
			 O1.1 addressee group/p "by all parties"
			 O1.2 actor group/p "by all parties"
			 O1.2 addressee group/p "by all parties"`},
		{rules{agents}, `O1 [Encourages] cooperation among and between {group/ms|Member States} and {orgs/x|regional organizations};`,
			`O1.1 actor group/ms "cooperation among and between Member States"
			 O1.1 actor orgs/x "cooperation among and between Member States and regional organizations"
			 O1.1 addressee group/ms "cooperation among and between Member States"
			 O1.1 addressee orgs/x "cooperation among and between Member States and regional organizations"`},
		{rules{agents}, `O1 [Recommends] that {group/ms|Member States} adopt plans and that they fund them;`,
			`O1.1 actor group/ms "Member States"
			 O1.1 addressee group/ms "Member States"
			 O1.2 actor group/ms "Member States"
			 O1.2 addressee group/ms "Member States"`},
		{rules{agents}, "L0 Letter addressed to the {role/sg|Secretary-General}\nL1 I [should be grateful if you would|request] circulate it.",
			`L1.1 actor role/sg "should be grateful if you would circulate"
			 L1.1 addressee role/sg "should be grateful if you would circulate"`},

		// In whose favour and against whom.
		{rules{targets}, `O1 [Support] the creation of jobs for {actors/youth|young people} in close cooperation with {actors/cs|civil society}.`,
			`O1.1 beneficiary actors/youth "young people"`},
		{rules{targets}, `O1 [Urges] {group/ms|States} to act against {actors/t|armed terrorist groups} and to help {actors/v|victims};`,
			`O1.1 against actors/t "armed terrorist groups"
			 O1.2 beneficiary actors/v "victims"`},
		{rules{targets}, `O1 [Urges] {group/ms|States} to enhance, among {actors/others|others}, trust among {actors/women|women};`,
			`O1.1 beneficiary actors/women "women"`},

		// What is carried out, by what, under which conditions, where.
		{rules{implementations, instruments}, `O1 [Reaffirm] our commitment to implementing {norm/s|the standards on waste} embodied in {doc/c|the Code}.`,
			`O1.1 implements norm/s "implementing the standards on waste"
			 O1.1 instrument doc/c "embodied in the Code"`},
		{rules{implementations}, `O1 [Calls for] the full implementation of {docset/r|resolutions of the Assembly}, including {res/1|60/1} and {res/2|70/1};`,
			`O1.1 implements docset/r "implementation of resolutions of the Assembly"
			 O1.1 implements res/1 "60/1"
			 O1.1 implements res/2 "70/1"`},
		{rules{implementations}, `O1 [Reaffirm] our commitment to implement {docset/r|the resolutions} and {docset/c|the recommendations} agreed upon by the members.`,
			`O1.1 implements docset/r "implement the resolutions"
			 O1.2 implements docset/c "the recommendations"`},
		{rules{instruments}, `O1 [Encourages] {group/ms|States} to exchange data through {theme/coop|cooperation}, including mechanisms of the {org/i|Police Organization} and {org/e|Euro} databases;`,
			`O1.1 instrument org/e "Euro databases"
			 O1.1 instrument org/i "mechanisms of the Police Organization"
			 O1.1 means theme/coop "through cooperation"`},
		{rules{conditions}, `O1 [Urges] {group/ms|States} to prosecute offenders and to share evidence, in accordance with {norm/hr|human rights law} and with respect for {theme/privacy|privacy};`,
			`O1.2 condition norm/hr "in accordance with human rights law"
			 O1.2 condition theme/privacy "in accordance with human rights law and with respect for privacy"`},
		{rules{conditions}, `O1 [Calls upon] {group/ms|States}, consistent with {norm/il|international law}, to find and arrest the offenders;`,
			`O1.1 condition norm/il "consistent with international law"
			 O1.2 condition norm/il "consistent with international law"`},
		{rules{levels, cooperation}, `O1 [Support] the adoption of national action plans at the subregional, regional and global levels, in partnership with {actors/w|women's groups} and the {org/un|United Nations}.`,
			`O1.1 atLevel level/global "at the subregional, regional and global levels"
			 O1.1 atLevel level/national "national action plans"
			 O1.1 atLevel level/regional "at the subregional, regional and global levels"
			 O1.1 atLevel level/subregional "at the subregional, regional and global levels"
			 O1.1 inCooperationWith actors/w "in partnership with women's groups"
			 O1.1 inCooperationWith org/un "in partnership with women's groups and the United Nations"`},
		{rules{themes}, `O1 [Stresses] that {theme/war|protracted wars} harm {theme/trade|trade} and that these wars need sustained efforts towards {theme/peace|peace}, in cooperation with {theme/cs|civil society}.`,
			`O1.1 theme theme/peace "peace"
			 O1.1 theme theme/war "protracted wars"`},
		// What follows the first phrase of a condition is none.
		{rules{conditions}, `O1 [Urges|urge] {group/ms|States} to report, in line with {norm/il|international law}, including {theme/trade|trade}, and to act while ensuring the right to {theme/asylum|asylum};`,
			`O1.1 condition norm/il "in line with international law"
			 O1.2 condition theme/asylum "while ensuring the right to asylum"`},
		// Those who do the harm are not the ones it is done for.
		{rules{targets}, `O1 [Urges|urge] {group/ms|States} to prevent discrimination by {actors/employers|employers} and to support {actors/children|children};`,
			`O1.2 beneficiary actors/children "children"`},
		{rules{conveyances}, `O1 [Requests] {state/fr|France} to submit the {doc/work|Declaration} as a document of the {org/unga|General Assembly} and distribute it to all {group/ms|Member States} under {agenda/1|agenda item 1};`,
			`O1.1 concerns doc/work "Declaration"
			 O1.1 recipient org/unga "as a document of the General Assembly"
			 O1.2 concerns doc/work "distribute it"
			 O1.2 recipient group/ms "to all Member States"
			 O1.2 underAgendaItem agenda/1 "under agenda item 1"`},
	} {
		if diff := cmp.Diff(want(tt.want), claimLines(sketch(t, tt.text), tt.rules...)); diff != "" {
			t.Errorf("%s\n(-want +got):\n%s", tt.text, diff)
		}
	}
}

func TestCitations(t *testing.T) {
	for _, tt := range []struct{ text, want string }{
		{`P1 [Recalling|recall] its resolutions {res/1|60/1} and {res/2|70/1}, and {doc/plan|the Plan to Implement {doc/s|the Strategy}},`,
			`P1 cites doc/plan "the Plan to Implement the Strategy"
			 P1 cites doc/s "the Strategy"
			 P1 cites res/1 "60/1"
			 P1 cites res/2 "70/1"`},
		{`O1 [Requests] the {role/sg|Secretary-General} to report on {doc/work|the present resolution} and {norm/il|international law};`, ""},
		{"C The {org/unga|General Assembly}, recalling {res/1|60/1},", ""},
	} {
		if diff := cmp.Diff(want(tt.want), claimLines(sketch(t, tt.text), citations)); diff != "" {
			t.Errorf("%s\n(-want +got):\n%s", tt.text, diff)
		}
	}
}

func TestPerformatives(t *testing.T) {
	for _, tt := range []struct{ text, want string }{
		{`P1 [Recalling|recall] {res/1|resolution 60/1} of 2005, {docset/r|the resolutions} on the matter and {doc/s|the Statement} as adopted in {doc/y|the Act},`,
			`P1 recalls doc/s "the Statement"
			 P1 recalls docset/r "the resolutions"
			 P1 recalls res/1 "Recalling resolution 60/1"`},
		{`P1 [Recalling|recall] {Organ org/unsc|Security Council} {res/1|resolution 1 (1946)} and {doc/c|the Code} approved by the {Organ org/b|Board},`,
			`P1 recalls doc/c "the Code"
			 P1 recalls res/1 "Recalling Security Council resolution 1 (1946)"`},
		{`P1 [Recognizing|recognize] the role of the {org/un|United Nations} in promoting {theme/peace|peace},`,
			`P1 recognizes org/un "Recognizing the role of the United Nations"`},
		{`P1 [Noting|note] with concern the {theme/threat|threat of {theme/piracy|piracy}} off {place/x|the coast},`,
			`P1 notes theme/threat "Noting with concern the threat of piracy"`},
		{`P1 [Emphasizing|emphasize] that {theme/poverty|poverty} can be ended only by {theme/growth|growth},`,
			`P1 emphasizes theme/growth "Emphasizing that poverty can be ended only by growth"`},
		{`P1 [Reiterating|reiterate] the need to abide by {norm/il|international law}, including {norm/hr|human rights law}, in countering {theme/terror|terrorism},`,
			`P1 reiterates norm/hr "human rights law"
			 P1 reiterates norm/il "Reiterating the need to abide by international law"`},
		{`P1 [Recognizing|recognize] the efforts of {orgs/r|regional organizations}, such as the {org/a|African Union} and {org/b|ASEAN},`,
			`P1 recognizes org/a "African Union"
			 P1 recognizes org/b "ASEAN"`},
		// Whose report, whose right and what it is about is not what is noted.
		{`P1 [Taking note|take note of] of the report on {theme/hr|human rights},`, ""},
		{`P1 [Taking note|take note of] of the report of the {role/sg|Secretary-General} on {state/ly|Libya},`, ""},
		{`P1 [Recalling|recall] the obligations of {group/ms|Member States} under the {doc/c|Charter},`, ""},
		{`P1 [Noting|note] that the parties to the {doc/t|Treaty} have met,`, ""},
		{`P1 [Reaffirming|reaffirm] that the provisions of the {doc/t|Treaty} remain valid,`, `P1 reaffirms doc/t "Reaffirming that the provisions of the Treaty"`},
		{`P1 [Noting|note] the {org/who|WHO}'s road map and {org/un|United Nations} observers,`, ""},
		{`P1 [Recognizing|recognize] {org/who|WHO}'s leading role,`, `P1 recognizes org/who "Recognizing WHO"`},
		{`O1 [Encourages] {group/ms|States} to cooperate with the {org/un|United Nations};`, ""}, // an undertaking
		{`P1 [Welcoming|welcome] the {doc/r|report},`, ""},                                       // no predicate
	} {
		got := claimLines(sketch(t, tt.text), performatives)
		if diff := cmp.Diff(want(tt.want), got); diff != "" {
			t.Errorf("%s\n(-want +got):\n%s", tt.text, diff)
		}
	}
}

func TestActors(t *testing.T) {
	for _, tt := range []struct{ text, want string }{
		// The Council acts itself in what it decides; what it asks for or finds necessary is for others.
		{"C The {Organ org/unsc|Security Council},\nO1 [Decides] to remain seized of the matter;", `O1.1 actor org/unsc "to remain"`},
		{"C The {Organ org/unsc|Security Council},\nO1 [Declares] that freedom of movement must be respected;", ""},
		{"C The {Organ org/unsc|Security Council},\nO1 [Calls for] the immediate implementation of the plan;", ""},
		{"C The {Organ org/unsc|Security Council},\nO1 [Requests] the Chief of Staff to report on the ceasefire;", ""},
		{"C The {Organ org/unsc|Security Council},\nO1 [Appeals|appeal] to {state/bj|Benin} to cease fire;",
			`O1.1 actor state/bj "Benin"
			 O1.1 addressee state/bj "Benin"`},
		{"C The {Organ org/unsc|Security Council},\nO1 [Demands|demand] that {state/iq|Iraq}:\nO1-a Cease hostile actions;", `O1-a.1 actor state/iq "that Iraq"`},
		// An owner is not the one who is asked.
		{"C The {Organ org/wha|Assembly},\nO1 [Urges] {org/who|WHO}'s partners to support the plan;", ""},
	} {
		if diff := cmp.Diff(want(tt.want), claimLines(sketch(t, tt.text), agents)); diff != "" {
			t.Errorf("%s\n(-want +got):\n%s", tt.text, diff)
		}
	}
}

func TestThanks(t *testing.T) {
	for _, tt := range []struct{ text, want string }{
		{`O1 [Express] our deep gratitude to the {gov/x|Government of X} for its hospitality, as well as our appreciation to {state/y|Y} and {state/z|Z}.`,
			`O1 expressesAppreciationTo state/y "our appreciation to Y"
			 O1 expressesAppreciationTo state/z "our appreciation to Y and Z"
			 O1 expressesGratitudeTo gov/x "Express our deep gratitude to the Government of X"`},
		{`O1 [Thanks|thank] the {role/sg|Secretary-General} for his report;`, `O1 expressesGratitudeTo role/sg "Thanks the Secretary-General"`},
	} {
		if diff := cmp.Diff(want(tt.want), claimLines(sketch(t, tt.text), thanks)); diff != "" {
			t.Errorf("%s\n(-want +got):\n%s", tt.text, diff)
		}
	}
}

// want is trimLines of s, and "" for none.
func want(s string) string {
	if s == "" {
		return ""
	}
	return trimLines(s)
}
