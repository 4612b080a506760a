package site_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"danvankheo/internal/registry"
	"danvankheo/internal/view"
)

// A story with a telephone, identity or bank number goes out, now, later or as a
// correction, only when who publishes it says that it is meant so; the question is
// asked anew each time and its box is never ticked beforehand.
func TestNumbersOfPersonsAreAskedFor(t *testing.T) {
	t.Parallel()
	h := newHouse(t, 0)
	e := h.readyStory(t)
	verifier, path := h.as(t, registry.Verifier), view.DeskPath(e.ID, "bai")
	form := versionForm(e, "headline", "Cầu phao bến Hạ", "short", "Ủng hộ qua tài khoản 19036789012345, gọi 0912 345 678.")
	refused := func(what string) {
		t.Helper()
		form.Set("version", fmt.Sprint(h.entry(t, e.ID).Version))
		code, _, body := verifier.post(path, form)
		if code != http.StatusUnprocessableEntity || !strings.Contains(body, "tài khoản 19036789012345") || !strings.Contains(body, "điện thoại 0912 345 678") || !strings.Contains(body, `name="numbers_ok"`) {
			t.Errorf("%s: %d without a word of the numbers", what, code)
		}
		if tick := body[strings.Index(body, `id="numbers_ok"`):]; strings.Contains(tick[:strings.IndexByte(tick, '>')], "checked") {
			t.Errorf("%s: the box is ticked beforehand", what)
		}
	}
	form.Set("dang", "1")
	refused("published now")
	form.Del("dang")
	form.Set("hen", "1")
	form.Set("publish_at", view.FieldMoment(time.Now().Add(48*time.Hour)))
	refused("published later")
	form.Del("hen")
	form.Set("luu", "1") // saving is not publishing
	form.Set("version", fmt.Sprint(h.entry(t, e.ID).Version))
	verifier.want(http.StatusSeeOther, path, form)
	form.Del("luu")
	form.Set("dang", "1")
	form.Set("numbers_ok", "1")
	form.Set("version", fmt.Sprint(h.entry(t, e.ID).Version))
	verifier.want(http.StatusSeeOther, path, form)
	if !h.entry(t, e.ID).Publication.Public() {
		t.Fatal("not published although the numbers were meant")
	}
	form.Del("dang")
	form.Del("numbers_ok")
	form.Set("dinh-chinh", "1")
	form.Set("note", "Sửa câu.")
	refused("corrected")
	if _, _, body := verifier.get(path); !strings.Contains(body, "field__warning") {
		t.Error("the editor does not point at the numbers")
	}
}
