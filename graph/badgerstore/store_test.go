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
func open(t testing.TB) (graph.Store, func() graph.Store) { return openWith(t, Options{}) }

// openSmall opens stores whose updates spill their segments after a few quads and write generations after some dozens.
func openSmall(t testing.TB) (graph.Store, func() graph.Store) {
	return openWith(t, Options{segment: 30_000, logged: 40})
}

func openWith(t testing.TB, opt Options) (graph.Store, func() graph.Store) {
	dir := filepath.Join(t.TempDir(), "concord.db")
	opt.Create = true
	again := func() graph.Store {
		s, err := Open(dir, &opt)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = s.Close() })
		return s
	}
	return again(), again
}

func TestStore(t *testing.T) { graphtest.Run(t, open) }

// TestStoreSpilling: an Update that is written as a generation answers as one that is logged does.
func TestStoreSpilling(t *testing.T) { graphtest.Run(t, openSmall) }

func TestDifferential(t *testing.T) { graphtest.Differential(t, open, openNaive) }

func TestDifferentialSpilling(t *testing.T) { graphtest.Differential(t, openSmall, openNaive) }

func openNaive(testing.TB) (graph.Store, func() graph.Store) { return memstore.New(), nil }
