package desk_test

import (
	"net/http"
	"net/url"
	"testing"

	"danvankheo/internal/address"
	"danvankheo/internal/registry"
	"danvankheo/internal/site/sitetest"
)

// A number typed into the search of the work area leads to its dossier, of a press entry
// that was taken over to the registration; never to one that the reader may not see.
func TestNumberLeadsToItsDossier(t *testing.T) {
	t.Parallel()
	h := sitetest.NewHouse(t, 0, areas...)
	press, r, _ := takenOver(t, h)
	other := h.AddStory(t, func(e *registry.Entry) {
		e.Unit, e.Registration, e.Publication, e.Result = "07228-202507", registry.Sent, registry.InternalOnly, registry.NoReport
	})
	for _, c := range []struct {
		role  registry.Role
		typed string
		want  string // "" for the list
	}{
		{registry.Verifier, "số " + r.Number, address.Entry.At(r.ID)},
		{registry.UnitStaff, r.Number, address.Entry.At(r.ID)},
		{registry.UnitStaff, press.Number, address.Entry.At(r.ID)},
		{registry.Verifier, other.Number, address.Entry.At(other.ID)},
		{registry.UnitStaff, other.Number, ""},
		{registry.Verifier, "26-9999", ""},
	} {
		paths := []string{address.Entries}
		if c.role == registry.Verifier {
			paths = append(paths, address.Queue)
		}
		reader := h.As(t, c.role)
		for _, path := range paths {
			code, header, _ := reader.Get(path + "?tim=" + url.QueryEscape(c.typed))
			if got := header.Get("Location"); got != c.want || (code == http.StatusSeeOther) != (c.want != "") {
				t.Errorf("%s as %s, %s: %d %q, want %q", path, c.role, c.typed, code, got, c.want)
			}
		}
	}
	code, header, _ := h.Reader(t).Get(address.Stories + "?q=" + press.Number)
	if want := address.Story.At(r.Season, r.Slug); code != http.StatusSeeOther || header.Get("Location") != want {
		t.Errorf("in public the number of the press entry: %d %q, want %q", code, header.Get("Location"), want)
	}
}
