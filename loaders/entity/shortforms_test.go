package entity_test

import (
	"slices"
	"testing"
)

// A short form goes on standing for what it stood for, unless the passage before names something else; one that
// says itself which it is, and one that several things fit, stand for nothing.
func TestShortForms(t *testing.T) {
	const head = "The General Assembly,\nRecalling its resolution 60/288,\n"
	for _, c := range []struct{ text, block, want string }{
		{`Recalling the Convention on the Law of Lamps, hereinafter referred to as “the Convention”,
1. Recalls the Convention on Candles;
2. Welcomes the progress made;
3. Urges States to abide by the Convention;`, "O3", "doc/convention-on-the-law-of-lamps <- Convention"},
		{`Recalling the Convention on the Law of Lamps, and urging States to abide by the Convention,
Noting the Convention on Candles,
1. Welcomes the progress made;
2. Urges States to abide by the Convention;`, "O2", "doc/convention-on-the-law-of-lamps <- Convention"},
		{`Recalling the Convention on the Law of Lamps,
1. Recalls the Convention on Candles;
2. Urges States to abide by the Convention;`, "O2", "doc/convention-on-candles <- Convention"},
		{`Recalling the Convention on Candles,
1. Welcomes the progress made;
2. Welcomes the progress made;
3. Urges States to abide by this Convention;`, "O3", " <- Convention"},
		{`Recalling the Convention on the Rights of Persons with Disabilities and the Optional Protocol thereto,
1. Urges States to ratify the Optional Protocol;`, "O1", "doc/crpd-op <- Optional Protocol"},
		{`Recalling the Declaration on Lamps,
1. Recalls the Declaration Against Darkness in Small Museums;`, "O1", " <- Declaration"},
		{`Noting the work of the Food and Agriculture Organization of the United Nations,
1. Invites the Organization to report;`, "O1", "org/fao <- Organization"},
	} {
		d, r := read(t, "draft", "draft.txt", head+c.text)
		if got := named(d, r, c.block); !slices.Contains(got, c.want) {
			t.Errorf("%s\n%s: %q, want %q", c.text, c.block, got, c.want)
		}
	}
}
