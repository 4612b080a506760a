package desk_test

import (
	"net/http"
	"strings"
	"testing"

	"danvankheo/internal/address"
	"danvankheo/internal/registry"
	"danvankheo/internal/site/sitetest"
)

// A draft keeps "1,500" in a count as it was typed; its form says how it is read and
// asks; one press, without a script, takes over what was meant and comes back to the
// field; sent as it is, the count is refused with the same question.
func TestBrokenCountIsAskedAboutInTheForm(t *testing.T) {
	t.Parallel()
	h := sitetest.NewHouse(t, 0, areas...)
	staff := h.As(t, registry.UnitStaff)
	id := h.NewDraft(t, staff, "so")
	path := address.Entry.At(id)
	c := registry.Content{
		Title: "Đường làng", Households: "1,500", People: "1.500",
		Outcomes: []registry.Outcome{{Indicator: "LAND_HH", Target: "1.24"}, {Indicator: "ROAD_KM", Target: "1.500"},
			{Label: "Đi chợ", Unit: "lượt", Target: "x"}},
	}
	form := sitetest.DraftForm(c, 1)
	staff.Want(http.StatusSeeOther, path, form)
	if got := h.Entry(t, id).Content; got.Households != "1,500" || got.Outcomes[0].Target != "1.24" {
		t.Fatalf("the draft keeps %q and %q", got.Households, got.Outcomes[0].Target)
	}
	_, _, page := staff.Get(path)
	sitetest.Has(t, page, "#households-reading", "Đọc là 1,5 hộ. Ý bạn là 1.500? Lấy 1.500")
	sitetest.Has(t, page, "#people-reading", "Đọc là 1.500 người.")
	sitetest.Has(t, page, "#outcomes-0-target-reading", "Đọc là 1,24 hộ. Ý bạn là 1.240? Lấy 1.240")
	sitetest.Has(t, page, "#outcomes-1-target-reading", "Đọc là 1.500 km.")
	sitetest.Has(t, page, "#outcomes-2-target-reading", "Chưa đọc được thành số.")

	form.Set("version", "2")
	form.Set("gui", "1")
	code, _, body := staff.Post(path, form)
	const asked = "Số hộ: “1,500” đọc thành số có phần lẻ, mà hộ thì không đếm lẻ được. Ý bạn là 1.500?"
	if code != http.StatusUnprocessableEntity || !strings.Contains(body, asked) {
		t.Errorf("sent: %d", code)
	}
	form.Del("gui")
	for _, x := range []struct{ version, name, anchor string }{
		{"2", "households", "#households"}, {"3", "outcomes.0.target", "#outcomes-0-target"}, {"4", "people", "#people"}, {"4", "title", "#title"},
	} {
		form.Set("version", x.version)
		form.Set("lay", x.name)
		code, head, _ := staff.Post(path, form)
		if code != http.StatusSeeOther || !strings.HasSuffix(head.Get("Location"), x.anchor) {
			t.Errorf("%s taken: %d to %s", x.name, code, head.Get("Location"))
		}
		if meant := map[string]string{"households": "1.500", "outcomes.0.target": "1.240"}[x.name]; meant != "" {
			form.Set(x.name, meant)
		}
	}
	if got := h.Entry(t, id).Content; got.Households != "1.500" || got.Outcomes[0].Target != "1.240" || got.People != "1.500" ||
		got.Title != c.Title {
		t.Errorf("taken over: %+v", got)
	}
}
