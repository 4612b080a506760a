package account_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"danvankheo/internal/registry"
	"danvankheo/internal/sqlite"
	"danvankheo/internal/testkit"
	"danvankheo/internal/workflow"
	"danvankheo/internal/workflow/account"
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
	f.Time.Move(25 * 31 * 24 * time.Hour)
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
	if _, err := f.ErasePerson(ctx, admin, account.Erasure{Person: "Vũ Thị Hiếm Gặp",
		Request: "Đơn của Vũ Thị Hiếm Gặp"}); registry.KindOf(err) != registry.Invalid {
		t.Errorf("the name went into the record: %v", err)
	}
	if n, err := f.ErasePerson(ctx, admin, account.Erasure{Person: "Vũ Thị Hiếm Gặp", Request: "Đơn 12 ngày 01/11/2026"}); err != nil ||
		n != 1 {
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

// A person is found in every text of an entry, whichever it is, and taken out of it:
// out of running text when that is asked for, also in earlier versions. Who signed
// and who took a photo stay named, with the reason.
func TestPersonIsFoundAndErasedInEveryText(t *testing.T) {
	t.Parallel()
	const name, phone = "Vũ Thị Hiếm Gặp", "0912 345 678"
	f := newHouse(t)
	ctx := context.Background()
	staff := testkit.Staff(t, f.Ledger(), 1, "07210-202507")
	e, err := f.Create(ctx, staff, workflow.NewEntry{Season: f.CurrentYear(), Content: testkit.CompleteContent()})
	if err != nil {
		t.Fatal(err)
	}
	e.Report.Resources, e.Report.Sites = make([]registry.Resource, 1), make([]registry.Site, 1)
	e.Photos = nil
	texts := append(e.Texts(), e.SourceTexts()...)
	if len(texts) < 50 {
		t.Fatalf("%d texts", len(texts))
	}
	for i := range texts {
		x := texts[i]
		for written, asked := range map[string]string{
			"Bà " + name + " kể.": name, "BÀ VŨ THỊ HIẾM GẶP KỂ.": "vũ thị hiếm gặp", "Gọi 0912.345.678 nhé": phone,
		} {
			was := *x.At
			*x.At = written
			write(t, f, &e)
			list, err := f.Mentions(ctx, admin, asked)
			if err != nil || len(list) != 1 {
				t.Errorf("%s: %q is found %d times, %v", x.Where(), written, len(list), err)
				continue
			}
			if m := list[0]; m.Where == "" || (m.Erase || m.Words) == (x.Person.Kept() != "") {
				t.Errorf("%s: %+v", x.Where(), m)
			}
			_, err = f.ErasePerson(ctx, admin, account.Erasure{Person: asked, Request: "Đơn 12 ngày 01/11/2026", Words: true})
			if kept := x.Person.Kept() != ""; kept != (err != nil) {
				t.Errorf("%s: kept %v, %v", x.Where(), kept, err)
			}
			left, err := f.Mentions(ctx, admin, asked)
			if err != nil || len(left) != 0 && x.Person.Kept() == "" {
				t.Errorf("%s: after erasing %+v, %v", x.Where(), left, err)
			}
			revisions, err := f.DB.Revisions(ctx, e.ID)
			for k := range revisions {
				for _, r := range revisions[k].Texts() {
					if err != nil || x.Person.Kept()+r.Person.Kept() == "" && registry.Wanted(asked).In(*r.At) {
						t.Errorf("%s: an earlier version names the person in %s, %v", x.Where(), r.Where(), err)
					}
				}
			}
			*x.At = was
		}
	}
}

// write keeps an entry as it is, with a revision.
func write(t *testing.T, f *house, e *registry.Entry) {
	t.Helper()
	err := f.DB.Update(context.Background(), f.Now(), func(tx *sqlite.Tx) error {
		now, err := tx.Entry(t.Context(), e.ID)
		if err != nil {
			return err
		}
		e.Version = now.Version
		if err := tx.UpdateEntry(e); err != nil {
			return err
		}
		return tx.KeepRevision(e, admin, registry.DidEntryRevise, "")
	})
	if err != nil {
		t.Fatal(err)
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
