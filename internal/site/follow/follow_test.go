package follow_test

import (
	"archive/zip"
	"context"
	"encoding/csv"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"testing"
	"time"

	"danvankheo/internal/address"
	"danvankheo/internal/registry"
	"danvankheo/internal/site/sitetest"
	"danvankheo/internal/sqlite"
	"danvankheo/internal/testkit"
	"danvankheo/internal/view"
	"danvankheo/internal/workflow"
)

// watched fills a house with two seasons in every state that the cockpit counts.
func watched(t testing.TB) *sitetest.House {
	h := sitetest.NewHouse(t, 0, areas...)
	now := time.Date(2026, 9, 16, 3, 0, 0, 0, time.UTC)
	h.Flow.Clock = func() time.Time { return now }
	ctx := context.Background()
	units := h.Flow.Ledger().On("2026-09-16", registry.DefaultSeason(2026).Owes...)
	day := func(y int, m time.Month, d int) time.Time { return time.Date(y, m, d, 2, 0, 0, 0, time.UTC) }
	err := h.DB.Update(ctx, now, func(tx *sqlite.Tx) error {
		if err := tx.InsertSeason(registry.DefaultSeason(2025), 0); err != nil {
			return err
		}
		for _, y := range []int{2025, 2026} {
			for i, u := range units {
				e := registry.Entry{Season: registry.Year(y), Unit: u.Code, Registration: registry.Registrations()[i%7]}
				if e.Registration == registry.Unregistered {
					e.Origin = registry.Reported
				}
				if e.Registration != registry.Draft {
					e.FirstSentAt = day(y, time.Month(1+i%6), 3)
					e.SentAt = e.FirstSentAt
				}
				if e.Registration == registry.Accepted {
					e.AcceptedAt = e.SentAt.AddDate(0, 0, 9)
					e.Result = registry.Results()[(i/7)%6]
					e.FirstReportedAt, e.ReportedAt, e.ConfirmedAt = day(
						y,
						time.Month(8+i%3),
						1,
					), day(
						y,
						8,
						1,
					), day(
						y,
						time.Month(9+i%3),
						1,
					)
				}
				e.Content.Title, e.Content.Field = fmt.Sprintf("Mô hình %d số %d", y, i), "kinh-te"
				if err := tx.InsertEntry(&e, 0, ""); err != nil {
					return err
				}
				switch {
				case i%10 == 2:
					if err := tx.PutCoOwner(e.ID, registry.CoOwner{Unit: units[(i+3)%len(units)].Code, State: registry.Joined,
						At: now}); err != nil {
						return err
					}
				case i%9 == 4:
					if err := tx.PutExemption(registry.Exemption{Season: e.Season, Unit: u.Code, Reason: "Mới thành lập"}, 0); err != nil {
						return err
					}
				case i%7 == 3 && i%2 == 0:
					if err := tx.InsertRecognition(e.ID,
						registry.Recognition{Act: registry.Act{Level: "co-so",
							Date: registry.Date(fmt.Sprintf("%d-09-%02d", y, 1+i%28))}}, 0); err != nil {
						return err
					}
					if err := tx.InsertCommendation(e.ID,
						registry.Commendation{Act: registry.Act{Level: "tinh", Form: "Bằng khen", Number: "1", Date: "2026-10-01",
							Issuer: "UBND"}}, 0); err != nil {
						return err
					}
				}
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := h.Flow.Reload(ctx); err != nil {
		t.Fatal(err)
	}
	return h
}

// TestCockpitNumbers walks every number of the cockpit: the list it leads to says
// the same, shows so many lines, and so does its export, both ways.
func TestCockpitNumbers(t *testing.T) {
	t.Parallel()
	h := watched(t)
	verifier := h.As(t, registry.Verifier)
	done := map[string]string{}
	counted := 0
	for _, address := range []string{"/lam-viec/theo-doi?nam=2026&buoc=dang-ky", "/lam-viec/theo-doi?nam=2026&buoc=bao-cao",
		"/lam-viec/theo-doi?nam=2025&buoc=dang-ky"} {
		code, _, page := verifier.Get(address)
		if code != http.StatusOK {
			t.Fatalf("%s: %d\n%.600s", address, code, page)
		}
		numbers, leads := sitetest.Texts(t, page, ".tally"), sitetest.Links(t, page, ".tally", "href")
		if len(numbers) != len(leads) || len(numbers) < 100 {
			t.Fatalf("%s: %d numbers, %d links", address, len(numbers), len(leads))
		}
		for i, to := range leads {
			want := strings.ReplaceAll(strings.Fields(numbers[i])[0], ".", "")
			if before, ok := done[to]; ok {
				if before != want {
					t.Errorf("%s is said to have %s and %s", to, before, want)
				}
				continue
			}
			done[to] = want
			if want != "0" {
				counted++
			}
			checkList(t, verifier, to, want)
		}
	}
	_, _, page := verifier.Get("/lam-viec/theo-doi?nam=2024&buoc=dang-ky") // before the merger
	for i, to := range sitetest.Links(t, page, "#nay ~ details tbody .tally", "href") {
		if i%97 == 0 {
			checkList(t, verifier, to, strings.Fields(sitetest.Texts(t, page, "#nay ~ details tbody .tally")[i])[0])
			counted++
		}
	}
	if counted < 120 {
		t.Errorf("only %d numbers were not zero", counted)
	}
}

// checkList follows one number to its list and to both exports.
func checkList(t *testing.T, who *sitetest.Reader, to, want string) {
	t.Helper()
	code, _, page := who.Get(to)
	if got := sitetest.Links(t, page, "data.list-total", "value"); code != http.StatusOK || len(got) != 1 || got[0] != want {
		t.Errorf("%s: %d, the list says %v, the cockpit %s", to, code, got, want)
		return
	}
	lines := len(sitetest.Texts(t, page, "table.table tbody tr"))
	for next := sitetest.Links(t, page, "a[rel=next]", "href"); len(next) > 0; next = sitetest.Links(t, page, "a[rel=next]", "href") {
		_, _, page = who.Get(next[0])
		lines += len(sitetest.Texts(t, page, "table.table tbody tr"))
	}
	if strconv.Itoa(lines) != want {
		t.Errorf("%s: the list has %d lines, the cockpit says %s", to, lines, want)
	}
	downloads := sitetest.Links(t, page, "a[download]", "href")
	if len(downloads) != 2 {
		t.Fatalf("%s: downloads %v", to, downloads)
	}
	_, _, text := who.Get(downloads[0])
	rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(text, "\uFEFF"))).ReadAll()
	if err != nil || strconv.Itoa(len(rows)-1) != want {
		t.Errorf("%s: %d lines, %v, the cockpit says %s", downloads[0], len(rows)-1, err, want)
	}
	_, _, book := who.Get(downloads[1])
	if n := sheetRows(t, book) - 2; strconv.Itoa(n) != want { // title and heading
		t.Errorf("%s: %d lines, the cockpit says %s", downloads[1], n, want)
	}
}

// sheetRows counts the rows of the first sheet of a workbook.
func sheetRows(t *testing.T, book string) int {
	t.Helper()
	z, err := zip.NewReader(strings.NewReader(book), int64(len(book)))
	if err != nil {
		t.Fatal(err)
	}
	f, err := z.Open("xl/worksheets/sheet1.xml")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	b, err := io.ReadAll(f)
	if err != nil {
		t.Fatal(err)
	}
	return strings.Count(string(b), "<row ")
}

// A filter that is not understood is refused, never passed over.
func TestOversightBadQuestions(t *testing.T) {
	t.Parallel()
	h := sitetest.NewHouse(t, 0, areas...)
	verifier := h.As(t, registry.Verifier)
	for path, want := range map[string]int{
		"danh-sach?tt=khong-co": http.StatusUnprocessableEntity, "danh-sach.csv?loai=<script>": http.StatusUnprocessableEntity,
		"mo-hinh?viec=la": http.StatusNotFound, "mo-hinh?chang=la": http.StatusNotFound,
		"mo-hinh?den=hom-qua":      http.StatusUnprocessableEntity,
		"danh-sach?huyen=khong-co": http.StatusOK, "danh-sach?nam=abc": http.StatusOK, "danh-sach?q=%00%ff": http.StatusOK,
		"mo-hinh?trang=999999": http.StatusOK,
		"don-vi/khong-co":      http.StatusNotFound,
	} {
		if code, _, body := verifier.Get("/lam-viec/theo-doi/" + path); code != want {
			t.Errorf("%s: %d, want %d\n%.300s", path, code, want, body)
		}
	}
}

// A year that is closed gives the typed text back; an extension opens it for one
// unit, which sees it; taking it back closes it again.
func TestExtensionAfterClosing(t *testing.T) {
	t.Parallel()
	h := sitetest.NewHouse(t, 0, areas...)
	now := testkit.Now
	h.Flow.Clock = func() time.Time { return now }
	verifier, staff := h.As(t, registry.Verifier), h.As(t, registry.UnitStaff)
	id := h.NewDraft(t, staff, "gia-han")
	s := h.Flow.Season(2026)
	s.Closed = true
	if err := h.Reference.SaveSeason(context.Background(), h.ActorOf(t, registry.Verifier), s); err != nil {
		t.Fatal(err)
	}
	path := address.Entry.At(id)
	type_ := func(words string) (int, string) {
		_, _, page := staff.Get(path)
		_, fields := sitetest.FormOf(t, page, "form[action='"+path+"']")
		fields.Set("title", words)
		code, _, body := staff.Post(path, fields)
		return code, body
	}
	if code, body := type_("Gõ trong lúc châm chước"); code != http.StatusSeeOther {
		t.Errorf("within the grace: %d\n%.400s", code, body)
	}
	now = now.Add(31 * time.Minute)
	code, body := type_("Chữ gõ sau khi khóa")
	if code != http.StatusConflict || !sitetest.Says(t, body, ".diff__side--new", "Chữ gõ sau khi khóa") ||
		!sitetest.Says(t, body, ".desk__lead", "xin gia hạn") {
		t.Errorf("after closing: %d\n%.1200s", code, body)
	}
	file := address.UnitFile.At(h.Own)
	wrong := url.Values{"nam": {"2026"}, "step": {"dang-ky"}, "until": {"32/13/2026"}, "reason": {"Lũ"}, "document": {"5/CV"}}
	if code, _, body := verifier.Post(file+"/gia-han", wrong); code != http.StatusUnprocessableEntity ||
		!strings.Contains(sitetest.Typed(t, body, "until"), "32/13/2026") ||
		!strings.Contains(sitetest.Typed(t, body, "document"), "5/CV") {
		t.Errorf("a wrong extension: %d\n%.600s", code, body)
	}
	_, _, body = verifier.Post(file+"/gia-han", url.Values{"nam": {"2026"}, "step": {"dang-ky"}, "until": {"20/04/2026"}})
	if to := sitetest.Links(t, body, ".summary a", "href"); len(to) != 1 || len(sitetest.Texts(t, body, to[0])) != 1 {
		t.Errorf("a missing reason: the summary leads to %v", to)
	}
	right := url.Values{"nam": {"2026"}, "step": {"dang-ky"}, "until": {"20/04/2026"}, "reason": {"Xã bị lũ"}, "document": {"5/CV"}}
	if code, _, body := verifier.Post(file+"/gia-han", right); code != http.StatusSeeOther {
		t.Fatalf("extension: %d\n%.600s", code, body)
	}
	_, _, home := staff.Get("/lam-viec")
	sitetest.Has(t, home, ".notice", "gia hạn đến hết ngày 20/04/2026")
	if code, body := type_("Chữ gõ sau khi gia hạn"); code != http.StatusSeeOther {
		t.Errorf("after the extension: %d\n%.600s", code, body)
	}
	if code, _, _ := verifier.Post(file+"/gia-han/bo", url.Values{"nam": {"2026"}, "bo_step": {"dang-ky"}}); code != http.StatusSeeOther {
		t.Errorf("taking it back: %d", code)
	}
	if code, _ := type_("Lại khóa"); code != http.StatusConflict {
		t.Errorf("after it was taken back: %d", code)
	}
}

// A unit names another in its registration; the other sees it on its desk,
// confirms, and has what it owes; the model is counted once.
func TestJointModel(t *testing.T) {
	t.Parallel()
	h := sitetest.NewHouse(t, 0, areas...)
	h.Flow.Clock = func() time.Time { return testkit.Now }
	ctx := context.Background()
	const other = registry.UnitCode("07228-202507")
	if _, _, err := h.Account.AddAccount(ctx, registry.System("thử"),
		registry.Account{Email: "kia@thu.vn", Name: "Cán bộ Đa Mai", Role: registry.UnitStaff, Unit: other},
		sitetest.TestPassword); err != nil {
		t.Fatal(err)
	}
	staff, partner := h.As(t, registry.UnitStaff), h.Reader(t)
	partner.Post("/dang-nhap", url.Values{"email": {"kia@thu.vn"}, "password": {sitetest.TestPassword}})
	id := h.NewDraft(t, staff, "chung")
	path := address.Entry.At(id)
	if code, _, _ := partner.Get(path); code != http.StatusNotFound {
		t.Errorf("a draft of another unit: %d", code)
	}
	_, _, page := staff.Get(path)
	_, fields := sitetest.FormOf(t, page, "form[action='"+path+"']")
	fields.Set("title", "Làm chung một con đường")
	fields.Set("co_owner", "Không có phường này")
	if code, _, body := staff.Post(path+"/cung-chu-tri", fields); code != http.StatusUnprocessableEntity ||
		sitetest.Typed(t, body, "title") != "Làm chung một con đường" {
		t.Errorf("an unknown unit: %d\n%.800s", code, body)
	}
	_, _, page = staff.Get(path)
	_, fields = sitetest.FormOf(t, page, "form[action='"+path+"']")
	fields.Set("co_owner", view.UnitLabel(must(h.Flow.Ledger().Unit(other))))
	if code, _, body := staff.Post(path+"/cung-chu-tri", fields); code != http.StatusSeeOther {
		t.Fatalf("naming: %d\n%.800s", code, body)
	}
	if got := h.Entry(t, id); got.Content.Title != "Làm chung một con đường" || len(got.CoOwners) != 1 {
		t.Errorf("entry = %q, %+v", got.Content.Title, got.CoOwners)
	}
	_, _, home := partner.Get("/lam-viec")
	sitetest.Has(t, home, ".task", "Làm chung một con đường")
	if code, _, body := partner.Post(path+"/cung-chu-tri/tra-loi", url.Values{"dong_y": {"0"}}); code != http.StatusUnprocessableEntity ||
		!sitetest.Says(t, body, sitetest.ErrorSummary, "Ghi lý do") {
		t.Errorf("declining without a reason: %d", code)
	}
	if code, _, _ := partner.Post(path+"/cung-chu-tri/tra-loi", url.Values{"dong_y": {"1"}}); code != http.StatusSeeOther {
		t.Errorf("confirming: %d", code)
	}
	if code, _, _ := partner.Post(path, fields); code < 400 {
		t.Errorf("a co-owner wrote in the registration: %d", code)
	}
	e := h.Entry(t, id)
	if e, err := h.Flow.Submit(ctx, h.ActorOf(t, registry.UnitStaff), id, e.Version,
		&workflow.Draft{Content: testkit.CompleteContent()}); err != nil {
		t.Fatal(err, e.ID)
	}
	_, _, list := h.As(t, registry.Verifier).Get("/lam-viec/theo-doi/danh-sach?nam=2026&buoc=dang-ky&tt=da-co")
	if got := sitetest.Links(t, list, "data.list-total", "value"); len(got) != 1 || got[0] != "2" {
		t.Errorf("units with a model: %v, want 2", got)
	}
	_, _, cockpit := h.As(t, registry.Verifier).Get("/lam-viec/theo-doi?nam=2026")
	sitetest.Has(
		t,
		cockpit,
		"#buoc-dang-ky ~ .step-panel__sentence, .step-panel__sentence",
		"với 1 mô hình, trong đó 1 mô hình nhiều đơn vị cùng chủ trì",
	)
	_, _, file := partner.Get("/lam-viec/ho-so")
	sitetest.Has(t, file, ".file-models__item", "Cùng chủ trì")
}

func must[T any](v T, ok bool) T {
	if !ok {
		panic("not found")
	}
	return v
}
