package badgerstore

import (
	"context"
	"fmt"
	"log/slog"
	"strings"

	badger "github.com/dgraph-io/badger/v4"
	"github.com/dgraph-io/badger/v4/options"
)

// The streams of a generation; the orders have their own numbers 1 to 6.
const (
	termStream   = 10
	longStream   = 11
	prefixStream = 12
	graphStream  = 13
)

const (
	// flushBytes is how much is handed to Badger at once.
	flushBytes = 1 << 20
	// minTable and maxTable bound the size of a table. Badger clears twice a table in memory for each stream,
	// which is most of the time a small commit takes, and maps each table, of which there should be few.
	minTable = 1 << 20
	maxTable = 8 << 20
	// slack is what Badger's own files take beside the data.
	slack = 2 << 20
)

// badgerOptions are the options for writing and reading a generation.
func badgerOptions(path string, log *slog.Logger) badger.Options {
	opt := badger.DefaultOptions(path)
	opt.Logger = logger{log}
	// Blocks are packed already. Without compression Badger needs no block cache and reads from the mapped file.
	opt.Compression = options.None
	opt.BlockCacheSize = 0
	opt.BlockSize = 16 << 10
	// The memtable and the value log stay empty, but Badger maps them: values are below ValueThreshold, which
	// has to be below a seventh of the memtable.
	opt.ValueThreshold = 512 << 10
	opt.MemTableSize = 4 << 20
	opt.ValueLogFileSize = 1 << 20
	opt.NumMemtables = 1
	opt.NumCompactors = 0 // one write in order leaves nothing to compact
	opt.MetricsEnabled = false
	opt.DetectConflicts = false
	// LOCK and READERS keep writers and readers apart, also where the folder cannot be written.
	opt.BypassLockGuard = true
	return opt
}

// logger gives Badger's messages to a slog.Logger: what Badger tells of itself is of interest when debugging.
type logger struct{ log *slog.Logger }

func (l logger) Errorf(format string, args ...any)   { l.print(slog.LevelError, format, args) }
func (l logger) Warningf(format string, args ...any) { l.print(slog.LevelWarn, format, args) }
func (l logger) Infof(format string, args ...any)    { l.print(slog.LevelDebug, format, args) }
func (l logger) Debugf(format string, args ...any)   { l.print(slog.LevelDebug, format, args) }

func (l logger) print(level slog.Level, format string, args []any) {
	if l.log != nil {
		l.log.Log(context.Background(), level, "badger", "message", strings.TrimSpace(fmt.Sprintf(format, args...)))
	}
}
