package sqlite_test

import (
	"context"
	"fmt"
	"slices"
	"testing"
	"time"

	"danvankheo/internal/registry"
	"danvankheo/internal/sqlite"
	"danvankheo/internal/testkit"
)

func write(t *testing.T, db *sqlite.DB, now time.Time, fn func(*sqlite.Tx) error) {
	t.Helper()
	if err := db.Update(context.Background(), now, fn); err != nil {
		t.Fatal(err)
	}
}

func newAccount(t *testing.T, db *sqlite.DB, a registry.Account) registry.Account {
	t.Helper()
	write(t, db, testkit.Now, func(tx *sqlite.Tx) error { return tx.InsertAccount(&a) })
	return a
}

func TestAccountIsKeptWhole(t *testing.T) {
	t.Parallel()
	db, ctx := testkit.DB(t), context.Background()
	want := newAccount(
		t,
		db,
		registry.Account{
			Email:        "An@X.vn",
			Name:         "Nguyễn Thị An",
			Role:         registry.UnitStaff,
			Unit:         "07210-202507",
			PasswordHash: "h",
			Demo:         true,
		},
	)
	for name, find := range map[string]func() (registry.Account, error){
		"by id":      func() (registry.Account, error) { return db.Account(ctx, want.ID) },
		"by address": func() (registry.Account, error) { return db.AccountByEmail(ctx, " an@x.VN") },
	} {
		if got, err := find(); err != nil || got != want {
			t.Errorf("%s: %+v, %v, want %+v", name, got, err, want)
		}
	}
	if _, err := db.Account(ctx, 99); registry.KindOf(err) != registry.NotFound {
		t.Errorf("an account that is not there: %v", err)
	}
	err := db.Update(ctx, testkit.Now, func(tx *sqlite.Tx) error {
		return tx.InsertAccount(&registry.Account{Email: "AN@x.vn", Name: "Khác", Role: registry.Verifier})
	})
	if registry.KindOf(err) != registry.Conflict {
		t.Errorf("the same address in other letters: %v", err)
	}
}

func TestFindAccounts(t *testing.T) {
	t.Parallel()
	db, ctx := testkit.DB(t), context.Background()
	for i, name := range []string{"Trần Văn Ơn", "Lê Thị Ân", "Đỗ Văn Ăn", "Phạm Thị An", "Ngô Đức Ơn"} {
		newAccount(t, db, registry.Account{Email: fmt.Sprintf("nguoi%d@x.vn", i), Name: name, Role: registry.Verifier, Disabled: i == 0})
	}
	yes, no := true, false
	for _, c := range []struct {
		filter sqlite.AccountFilter
		want   []string
	}{
		{sqlite.AccountFilter{}, []string{"Phạm Thị An", "Đỗ Văn Ăn", "Lê Thị Ân", "Ngô Đức Ơn", "Trần Văn Ơn"}},
		{sqlite.AccountFilter{Text: "duc on"}, []string{"Ngô Đức Ơn"}},
		{sqlite.AccountFilter{Text: "NGUOI3"}, []string{"Phạm Thị An"}},
		{sqlite.AccountFilter{Disabled: &yes}, []string{"Trần Văn Ơn"}},
		{sqlite.AccountFilter{Text: "on", Disabled: &no}, []string{"Ngô Đức Ơn"}},
		{sqlite.AccountFilter{Role: registry.Admin}, nil},
	} {
		list, err := db.FindAccounts(ctx, c.filter)
		var got []string
		for _, a := range list {
			got = append(got, a.Name)
		}
		if err != nil || !slices.Equal(got, c.want) {
			t.Errorf("FindAccounts(%+v) = %v, %v, want %v", c.filter, got, err, c.want)
		}
	}
}

func TestAccountsOf(t *testing.T) {
	t.Parallel()
	db, ctx := testkit.DB(t), context.Background()
	newAccount(t, db, registry.Account{Email: "a@x.vn", Name: "An", Role: registry.UnitStaff, Unit: "07210-202507"})
	newAccount(t, db, registry.Account{Email: "b@x.vn", Name: "Bình", Role: registry.UnitStaff, Unit: "07210-202507", Disabled: true})
	newAccount(t, db, registry.Account{Email: "c@x.vn", Name: "Chi", Role: registry.Verifier})
	if list, err := db.AccountsOfUnits(ctx, []registry.UnitCode{"07210-202507", "x"}); err != nil || len(list) != 1 ||
		list[0].Name != "An" {
		t.Errorf("AccountsOfUnits = %+v, %v", list, err)
	}
	if list, err := db.AccountsOfUnits(ctx, nil); err != nil || len(list) != 0 {
		t.Errorf("AccountsOfUnits(nil) = %+v, %v", list, err)
	}
	if list, err := db.AccountsOfRole(ctx, registry.Verifier); err != nil || len(list) != 1 {
		t.Errorf("AccountsOfRole = %+v, %v", list, err)
	}
}

func TestAudits(t *testing.T) {
	t.Parallel()
	db, ctx := testkit.DB(t), context.Background()
	for i, a := range []registry.Audit{
		{Account: 1, Action: "account.add", Object: "account:1"}, {Account: 1, Action: "accounting", Object: "account:12"},
		{Account: 2, Action: "account.disable", Object: "account:1"}, {Account: 2, Action: "entry.gui", Object: "entry:1"},
	} {
		a.At, a.Role = testkit.Now.Add(time.Duration(i)*time.Hour), registry.Admin
		write(t, db, testkit.Now, func(tx *sqlite.Tx) error { return tx.InsertAudit(a) })
	}
	for _, c := range []struct {
		name   string
		filter sqlite.AuditFilter
		want   []int64
		total  int
	}{
		{"all, newest first", sqlite.AuditFilter{}, []int64{4, 3, 2, 1}, 4},
		{"a page", sqlite.AuditFilter{Offset: 1, Limit: 2}, []int64{3, 2}, 4},
		{"of an account", sqlite.AuditFilter{Account: 2}, []int64{4, 3}, 2},
		{"of an area", sqlite.AuditFilter{Action: "account"}, []int64{3, 1}, 2},
		{"of an action", sqlite.AuditFilter{Action: "account.add"}, []int64{1}, 1},
		{"of an object", sqlite.AuditFilter{Object: "account:1"}, []int64{3, 1}, 2},
		{"of a kind of object", sqlite.AuditFilter{Object: "account"}, []int64{3, 2, 1}, 3},
		{"of a time", sqlite.AuditFilter{From: testkit.Now.Add(time.Hour), To: testkit.Now.Add(2 * time.Hour)}, []int64{2}, 1},
	} {
		list, total, err := db.Audits(ctx, c.filter)
		var got []int64
		for _, a := range list {
			got = append(got, a.ID)
		}
		if err != nil || total != c.total || !slices.Equal(got, c.want) {
			t.Errorf("%s: %v of %d, %v, want %v of %d", c.name, got, total, err, c.want, c.total)
		}
	}
	if list, err := db.AuditActions(ctx); err != nil ||
		!slices.Equal(list, []string{"account.add", "account.disable", "accounting", "entry.gui"}) {
		t.Errorf("AuditActions = %v, %v", list, err)
	}
}

func TestNotices(t *testing.T) {
	t.Parallel()
	db, ctx := testkit.DB(t), context.Background()
	a := newAccount(t, db, registry.Account{Email: "a@x.vn", Name: "An", Role: registry.Verifier})
	b := newAccount(t, db, registry.Account{Email: "b@x.vn", Name: "Bình", Role: registry.Verifier})
	write(t, db, testkit.Now, func(tx *sqlite.Tx) error {
		for _, n := range []registry.Notice{{Account: a.ID, Text: "một"}, {Account: a.ID, Text: "hai", Link: "/x", Entry: 3},
			{Account: b.ID, Text: "ba"}} {
			if err := tx.InsertNotice(&n); err != nil {
				return err
			}
		}
		return nil
	})
	list, total, err := db.Notices(ctx, a.ID, 0, 1)
	if err != nil || total != 2 || len(list) != 1 || list[0].Text != "hai" || list[0].Link != "/x" || !list[0].At.Equal(testkit.Now) {
		t.Errorf("Notices = %+v of %d, %v", list, total, err)
	}
	write(t, db, testkit.Now, func(tx *sqlite.Tx) error { return tx.MarkNoticesRead(a.ID, 1) })
	if n, _ := db.UnreadNotices(ctx, a.ID); n != 1 {
		t.Errorf("%d unread, want 1", n)
	}
	write(t, db, testkit.Now, func(tx *sqlite.Tx) error { return tx.MarkNoticesRead(a.ID, 0) })
	if n, _ := db.UnreadNotices(ctx, a.ID); n != 0 {
		t.Errorf("%d unread, want 0", n)
	}
	if n, _ := db.UnreadNotices(ctx, b.ID); n != 1 {
		t.Errorf("somebody else has %d unread, want 1", n)
	}
}

func TestSessionRows(t *testing.T) {
	t.Parallel()
	db, ctx := testkit.DB(t), context.Background()
	a := newAccount(t, db, registry.Account{Email: "a@x.vn", Name: "An", Role: registry.Verifier})
	hash := func(i int) []byte { return []byte(fmt.Sprintf("hash %27d", i)) }
	for i := range 3 {
		write(t, db, testkit.Now.Add(time.Duration(i)*time.Hour), func(tx *sqlite.Tx) error {
			return tx.InsertSession(sqlite.Session{Hash: hash(i), Account: a.ID, Passed: i > 0})
		})
	}
	s, err := db.Session(ctx, hash(1))
	if err != nil || s.Of.ID != a.ID || !s.Passed || !s.CreatedAt.Equal(testkit.Now.Add(time.Hour)) {
		t.Errorf("Session = %+v, %v", s, err)
	}
	write(t, db, testkit.Now, func(tx *sqlite.Tx) error { return tx.DeleteOldSessions(testkit.Now.Add(time.Minute), time.Time{}) })
	if list, _ := db.Sessions(ctx, a.ID); len(list) != 2 {
		t.Errorf("%d sessions after the old ones went, want 2", len(list))
	}
	write(t, db, testkit.Now, func(tx *sqlite.Tx) error { return tx.DeleteSessions(a.ID, hash(2)) })
	if list, _ := db.Sessions(ctx, a.ID); len(list) != 1 || string(list[0].Hash) != string(hash(2)) {
		t.Errorf("kept %+v", list)
	}
	write(t, db, testkit.Now, func(tx *sqlite.Tx) error { return tx.EndAllSessions() })
	if list, _ := db.Sessions(ctx, a.ID); len(list) != 0 {
		t.Errorf("%d sessions after all ended", len(list))
	}
}
