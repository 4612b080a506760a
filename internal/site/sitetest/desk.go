package sitetest

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"testing"

	"danvankheo/internal/registry"
	"danvankheo/internal/testkit"
	"danvankheo/internal/workflow"
)

// Exchange sends a request as it is.
func (r *Reader) Exchange(req *http.Request) (int, http.Header, string) {
	r.t.Helper()
	resp, err := r.Do(req)
	if err != nil {
		r.t.Fatal(err)
	}
	defer resp.Body.Close()
	b, err := io.ReadAll(resp.Body)
	if err != nil {
		r.t.Fatal(err)
	}
	return resp.StatusCode, resp.Header, string(b)
}

// Autosave posts a form as the script does.
func (r *Reader) Autosave(path string, form url.Values) (int, map[string]any) {
	r.t.Helper()
	req, err := http.NewRequestWithContext(context.Background(), http.MethodPost, r.h.Server.URL+path, strings.NewReader(form.Encode()))
	if err != nil {
		r.t.Fatal(err)
	}
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	req.Header.Set("Accept", "application/json")
	code, _, body := r.Exchange(req)
	said := map[string]any{}
	if err := json.Unmarshal([]byte(body), &said); err != nil {
		r.t.Fatalf("autosave answered %d %.300s", code, body)
	}
	return code, said
}

// NewDraft begins a registration through the form and gives its id.
func (h *House) NewDraft(t testing.TB, staff *Reader, key string) registry.EntryID {
	t.Helper()
	code, head, body := staff.Post("/lam-viec/dang-ky", url.Values{"nam": {"2026"}, "form_key": {key}})
	id, err := strconv.ParseInt(strings.TrimPrefix(head.Get("Location"), "/lam-viec/mo-hinh/"), 10, 64)
	if code != http.StatusSeeOther || err != nil {
		t.Fatalf("new draft: %d to %q\n%.600s", code, head.Get("Location"), body)
	}
	return registry.EntryID(id)
}

// Entry reads an entry.
func (h *House) Entry(t testing.TB, id registry.EntryID) registry.Entry {
	t.Helper()
	e, err := h.DB.Entry(context.Background(), id)
	if err != nil {
		t.Fatal(err)
	}
	return e
}

// ActorOf is the actor of a role's account.
func (h *House) ActorOf(t testing.TB, role registry.Role) registry.Actor {
	t.Helper()
	acc, err := h.DB.AccountByEmail(context.Background(), role.String()+"@thu.vn")
	if err != nil {
		t.Fatal(err)
	}
	return h.Account.ActorOf(acc)
}

// SentEntry is a registration that the unit has sent.
func (h *House) SentEntry(t testing.TB) registry.Entry {
	t.Helper()
	ctx, a := context.Background(), h.ActorOf(t, registry.UnitStaff)
	e, err := h.Flow.Create(ctx, a, workflow.NewEntry{Season: 2026, Content: testkit.CompleteContent()})
	if err == nil {
		e, err = h.Flow.Submit(ctx, a, e.ID, e.Version, nil)
	}
	if err != nil {
		t.Fatal(err)
	}
	return e
}

// Want posts a form and checks the status; it gives the address to go to.
func (r *Reader) Want(code int, path string, form url.Values) string {
	r.t.Helper()
	got, head, body := r.Post(path, form)
	if got != code {
		r.t.Fatalf("POST %s = %d, want %d\n%.1200s", path, got, code, body)
	}
	return head.Get("Location")
}

// VersionForm is a form of the entry's version and of pairs of name and value.
func VersionForm(e registry.Entry, pairs ...string) url.Values {
	v := url.Values{"version": {fmt.Sprint(e.Version)}}
	for i := 0; i < len(pairs); i += 2 {
		v.Add(pairs[i], pairs[i+1])
	}
	return v
}
