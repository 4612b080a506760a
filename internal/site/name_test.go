package site_test

import (
	"bytes"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"danvankheo/internal/evaluation"
	"danvankheo/internal/exchange"
	"danvankheo/internal/registry"
	"danvankheo/internal/site/sitetest"
	"danvankheo/internal/sqlite"
)

// records lists papers, registers, lists of staff and exports that name an entry.
func records(b *sitetest.Board) []string {
	base := fmt.Sprintf("/lam-viec/hoi-dong/%d", b.Round)
	out := []string{
		"/lam-viec/danh-sach", "/lam-viec/danh-sach?sap=ten", "/lam-viec/hoi-dong/so-khen", "/lam-viec/theo-doi/danh-sach.csv?nam=2026",
		"/lam-viec/theo-doi/danh-sach.xlsx?nam=2026", "/lam-viec/theo-doi/mo-hinh?nam=2026&chang=tiep-nhan",
		"/lam-viec/theo-doi/mo-hinh.csv?nam=2026", "/lam-viec/theo-doi/mo-hinh.xlsx?nam=2026", "/lam-viec/theo-doi/chi-so.csv?nam=2026",
		"/lam-viec/theo-doi/chi-so.xlsx?nam=2026", "/lam-viec/theo-doi/chi-so/ROAD?nam=2026", "/lam-viec/theo-doi/chi-so/ROAD.csv?nam=2026",
		"/lam-viec/bao-cao-nam/2026", "/lam-viec/bao-cao-nam/2026/danh-sach.csv?ban=0&muc=dang-ky", "/lam-viec/quan-tri/ky-yeu/2026",
		base + "/dieu-kien", base + "/xep-hang", base + "/rut-gon", base + "/quyet-dinh", base + "/lich-su.json", base + "/lich-su.xlsx",
	}
	for _, p := range []string{"phieu-cham.docx", "bang-tong-hop.docx", "bang-tong-hop.xlsx", "chuong-trinh.docx",
		"danh-sach-de-nghi.xlsx", "phieu-bau.docx", "bien-ban-kiem-phieu.docx", "bien-ban-hop.docx", "to-trinh.docx",
		"danh-sach-de-nghi.docx", "du-thao-quyet-dinh.docx"} {
		out = append(out, base+"/van-ban/"+p)
	}
	for _, e := range b.Entries {
		out = append(out, fmt.Sprintf("%s/mo-hinh/%d", base, e), fmt.Sprintf("%s/van-ban/phieu-cham-%d.docx", base, e))
	}
	return out
}

// Who edits a headline changes no paper, register, list of staff or export.
func TestAHeadlineChangesNoRecord(t *testing.T) {
	b := sitetest.NewBoard(t, areas...)
	b.To(t, evaluation.Scoring)
	b.ScoreAll(t)
	b.To(t, evaluation.Discussion)
	readers := map[string]*sitetest.Reader{
		"clerk": b.As(t, registry.Secretary), "verifier": b.As(t, registry.Verifier), "admin": b.As(t, registry.Admin),
	}
	headline := func(text string) {
		err := b.DB.Update(t.Context(), time.Now(), func(tx *sqlite.Tx) error {
			for i, id := range b.Entries {
				e, err := tx.Entry(t.Context(), id)
				if err != nil {
					return err
				}
				e.Story.Headline = fmt.Sprintf("%s %d", text, len(b.Entries)-i)
				if err := tx.UpdateEntry(&e); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	read := func() map[string]string {
		out := map[string]string{}
		for name, r := range readers {
			for _, p := range records(b) {
				code, _, body := r.Get(p)
				if code == http.StatusOK {
					out[name+" "+p] = changing.ReplaceAllString(sitetest.Text(body), "")
				}
			}
		}
		for name, f := range map[string]exchange.Format{"csv": exchange.CSV, "xlsx": exchange.XLSX, "jsonl": exchange.JSONL} {
			var file bytes.Buffer
			err := exchange.WriteEntries(&file, f, func(yield func(exchange.Entry, error) bool) {
				for _, id := range b.Entries {
					e := exchange.Entry{Entry: b.Entry(t, id)}
					e.Story = registry.Story{} // its column is the story itself
					if !yield(e, nil) {
						return
					}
				}
			})
			if err != nil {
				t.Fatal(err)
			}
			out["export "+name] = sitetest.Text(file.String())
		}
		return out
	}
	headline("Á đầu bảng")
	before := read()
	headline("Ỷ cuối bảng")
	after := read()
	named := 0
	for p, body := range before {
		if strings.Contains(body, "cùng nhau giữ sạch") {
			named++
		}
		if strings.Contains(body, "đầu bảng") {
			t.Errorf("%s has the headline", p)
		}
		if after[p] != body {
			t.Errorf("%s changed with the headline: %s", p, firstDifference(body, after[p]))
		}
	}
	if len(before) < 40 || named < 12 {
		t.Errorf("%d records read, %d of them name an entry in plain text", len(before), named)
	}
}
