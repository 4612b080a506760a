package transfer_test

import (
	"context"
	"testing"
	"time"

	"danvankheo/internal/exchange"
	"danvankheo/internal/testkit"
	"danvankheo/internal/workflow"
	"danvankheo/internal/workflow/transfer"
)

// A row of a press entry whose page a registration has changes nothing, read again from
// the first file or from an export: it is not published beside the registration, and the
// awards that went over are not entered twice.
func TestRowsOfATakenOverEntry(t *testing.T) {
	t.Parallel()
	h, ctx := newHouse(t), context.Background()
	const row = `{"ref":"BG-1","year":2025,"unit_name":"Ở đâu đó","field":"kinh-te","kind":"mo-hinh-tap-the","title":"Ngày Chủ nhật xanh","summary":"Cả xã ra quân.",` +
		`"recognition":"Ban Thường vụ Huyện ủy công nhận mô hình “Dân vận khéo” năm 2025","source_title":"Chủ nhật xanh","source_publisher":"Báo","source_url":"https://example.vn/bai"}`
	publish := transfer.ImportOptions{Publish: true, KeepUnknownUnits: true}
	first := h.take(t, row, publish)
	if !first.Written || len(first.Entries) != 1 {
		t.Fatalf("%+v", first)
	}
	press, exported := first.Entries[0], h.export(t, exchange.JSONL)
	c, _, err := h.AskClaim(ctx, h.Staff, press, "Mô hình của phường.")
	if err == nil {
		c, err = h.AcceptClaim(ctx, h.Verifier, c.ID, 2025)
	}
	if err != nil {
		t.Fatal(err)
	}
	r, err := h.Submit(ctx, h.Staff, c.Registration, 0, &workflow.Draft{Content: testkit.CompleteContent()})
	if err == nil {
		r, err = h.Accept(ctx, h.Verifier, r.ID, 0)
	}
	if err == nil {
		_, err = h.Publish(ctx, h.Verifier, r.ID, 0, time.Time{}, false)
	}
	if err != nil {
		t.Fatal(err)
	}
	acts := func(when string, onPress, onOwn int) {
		t.Helper()
		e, err := h.DB.Entry(ctx, press)
		if err != nil {
			t.Fatal(err)
		}
		own, err := h.DB.Entry(ctx, r.ID)
		if err != nil {
			t.Fatal(err)
		}
		if len(e.Recognitions) != onPress || len(own.Recognitions) != onOwn {
			t.Errorf("%s: %d recognitions of the press entry, %d of the registration", when, len(e.Recognitions), len(own.Recognitions))
		}
	}
	acts("taken over", 0, 1)
	for name, text := range map[string]string{"the first file": row, "an export": string(exported)} {
		if again := h.take(t, text, publish); again.Unchanged != 1 || again.Wrong != 0 || again.Written {
			t.Errorf("%s again: %+v", name, again)
		}
	}
	acts("imported again", 0, 1)
	if _, err := h.UndoClaim(ctx, h.Verifier, c.ID, "Báo viết về thôn khác.", workflow.StoryStays); err != nil {
		t.Fatal(err)
	}
	acts("given back", 1, 0)
}
