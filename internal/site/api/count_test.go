package api_test

import (
	"net/http"
	"strings"
	"testing"

	"danvankheo/internal/registry"
	"danvankheo/internal/site/sitetest"
)

// A program's fraction of what cannot be broken is refused with its key and the
// question, when an entry is made and when it is written over.
func TestBrokenCountOfAProgram(t *testing.T) {
	t.Parallel()
	h := sitetest.NewHouse(t, 0, areas...)
	staff := h.Program(t, registry.UnitStaff)
	const path = "/api/v1/entries"
	body := sitetest.DraftBody("")
	whole := `"households":120`
	for _, x := range []struct{ body, field string }{
		{strings.Replace(body, whole, `"households":1.24`, 1), "households"},
		{strings.Replace(body, whole, `"households":"1,240"`, 1), "households"},
		{strings.Replace(body, `"value":"1.200"`, `"value":"1.24"`, 1), "outcomes.1.target"},
	} {
		a := staff.Call("POST", path, x.body).Want(http.StatusUnprocessableEntity)
		if !strings.Contains(a.Text, x.field) || !strings.Contains(a.Text, "Ý bạn là 1.240?") {
			t.Errorf("%s: %s", x.field, a.Text)
		}
	}
	a := staff.Call("POST", path, body).Want(http.StatusCreated)
	url := a.Header.Get("Location")
	b := staff.Call("PUT", url, `{"households":1.24}`, "If-Match", a.Header.Get("ETag")).Want(http.StatusUnprocessableEntity)
	if !strings.Contains(b.Text, "Ý bạn là 1.240?") {
		t.Errorf("written over: %s", b.Text)
	}
	staff.Call("PUT", url, `{"households":"1.240"}`, "If-Match", a.Header.Get("ETag")).Want(http.StatusOK)
}
