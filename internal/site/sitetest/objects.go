package sitetest

import (
	"bytes"
	"context"
	"database/sql"
	"fmt"
	"regexp"
	"strings"
	"testing"

	"danvankheo/internal/photo/phototest"
	"danvankheo/internal/registry"
	"danvankheo/internal/testkit"
	"danvankheo/internal/workflow"
)

// Objects are the private things of a house that a route may be called with.
type Objects struct {
	Entry registry.EntryID
	Photo registry.PhotoID
	file  registry.AttachmentID
}

// DraftOf makes a draft with a photo and a document for a unit.
func (h *House) DraftOf(t *testing.T, unit registry.UnitCode) Objects {
	t.Helper()
	ctx := context.Background()
	a := testkit.Staff(t, h.Flow.Ledger(), 1, unit)
	e, err := h.Flow.Create(ctx, a, workflow.NewEntry{Season: h.Flow.CurrentYear(), Content: testkit.CompleteContent()})
	if err != nil {
		t.Fatal(err)
	}
	p, err := h.Flow.AddPhoto(
		ctx,
		a,
		e.ID,
		bytes.NewReader(phototest.NewJPEG(320, 240, int64(e.ID), phototest.Options{})),
		registry.PhotoText{},
	)
	if err != nil {
		t.Fatal(err)
	}
	f, err := h.Flow.AddFile(ctx, a, e.ID, "van-ban.pdf", "", strings.NewReader("%PDF-1.7\n"+fmt.Sprint(e.ID)))
	if err != nil {
		t.Fatal(err)
	}
	return Objects{e.ID, p.ID, f.ID}
}

var parameter = regexp.MustCompile(`:[a-z_A-Z]+|\*`)

// Fill puts an object into the parameters of a route.
func (o Objects) Fill(path string) string {
	return parameter.ReplaceAllStringFunc(path, func(p string) string {
		switch {
		case p == ":code":
			return "07210-202507"
		case p == ":year" || p == ":nam":
			return "2026"
		case p == ":slug":
			return "khong-co-bai-nay"
		case p == ":size":
			return "400.jpg"
		case p == "*" || p == ":secret":
			return "khong-co"
		case strings.HasPrefix(path, "/anh/") || strings.HasPrefix(path, "/lam-viec/anh/"):
			return fmt.Sprint(o.Photo)
		case strings.HasPrefix(path, "/lam-viec/tep/"):
			return fmt.Sprint(o.file)
		}
		return fmt.Sprint(o.Entry)
	})
}

// Contents gives what is in every table but those that count readers: when a
// session was last used, what was searched for, who took which pack, which tips
// were seen.
func (h *House) Contents(t testing.TB) map[string]string {
	t.Helper()
	db, err := sql.Open("sqlite", "file:"+h.DB.Path())
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	query := func(text string) (lines []string) {
		rows, err := db.QueryContext(t.Context(), text)
		if err != nil {
			t.Fatalf("%s: %v", text, err)
		}
		defer rows.Close()
		names, err := rows.Columns()
		if err != nil {
			t.Fatal(err)
		}
		for rows.Next() {
			values := make([]any, len(names))
			for i := range values {
				values[i] = new(any)
			}
			if err := rows.Scan(values...); err != nil {
				t.Fatal(err)
			}
			var line strings.Builder
			for _, v := range values {
				fmt.Fprintf(&line, "%v|", *v.(*any))
			}
			lines = append(lines, line.String())
		}
		if err := rows.Err(); err != nil {
			t.Fatal(err)
		}
		return lines
	}
	out := map[string]string{}
	for _, line := range query(`SELECT name FROM sqlite_schema WHERE type = 'table'
		AND name NOT IN ('session','search_day','pack_taken','leads_seen','sqlite_sequence','outbox')`) {
		table := strings.TrimSuffix(line, "|")
		out[table] = strings.Join(query(`SELECT * FROM `+table), "\n")
	}
	return out
}
