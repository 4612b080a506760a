package site_test

import (
	"bytes"
	"context"
	"encoding/csv"
	"fmt"
	"net/http"
	"regexp"
	"strings"
	"testing"
	"time"

	"danvankheo/internal/registry"
	"danvankheo/internal/site/sitetest"
	"danvankheo/internal/sqlite"
)

// No table that the site hands out, to whomever, holds a formula that somebody
// typed: a cell is text, or a number, or a formula of our own.
func TestExportsHoldNoFormula(t *testing.T) {
	t.Parallel()
	h := sitetest.NewHouse(t, 0, areas...)
	const evil = `=HYPERLINK("http://evil.example","xem")`
	e := h.ReadyStory(t)
	err := h.DB.Update(context.Background(), h.Flow.Now(), func(tx *sqlite.Tx) error {
		e, err := tx.Entry(context.Background(), e.ID)
		if err != nil {
			return err
		}
		e.Content.Title, e.Story.Headline, e.Story.Short, e.Content.Place, e.Content.ContactName = evil, evil, "+"+evil, "-"+evil, "@"+evil
		e.Content.Outcomes = append(
			e.Content.Outcomes,
			registry.Outcome{Label: evil, Unit: evil, Actual: "5", Period: "nam", Source: "tu-khai", Evidence: evil},
		)
		return tx.UpdateEntry(&e)
	})
	if err != nil {
		t.Fatal(err)
	}
	e = h.Publish(t, e.ID, time.Time{}, false)
	yearly := fmt.Sprintf("/lam-viec/bao-cao-nam/%d/", e.Season)
	for role, paths := range map[registry.Role][]string{
		registry.Visitor: {"/so-lieu/ROAD_KM.csv", sitetest.StoryPath(e) + "/goi-bao-chi.zip"},
		registry.Verifier: {"/lam-viec/theo-doi/danh-sach.csv", "/lam-viec/theo-doi/danh-sach.xlsx",
			"/lam-viec/theo-doi/mo-hinh.csv", "/lam-viec/theo-doi/mo-hinh.xlsx", "/lam-viec/theo-doi/chi-so.csv",
			"/lam-viec/theo-doi/chi-so.xlsx", yearly + "tu-bao-cao.xlsx"},
		registry.Secretary: {"/lam-viec/hoi-dong/so-cong-nhan/bang.xlsx", "/lam-viec/hoi-dong/so-khen/bang.xlsx"},
	} {
		who := h.As(t, role)
		for _, path := range paths {
			code, _, body := who.Get(path)
			if code != http.StatusOK {
				t.Errorf("%s: %d", path, code)
				continue
			}
			files := map[string][]byte{path: []byte(body)}
			if strings.HasPrefix(body, "PK") {
				files = sitetest.Unzipped(t, body)
			}
			for name, text := range files {
				looksForFormulas(t, path+" "+name, text)
			}
		}
	}
}

func looksForFormulas(t *testing.T, name string, text []byte) {
	t.Helper()
	switch {
	case strings.HasSuffix(name, ".xml") && strings.Contains(name, "sheet"):
		for _, f := range regexp.MustCompile(`<f[ >][^<]*`).FindAll(text, -1) {
			if bytes.Contains(f, []byte("evil")) {
				t.Errorf("%s: %s", name, f)
			}
		}
	case strings.Contains(name, ".csv"):
		r := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(text, []byte("\uFEFF"))))
		r.FieldsPerRecord = -1
		rows, err := r.ReadAll()
		if err != nil {
			t.Errorf("%s: %v", name, err)
		}
		for _, row := range rows {
			for _, cell := range row {
				if strings.ContainsAny(cell[:min(1, len(cell))], "=+-@\t\r") && strings.Contains(cell, "evil") {
					t.Errorf("%s: a cell %q", name, cell)
				}
			}
		}
	}
}
