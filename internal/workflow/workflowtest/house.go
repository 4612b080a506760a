// Package workflowtest gives the tests of workflow and the packages below it a
// house to work in: every flow on real folders, with a clock that the test moves.
package workflowtest

import (
	"bytes"
	"context"
	"iter"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"danvankheo/data"
	"danvankheo/internal/attachment"
	"danvankheo/internal/exchange"
	"danvankheo/internal/photo"
	"danvankheo/internal/registry"
	"danvankheo/internal/testkit"
	"danvankheo/internal/workflow"
	"danvankheo/internal/workflow/flows"
)

// Clock is a time that a test moves.
type Clock struct {
	mu sync.Mutex
	t  time.Time
}

// Now is the time it shows.
func (c *Clock) Now() time.Time { c.mu.Lock(); defer c.mu.Unlock(); return c.t }

// Move sets it forward.
func (c *Clock) Move(d time.Duration) { c.mu.Lock(); defer c.mu.Unlock(); c.t = c.t.Add(d) }

// Set sets it to a time.
func (c *Clock) Set(t time.Time) { c.mu.Lock(); defer c.mu.Unlock(); c.t = t }

// House is every flow on one database, with an actor of each side.
type House struct {
	*workflow.Flow
	*flows.Set
	Time            *Clock
	Staff, Verifier registry.Actor
}

// New makes a house on folders of its own.
func New(t testing.TB) *House {
	t.Helper()
	db, dir := testkit.DB(t), t.TempDir()
	photos, err := photo.Open(filepath.Join(dir, "photos"), photo.DefaultLimits())
	if err != nil {
		t.Fatal(err)
	}
	files, err := attachment.Open(filepath.Join(dir, "files"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _, _ = photos.Close(), files.Close() })
	c := &Clock{t: testkit.Now}
	set, err := flows.New(context.Background(), db, photos, files, c.Now)
	if err != nil {
		t.Fatal(err)
	}
	return &House{
		set.Flow,
		set,
		c,
		testkit.Staff(t, set.Flow.Ledger(), 1, "07210-202507"),
		registry.Actor{Account: 2, Name: "Thẩm định", Role: registry.Verifier},
	}
}

// Password is that of the accounts that [House.Person] makes.
const Password = "một câu đủ dài 2026"

// Person makes an account with the password.
func (h *House) Person(t *testing.T, email string, role registry.Role, unit registry.UnitCode) registry.AccountID {
	t.Helper()
	id, _, err := h.Account.AddAccount(
		context.Background(),
		registry.System("thử"),
		registry.Account{Email: email, Name: "Nguyễn Thị An", Role: role, Unit: unit},
		Password,
	)
	if err != nil {
		t.Fatal(err)
	}
	return id
}

// Must takes the value of a call that may not fail.
func Must[T any](t *testing.T) func(T, error) T {
	return func(v T, err error) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}

// KindIs checks the kind of an error.
func KindIs(t *testing.T, what string, err error, want registry.ErrorKind) {
	t.Helper()
	if got := registry.KindOf(err); got != want {
		t.Errorf("%s: kind %d (%v), want %d", what, got, err, want)
	}
}

// Rows reads lines of JSON as rows of entries.
func Rows(text string) iter.Seq2[exchange.Row, error] {
	return exchange.Read(bytes.NewReader([]byte(text)), exchange.JSONL, exchange.EntryColumns())
}

// ReportedModels is the file of models that the press reported.
func ReportedModels(t testing.TB) []byte {
	t.Helper()
	text, err := data.Files.ReadFile("reported_models.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	return text
}
