package account_test

import (
	"context"
	"fmt"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"danvankheo/internal/auth"
	"danvankheo/internal/registry"
	"danvankheo/internal/sqlite"
	"danvankheo/internal/workflow/account"
)

var admin = registry.System("thử")

const password = "một câu đủ dài 2026"

func (h *house) signIn(email, typed string, th *auth.Throttle) (account.SignedIn, error) {
	return h.SignIn(context.Background(), th, account.Credentials{Email: email, Password: typed, Address: "10.0.0.1", Agent: "thử"})
}

func throttle() *auth.Throttle { return auth.NewThrottle(auth.DefaultLimits()) }

func TestAddAccountChecks(t *testing.T) {
	t.Parallel()
	h, ctx := newHouse(t), context.Background()
	h.Person(t, "an@x.vn", registry.Verifier, "")
	for _, c := range []struct {
		name     string
		acc      registry.Account
		password string
		field    string
	}{
		{"no address", registry.Account{Name: "An An", Role: registry.Verifier}, "", "email"},
		{"address taken in other letters", registry.Account{Email: " AN@X.VN", Name: "An An", Role: registry.Verifier}, "", "email"},
		{"no name", registry.Account{Email: "b@x.vn", Role: registry.Verifier}, "", "name"},
		{"no role", registry.Account{Email: "b@x.vn", Name: "An An"}, "", "role"},
		{"unit staff without unit", registry.Account{Email: "b@x.vn", Name: "An An", Role: registry.UnitStaff}, "", "unit"},
		{"unknown unit", registry.Account{Email: "b@x.vn", Name: "An An", Role: registry.UnitStaff, Unit: "99999"}, "", "unit"},
		{"short password", registry.Account{Email: "b@x.vn", Name: "An An", Role: registry.Verifier}, "ngắn", "password"},
		{"password of one letter", registry.Account{Email: "b@x.vn", Name: "An An", Role: registry.Verifier}, "aaaaaaaaaaaa", "password"},
	} {
		_, _, err := h.AddAccount(ctx, admin, c.acc, c.password)
		if registry.FieldsOf(err).For(c.field) == "" {
			t.Errorf("%s: %v, want a message for %s", c.name, err, c.field)
		}
	}
	_, _, err := h.AddAccount(ctx, h.Verifier, registry.Account{Email: "b@x.vn", Name: "An An", Role: registry.Admin}, "")
	kindIs(t, "a verifier adds an administrator", err, registry.Denied)
}

func TestLinksWorkOnce(t *testing.T) {
	t.Parallel()
	h, ctx := newHouse(t), context.Background()
	id, first, err := h.AddAccount(ctx, admin, registry.Account{Email: "an@x.vn", Name: "An An", Role: registry.Verifier}, "")
	if err != nil || first == "" {
		t.Fatal(first, err)
	}
	if _, err := h.signIn("an@x.vn", "", throttle()); err == nil {
		t.Fatal("signed in before there was a password")
	}
	for range 3 { // looking changes nothing
		if _, _, err := h.LinkOf(ctx, first, sqlite.FirstPassword); err != nil {
			t.Fatal(err)
		}
	}
	kindIs(t, "a short password", h.SetPassword(ctx, first, "ngắn", "::1"), registry.Invalid)
	var won atomic.Int32
	var wait sync.WaitGroup
	for i := range 8 { // of eight at once, one gets it
		wait.Go(func() {
			if h.SetPassword(ctx, first, fmt.Sprintf("mật khẩu số %d đây", i), "::1") == nil {
				won.Add(1)
			}
		})
	}
	wait.Wait()
	if won.Load() != 1 {
		t.Errorf("a single-use link was used %d times", won.Load())
	}
	kindIs(t, "a used link", h.SetPassword(ctx, first, password, "::1"), registry.NotFound)

	reset := must[string](t)(h.ResetAccount(ctx, admin, id))
	newer := must[string](t)(h.ResetAccount(ctx, admin, id))
	kindIs(t, "a link after a newer one", h.SetPassword(ctx, reset, password, "::1"), registry.NotFound)
	h.Time.Move(account.ResetLife)
	kindIs(t, "an old link", h.SetPassword(ctx, newer, password, "::1"), registry.NotFound)
	kindIs(t, "nonsense", h.SetPassword(ctx, "abc", password, "::1"), registry.NotFound)

	last := must[string](t)(h.ResetAccount(ctx, admin, id))
	if err := h.SetPassword(ctx, last, password, "::1"); err != nil {
		t.Fatal(err)
	}
	if _, err := h.signIn("an@x.vn", password, throttle()); err != nil {
		t.Error(err)
	}
}

func TestResetEndsSessions(t *testing.T) {
	t.Parallel()
	h, ctx := newHouse(t), context.Background()
	id := h.Person(t, "an@x.vn", registry.Verifier, "")
	in := must[account.SignedIn](t)(h.signIn("an@x.vn", password, throttle()))
	link := must[string](t)(h.ResetAccount(ctx, admin, id))
	if _, err := h.Visit(ctx, in.Secret, "::1"); err != nil {
		t.Errorf("asking for a link ended the session: %v", err)
	}
	if err := h.SetPassword(ctx, link, "một câu khác hẳn", "::1"); err != nil {
		t.Fatal(err)
	}
	_, err := h.Visit(ctx, in.Secret, "::1")
	kindIs(t, "session after the reset", err, registry.NotFound)
}

func TestDisabledAccountIsOutAtOnce(t *testing.T) {
	t.Parallel()
	h, ctx := newHouse(t), context.Background()
	id := h.Person(t, "an@x.vn", registry.Verifier, "")
	in := must[account.SignedIn](t)(h.signIn("an@x.vn", password, throttle()))
	token, _, err := h.AddToken(ctx, admin, id, "thử")
	if err != nil {
		t.Fatal(err)
	}
	if a, err := h.ActorOfToken(ctx, token); err != nil || a.Account != id || a.Role != registry.Verifier {
		t.Fatal(a, err)
	}
	if err := h.DisableAccount(ctx, admin, id); err != nil {
		t.Fatal(err)
	}
	_, err = h.Visit(ctx, in.Secret, "::1")
	kindIs(t, "its session", err, registry.NotFound)
	_, err = h.ActorOfToken(ctx, token)
	kindIs(t, "its token", err, registry.Unknown)
	_, err = h.signIn("an@x.vn", password, throttle())
	kindIs(t, "signing in", err, registry.Invalid)
	_, err = h.ResetAccount(ctx, admin, id)
	kindIs(t, "a reset link", err, registry.Conflict)
	if err := h.EnableAccount(ctx, admin, id); err != nil {
		t.Fatal(err)
	}
	if _, err := h.signIn("an@x.vn", password, throttle()); err != nil {
		t.Error(err)
	}
	_, err = h.ActorOfToken(ctx, token)
	kindIs(t, "its token after enabling", err, registry.Unknown)
}

func TestLastAdminStays(t *testing.T) {
	t.Parallel()
	h, ctx := newHouse(t), context.Background()
	first := h.Person(t, "mot@x.vn", registry.Admin, "")
	kindIs(t, "disable the only one", h.DisableAccount(ctx, admin, first), registry.Conflict)
	kindIs(
		t,
		"demote the only one",
		h.EditAccount(ctx, admin, registry.Account{ID: first, Email: "mot@x.vn", Name: "An An", Role: registry.Verifier, Version: 1}),
		registry.Conflict,
	)
	second := h.Person(t, "hai@x.vn", registry.Admin, "")
	self := registry.Actor{Account: second, Role: registry.Admin}
	kindIs(t, "disable oneself", h.DisableAccount(ctx, self, second), registry.Conflict)
	if err := h.DisableAccount(ctx, self, first); err != nil {
		t.Error(err)
	}
}

func TestTwoAdminsEditOneAccount(t *testing.T) {
	t.Parallel()
	h, ctx := newHouse(t), context.Background()
	id := h.Person(t, "an@x.vn", registry.Verifier, "")
	edit := registry.Account{ID: id, Email: "an@x.vn", Name: "Nguyễn Thị Ánh", Role: registry.Secretary, Version: 1}
	if err := h.EditAccount(ctx, admin, edit); err != nil {
		t.Fatal(err)
	}
	edit.Name = "Nguyễn Thị Ảnh"
	kindIs(t, "the second, over an old version", h.EditAccount(ctx, admin, edit), registry.Conflict)
	if acc := must[registry.Account](t)(h.DB.Account(ctx, id)); acc.Name != "Nguyễn Thị Ánh" || acc.Role != registry.Secretary {
		t.Errorf("account = %+v", acc)
	}
}

func TestSetUpTheFirstAdmin(t *testing.T) {
	t.Parallel()
	h, ctx := newHouse(t), context.Background()
	old := must[string](t)(h.SetupLink(ctx))
	secret := must[string](t)(h.SetupLink(ctx))
	acc := registry.Account{Email: "qt@x.vn", Name: "Quản trị"}
	kindIs(t, "a link after a newer one", h.SetUpAdmin(ctx, old, acc, password, "::1"), registry.NotFound)
	kindIs(t, "a short password", h.SetUpAdmin(ctx, secret, acc, "ngắn", "::1"), registry.Invalid)
	if err := h.SetUpAdmin(ctx, secret, acc, password, "::1"); err != nil {
		t.Fatal(err)
	}
	kindIs(
		t,
		"the link once more",
		h.SetUpAdmin(ctx, secret, registry.Account{Email: "b@x.vn", Name: "Quản trị"}, password, "::1"),
		registry.NotFound,
	)
	if s := must[string](t)(h.SetupLink(ctx)); s != "" {
		t.Error("a set-up link although there is an administrator")
	}
	in := must[account.SignedIn](t)(h.signIn("qt@x.vn", password, throttle()))
	if v := must[account.Visit](t)(h.Visit(ctx, in.Secret, "::1")); v.Actor.Role != registry.Admin {
		t.Errorf("role = %v", v.Actor.Role)
	}
	late := newHouse(t)
	secret = must[string](t)(late.SetupLink(ctx))
	late.Time.Move(account.SetUpLife)
	kindIs(t, "after half an hour", late.SetUpAdmin(ctx, secret, acc, password, "::1"), registry.NotFound)
}

func TestActorOwnsWhatPredecessorsFiled(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	l := h.Ledger()
	var old registry.UnitCode
	for _, s := range l.Predecessors("07210-202507") {
		if u, _ := l.Unit(s.From); u.Kind.Level() == registry.CommuneLevel {
			old = s.From
			break
		}
	}
	for _, unit := range []registry.UnitCode{"07210-202507", old} {
		a := h.ActorOf(registry.Account{ID: 9, Role: registry.UnitStaff, Unit: unit})
		if a.Unit != "07210-202507" {
			t.Errorf("an account of %s stands for %s today", unit, a.Unit)
		}
		for _, code := range l.Heritage("07210-202507") {
			if !a.Units[code] {
				t.Errorf("an account of %s does not own %s", unit, code)
			}
		}
	}
	if a := h.ActorOf(registry.Account{ID: 9, Role: registry.Verifier}); a.Unit != "" || len(a.Units) != 0 {
		t.Errorf("a verifier stands for %v", a)
	}
}

func TestTokens(t *testing.T) {
	t.Parallel()
	h, ctx := newHouse(t), context.Background()
	an, binh := h.Person(t, "an@x.vn", registry.Verifier, ""), h.Person(t, "binh@x.vn", registry.Verifier, "")
	me := registry.Actor{Account: an, Role: registry.Verifier}
	secret, id, err := h.AddToken(ctx, me, an, "Phần mềm một cửa")
	if err != nil || !strings.HasPrefix(secret, "dvk_") {
		t.Fatal(secret, err)
	}
	_, _, err = h.AddToken(ctx, me, binh, "của người khác")
	kindIs(t, "a token for somebody else", err, registry.Denied)
	_, _, err = h.AddToken(ctx, me, an, "")
	kindIs(t, "a token without a name", err, registry.Invalid)
	_, err = h.Tokens(ctx, me, 0)
	kindIs(t, "everybody's tokens", err, registry.Denied)
	for _, wrong := range []string{"", "dvk_", secret[4:], secret + "x", auth.NewToken()} {
		_, err := h.ActorOfToken(ctx, wrong)
		kindIs(t, "token "+wrong, err, registry.Unknown)
	}
	for range 3 {
		if _, err := h.ActorOfToken(ctx, secret); err != nil {
			t.Fatal(err)
		}
		h.Time.Move(time.Minute)
	}
	if list := must[[]sqlite.Token](t)(h.Tokens(ctx, me, an)); len(list) != 1 || list[0].UsedAt.IsZero() {
		t.Errorf("tokens = %+v", list)
	}
	kindIs(t, "revoke somebody else's", h.RevokeToken(ctx, registry.Actor{Account: binh, Role: registry.Verifier}, id), registry.NotFound)
	if err := h.RevokeToken(ctx, me, id); err != nil {
		t.Fatal(err)
	}
	_, err = h.ActorOfToken(ctx, secret)
	kindIs(t, "a revoked token", err, registry.Unknown)
}

// No secret, password or address of a person gets into the record.
func TestAuditHoldsNoSecrets(t *testing.T) {
	t.Parallel()
	h, ctx := newHouse(t), context.Background()
	id, link, err := h.AddAccount(ctx, admin, registry.Account{Email: "bimat@x.vn", Name: "An An", Role: registry.Admin}, "")
	if err != nil {
		t.Fatal(err)
	}
	if err := h.SetPassword(ctx, link, password, "10.0.0.9"); err != nil {
		t.Fatal(err)
	}
	th := throttle()
	_, _ = h.signIn("bimat@x.vn", "sai mật khẩu này rồi", th) // refused, and noted
	in := must[account.SignedIn](t)(h.signIn("bimat@x.vn", password, th))
	v := must[account.Visit](t)(h.Visit(ctx, in.Secret, "10.0.0.9"))
	token, _, err := h.AddToken(ctx, v.Actor, id, "phần mềm")
	if err != nil {
		t.Fatal(err)
	}
	factor := must[string](t)(auth.NewFactor("x", "y"))
	code := must[string](t)(auth.Code(factor, h.Time.Now()))
	next := must[string](t)(h.SetFactor(ctx, v, factor, code, "thử"))
	reset := must[string](t)(h.ResetAccount(ctx, admin, id))
	lines, total, err := h.Audits(ctx, admin, sqlite.AuditFilter{Limit: 1000})
	if err != nil || total < 7 {
		t.Fatal(total, err)
	}
	secrets := []string{link, password, in.Secret, token, factor, code, next, reset, "sai mật khẩu", "bimat@x.vn", "argon2"}
	for _, l := range lines {
		for _, s := range secrets {
			if strings.Contains(fmt.Sprintf("%+v", l), s) {
				t.Errorf("the record holds %q: %+v", s, l)
			}
		}
	}
	_, _, err = h.Audits(ctx, h.Verifier, sqlite.AuditFilter{})
	kindIs(t, "a verifier reads the record", err, registry.Denied)
}
