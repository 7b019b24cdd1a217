package badgerstore

import (
	"errors"
	"runtime"
	"sync"
	"sync/atomic"
)

// inParallel calls fn with each number below n, as many at once as there are cores. After an error it begins no further
// calls; it waits for those that run and returns all errors.
func inParallel(n int, fn func(i int) error) error {
	var next atomic.Int64
	var failed atomic.Bool
	errs := make([]error, n)
	var wg sync.WaitGroup
	for range min(n, runtime.GOMAXPROCS(0)) {
		wg.Go(func() {
			for !failed.Load() {
				i := int(next.Add(1)) - 1
				if i >= n {
					return
				}
				if errs[i] = fn(i); errs[i] != nil {
					failed.Store(true)
				}
			}
		})
	}
	wg.Wait()
	return errors.Join(errs...)
}
