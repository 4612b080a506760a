package main

import (
	"errors"
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

func TestTodayIsOfADemoAndADay(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		args []string
		say  string
	}{
		{[]string{"serve", "-today", "2026-10-15"}, "use it with -demo"},
		{[]string{"serve", "-demo", "-today", "15/10/2026"}, "2026-10-15"},
		{[]string{"serve", "-demo", "-today", "2026-02-30"}, "2026-10-15"},
		{[]string{"serve", "-demo", "-today", "2026-10-15T08:00"}, "2026-10-15"},
	} {
		_, err := runIn(t, t.TempDir(), c.args...)
		if !errors.As(err, new(usageError)) || !strings.Contains(err.Error(), c.say) {
			t.Errorf("%v = %v, want wrong usage that says %q", c.args, err, c.say)
		}
	}
}

func TestDemoClockStandsThenRuns(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		c, err := newDemoClock("2026-10-15", true)
		if err != nil {
			t.Fatal(err)
		}
		nine := time.Date(2026, 10, 15, 2, 0, 0, 0, time.UTC) // 09:00 in Vietnam
		time.Sleep(time.Minute)
		if at := c.now(); !at.Equal(nine) {
			t.Errorf("while the demo is filled it is %v, want %v", at, nine)
		}
		c.run()
		time.Sleep(time.Hour)
		c.run() // a second call changes nothing
		if at := c.now(); !at.Equal(nine.Add(time.Hour)) {
			t.Errorf("an hour after the start it is %v, want %v", at, nine.Add(time.Hour))
		}
	})
}

func TestNoDayNoClock(t *testing.T) {
	t.Parallel()
	for _, demo := range []bool{false, true} {
		if c, err := newDemoClock("", demo); c != nil || err != nil {
			t.Errorf("newDemoClock(\"\", %v) = %v, %v, want the machine's clock", demo, c, err)
		}
	}
}
