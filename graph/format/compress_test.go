package format

import (
	"bytes"
	"errors"
	"io"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"
)

// pack compresses text with each of the compressions.
func pack(t *testing.T, text string) map[string][]byte {
	t.Helper()
	var gz bytes.Buffer
	w := gzip.NewWriter(&gz)
	if _, err := io.WriteString(w, text); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	z, err := zstd.NewWriter(nil)
	if err != nil {
		t.Fatal(err)
	}
	defer z.Close()
	return map[string][]byte{".gz": gz.Bytes(), ".zst": z.EncodeAll([]byte(text), nil)}
}

func unpack(name string, data []byte) (string, error) {
	r, err := Decompress(name, io.NopCloser(bytes.NewReader(data)))
	if err != nil {
		return "", err
	}
	text, err := io.ReadAll(r)
	if err := r.Close(); err != nil {
		return "", err
	}
	return string(text), err
}

func TestDecompress(t *testing.T) {
	text := strings.Repeat("<a:s> <a:p> <a:o> .\n", 5000)
	for extension, data := range pack(t, text) {
		for _, name := range []string{"a.nq" + extension, "-", "a.nq" + strings.ToUpper(extension)} {
			if got, err := unpack(name, data); err != nil || got != text {
				t.Errorf("%s: %d bytes, %v", name, len(got), err)
			}
		}
		if got, err := unpack("a"+extension, bytes.Repeat(data, 2)); err != nil || got != text+text {
			t.Errorf("%s, two together: %d bytes, %v", extension, len(got), err)
		}
		for n := range data {
			if _, err := unpack("a"+extension, data[:n]); !errors.Is(err, ErrCompressed) || !strings.Contains(err.Error(), "cut off") {
				t.Errorf("%s, %d of %d bytes: %v", extension, n, len(data), err)
			}
		}
		damaged := bytes.Clone(data)
		damaged[len(data)/2] ^= 4
		for what, data := range map[string][]byte{"damaged": damaged, "plain": []byte(text), "more behind": append(bytes.Clone(data), text...)} {
			if _, err := unpack("a"+extension, data); !errors.Is(err, ErrCompressed) {
				t.Errorf("%s, %s: %v", extension, what, err)
			}
		}
		broken := errors.New("broken pipe")
		r, err := Decompress("a"+extension, io.NopCloser(io.MultiReader(bytes.NewReader(data[:20]), iotest.ErrReader(broken))))
		if err == nil {
			_, err = io.ReadAll(r)
		}
		if !errors.Is(err, broken) || errors.Is(err, ErrCompressed) {
			t.Errorf("%s, a file that cannot be read: %v", extension, err)
		}
	}
	for _, text := range []string{text, ""} {
		if got, err := unpack("a.nq", []byte(text)); err != nil || got != text {
			t.Errorf("a file that is not compressed: %d bytes, %v", len(got), err)
		}
	}
}

func TestUncompressed(t *testing.T) {
	for file, want := range map[string]string{"a.nq.gz": "a.nq", "A.NT.ZST": "A.NT", "a.ttl": "a.ttl", ".gz": ""} {
		if got := Uncompressed(file); got != want {
			t.Errorf("Uncompressed(%q) = %q", file, got)
		}
	}
}
