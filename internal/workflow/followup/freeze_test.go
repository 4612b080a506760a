package followup_test

import (
	"context"
	"fmt"
	"slices"
	"testing"
	"time"

	"danvankheo/internal/oversight"
	"danvankheo/internal/registry"
	"danvankheo/internal/sqlite"
)

func TestFreeze(t *testing.T) {
	t.Parallel()
	ctx, h := context.Background(), newHouse(t)
	ids := h.Fill(t, 2026, 8)
	_, err := h.Freeze(ctx, h.Staff, 2026, 0, "", ids[:3])
	kindIs(t, "freeze by a unit", err, registry.Denied)
	_, err = h.Freeze(ctx, h.Verifier, 2026, 0, "", ids[:2])
	if registry.FieldsOf(err).For("examples") == "" {
		t.Errorf("two examples: %v", err)
	}
	_, err = h.Freeze(ctx, h.Verifier, 2026, 0, "", []registry.EntryID{ids[0], ids[1], 999})
	if registry.FieldsOf(err).For("examples") == "" {
		t.Errorf("an example that is none: %v", err)
	}
	snap := must[sqlite.Snapshot](t)
	first := snap(h.Freeze(ctx, h.Verifier, 2026, 0, "", ids[:3]))
	kept := snap(h.DB.Snapshot(ctx, 2026, 0))
	figures := must[oversight.Frozen](t)(kept.Frozen())
	if !kept.Whole() || kept.Hash != first.Hash || kept.Version != 1 || kept.Name != h.Verifier.Name ||
		kept.Query != oversight.QueryVersion ||
		!kept.At.Equal(h.Now()) {
		t.Errorf("kept %+v", kept)
	}
	if n := figures.Count("dang-ky"); n != 8 || len(figures.Models) != 8 || len(figures.Examples) != 3 || figures.Sums[0].Sum != 828 {
		t.Errorf("%d models counted, sums %+v: the press and drafts are none", n, figures.Sums)
	}
	// what changes later leaves the frozen figures and is reported beside them
	e := must[registry.Entry](t)(h.DB.Entry(ctx, ids[7]))
	if err := h.DB.Update(ctx, h.Now(), func(tx *sqlite.Tx) error {
		e.Registration = registry.Withdrawn
		return tx.UpdateEntry(&e)
	}); err != nil {
		t.Fatal(err)
	}
	if err := h.Reload(ctx); err != nil {
		t.Fatal(err)
	}
	now := must[oversight.Frozen](t)(h.Figures(ctx, h.Verifier, 2026))
	again := must[oversight.Frozen](t)(snap(h.DB.Snapshot(ctx, 2026, 1)).Frozen())
	changes := oversight.Changes(&again, &now)
	if again.Count("dang-ky") != 8 || now.Count("dang-ky") != 7 {
		t.Errorf("frozen %d, now %d", again.Count("dang-ky"), now.Count("dang-ky"))
	}
	for _, want := range []oversight.Change{{What: "Số liệu", Label: "Đăng ký", Before: "8", After: "7"}} {
		if !slices.Contains(changes, want) {
			t.Errorf("no %+v in %+v", want, changes)
		}
	}
	if !slices.ContainsFunc(changes, func(c oversight.Change) bool { return c.Entry == ids[7] && c.After == "" }) ||
		!slices.ContainsFunc(changes, func(c oversight.Change) bool { return c.What == "Đơn vị" }) {
		t.Errorf("changes %+v", changes)
	}

	_, err = h.Freeze(ctx, h.Verifier, 2026, 0, "Lý do đủ dài.", ids[:3])
	kindIs(t, "freeze over a version not seen", err, registry.Conflict)
	_, err = h.Freeze(ctx, h.Verifier, 2026, 1, "", ids[:3])
	if registry.FieldsOf(err).For("reason") == "" {
		t.Errorf("second version without a reason: %v", err)
	}
	if second := snap(h.Freeze(ctx, h.Verifier, 2026, 1, "Một đơn vị rút đăng ký.", ids[:3])); second.Version != 2 ||
		second.Hash == first.Hash {
		t.Errorf("second %+v", second)
	}
	if list := must[[]sqlite.Snapshot](t)(h.DB.Snapshots(ctx, 2026)); len(list) != 2 || list[0].Version != 2 {
		t.Errorf("versions %+v", list)
	}
	if f := must[oversight.Frozen](t)(h.Figures(ctx, h.Verifier, 2026)); f.Season != 2026 {
		t.Error("figures of another season")
	}
}

// Recognitions and commendations are counted apart, and no longer once revoked.
func TestFiguresOfRegisters(t *testing.T) {
	t.Parallel()
	ctx, h := context.Background(), newHouse(t)
	ids := h.Fill(t, 2026, 4)
	act := registry.Act{Level: "tinh", Form: "Bằng khen", Number: "9/QĐ-UBND", Date: "2026-11-20", Issuer: "Chủ tịch UBND tỉnh"}
	err := h.DB.Update(ctx, h.Now(), func(tx *sqlite.Tx) error {
		for _, id := range ids[:2] {
			if err := tx.InsertRecognition(id, registry.Recognition{Act: act}, 1); err != nil {
				return err
			}
		}
		return tx.InsertCommendation(ids[0], registry.Commendation{Act: act}, 1)
	})
	if err != nil {
		t.Fatal(err)
	}
	count := func(key string) int {
		t.Helper()
		if err := h.Reload(ctx); err != nil {
			t.Fatal(err)
		}
		f := must[oversight.Frozen](t)(h.Figures(ctx, h.Verifier, 2026))
		return f.Count(key)
	}
	if a, b, c := count("cong-nhan-tinh"), count("cong-nhan-co-so"), count("khen-thuong"); a != 2 || b != 0 || c != 1 {
		t.Errorf("recognised %d and %d, commended %d", a, b, c)
	}
	err = h.DB.Update(ctx, h.Now(), func(tx *sqlite.Tx) error {
		_, err := tx.RevokeAct(sqlite.CommendationBook, 1, "Khai không đúng.")
		return err
	})
	if n := count("khen-thuong"); err != nil || n != 0 {
		t.Errorf("a revoked commendation: %d, %v", n, err)
	}
}

// The numbers of the year before come from what was frozen then, though its
// entries have changed since.
func TestFreezeAgainstLastYear(t *testing.T) {
	t.Parallel()
	ctx, h := context.Background(), newHouse(t)
	if err := h.Reference.OpenSeason(ctx, registry.System("thử"), 2025); err != nil && registry.KindOf(err) != registry.Conflict {
		t.Fatal(err)
	}
	last := h.Fill(t, 2025, 5)
	f := must[oversight.Frozen](t)(h.Figures(ctx, h.Verifier, 2026))
	if f.Last["dang-ky"] != 5 || f.LastFixed != 0 {
		t.Errorf("live last year: %v, fixed %d", f.Last["dang-ky"], f.LastFixed)
	}
	must[sqlite.Snapshot](t)(h.Freeze(ctx, h.Verifier, 2025, 0, "", last[:3]))
	h.Fill(t, 2025, 4)
	f = must[oversight.Frozen](t)(h.Figures(ctx, h.Verifier, 2026))
	if f.Last["dang-ky"] != 5 || f.LastFixed != 1 {
		t.Errorf("frozen last year: %v, fixed %d", f.Last["dang-ky"], f.LastFixed)
	}
}

// TestFrozenReportIsOneMoment freezes while a writer changes titles, figures and a
// result together, again and again, also between any two reads: what a version
// holds of its models, its sums and its units is of one of those states, never of
// two.
func TestFrozenReportIsOneMoment(t *testing.T) {
	t.Parallel()
	ctx, h := context.Background(), newHouse(t)
	ids := h.Fill(t, 2026, 6)
	now := h.Now()
	write := func(k int) error {
		return h.DB.Update(ctx, now, func(tx *sqlite.Tx) error {
			for _, id := range ids {
				e, err := tx.Entry(ctx, id)
				if err != nil {
					return err
				}
				e.Content.Title = fmt.Sprintf("Mô hình %d lần %d", id, k)
				e.Content.Outcomes[0].Actual = registry.AmountOf(float64(k))
				e.Result = registry.Effective
				if id == ids[5] && k%3 == 1 {
					e.Result = registry.NoReport
				}
				if err := tx.UpdateEntry(&e); err != nil {
					return err
				}
			}
			return nil
		})
	}
	if err := write(1); err != nil {
		t.Fatal(err)
	}
	wrote, done := make(chan struct{}), make(chan error)
	running, stop := context.WithCancel(ctx)
	go func() {
		for k := 2; running.Err() == nil; k++ {
			if err := write(k); err != nil {
				done <- err
				return
			}
			select { // on to the next state, as soon as somebody waits for it or after a while
			case wrote <- struct{}{}:
			case <-time.After(time.Millisecond):
			}
		}
		done <- nil
	}()
	h.Clock = func() time.Time { // asked between the reads of a report: lets the writer in
		select {
		case <-wrote:
		case <-running.Done():
		}
		return now
	}
	seen := map[int]bool{}
	for v := range 12 {
		s, err := h.Freeze(ctx, h.Verifier, 2026, v, "Chốt lại số liệu.", ids[:3])
		if err != nil {
			t.Fatal(err)
		}
		f := must[oversight.Frozen](t)(s.Frozen())
		k := frozenState(t, &f)
		seen[k] = true
		effective, want := len(ids), "dung-han"
		if k%3 == 1 {
			effective, want = len(ids)-1, "chua-co"
		}
		if n := f.Count("hieu-qua"); n != effective || f.Sums[0].Sum != float64(k*effective) {
			t.Errorf("version %d of state %d: %d effective, want %d; sum %g, want %d", v+1, k, n, effective, f.Sums[0].Sum, k*effective)
		}
		of := f.Models[slices.IndexFunc(f.Models, func(m oversight.Model) bool { return m.ID == ids[5] })].Unit
		unit := f.Units[slices.IndexFunc(f.Units, func(u oversight.UnitLine) bool { return u.Code == of })]
		if unit.Report != want {
			t.Errorf("version %d of state %d: the unit's state is %q, want %q", v+1, k, unit.Report, want)
		}
	}
	stop()
	if err := <-done; err != nil {
		t.Fatal(err)
	}
	if len(seen) < 3 {
		t.Errorf("%d states frozen: the writer was not beside", len(seen))
	}
}

// frozenState is the state that every model of a report is in.
func frozenState(t *testing.T, f *oversight.Frozen) int {
	t.Helper()
	state := 0
	for _, m := range f.Models {
		var id, k int
		if _, err := fmt.Sscanf(m.Title, "Mô hình %d lần %d", &id, &k); err != nil {
			t.Fatal(err)
		}
		if state == 0 {
			state = k
		}
		if k != state {
			t.Errorf("models of the states %d and %d in one report", state, k)
		}
	}
	return state
}
