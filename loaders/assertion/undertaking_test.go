package assertion

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestUndertakings(t *testing.T) {
	for _, tt := range []struct{ text, want string }{
		// A verb to each actor's clause; "take steps to" is the verb that follows it.
		{`O1 [Decides] that all {group/all|States} shall take the necessary measures to prevent the supply of arms to {state/ly|Libya} and shall prohibit their procurement;`,
			`O1.1 decision: take the necessary measures to <prevent> the supply of arms to Libya
			 O1.2 decision: <prohibit> their procurement`},
		{`O1 [Decides] that the {role/sg|Secretary-General} shall, every ninety days or sooner, review the arrangements and that they must be reported;`,
			`O1.1 decision: <review> the arrangements
			 O1.2 decision: <be reported>`},
		{`O1 [Decides] to remain seized of the matter.`, `O1.1 decision: <remain> seized of the matter`},
		{`O1 [Decides] to establish a {org/c|Committee} of all its members, to examine the reports and to make recommendations;`,
			`O1.1 decision: <establish> a Committee of all its members
			 O1.2 decision: <examine> the reports
			 O1.3 decision: <make> recommendations`},
		// Addressees, and verbs that share their object.
		{`O2 [Calls upon] all {group/all|States}, in accordance with {norm/il|international law}, to find and bring to justice the perpetrators, to deny them safe haven, and to cooperate fully;`,
			`O2.1 call: <find> and bring to justice the perpetrators
			 O2.2 call: <bring> to justice the perpetrators
			 O2.3 call: <deny> them safe haven
			 O2.4 call: <cooperate> fully`},
		{`O2 [Requests] the {role/sg|Secretary-General} to continue to monitor the situation, keep the {org/unsc|Council} informed and report, as appropriate, every six months;`,
			`O2.1 request: continue to <monitor> the situation
			 O2.2 request: <keep> the Council informed
			 O2.3 request: <report>, as appropriate, every six months`},
		{`O2 [Recommends] that {group/ms|Member States} integrate a gender perspective into their policies and that they allocate adequate resources;`,
			`O2.1 encouragement: <integrate> a gender perspective into their policies
			 O2.2 encouragement: <allocate> adequate resources`},
		{`O2 [Demands] that all {group/parties|parties} allow the delivery of assistance;`, `O2.1 demand: <allow> the delivery of assistance`},
		{`O2 [Calls upon] all {group/all|States} to cooperate with the {org/c|Committee}, including supplying such information as it may seek;`,
			`O2.1 call: <cooperate> with the Committee
			 O2.2 call: <supplying> such information as it may seek`},
		{`O2 [Expresses|express] deep appreciation to the {group/donors|donors}, and urges {group/ms|Member States} to continue their efforts;`,
			`O2.1 call: <continue> their efforts`},
		// The clause inside a subject is not what is emphasized.
		{`O2 [Emphasizes] that the only way to guarantee that the weapons will never be used again is their elimination;`, ``},
		// Purposes are none, and what is coordinated with them is none.
		{`O3 [Urges] {group/ms|Member States} to strengthen border controls in order to prevent the movement of terrorists and counter the financing of terrorism;`,
			`O3.1 call: <strengthen> border controls in order to prevent the movement of terrorists and counter the financing of terrorism`},
		{`O3 [Urges] {group/ms|Member States} to adopt laws aimed at preventing recruitment and combating incitement, and to enforce them;`,
			`O3.1 call: <adopt> laws aimed at preventing recruitment and combating incitement
			 O3.2 call: <enforce> them`},
		// Nouns and gerunds.
		{`O4 [Calls for] the full and effective implementation of {res/1325|resolution 1325 (2000)} and an immediate end to the fighting;`,
			`O4.1 call: full and effective <implementation> of resolution 1325 (2000)
			 O4.2 call: immediate <end> to the fighting`},
		{`O4 [Emphasizes] the importance of enhancing cooperation among {group/ms|Member States}, strengthening capacities and promoting the rule of law;`,
			`O4.1 importance: <enhancing> cooperation among Member States
			 O4.2 importance: <strengthening> capacities
			 O4.3 importance: <promoting> the rule of law`},
		{`O4 [Stresses] the need for {group/all|States} to investigate and prosecute those responsible, and the importance of protecting victims;`,
			`O4.1 need: <investigate> and prosecute those responsible
			 O4.2 need: <prosecute> those responsible
			 O4.3 importance: <protecting> victims`},
		{`O4 [Expresses] its readiness to consider further measures and its determination to ensure full compliance with its decisions;`,
			`O4.1 willingness: <consider> further measures
			 O4.2 commitment: <ensure> full compliance with its decisions`},
		{`O4 [Underlines] that it is essential to address the root causes of conflict and to promote reconciliation;`,
			`O4.1 need: <address> the root causes of conflict
			 O4.2 need: <promote> reconciliation`},
		// Parts, manner, conditions.
		{`O5 [Encourages] {group/ms|Member States} to improve access to justice, including by training judges, building courts and providing legal aid, while respecting {norm/hr|human rights law};`,
			`O5.1 encouragement: <improve> access to justice
			 O5.2 encouragement: <training> judges
			 O5.3 encouragement: <building> courts
			 O5.4 encouragement: <providing> legal aid`},
		{`O5 [Support] the development of regional networks, ensuring the protection of personal data.`,
			`O5.1 support: <development> of regional networks
			 O5.2 support: <ensuring> the protection of personal data`},
		// What is only noted, welcomed or recalled is no undertaking.
		{`O6 [Welcomes] the efforts of the {org/au|African Union} to mediate between the parties;`, ``},
		{`O6 [Notes] that the {org/c|Committee} will continue to review the matter;`, ``},
		{`O6 [Thanks] the {gov/x|Government of X} for hosting the meeting;`, ``},
		// A verb whose addressees stand behind "upon" or are commanded; a pronoun; an object that two verbs share.
		{`O6 [Orders|order] the {gov/x|Governments} concerned, pursuant to {doc/c|the Charter}, to desist from military action and to issue orders;`,
			`O6.1 demand: <desist> from military action
			 O6.2 demand: <issue> orders`},
		{`O6 [Urges] upon the {group/parties|parties} that they continue conversations;`, `O6.1 call: <continue> conversations`},
		{`O6 [Invites|invite] all {group/s|stakeholders} to contribute to and support the Day;`,
			`O6.1 encouragement: <contribute> to and support the Day
			 O6.2 encouragement: <support> the Day`},
		// Another verb of the speaker goes on behind a purpose; gerunds of a purpose do not.
		{`O6 We will cooperate to meet the needs of the vulnerable and will encourage investment.`,
			`O6.1 commitment: <cooperate> to meet the needs of the vulnerable
			 O6.2 commitment: <encourage> investment`},
		{`O6 [Invites|invite] {group/ms|Member States} to observe the Day as a way of promoting health, raising awareness and supporting research;`,
			`O6.1 encouragement: <observe> the Day as a way of promoting health, raising awareness and supporting research`},
		{`O6 We remain committed to improving lives, and to creating a future for all.`,
			`O6.1 commitment: <improving> lives
			 O6.2 commitment: <creating> a future for all`},
		{`O6 We will help {state/ua|Ukraine} repair, restore and defend its infrastructure.`,
			`O6.1 commitment: <help> Ukraine repair, restore and defend its infrastructure`},
		// What is asked for, demanded or decided again.
		{`O6 [Renews] its request to the {role/sg|Secretary-General} to report, and [reiterates] its demand, in resolution 1 (1946), that all {group/p|parties} shall leave;`,
			`O6.1 request: <report>
			 O6.2 demand: <leave>`},
		{`O6 [Reaffirms] its call upon all {group/s|States} to disarm and its commitment to help;`,
			`O6.1 call: <disarm>
			 O6.2 commitment: <help>`},
		// Sentences that say by themselves what is to be done. What others will do is a forecast.
		{`O6 The {role/sg|Secretary-General} must furnish staff. The war must end. Our ministers will meet each year. The region will grow.`,
			`O6.1 need: <furnish> staff
			 O6.2 need: <end>
			 O6.3 commitment: <meet> each year`},
		{"C The {org/unsc|Security Council},\nO1 The {org/c|Commission} shall be entitled to travel.", `O1.1 decision: <be entitled> to travel`},
		{`O6 We [continue] to encourage {state/cn|China} to uphold its commitments.`, `O6.1 encouragement: <uphold> its commitments`},
		{`O6 We [recognize] the importance of the {doc/t|Treaty} and will increase our efforts.`, `O6.1 commitment: <increase> our efforts`},
		{`O6 [Demands] that all {group/p|parties} stop the fighting, respect immediately the cease-fire, and cooperate fully;`,
			`O6.1 demand: <stop> the fighting
			 O6.2 demand: <respect> immediately the cease-fire
			 O6.3 demand: <cooperate> fully`},
		{`O6 [Requests|request] the administering Power to cooperate, and in this regard [requests] the {role/sg|Secretary-General} to report;`,
			`O6.1 request: <cooperate>
			 O6.2 request: <report>`},
		{"O6 [Urges] {group/ms|Member States}:\nO6-a To act;", `O6-a.1 call: <act>`},
		{`O6 We are committed to further exploring cooperation.`, `O6.1 commitment: further <exploring> cooperation`},
		{`O6 We [pledge] to respond to the pandemic, combat climate change, and address shared challenges.`,
			`O6.1 commitment: <respond> to the pandemic
			 O6.2 commitment: <combat> climate change
			 O6.3 commitment: <address> shared challenges`},
		{`O6 [Decides] to send a commission to Angola in order to evaluate the damage and to report to the Council;`,
			`O6.1 decision: <send> a commission to Angola in order to evaluate the damage and to report to the Council`},
		{`O6 [Demands] that {state/za|South Africa} cease all acts against that State and scrupulously respect the sovereignty of Angola;`,
			`O6.1 demand: <cease> all acts against that State
			 O6.2 demand: scrupulously <respect> the sovereignty of Angola`},
		{"O6 [Urges] the {gov/x|Government} to act;\nO6-a Reach a settlement;", `O6.1 call: <act>
			 O6-a.1 call: <Reach> a settlement`},
		{`O6 We [acknowledge] the {doc/p|Plan}, and are committed to bringing benefit, and intend to work together.`,
			`O6.1 commitment: <bringing> benefit
			 O6.2 willingness: <work> together`},
		{`O6 [Demands] that {state/iq|Iraq} comply, and decides, while maintaining its decisions, to allow it one opportunity;`,
			`O6.1 demand: <comply>
			 O6.2 decision: <allow> it one opportunity`},
		{`O6 [Encourages] policy development and investment in all countries to mobilize finance; [expects|expect] technology suppliers to help;`,
			`O6.1 encouragement: policy <development> and investment in all countries to mobilize finance
			 O6.2 encouragement: <investment> in all countries to mobilize finance
			 O6.3 call: <help>`},
		// A stance towards a thing that is no act.
		{`O6 We are committed to our shared values. We [support] the {doc/p|Plan}.`, ``},
		// The speakers in the third person.
		{`O6 {state/es|Spain} and the {state/us|United States} are steadfastly committed to defending democracy. In this light, they intend to hold meetings.`,
			`O6.1 commitment: <defending> democracy
			 O6.2 willingness: <hold> meetings`},
		// Leaders' declarations.
		{`O7 We will strengthen our supply chains and promote investment. We are determined to act together.`,
			`O7.1 commitment: <strengthen> our supply chains
			 O7.2 commitment: <promote> investment
			 O7.3 commitment: <act> together`},
		{`O7 We [commit] to reducing emissions and phasing out inefficient subsidies.`,
			`O7.1 commitment: <reducing> emissions
			 O7.2 commitment: <phasing> out inefficient subsidies`},
		// Lists below an opening.
		{"O8 [Decides] that all {group/all|States} shall:\nO8-a Deny permission to any aircraft to take off;\nO8-b Significantly reduce the staff at missions and restrict or control their movement;",
			`O8-a.1 decision: <Deny> permission to any aircraft to take off
			 O8-b.1 decision: Significantly <reduce> the staff at missions
			 O8-b.2 decision: <restrict> or control their movement
			 O8-b.3 decision: <control> their movement`},
		{"C Hereby [decide] to:\nO1 Support the development of digital infrastructure; and promote networks, as well as exchange views on standards;\nO2 Explore cooperation on trade. Explore solutions.",
			`O1.1 commitment: <Support> the development of digital infrastructure
			 O1.2 commitment: <promote> networks
			 O1.3 commitment: <exchange> views on standards
			 O2.1 commitment: <Explore> cooperation on trade
			 O2.2 commitment: <Explore> solutions`},
		// The request of a letter.
		{`L2 I [should be grateful if you would|request] circulate the present letter as a document of the {org/unga|General Assembly}.`,
			`L2.1 request: <circulate> the present letter as a document of the General Assembly`},
	} {
		if diff := cmp.Diff(want(tt.want), actLines(sketch(t, tt.text))); diff != "" {
			t.Errorf("%s\n(-want +got):\n%s", tt.text, diff)
		}
	}
}
