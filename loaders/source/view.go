package source

// View is a passage made readable: markup and page breaks are gone and white space is one space, and every
// byte of Text knows where in the source it stands.
type View struct {
	Text string
	runs []run // ascending in view and in src; between runs the source holds what the view left out
}

// run says that View.Text[view:view+n] is Content[src:src+n], or, when a folded white space, one space
// that stands for Content[src:src+n].
type run struct{ view, src, n int }
