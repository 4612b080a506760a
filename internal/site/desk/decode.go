package desk

import (
	"fmt"
	"net/url"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"danvankheo/internal/registry"
	"danvankheo/internal/site/shell"
	"danvankheo/internal/workflow"
)

// draftOf reads the registration form.
func draftOf(v url.Values) (workflow.Draft, registry.Fields) {
	var d workflow.Draft
	var wrong registry.Fields
	shell.Decode(v, "", reflect.ValueOf(&d.Content).Elem(), &wrong)
	uncommitted(d.Content.Outcomes)
	d.Photos = photosOf(v, &wrong)
	d.Ticked = slices.Clone(v["checks"])
	return d, wrong
}

// reportOf reads the result report form.
func reportOf(v url.Values) (workflow.ReportDraft, registry.Fields) {
	var d workflow.ReportDraft
	var wrong registry.Fields
	shell.Decode(v, "", reflect.ValueOf(&d.Report).Elem(), &wrong)
	var outcomes struct {
		List []registry.Outcome `json:"outcomes"`
	}
	shell.Decode(v, "", reflect.ValueOf(&outcomes).Elem(), &wrong)
	uncommitted(outcomes.List)
	d.Outcomes = outcomes.List
	d.Photos = photosOf(v, &wrong)
	return d, wrong
}

// storyOf reads the story editor.
func storyOf(v url.Values) (registry.Story, registry.Fields) {
	var s registry.Story
	var wrong registry.Fields
	shell.Decode(v, "", reflect.ValueOf(&s).Elem(), &wrong)
	return s, wrong
}

// lookOf reads what a reviewer's form showed, and which photos it lets out.
func lookOf(v url.Values) workflow.Look {
	l := workflow.Look{Seen: v.Get("seen")}
	if !v.Has("out") {
		return l
	}
	l.Photos = []registry.PhotoID{}
	for _, key := range shell.SortedKeys(v) {
		number, ok := strings.CutPrefix(key, "out.")
		if id, err := strconv.ParseInt(number, 10, 64); ok && err == nil && shell.Checked(v, key) {
			l.Photos = append(l.Photos, registry.PhotoID(id))
		}
	}
	return l
}

// uncommitted: a form never says what was promised; accepting does.
func uncommitted(os []registry.Outcome) {
	for i := range os {
		os[i].Committed = false
	}
}

// photosOf reads the words about photos: "photos.12.caption". A photo the form
// does not speak of is not in the list and keeps its words.
func photosOf(v url.Values, wrong *registry.Fields) []workflow.PhotoEdit {
	var ids []registry.PhotoID
	for key := range v {
		rest, ok := strings.CutPrefix(key, "photos.")
		if !ok {
			continue
		}
		number, field, _ := strings.Cut(rest, ".")
		id, err := strconv.ParseInt(number, 10, 64)
		if err != nil || id <= 0 || field == "" {
			continue
		}
		ids = append(ids, registry.PhotoID(id))
	}
	slices.Sort(ids)
	ids = slices.Compact(ids)
	if len(ids) > 2*workflow.MaxPhotos {
		ids = ids[:2*workflow.MaxPhotos]
	}
	var out []workflow.PhotoEdit
	for _, id := range ids {
		e := workflow.PhotoEdit{ID: id}
		prefix := fmt.Sprintf("photos.%d.", id)
		shell.Decode(v, prefix, reflect.ValueOf(&e.PhotoText).Elem(), wrong)
		e.Position = int(shell.FormNumber(v, prefix+"position"))
		out = append(out, e)
	}
	return out
}
