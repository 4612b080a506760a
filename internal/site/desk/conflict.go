package desk

import (
	"net/http"
	"net/url"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"danvankheo/internal/registry"
	"danvankheo/internal/site/shell"
	"danvankheo/internal/view"
)

// conflict shows the writer both texts, field by field: what is kept now and
// what was just typed. Nothing is written until the writer has chosen.
func (h *Area) conflict(c *shell.Context, id registry.EntryID, v url.Values, p *paper, cause error) error {
	ctx := c.Context()
	a, now := c.Actor(), h.Flow.Now()
	kept, err := h.Flow.ReadEntry(ctx, a, id, registry.ViewInside)
	if err != nil {
		return err
	}
	e := kept.Entry
	mine := p.on(e)
	in := view.ConflictInput{
		Kind: p.kind, Base: p.base, Theirs: &e, Mine: &mine, Hidden: typedFields(v), Chosen: shell.Chosen(v),
		CanSave: a.Can(formAction(p.kind), &e, now) && (kept.Locked == "" || p.kind == formRevise),
		Path:    formPath(id, v), Names: h.Names(), Message: registry.MessageOf(cause), Season: h.Flow.Season(e.Season),
	}
	if n := len(kept.Revisions); n > 0 {
		in.Last = kept.Revisions[n-1]
	}
	if v.Has("giai") && e.Version == int(shell.FormNumber(v, "kia.version")) {
		in.Unanswered = true
	}
	page := view.NewConflictPage(in)
	return shell.Render(c, http.StatusConflict, c.Pages().Desk.Conflict, h.WideChrome(c, "Hai bản khác nhau"), page)
}

// typedFields are the fields of a posted form, without its buttons and without
// the choices between two texts.
func typedFields(v url.Values) []view.Pair {
	var out []view.Pair
	keys := make([]string, 0, len(v))
	for key := range v {
		keys = append(keys, key)
	}
	slices.Sort(keys)
	for _, key := range keys {
		switch {
		case slices.Contains([]string{"version", "base", "bieu-mau", "luu", "gui", "them", "bo", "giai", "file", "document",
			"kia.version", "anh_chung"}, key),
			strings.HasPrefix(key, "chon."):
			continue
		}
		for _, value := range v[key] {
			out = append(out, view.Pair{A: key, B: value})
		}
	}
	return out
}

// settle takes the writer's choices between two texts into the paper, which then
// builds on the version that the writer has seen. A field without a choice, or a
// third text that came meanwhile, shows the page again.
func (h *Area) settle(c *shell.Context, id registry.EntryID, v url.Values, p *paper) (answered bool, err error) {
	e, err := h.DB.Entry(c.Context(), id)
	if err != nil {
		return false, err
	}
	if err := c.Actor().May(formAction(p.kind), &e, h.Flow.Now()); err != nil && registry.KindOf(err) != registry.Conflict {
		return false, err
	}
	mine := p.on(e)
	differ := view.Differences(p.kind, &e, &mine)
	choices := shell.Chosen(v)
	seen := int(shell.FormNumber(v, "kia.version")) == e.Version
	for _, name := range differ {
		switch choices[name] {
		case shell.ChooseMine, shell.ChooseTheirs, shell.ChooseBoth:
		default:
			seen = false
		}
	}
	if !seen {
		return true, h.conflict(c, id, v, p, registry.Errorf(registry.Conflict, "Mô hình này vừa được lưu ở nơi khác."))
	}
	p.version = e.Version
	for _, name := range differ {
		switch choices[name] {
		case shell.ChooseTheirs:
			p.takeTheirs(name, &e)
		case shell.ChooseBoth:
			p.joinTheirs(name, &e)
		}
	}
	return false, nil
}

// sides are the same field in the paper and in the entry.
func (p *paper) sides(name string, e *registry.Entry) (mine, theirs reflect.Value) {
	if p.kind == formReport {
		return fieldByJSON(reflect.ValueOf(&p.report.Report).Elem(), name), fieldByJSON(reflect.ValueOf(&e.Report).Elem(), name)
	}
	return fieldByJSON(reflect.ValueOf(&p.draft.Content).Elem(), name), fieldByJSON(reflect.ValueOf(&e.Content).Elem(), name)
}

// takeTheirs puts the kept words of one part into the paper.
func (p *paper) takeTheirs(name string, e *registry.Entry) {
	if number, ok := strings.CutPrefix(name, "photos."); ok {
		id, _ := strconv.ParseInt(number, 10, 64) // 0 is no photo
		p.dropPhoto(registry.PhotoID(id))
		return
	}
	if name == "checks" {
		p.draft.Ticked = nil
		for _, check := range e.ReturnChecks {
			if check.Done {
				p.draft.Ticked = append(p.draft.Ticked, check.Code)
			}
		}
		return
	}
	if p.kind == formReport && name == "outcomes" {
		p.report.Outcomes = e.Content.Outcomes
		return
	}
	if mine, theirs := p.sides(name, e); mine.IsValid() && theirs.IsValid() {
		mine.Set(theirs)
	}
}

// joinTheirs puts the kept text before the writer's own.
func (p *paper) joinTheirs(name string, e *registry.Entry) {
	mine, theirs := p.sides(name, e)
	if mine.IsValid() && theirs.IsValid() && mine.Kind() == reflect.String {
		mine.SetString(theirs.String() + "\n\n" + mine.String())
	}
}

// dropPhoto leaves a photo's words as they are kept.
func (p *paper) dropPhoto(id registry.PhotoID) {
	edits := &p.draft.Photos
	if p.kind == formReport {
		edits = &p.report.Photos
	}
	for i, x := range *edits {
		if x.ID == id {
			*edits = slices.Delete(*edits, i, i+1)
			return
		}
	}
}

// fieldByJSON finds a field by its JSON name; the zero Value when there is none.
func fieldByJSON(v reflect.Value, name string) reflect.Value {
	for i := range v.NumField() {
		if tag, _, _ := strings.Cut(v.Type().Field(i).Tag.Get("json"), ","); tag == name {
			return v.Field(i)
		}
	}
	return reflect.Value{}
}
