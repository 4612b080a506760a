package council_test

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"danvankheo/internal/address"
	"danvankheo/internal/registry"
	"danvankheo/internal/site/sitetest"
)

// Both registers: a line with its signed paper, what is wrong said beside the
// field, the workbook of what is shown, revoking with a reason; and the line on
// the story, the unit page and the API until, and after, it is taken back.
func TestRegisters(t *testing.T) {
	t.Parallel()
	h := sitetest.NewHouse(t, 6, areas...)
	clerk, visitor := h.As(t, registry.Secretary), h.Reader(t)
	list, err := h.DB.LatestEditions(t.Context(), 1, h.Flow.Now())
	if err != nil || len(list) != 1 {
		t.Fatal(list, err)
	}
	e := list[0]
	for _, b := range []struct{ path, form, shown string }{{"/so-khen", "Bằng khen của Chủ tịch UBND tỉnh",
		"Bằng khen của Chủ tịch UBND tỉnh"}, {"/so-cong-nhan", "quyet-dinh", "Quyết định"}} {
		path := "/lam-viec/hoi-dong" + b.path
		fields := map[string]string{
			"number_entry": e.Number,
			"level":        "tinh",
			"form":         b.form,
			"number":       "15/QĐ-UBND",
			"date":         "20/12/2026",
			"issuer":       "UBND tỉnh Bắc Ninh",
			"signer":       "Người Ký",
		}
		wrong := map[string]string{"number_entry": "26-9999", "level": "sao-hoa", "issuer": "Sở nào đó", "number": "77/QĐ"}
		if code, _, body := clerk.SendFiles(path, "", wrong); code != http.StatusUnprocessableEntity ||
			!strings.Contains(sitetest.FieldError(t, body, "number_entry"), "Không có mô hình số") ||
			sitetest.Typed(t, body, "number") != "77/QĐ" {
			t.Errorf("%s, a wrong line: %d", b.path, code)
		}
		if code, _, body := clerk.SendFiles(path, "", fields,
			sitetest.FormFile{Field: "file", Name: "anh.exe", Body: []byte("MZ")}); code != http.StatusUnsupportedMediaType ||
			!strings.Contains(sitetest.FieldError(t, body, "file"), "Chỉ nhận tài liệu PDF") {
			t.Errorf("%s, a wrong file: %d", b.path, code)
		}
		if code, _, body := clerk.SendFiles(path, "", fields,
			sitetest.FormFile{Field: "file", Name: "qd-15.pdf", Body: []byte("%PDF-1.7 quyết định")}); code != http.StatusSeeOther {
			t.Fatalf("%s: %d\n%.800s", b.path, code, body)
		}
		if code, head, body := clerk.Get(path + "/1/tep"); code != http.StatusOK || !strings.HasPrefix(body, "%PDF-1.7") ||
			!strings.Contains(head.Get("Content-Disposition"), "qd-15.pdf") {
			t.Errorf("%s, the paper: %d %s", b.path, code, head.Get("Content-Disposition"))
		}
		line := "Cấp tỉnh, " + b.shown + " số 15/QĐ-UBND ngày 20/12/2026, UBND tỉnh Bắc Ninh"
		public := []string{address.Story.At(e.Season, e.Slug), address.Unit.At(e.Unit)}
		for _, p := range public {
			if _, _, body := visitor.Get(p); !sitetest.Says(t, body, "main .plain li", line) {
				t.Errorf("%s does not say %q", p, line)
			}
		}
		if _, _, body := visitor.Get(fmt.Sprintf("/api/v1/entries/%d", e.ID)); !strings.Contains(body, "15/QĐ-UBND") ||
			!strings.Contains(body, "Người Ký") {
			t.Errorf("API: %.900s", body)
		}
		for query, want := range map[string]bool{"": true, "?nam=2026&cap=tinh&con=1": true, "?nam=2025": false, "?cap=co-so": false} {
			_, _, sheet := clerk.Get(path + "/bang.xlsx" + query)
			if got := strings.Contains(sitetest.Text(sheet), "Người Ký"); got != want {
				t.Errorf("%s%s holds the line: %v", b.path, query, got)
			}
		}
		if code, _, body := clerk.Post(path+"/1/thu-hoi", url.Values{"reason": {"x"}}); code != http.StatusUnprocessableEntity ||
			!strings.Contains(sitetest.FieldError(t, body, "reason"), "Ghi lý do") {
			t.Errorf("%s, revoked without a reason: %d", b.path, code)
		}
		if code, _, _ := clerk.Post(path+"/1/thu-hoi", url.Values{"reason": {"Số liệu khai không đúng."}}); code != http.StatusSeeOther {
			t.Errorf("%s, revoked: %d", b.path, code)
		}
		if code, _, _ := clerk.Post(path+"/1/thu-hoi", url.Values{"reason": {"Lần thứ hai thì sao."}}); code != http.StatusConflict {
			t.Errorf("%s, revoked twice: %d", b.path, code)
		}
		if _, _, body := clerk.Get(path); !sitetest.Says(t, body, "main td", "Số liệu khai không đúng.") {
			t.Errorf("%s does not say why", b.path)
		}
		for _, p := range public {
			if _, _, body := visitor.Get(p); !sitetest.Says(t, body, "main .plain li", line+" (đã thu hồi") {
				t.Errorf("%s does not say that it was taken back", p)
			}
		}
	}
}
