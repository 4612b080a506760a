package sitetest

import (
	"archive/zip"
	"bytes"
	"context"
	"fmt"
	"io"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"danvankheo/internal/registry"
	"danvankheo/internal/sqlite"
	"danvankheo/internal/testkit"
	"danvankheo/internal/workflow"
)

// Clock is a clock that tests move.
type Clock struct{ by atomic.Int64 }

// Now is the time as the clock shows it.
func (c *Clock) Now() time.Time { return time.Now().Add(time.Duration(c.by.Load())) }

// Advance moves the clock.
func (c *Clock) Advance(d time.Duration) { c.by.Add(int64(d)) }

// Clock gives the house a clock of its own.
func (h *House) Clock() (c *Clock) { c = &Clock{}; h.Flow.Clock = c.Now; return c }

// System is the actor of what the program does by itself.
func (h *House) System() registry.Actor { return registry.System("thử") }

func pressWords(n int) registry.PhotoText {
	return registry.PhotoText{
		Caption: fmt.Sprintf(
			"Bà con thôn Hạ góp công làm cầu phao, ảnh %d",
			n,
		), Alt: "Nhiều người khiêng phao", Author: "Hồng Nhung", TakenOn: "2026-03-12", Basis: registry.PublicActivity,
	}
}

// What only the story of ReadyStory has.
const (
	MarkHeadline = "Cầu phao vượt lũ kỳ lạ ở bến Hạ"
	MarkSlug     = "cau-phao-vuot-lu-ky-la-o-ben-ha"
)

// ReadyStory is an accepted entry with photos and texts that waits to be published.
func (h *House) ReadyStory(t testing.TB, photos ...[]byte) registry.Entry {
	t.Helper()
	ctx := context.Background()
	staff := testkit.Staff(t, h.Flow.Ledger(), 1, h.Own)
	content := testkit.CompleteContent()
	content.Title, content.ContactPress = MarkHeadline, true
	e, err := h.Flow.Create(ctx, staff, workflow.NewEntry{Season: h.Flow.CurrentYear(), Content: content})
	if err != nil {
		t.Fatal(err)
	}
	for i, b := range photos {
		if _, err := h.Flow.AddPhoto(ctx, staff, e.ID, bytes.NewReader(b), pressWords(i)); err != nil {
			t.Fatal(err)
		}
	}
	err = h.DB.Update(ctx, h.Flow.Now(), func(tx *sqlite.Tx) error {
		if e, err = tx.Entry(context.Background(), e.ID); err != nil {
			return err
		}
		e.Registration, e.Result, e.AcceptedAt, e.ConfirmedAt = registry.Accepted, registry.Effective, tx.Now(), tx.Now()
		e.Content.Outcomes = []registry.Outcome{
			{Indicator: "ROAD_KM", Baseline: "0", Target: "2,4", Actual: "2,6", Period: "nam", Source: "xa-xac-nhan"},
		}
		e.Story = registry.Story{
			Headline: MarkHeadline, Short: "Dân bến Hạ làm cầu phao bằng thùng nhựa.", Medium: "Lũ về, bến Hạ bị cắt. Chi bộ " +
				"họp dân ba tối.", Long: "Bài dài về cầu phao.\n\nĐoạn hai.",
			Quote: "Có cầu thì trẻ đến lớp.", QuoteName: "Bà Nguyễn Thị A", QuoteTitle: "Trưởng thôn",
		}
		return tx.UpdateEntry(&e)
	})
	if err != nil {
		t.Fatal(err)
	}
	return e
}

// Publish publishes an entry at a time, the zero time for at once, and to the press before it.
func (h *House) Publish(t testing.TB, id registry.EntryID, at time.Time, toPress bool) registry.Entry {
	t.Helper()
	e, err := h.Flow.Publish(context.Background(), h.System(), id, 0, at, toPress)
	if err != nil {
		t.Fatal(err)
	}
	h.CatchUp(t)
	return e
}

// StoryPath is the address of an entry.
func StoryPath(e registry.Entry) string { return fmt.Sprintf("/mo-hinh/%d/%s", e.Season, e.Slug) }

// Unzipped reads the files of an archive by their names.
func Unzipped(t *testing.T, body string) map[string][]byte {
	t.Helper()
	z, err := zip.NewReader(strings.NewReader(body), int64(len(body)))
	if err != nil {
		t.Fatal(err)
	}
	out := map[string][]byte{}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		b, err := io.ReadAll(r)
		if err != nil {
			t.Fatalf("%s: %v", f.Name, err)
		}
		out[f.Name] = b
	}
	return out
}
