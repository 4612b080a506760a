package main

import (
	"fmt"
	"sync/atomic"
	"time"

	"danvankheo/internal/registry"
)

// demoHour is the hour at which the day of -today begins.
const demoHour = 9 * time.Hour

// demoClock is the clock of a demo on a fixed day. It is stopped at 09:00 in the
// province while the demo is filled, so that two fills give the same moments, and
// runs as fast as the machine's from the moment the site answers: sessions and
// throttles need a clock that runs. The offset is monotonic, so that setting the
// machine's clock does not move it. Only what the database keeps and pages show
// goes by it; logs, metrics, caches, sweeps of files and backups concern the
// machine and keep the machine's time.
type demoClock struct {
	start time.Time
	began atomic.Pointer[time.Time] // nil: it is stopped
}

// newDemoClock reads a day written YYYY-MM-DD. Without one, or without a demo, it
// gives no clock.
func newDemoClock(today string, demo bool) (*demoClock, error) {
	if today == "" {
		return nil, nil
	}
	if !demo {
		return nil, usageError{"-today fixes the clock of a demo and of nothing else: use it with -demo"}
	}
	day, err := time.ParseInLocation(time.DateOnly, today, registry.Zone)
	if err != nil {
		return nil, usageError{fmt.Sprintf("-today %q: want a day such as 2026-10-15", today)}
	}
	return &demoClock{start: day.Add(demoHour)}, nil
}

// run lets the clock run from its hour on.
func (c *demoClock) run() {
	now := time.Now()
	c.began.CompareAndSwap(nil, &now)
}

func (c *demoClock) now() time.Time {
	began := c.began.Load()
	if began == nil {
		return c.start
	}
	return c.start.Add(time.Since(*began))
}
