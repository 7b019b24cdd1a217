package loaders

import (
	"testing"

	"concord/loaders/source"
)

// FuzzRead reads whatever is text: nothing panics, and every quote and mention is in the text, which Read
// itself checks and reports.
func FuzzRead(f *testing.F) {
	for _, t := range dushanbe(f) {
		f.Add(t.Content[:2000])
	}
	f.Add("Lima Declaration\n\nWe, the States,\n\nRecalling its resolutions 1373 (2001) of 28 September 2001 and 60/288,\n\n1. Decides that all States, including the Republic of Peru, shall:\n\n(a) act;\n")
	f.Add("Letter dated 7 May 2018 from the Permanent Mission of Chile to the United Nations\n\n(Signed) A **B**\n\nAnnex\n\n[Original: Russian]\n")
	f.Add("© 2024 Ministry\n* Reissued for technical reasons on 30 May 2018.\n")
	f.Fuzz(func(t *testing.T, content string) {
		text, err := source.Decode("f", "f.md", []byte(content), nil)
		if err != nil {
			return
		}
		if _, err := Read(text, nil); err != nil {
			t.Error(err)
		}
	})
}
