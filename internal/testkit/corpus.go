package testkit

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"danvankheo/data"
	"danvankheo/internal/edition"
	"danvankheo/internal/registry"
	"danvankheo/internal/sqlite"
)

// reported is what the corpus takes from a row of the reported models.
type reported struct {
	Title    string `json:"title"`
	Summary  string `json:"summary"`
	Approach string `json:"approach"`
	Field    string `json:"field"`
	Outcomes []struct {
		Indicator string  `json:"indicator"`
		Value     float64 `json:"value"`
		Unit      string  `json:"unit"`
	} `json:"outcomes"`
}

func reportedModels(t testing.TB) (list []reported) {
	t.Helper()
	f, err := data.Files.Open("reported_models.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for lines := bufio.NewScanner(f); lines.Scan(); {
		var r reported
		if err := json.Unmarshal(lines.Bytes(), &r); err != nil {
			t.Fatal(err)
		}
		list = append(list, r)
	}
	return list
}

// Fill writes n published entries made of the words of real models, spread over
// units and seasons: always the same for the same n.
func Fill(t testing.TB, db *sqlite.DB, n int) {
	t.Helper()
	models, units := reportedModels(t), Ledger(t).On("2026-01-01", registry.Commune, registry.Ward)
	r := rand.New(rand.NewPCG(uint64(n), 7))
	for done := 0; done < n; {
		err := db.Update(context.Background(), Now, func(tx *sqlite.Tx) error {
			for range min(2000, n-done) {
				e := composed(r, models, units, done)
				done++
				if err := Insert(tx, &e); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
}

// Insert writes a new entry, and seals its edition when it is public.
func Insert(tx *sqlite.Tx, e *registry.Entry) error {
	taken := e.Publication == registry.Removed && !e.PublishedAt.IsZero() // it was public once
	if err := tx.InsertEntry(e, 0, ""); err != nil || !e.Released() && !taken {
		return err
	}
	_, err := tx.Seal(e, edition.Stamp{Name: "Thử nghiệm", Deed: registry.DidEntryPublish.String()})
	return err
}

func composed(r *rand.Rand, models []reported, units []registry.Unit, i int) registry.Entry {
	a, b := models[r.IntN(len(models))], models[r.IntN(len(models))]
	unit := units[r.IntN(len(units))]
	e := registry.Entry{
		Season: registry.Year(
			2017 + r.IntN(10),
		), Unit: unit.Code, Registration: registry.Accepted, Result: registry.Effective, Publication: registry.Published,
		SentAt: Now, AcceptedAt: Now, PublishedAt: Now.Add(-time.Duration(i) * time.Minute),
	}
	c := CompleteContent()
	c.Title = fmt.Sprintf("%s ở thôn %d %s", a.Title, i%97+1, registry.BareName(unit))
	c.Summary, c.Problem, c.Method, c.Field = a.Summary, b.Summary, a.Approach+" "+b.Approach, registry.FieldCode(a.Field)
	c.Outcomes = nil
	for _, o := range a.Outcomes {
		c.Outcomes = append(c.Outcomes, registry.Outcome{Label: o.Indicator, Unit: o.Unit, Actual: registry.AmountOf(o.Value)})
	}
	e.Content = c
	e.Story = registry.Story{Short: a.Summary, Long: a.Summary + "\n\n" + a.Approach + "\n\n" + b.Summary}
	return e
}
