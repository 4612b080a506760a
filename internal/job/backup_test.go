package job_test

import (
	"context"
	"log/slog"
	"os"
	"path/filepath"
	"testing"
	"time"

	"danvankheo/internal/backup"
	"danvankheo/internal/job"
	"danvankheo/internal/registry"
	"danvankheo/internal/testkit"
)

// at is an hour of one day in the province.
func at(day, hour, minute int) time.Time {
	return time.Date(2026, 3, day, hour, minute, 0, 0, registry.Zone)
}

func TestNightlyIsDue(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name      string
		last, now time.Time
		want      time.Time
	}{
		{"never made", time.Time{}, at(10, 15, 0), at(10, 15, 0)},
		{"made last night", at(10, 1, 30), at(10, 15, 0), at(11, 1, 30)},
		{"made by hand in the evening", at(9, 22, 0), at(9, 23, 0), at(10, 1, 30)},
		{"before the hour", at(9, 1, 30), at(10, 0, 30), at(10, 1, 30)},
		{"a night was missed", at(8, 1, 30), at(10, 15, 0), at(10, 15, 0)},
		{"two nights were missed, before the hour", at(7, 1, 30), at(10, 0, 10), at(10, 0, 10)},
		{"the clock went back", at(20, 1, 30), at(10, 15, 0), at(11, 1, 30)},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			dir := t.TempDir()
			if !tt.last.IsZero() {
				name := tt.last.UTC().Format("danvankheo-20060102T150405Z.zip")
				if err := os.WriteFile(filepath.Join(dir, name), nil, 0o600); err != nil {
					t.Fatal(err)
				}
			}
			n := &job.Nightly{Dir: dir, At: 90 * time.Minute}
			if got := n.Due(tt.now); !got.Equal(tt.want) {
				t.Errorf("Due(%v) = %v, want %v", tt.now, got.In(registry.Zone), tt.want)
			}
		})
	}
}

func TestNightlyBackup(t *testing.T) {
	t.Parallel()
	ctx, db := context.Background(), testkit.DB(t)
	testkit.Fill(t, db, 20)
	n := &job.Nightly{
		DB:     db,
		Dir:    filepath.Join(t.TempDir(), "backups"),
		Policy: backup.DefaultPolicy,
		Log:    slog.New(slog.DiscardHandler),
		Clock:  time.Now,
	}
	if s := n.Standing(); !s.Old || !s.Last.IsZero() {
		t.Errorf("before the first: %+v", s)
	}
	if err := n.Once(ctx); err != nil {
		t.Fatal(err)
	}
	if s := n.Standing(); s.Old || s.Fault != "" || time.Since(s.Last) > time.Minute {
		t.Errorf("after the first: %+v", s)
	}
	if v, err := backup.Verify(ctx, n.Dir); err != nil || v.Entries != 20 {
		t.Errorf("verify: %d entries, %v", v.Entries, err)
	}
	// A folder that cannot be written is a fault that people see.
	if err := os.RemoveAll(n.Dir); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(n.Dir, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := n.Once(ctx); err == nil {
		t.Error("a backup into a file that is no folder went well")
	}
	if s := n.Standing(); s.Fault == "" || !s.Old {
		t.Errorf("after a failure: %+v", s)
	}
}
