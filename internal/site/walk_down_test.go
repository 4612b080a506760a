package site_test

import (
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"danvankheo/internal/registry"
	"danvankheo/internal/workflow/account"
)

// field gives a header field of an answer.
func (a answer) field(name string) string {
	for line := range strings.Lines(a.Header) {
		if v, ok := strings.CutPrefix(line, name+": "); ok {
			return strings.TrimSuffix(v, "\n")
		}
	}
	return ""
}

// TestTakingDownActsAtOnce: a photo, a person and a story that are taken down are gone at
// once from every route and file, of all editions, and no copy that somebody keeps is
// confirmed any more.
func TestTakingDownActsAtOnce(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	ctx, office, admin := t.Context(), w.ActorOf(t, registry.Verifier), w.ActorOf(t, registry.Admin)
	e := w.asked.confirmed
	story := w.Entry(t, e.ID).Story
	story.Headline += ", bản mới" // the address of the first edition leads on
	if _, err := w.Flow.Correct(ctx, office, e.ID, 0, story, "Sửa tên bài."); err != nil {
		t.Fatal(err)
	}
	w.pass(t, time.Minute)
	moved := w.Entry(t, e.ID)
	for _, r := range w.readers {
		r.stories = append(r.stories, moved)
	}
	photo := e.Photos[0].ID
	var dropped registry.Photo // one that its unit took out, and readers have
	for _, s := range w.states {
		if s.name == "chưa báo cáo" {
			dropped = s.entry.Photos[0]
		}
	}
	if err := w.Flow.DeletePhoto(ctx, w.ActorOf(t, registry.UnitStaff), dropped.ID); err != nil {
		t.Fatal(err)
	}
	caption := walkWords(6, 0).Caption
	cases := []struct {
		name  string
		marks []string // none of them is told any more
		paths []string // none of them answers any more
		do    func() error
	}{
		{"photo", append(picture(photo), caption), picture(photo), func() error {
			return w.Flow.TakeDownPhoto(ctx, office, photo, true, "Người trong ảnh yêu cầu.")
		}},
		{"photo that its unit took out", append(picture(dropped.ID), dropped.Caption), picture(dropped.ID), func() error {
			return w.Flow.TakeDownPhoto(ctx, office, dropped.ID, true, "Người trong ảnh yêu cầu.")
		}},
		{"person", []string{quoted}, nil, func() error {
			_, err := w.Account.ErasePerson(ctx, admin, account.Erasure{Person: quoted, Request: "Đơn số 12 ngày 02/11.", Words: true})
			return err
		}},
		{"story", []string{e.Story.Headline, "ảnh 6-"}, append(picture(e.Photos[1].ID), string(e.Slug), string(moved.Slug),
			fmt.Sprintf("/bia/%d.jpg", e.ID), fmt.Sprintf("/entries/%d", e.ID)), func() error {
			_, err := w.Flow.Remove(ctx, office, e.ID, 0, "Đơn vị đề nghị gỡ.")
			return err
		}},
	}
	before := w.read(t)
	for _, c := range cases {
		told := 0
		if err := c.do(); err != nil {
			t.Fatalf("%s: %v", c.name, err)
		}
		w.CatchUp(t)
		for name, r := range w.readers {
			for _, path := range slices.Sorted(maps.Keys(before[name])) {
				old := before[name][path]
				if !has(old.Body, c.marks) && !has(path, c.paths) {
					continue
				}
				told++
				now := r.read(t, path)
				before[name][path] = now
				r.gone(t, c.name+", "+name, path, c.marks, c.paths, now)
				r.unconfirmed(t, c.name+", "+name, path, old, now)
			}
		}
		if told < 10 {
			t.Errorf("%s: told at %d addresses only", c.name, told)
		}
		w.now = w.now.Add(time.Minute)
	}
	list, err := w.DB.EditionsOf(ctx, e.ID)
	if err != nil || len(list) < 2 {
		t.Fatal(len(list), err)
	}
	for _, d := range list {
		if text := fmt.Sprint(d.Public().Story, d.Public().Content, d.Photos); has(text, []string{quoted, caption}) {
			t.Errorf("edition %d still has what was taken down", d.No)
		}
	}
}

// picture are the beginnings of the addresses of a photo's files.
func picture(id registry.PhotoID) []string {
	return []string{fmt.Sprintf("/anh/%d/", id), fmt.Sprintf("/anh/%d-", id)}
}

func has(text string, marks []string) bool {
	return slices.ContainsFunc(marks, func(m string) bool { return strings.Contains(text, m) })
}

// gone demands that an address tells nothing of the marks, and does not answer when it is
// one of what was taken down. A feed keeps the address of a story that is gone.
func (w *walk) gone(t *testing.T, what, path string, marks, paths []string, now answer) {
	t.Helper()
	page, _, _ := strings.Cut(path, "?")
	if has(now.Body, marks) {
		t.Errorf("%s: GET %s (%d) still tells of it", what, path, now.Code)
	}
	if has(page, paths) && (now.Code == http.StatusOK || now.Code == http.StatusNotModified) {
		t.Errorf("%s: GET %s = %d", what, path, now.Code)
	}
	if now.Code >= 500 {
		t.Errorf("%s: GET %s = %d", what, path, now.Code)
	}
}

// unconfirmed demands that a copy kept from before is not confirmed when the answer is
// another one now.
func (w *walk) unconfirmed(t *testing.T, what, path string, old, now answer) {
	t.Helper()
	if old.Body == now.Body && old.Code == now.Code {
		return
	}
	for from, to := range map[string]string{"Etag": "If-None-Match", "Last-Modified": "If-Modified-Since"} {
		v := old.field(from)
		if v == "" {
			continue
		}
		if a := w.read(t, path, to, v); a.Code == http.StatusNotModified {
			t.Errorf("%s: GET %s with %s: %s confirms what is gone", what, path, to, v)
		}
	}
	if keep := old.field("Cache-Control"); old.Code == http.StatusOK && secondsKept(keep) > 60 {
		t.Errorf("%s: GET %s may be kept for longer than a minute: %s", what, path, keep)
	}
}

// secondsKept is how long an answer may be kept, by its Cache-Control.
func secondsKept(keep string) int {
	_, rest, _ := strings.Cut(keep, "max-age=")
	n := 0
	_, _ = fmt.Sscan(rest, &n) // without one it is 0
	return n
}
