package source

import (
	"encoding/binary"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf16"
	"unicode/utf8"
)

func inUTF16(s string, order binary.AppendByteOrder) []byte {
	var out []byte
	for _, u := range utf16.Encode([]rune(s)) {
		out = order.AppendUint16(out, u)
	}
	return out
}

func TestDecode(t *testing.T) {
	tests := []struct {
		file, data, encoding, media, content string
	}{
		{"a.txt", "# plain", "", Plain, "# plain"},
		{"a.md", "plain", "", Markdown, "plain"},
		{"a", "# A heading\n", "", Markdown, "# A heading\n"},
		{"a", "1. Recalls", "", Plain, "1. Recalls"},
		{"a.txt", "\ufeffNoting", "", Plain, "\ufeffNoting"},
		{"a.txt", string(inUTF16("\ufeffNotant 𝔸", binary.LittleEndian)), "", Plain, "\ufeffNotant 𝔸"},
		{"a.txt", string(inUTF16("\ufeffé", binary.BigEndian)), "", Plain, "\ufeffé"},
		{"a.txt", string(inUTF16("é", binary.BigEndian)), "UTF-16BE", Plain, "é"},
		{"a.txt", "Charg\xe9 d\x92affaires", "windows-1252", Plain, "Chargé d’affaires"},
		{"a.txt", "\xcf\xf0\xe8", "windows-1251", Plain, "При"},
		{"a.txt", "\x93\xfa\x96\x7b", "shift_jis", Plain, "日本"},
	}
	for _, tt := range tests {
		got, err := Decode("v", "dir/"+tt.file, []byte(tt.data), &Options{Encoding: tt.encoding})
		if err != nil {
			t.Errorf("Decode(%q): %v", tt.data, err)
			continue
		}
		if got.MediaType != tt.media || got.Content != tt.content || got.FileName != tt.file || got.Name != "v" {
			t.Errorf("Decode(%s, %q) = %s %q", tt.file, tt.data, got.MediaType, got.Content)
		}
		checkOriginal(t, got, []byte(tt.data))
	}
}

// checkOriginal tests that every code point of a text is found in the bytes of the file, and that a text
// kept and restored is the same.
func checkOriginal(t *testing.T, text *Text, data []byte) {
	t.Helper()
	kept, err := Restore(text.Name, text.FileName, text.MediaType, text.SHA256, text.Content, text.Encoding())
	if err != nil {
		t.Fatal(err)
	}
	end := 0
	for i, r := range text.Content {
		s := Span{i, i + utf8.RuneLen(r)}
		o := text.Original(s)
		if o.Start != end || o.End > len(data) || kept.Original(s) != o {
			t.Fatalf("Original(%v) of %q = %v after %d, restored %v", s, text.Content, o, end, kept.Original(s))
		}
		if got, _, err := decodeText("", append([]byte("x\nx")[:0], data[o.Start:o.End]...), cmpEncoding(text)); err == nil && got != string(r) {
			t.Fatalf("bytes at %v decode to %q, want %q", o, got, r)
		}
		end = o.End
	}
	if end != len(data) {
		t.Fatalf("the text %q ends at byte %d of %d", text.Content, end, len(data))
	}
}

func cmpEncoding(t *Text) string {
	if t.encoding == "" {
		return "utf-8"
	}
	return t.encoding
}

func TestDecodeErrors(t *testing.T) {
	tests := []struct {
		file, data string
		opts       *Options
		reason     error
		want, hint string
	}{
		{"a.txt", "one\ntw\u00f6 \xff", nil, ErrEncoding, "a.txt:2:5: byte 0xFF is no UTF-8", "--encoding"},
		{"a.txt", "ab\x00c", nil, ErrBinary, "a.txt:1:3: a binary file, not a text (control character U+0000)", ""},
		{"a.txt", "N\x00o\x00t\x00", nil, ErrBinary, "a.txt:1:2: a binary file", "--encoding utf-16le"},
		{"a.md", "", nil, ErrEmpty, "a.md: the file holds no text", ""},
		{"a.md", "\ufeff \n\t\u00a0", nil, ErrEmpty, "a.md: the file holds no text", ""},
		{"a.txt", "%PDF-1.7", nil, ErrUnsupported, "a.txt: PDF files are not read yet", "plain text"},
		{"a.html", "x", nil, ErrUnsupported, "a.html: HTML files are not read yet", "plain text"},
		{"a.txt", "\n<!DOCTYPE html>", nil, ErrUnsupported, "a.txt: HTML files are not read yet", ""},
		{"a.docx", "PK\x03\x04 [Content_Types].xml", nil, ErrUnsupported, "a.docx: word processor files are not read yet", ""},
		{"a.zip", "PK\x03\x04", nil, ErrBinary, "a.zip: a ZIP archive, not a text", ""},
		{"a.txt", "\x89PNG\r\n", nil, ErrBinary, "a.txt: an image, not a text", ""},
		{"a.txt", "abc", &Options{MaxSize: 2}, ErrTooLarge, "a.txt: 3 bytes, more than the 2 that are read", "--max-size"},
		{"a.txt", "abc", &Options{Encoding: "klingon"}, ErrEncoding, `a.txt: encoding "klingon": not a known encoding`, "--encoding"},
		{"a.txt", "abc", &Options{Encoding: "iso-2022-jp"}, ErrEncoding, "a.txt: encoding", ""},
		{"a.txt", "\xff\xfea\x00\x00\xd8b\x00", nil, ErrEncoding, "a.txt:1:2: bytes that are no text in this encoding", ""},
		{"a.txt", "\xff\xfea\x00b", nil, ErrEncoding, "a.txt:1:2: ", ""},
		{"a.txt", "\x93\xfa\x96", &Options{Encoding: "shift_jis"}, ErrEncoding, "a.txt:1:2: ", ""},
	}
	for _, tt := range tests {
		_, err := Decode("v", tt.file, []byte(tt.data), tt.opts)
		var e *Error
		if !errors.As(err, &e) || !errors.Is(err, tt.reason) || !strings.HasPrefix(err.Error(), tt.want) || !strings.Contains(e.Hint, tt.hint) {
			t.Errorf("Decode(%s, %q) error = %v (%+v), want %q, hint %q", tt.file, tt.data, err, e, tt.want, tt.hint)
		}
	}
}

func TestPosition(t *testing.T) {
	text, err := Decode("v", "a.txt", []byte("Déjà\r\nvu\rthree\n"+strings.Repeat("line é\n", 1000)), nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct{ offset, line, column int }{
		{0, 1, 1}, {1, 1, 2}, {2, 1, 2}, {3, 1, 3}, {8, 2, 1}, {10, 2, 3}, {11, 3, 1}, {17, 4, 1}, {17 + 8*999 + 5, 1003, 6},
		{len(text.Content), 1004, 1}, {len(text.Content) + 9, 1004, 1}, {-1, 1, 1},
	} {
		if l, c := text.Position(tt.offset); l != tt.line || c != tt.column {
			t.Errorf("Position(%d) = %d:%d, want %d:%d", tt.offset, l, c, tt.line, tt.column)
		}
	}
	for i := range text.Content {
		want := utf8.RuneCountInString(text.Content[:i])
		if got, _ := text.CodePoints(Span{i, i}); got != want {
			t.Fatalf("CodePoints(%d) = %d, want %d", i, got, want)
		}
	}
}

// TestPositionByteOrderMark: an editor shows no column for a byte order mark.
func TestPositionByteOrderMark(t *testing.T) {
	for _, data := range []string{"\xef\xbb\xbfWe\nrecall", "\xff\xfeW\x00e\x00"} {
		text, err := Decode("x", "x.txt", []byte(data), nil)
		if err != nil {
			t.Fatal(err)
		}
		if l, c := text.Position(strings.Index(text.Content, "e")); l != 1 || c != 2 {
			t.Errorf("%q: e is at %d:%d, want 1:2", data, l, c)
		}
	}
}

func TestVersionName(t *testing.T) {
	for _, tt := range []struct{ path, want string }{
		{"docs/un.md", "un"},
		{"Joint Statement (final).v2.txt", "Joint-Statement-final-.v2"},
		{"de\u0301claration.txt", "d\u00e9claration"},
		{"Душанбе 2018.txt", "Душанбе-2018"},
		{".md", ".md"},
		{"a<b>\"c.txt", "a-b-c"},
		{"noext", "noext"},
	} {
		if got := VersionName(tt.path); got != tt.want {
			t.Errorf("VersionName(%q) = %q, want %q", tt.path, got, tt.want)
		}
	}
}

func TestSeeds(t *testing.T) {
	for file, media := range map[string]string{"mia.txt": Plain, "un.md": Markdown} {
		data, err := os.ReadFile(filepath.Join("..", "..", "docs", "dushanbe", file))
		if err != nil {
			t.Fatal(err)
		}
		text, err := Decode("v", file, data, nil)
		if err != nil || text.MediaType != media || text.Content != string(data) {
			t.Errorf("Decode(%s) = %v, %v", file, text.MediaType, err)
		}
	}
}

func FuzzDecode(f *testing.F) {
	f.Add([]byte("Noting *with* concern"), "")
	f.Add(inUTF16("\ufeffa 𝔸", binary.LittleEndian), "")
	f.Add([]byte("Charg\xe9"), "windows-1252")
	f.Add([]byte("\x93\xfa\x96\x7b"), "shift_jis")
	f.Add([]byte("\x84\x31\xa4\x37\xd2\xbb"), "gb18030")
	f.Fuzz(func(t *testing.T, data []byte, encoding string) {
		text, err := Decode("v", "a", data, &Options{Encoding: encoding, MaxSize: 1 << 12})
		if err != nil {
			var e *Error
			if !errors.As(err, &e) {
				t.Fatalf("error %v of type %T", err, err)
			}
			return
		}
		if !utf8.ValidString(text.Content) || !visible(text.Content) {
			t.Fatalf("content %q", text.Content)
		}
		checkOriginal(t, text, data)
	})
}
