package badgerstore

import (
	"os"
	"path/filepath"
	"testing"

	"go.uber.org/goleak"

	"concord/graph"
	"concord/graph/graphtest"
	"concord/graph/memstore"
)

func TestMain(m *testing.M) {
	if os.Getenv(childEnv) != "" {
		child()
		return
	}
	goleak.VerifyTestMain(m)
}

// open is a graphtest.Opener.
func open(t testing.TB) (graph.Store, func() graph.Store) {
	dir := filepath.Join(t.TempDir(), "concord.db")
	again := func() graph.Store {
		s, err := Open(dir, &Options{Create: true})
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = s.Close() })
		return s
	}
	return again(), again
}

func TestStore(t *testing.T) { graphtest.Run(t, open) }

func TestDifferential(t *testing.T) {
	graphtest.Differential(t, open, func(testing.TB) (graph.Store, func() graph.Store) { return memstore.New(), nil })
}
