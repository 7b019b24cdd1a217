package format

import "strings"

// reference is an IRI reference cut into its components (RFC 3986, appendix B). A component that is there
// keeps the character that marks it, so that an empty one is not an absent one.
type reference struct {
	scheme    string // with ":" behind
	authority string // with "//" before
	path      string
	query     string // with "?" before
	fragment  string // with "#" before
}

func splitReference(s string) (r reference) {
	if i := strings.IndexByte(s, '#'); i >= 0 {
		s, r.fragment = s[:i], s[i:]
	}
	if i := strings.IndexByte(s, '?'); i >= 0 {
		s, r.query = s[:i], s[i:]
	}
	if n := schemeLength(s); n > 0 {
		r.scheme, s = s[:n], s[n:]
	}
	if strings.HasPrefix(s, "//") {
		n := strings.IndexByte(s[2:], '/')
		if n < 0 {
			n = len(s) - 2
		}
		r.authority, s = s[:n+2], s[n+2:]
	}
	r.path = s
	return r
}

// schemeLength returns the length of the scheme that s begins with, with its colon; 0 when there is none.
func schemeLength(s string) int {
	n := 0
	for n < len(s) && classes[s[n]]&schemeByte != 0 {
		n++
	}
	if n == 0 || n == len(s) || s[n] != ':' || !isLetter(s[0]) {
		return 0
	}
	return n + 1
}

// resolve returns what ref means where base is the base IRI (RFC 3986, section 5.2, strict). An absolute ref
// stays as it is, dots in its path too: Turtle resolves relative references only.
func (base *reference) resolve(ref string) string {
	r := splitReference(ref)
	switch {
	case r.scheme != "":
		return ref
	case r.authority != "":
		r.path = removeDots(r.path)
	case r.path == "":
		r.authority, r.path = base.authority, base.path
		if r.query == "" {
			r.query = base.query
		}
	default:
		if r.path[0] != '/' {
			r.path = base.merge(r.path)
		}
		r.authority, r.path = base.authority, removeDots(r.path)
	}
	return base.scheme + r.authority + r.path + r.query + r.fragment
}

// merge is section 5.2.3.
func (base *reference) merge(path string) string {
	if base.authority != "" && base.path == "" {
		return "/" + path
	}
	return base.path[:strings.LastIndexByte(base.path, '/')+1] + path
}

// removeDots is section 5.2.4.
func removeDots(in string) string {
	if !strings.Contains(in, ".") {
		return in
	}
	out := make([]byte, 0, len(in))
	for in != "" {
		switch {
		case strings.HasPrefix(in, "../"):
			in = in[3:]
		case strings.HasPrefix(in, "./"):
			in = in[2:]
		case strings.HasPrefix(in, "/./"):
			in = in[2:]
		case in == "/.":
			in = "/"
		case strings.HasPrefix(in, "/../"):
			in, out = in[3:], withoutSegment(out)
		case in == "/..":
			in, out = "/", withoutSegment(out)
		case in == "." || in == "..":
			in = ""
		default:
			n := strings.IndexByte(in[1:], '/') + 1
			if n == 0 {
				n = len(in)
			}
			in, out = in[n:], append(out, in[:n]...)
		}
	}
	return string(out)
}

// withoutSegment returns path without its last segment and the slash before it.
func withoutSegment(path []byte) []byte {
	for len(path) > 0 {
		c := path[len(path)-1]
		path = path[:len(path)-1]
		if c == '/' {
			break
		}
	}
	return path
}
