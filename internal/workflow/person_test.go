package workflow_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"danvankheo/internal/registry"
	"danvankheo/internal/sqlite"
	"danvankheo/internal/testkit"
	"danvankheo/internal/workflow"
)

// What has passed its term goes, what has not stays, and the record keeps all but
// the network address.
func TestExpire(t *testing.T) {
	t.Parallel()
	f := newHouse(t)
	ctx := context.Background()
	content := testkit.CompleteContent()
	staff := testkit.Staff(t, f.Ledger(), 1, "07210-202507")
	staff.Address = "203.0.113.9"
	draft, err := f.Create(ctx, staff, workflow.NewEntry{Season: f.CurrentYear(), Content: content})
	if err != nil {
		t.Fatal(err)
	}
	sent, err := f.Create(ctx, staff, workflow.NewEntry{Season: f.CurrentYear(), Content: content})
	if err == nil {
		sent, err = f.Submit(ctx, staff, sent.ID, sent.Version, nil)
	}
	if err != nil {
		t.Fatal(err)
	}
	id, _, err := f.AddAccount(ctx, admin, registry.Account{Email: "cu@thu.vn", Name: "Người Nghỉ Việc", Role: registry.Verifier}, "")
	if err == nil {
		err = f.DisableAccount(ctx, admin, id)
	}
	if err != nil {
		t.Fatal(err)
	}
	if gone, err := f.Expire(ctx); err != nil || gone.Drafts+gone.Addresses+int64(gone.Accounts) != 0 {
		t.Fatalf("before its term: %+v, %v", gone, err)
	}
	f.clock.t = f.clock.t.Add(25 * 31 * 24 * time.Hour)
	gone, err := f.Expire(ctx)
	if err != nil || gone.Drafts != 1 || gone.Addresses == 0 || gone.Accounts != 1 {
		t.Fatalf("after its term: %+v, %v", gone, err)
	}
	if e, err := f.DB.Entry(ctx, draft.ID); err != nil || e.Content.ContactName+e.Content.ContactPhone != "" ||
		e.Content.Title != content.Title {
		t.Errorf("forgotten draft: %q %q, title %q, %v", e.Content.ContactName, e.Content.ContactPhone, e.Content.Title, err)
	}
	if e, err := f.DB.Entry(ctx, sent.ID); err != nil || e.Content.ContactName != content.ContactName {
		t.Errorf("a registration that was sent lost its contact: %v", err)
	}
	if acc, err := f.DB.Account(ctx, id); err != nil || strings.Contains(acc.Name+acc.Email, "Nghỉ") ||
		strings.Contains(acc.Email, "cu@thu.vn") ||
		!acc.Disabled {
		t.Errorf("closed account: %+v, %v", acc, err)
	}
	lines, _, err := f.DB.Audits(ctx, sqlite.AuditFilter{Object: "entry", Limit: 100})
	if err != nil || len(lines) < 2 {
		t.Fatalf("%d lines, %v", len(lines), err)
	}
	for _, l := range lines {
		if l.Address != "" || l.Name == "" {
			t.Errorf("line of the record: %+v", l)
		}
	}
	if again, err := f.Expire(ctx); err != nil || again.Drafts+again.Addresses+int64(again.Accounts) != 0 {
		t.Errorf("a second run: %+v, %v", again, err)
	}
}

// A person is found by name or by number and taken out of contact and person, also
// out of earlier versions; what must stay is said to stay.
func TestErasePerson(t *testing.T) {
	t.Parallel()
	f := newHouse(t)
	ctx := context.Background()
	content := testkit.CompleteContent()
	content.ContactName, content.ContactPhone, content.ApproverName = "Vũ Thị Hiếm Gặp", "0912 345 678", "Vũ Thị Hiếm Gặp"
	content.Summary = "Bà Vũ Thị Hiếm Gặp vận động 12 hộ."
	staff := testkit.Staff(t, f.Ledger(), 1, "07210-202507")
	e, err := f.Create(ctx, staff, workflow.NewEntry{Season: f.CurrentYear(), Content: content})
	if err != nil {
		t.Fatal(err)
	}
	for _, text := range []string{"Vũ Thị Hiếm Gặp", "0912345678"} {
		list, err := f.Mentions(ctx, admin, text)
		if err != nil || len(list) == 0 || !list[0].Erase || list[0].Entry != e.ID {
			t.Fatalf("%s: %+v, %v", text, list, err)
		}
	}
	if _, err := f.Mentions(ctx, staff, "Vũ Thị Hiếm Gặp"); registry.KindOf(err) != registry.Denied {
		t.Errorf("unit staff looks for persons: %v", err)
	}
	if _, err := f.ErasePerson(ctx, admin, "Vũ Thị Hiếm Gặp", "Đơn của Vũ Thị Hiếm Gặp"); registry.KindOf(err) != registry.Invalid {
		t.Errorf("the name went into the record: %v", err)
	}
	if n, err := f.ErasePerson(ctx, admin, "Vũ Thị Hiếm Gặp", "Đơn 12 ngày 01/11/2026"); err != nil || n != 1 {
		t.Fatalf("%d, %v", n, err)
	}
	e, err = f.DB.Entry(ctx, e.ID)
	if err != nil || e.Content.ContactName+e.Content.ContactPhone != "" || e.Content.ApproverName == "" || e.Content.Title == "" {
		t.Errorf("after: %+v, %v", e.Content, err)
	}
	revisions, err := f.DB.Revisions(ctx, e.ID)
	if err != nil || len(revisions) == 0 {
		t.Fatal(err)
	}
	for _, r := range revisions {
		if r.Content.ContactName != "" {
			t.Error("an earlier version still names the contact")
		}
	}
	list, err := f.Mentions(ctx, admin, "Vũ Thị Hiếm Gặp")
	if err != nil || len(list) != 2 {
		t.Fatalf("left: %+v, %v", list, err)
	}
	for _, m := range list {
		if m.Erase || m.Why == "" {
			t.Errorf("without a word why it stays: %+v", m)
		}
	}
}

// The terms are versioned: a second writer sees that the first was faster.
func TestRetentionTerms(t *testing.T) {
	t.Parallel()
	f := newHouse(t)
	ctx := context.Background()
	r, version, err := f.Retention(ctx)
	if err != nil || r != registry.DefaultRetention() {
		t.Fatalf("%+v, %v", r, err)
	}
	r.Addresses = 3
	if err := f.SaveRetention(ctx, admin, version, r); err != nil {
		t.Fatal(err)
	}
	if err := f.SaveRetention(ctx, admin, version, r); registry.KindOf(err) != registry.Conflict {
		t.Errorf("over another's change: %v", err)
	}
	if now, _, err := f.Retention(ctx); err != nil || now.Addresses != 3 || now.Messages != 12 {
		t.Errorf("%+v, %v", now, err)
	}
	if err := r.Read(func(string) string { return "0" }); len(registry.FieldsOf(err)) != 6 {
		t.Errorf("terms of nothing: %v", err)
	}
}
