package account_test

import (
	"context"
	"testing"
	"time"

	"danvankheo/internal/auth"
	"danvankheo/internal/registry"
	"danvankheo/internal/sqlite"
	"danvankheo/internal/workflow/account"
)

func TestSignIn(t *testing.T) {
	t.Parallel()
	h, ctx := newHouse(t), context.Background()
	h.Person(t, "an@x.vn", registry.UnitStaff, "07210-202507")
	th := throttle()
	for _, c := range []struct{ email, password string }{{"an@x.vn", "sai"}, {"khong-co@x.vn", password}, {"", ""}, {"an@x.vn", ""}} {
		_, err := h.signIn(c.email, c.password, th)
		kindIs(t, c.email+" with a wrong password", err, registry.Invalid)
		if registry.MessageOf(err) != "Địa chỉ thư hoặc mật khẩu chưa đúng." {
			t.Errorf("message %q tells which of the two was wrong", registry.MessageOf(err))
		}
	}
	in := must[account.SignedIn](t)(h.signIn(" AN@x.vn ", password, th))
	v := must[account.Visit](t)(h.Visit(ctx, in.Secret, "10.0.0.7"))
	if v.Actor.Role != registry.UnitStaff || v.Actor.Unit != "07210-202507" || v.Actor.Address != "10.0.0.7" ||
		v.Owes != account.OwesNothing {
		t.Errorf("visit = %+v", v)
	}
	for _, wrong := range []string{"", "abc", auth.NewSecret()} {
		_, err := h.Visit(ctx, wrong, "::1")
		kindIs(t, "cookie "+wrong, err, registry.NotFound)
	}
}

func TestSignInRenewsTheSession(t *testing.T) {
	t.Parallel()
	h, ctx := newHouse(t), context.Background()
	h.Person(t, "an@x.vn", registry.Verifier, "")
	planted := auth.NewSecret() // a cookie that somebody else put into the browser
	in := must[account.SignedIn](t)(h.SignIn(ctx, throttle(), account.Credentials{Email: "an@x.vn", Password: password, Old: planted}))
	if in.Secret == planted {
		t.Fatal("the planted secret became the session's")
	}
	_, err := h.Visit(ctx, planted, "::1")
	kindIs(t, "the planted secret", err, registry.NotFound)
	again := must[account.SignedIn](
		t,
	)(
		h.SignIn(ctx, throttle(), account.Credentials{Email: "an@x.vn", Password: password, Old: in.Secret}),
	)
	_, err = h.Visit(ctx, in.Secret, "::1")
	kindIs(t, "the session before", err, registry.NotFound)
	if _, err := h.Visit(ctx, again.Secret, "::1"); err != nil {
		t.Error(err)
	}
}

func TestSessionLimits(t *testing.T) {
	t.Parallel()
	h, ctx := newHouse(t), context.Background()
	h.Person(t, "an@x.vn", registry.Verifier, "")
	in := must[account.SignedIn](t)(h.signIn("an@x.vn", password, throttle()))
	h.Time.Move(account.SessionIdle - time.Second)
	if _, err := h.Visit(ctx, in.Secret, "::1"); err != nil {
		t.Fatalf("just before the idle limit: %v", err)
	}
	h.Time.Move(account.SessionIdle)
	_, err := h.Visit(ctx, in.Secret, "::1")
	kindIs(t, "not used for 12 hours", err, registry.NotFound)

	in = must[account.SignedIn](t)(h.signIn("an@x.vn", password, throttle()))
	begun := h.Time.Now()
	for h.Time.Now().Sub(begun)+6*time.Hour < account.SessionLife {
		h.Time.Move(6 * time.Hour)
		if _, err := h.Visit(ctx, in.Secret, "::1"); err != nil {
			t.Fatalf("in use, after %v: %v", h.Time.Now().Sub(begun), err)
		}
	}
	h.Time.Move(6 * time.Hour)
	_, err = h.Visit(ctx, in.Secret, "::1")
	kindIs(t, "in use for 7 days", err, registry.NotFound)
}

func TestSessionUseIsNotedSeldom(t *testing.T) {
	t.Parallel()
	h, ctx := newHouse(t), context.Background()
	id := h.Person(t, "an@x.vn", registry.Verifier, "")
	in := must[account.SignedIn](t)(h.signIn("an@x.vn", password, throttle()))
	begun := h.Time.Now()
	seen := func() time.Duration {
		list := must[[]sqlite.Session](t)(h.DB.Sessions(ctx, id))
		return list[0].SeenAt.Sub(begun)
	}
	for _, step := range []struct{ after, want time.Duration }{{4 * time.Minute, 0}, {5 * time.Minute, 5 * time.Minute},
		{9 * time.Minute, 5 * time.Minute}} {
		h.Time.Move(step.after - h.Time.Now().Sub(begun))
		if _, err := h.Visit(ctx, in.Secret, "::1"); err != nil {
			t.Fatal(err)
		}
		if got := seen(); got != step.want {
			t.Errorf("after %v seen at %v, want %v", step.after, got, step.want)
		}
	}
}

func TestSignOut(t *testing.T) {
	t.Parallel()
	h, ctx := newHouse(t), context.Background()
	h.Person(t, "an@x.vn", registry.Verifier, "")
	h.Person(t, "binh@x.vn", registry.Verifier, "")
	var all []account.SignedIn
	for range 3 {
		all = append(all, must[account.SignedIn](t)(h.signIn("an@x.vn", password, throttle())))
	}
	other := must[account.SignedIn](t)(h.signIn("binh@x.vn", password, throttle()))
	if err := h.SignOut(ctx, must[account.Visit](t)(h.Visit(ctx, all[0].Secret, "::1"))); err != nil {
		t.Fatal(err)
	}
	_, err := h.Visit(ctx, all[0].Secret, "::1")
	kindIs(t, "signed out", err, registry.NotFound)
	v := must[account.Visit](t)(h.Visit(ctx, all[1].Secret, "::1"))
	if list := must[[]sqlite.Session](t)(h.Sessions(ctx, v)); len(list) != 2 {
		t.Errorf("%d sessions, want 2", len(list))
	}
	if err := h.SignOutEverywhere(ctx, v); err != nil {
		t.Fatal(err)
	}
	for _, in := range all {
		_, err := h.Visit(ctx, in.Secret, "::1")
		kindIs(t, "signed out everywhere", err, registry.NotFound)
	}
	if _, err := h.Visit(ctx, other.Secret, "::1"); err != nil {
		t.Errorf("somebody else was signed out: %v", err)
	}
}

func TestChangePassword(t *testing.T) {
	t.Parallel()
	h, ctx, th := newHouse(t), context.Background(), throttle()
	h.Person(t, "an@x.vn", registry.Verifier, "")
	here := must[account.SignedIn](t)(h.signIn("an@x.vn", password, th))
	there := must[account.SignedIn](t)(h.signIn("an@x.vn", password, th))
	v := must[account.Visit](t)(h.Visit(ctx, here.Secret, "::1"))
	err := h.ChangePassword(ctx, th, v, "sai", "một câu khác hẳn")
	if registry.FieldsOf(err).For("current") == "" {
		t.Errorf("wrong present password: %v", err)
	}
	if err := h.ChangePassword(ctx, th, v, password, "ngắn"); registry.FieldsOf(err).For("password") == "" {
		t.Errorf("short new password: %v", err)
	}
	if err := h.ChangePassword(ctx, th, v, password, "một câu khác hẳn"); err != nil {
		t.Fatal(err)
	}
	if _, err := h.Visit(ctx, here.Secret, "::1"); err != nil {
		t.Errorf("the session it was done in: %v", err)
	}
	_, err = h.Visit(ctx, there.Secret, "::1")
	kindIs(t, "another session", err, registry.NotFound)
	_, err = h.signIn("an@x.vn", password, th)
	kindIs(t, "the old password", err, registry.Invalid)
	if _, err := h.signIn("an@x.vn", "một câu khác hẳn", th); err != nil {
		t.Error(err)
	}
}

func TestThrottledSignIn(t *testing.T) {
	t.Parallel()
	h, th := newHouse(t), throttle()
	h.Person(t, "an@x.vn", registry.Verifier, "")
	var err error
	for range 10 {
		_, err = h.signIn("an@x.vn", "sai mật khẩu", th)
		kindIs(t, "one of ten", err, registry.Invalid)
	}
	_, err = h.signIn("an@x.vn", password, th)
	kindIs(t, "the eleventh, although right", err, registry.TooMany)
	if got := registry.MessageOf(err); got != "Bạn thử nhiều lần quá. Chờ 1 phút rồi thử lại." {
		t.Errorf("message = %q", got)
	}
	if _, err := h.SignIn(context.Background(), th, account.Credentials{Email: "an@x.vn", Password: password,
		Address: "10.0.0.2"}); err != nil {
		t.Errorf("right, from another address: %v", err)
	}
	h.Time.Move(time.Minute)
	if _, err := h.signIn("an@x.vn", password, th); err != nil {
		t.Errorf("right, a minute later: %v", err)
	}
}

// withFactor signs in an account that has a second factor, and gives the secret.
func withFactor(t *testing.T, h *house, th *auth.Throttle) (account.Visit, string) {
	t.Helper()
	ctx := context.Background()
	h.Person(t, "an@x.vn", registry.Verifier, "")
	v := must[account.Visit](t)(h.Visit(ctx, must[account.SignedIn](t)(h.signIn("an@x.vn", password, th)).Secret, "::1"))
	factor := must[string](t)(auth.NewFactor("x", "y"))
	_, err := h.SetFactor(ctx, v, factor, "000000", "thử")
	kindIs(t, "turn on with a wrong code", err, registry.Invalid)
	code := must[string](t)(auth.Code(factor, h.Time.Now()))
	secret := must[string](t)(h.SetFactor(ctx, v, factor, code, "thử"))
	_, err = h.Visit(ctx, must[account.SignedIn](t)(h.signIn("an@x.vn", password, th)).Secret, "::1")
	if err != nil {
		t.Fatal(err)
	}
	return must[account.Visit](t)(h.Visit(ctx, secret, "::1")), factor
}

func TestSecondFactor(t *testing.T) {
	t.Parallel()
	h, ctx, th := newHouse(t), context.Background(), throttle()
	_, factor := withFactor(t, h, th)
	h.Time.Move(time.Minute)
	in := must[account.SignedIn](t)(h.signIn("an@x.vn", password, th))
	if in.Owes != account.OwesCode {
		t.Fatalf("owes %v after the password", in.Owes)
	}
	v := must[account.Visit](t)(h.Visit(ctx, in.Secret, "::1"))
	if v.Actor.Role != registry.Visitor || v.Actor.Account != 0 {
		t.Fatalf("half signed in, yet an actor: %+v", v.Actor)
	}
	_, err := h.PassFactor(ctx, th, v, "000000", "thử")
	kindIs(t, "a wrong code", err, registry.Invalid)
	kindIs(t, "change the password half signed in", h.ChangePassword(ctx, th, v, password, "một câu khác hẳn"), registry.Unknown)
	_, err = h.SetFactor(ctx, v, factor, "000000", "thử")
	kindIs(t, "set another factor half signed in", err, registry.Conflict)
	code := must[string](t)(auth.Code(factor, h.Time.Now()))
	secret := must[string](t)(h.PassFactor(ctx, th, v, code, "thử"))
	if secret == in.Secret {
		t.Error("the session was not renewed")
	}
	_, err = h.Visit(ctx, in.Secret, "::1")
	kindIs(t, "the half session afterwards", err, registry.NotFound)
	if v := must[account.Visit](t)(h.Visit(ctx, secret, "::1")); v.Actor.Role != registry.Verifier {
		t.Errorf("actor = %+v", v.Actor)
	}

	again := must[account.Visit](t)(h.Visit(ctx, must[account.SignedIn](t)(h.signIn("an@x.vn", password, th)).Secret, "::1"))
	_, err = h.PassFactor(ctx, th, again, code, "thử")
	kindIs(t, "the same code once more", err, registry.Invalid)
	h.Time.Move(30 * time.Second)
	if _, err := h.PassFactor(ctx, th, again, must[string](t)(auth.Code(factor, h.Time.Now())), "thử"); err != nil {
		t.Errorf("the next code: %v", err)
	}
}

func TestHalfSessionEndsSoon(t *testing.T) {
	t.Parallel()
	h, ctx, th := newHouse(t), context.Background(), throttle()
	withFactor(t, h, th)
	in := must[account.SignedIn](t)(h.signIn("an@x.vn", password, th))
	h.Time.Move(account.FactorLife)
	_, err := h.Visit(ctx, in.Secret, "::1")
	kindIs(t, "a quarter of an hour later", err, registry.NotFound)
}

func TestCodesAreThrottled(t *testing.T) {
	t.Parallel()
	h, ctx, th := newHouse(t), context.Background(), throttle()
	withFactor(t, h, th)
	v := must[account.Visit](t)(h.Visit(ctx, must[account.SignedIn](t)(h.signIn("an@x.vn", password, th)).Secret, "::1"))
	blocked := false
	for range 20 {
		_, err := h.PassFactor(ctx, th, v, "000000", "thử")
		blocked = blocked || registry.KindOf(err) == registry.TooMany
	}
	if !blocked {
		t.Error("codes may be guessed without waiting")
	}
}

func TestDropFactor(t *testing.T) {
	t.Parallel()
	h, ctx, th := newHouse(t), context.Background(), throttle()
	v, _ := withFactor(t, h, th)
	kindIs(t, "with a wrong password", h.DropFactor(ctx, th, v, "sai"), registry.Invalid)
	if err := h.DropFactor(ctx, th, v, password); err != nil {
		t.Fatal(err)
	}
	if in := must[account.SignedIn](t)(h.signIn("an@x.vn", password, th)); in.Owes != account.OwesNothing {
		t.Errorf("owes %v after it was turned off", in.Owes)
	}
}

func TestForcedFactor(t *testing.T) {
	t.Parallel()
	h, ctx, th := newHouse(t), context.Background(), throttle()
	id := h.Person(t, "an@x.vn", registry.Verifier, "")
	in := must[account.SignedIn](t)(h.signIn("an@x.vn", password, th))
	s := h.Settings()
	s.SecondFactor = []registry.Role{registry.Verifier, registry.Admin}
	if err := h.Reference.SaveSettings(ctx, admin, must[int64](t)(h.Reference.SettingsVersion(ctx)), s); err != nil {
		t.Fatal(err)
	}
	v := must[account.Visit](t)(h.Visit(ctx, in.Secret, "::1"))
	if v.Owes != account.OwesFactor || v.Actor.Account != 0 {
		t.Fatalf("a session from before the setting: %+v", v)
	}
	factor := must[string](t)(auth.NewFactor("x", "y"))
	secret := must[string](t)(h.SetFactor(ctx, v, factor, must[string](t)(auth.Code(factor, h.Time.Now())), "thử"))
	v = must[account.Visit](t)(h.Visit(ctx, secret, "::1"))
	if v.Owes != account.OwesNothing || v.Actor.Role != registry.Verifier {
		t.Errorf("after turning it on: %+v", v)
	}
	kindIs(t, "turn it off all the same", h.DropFactor(ctx, th, v, password), registry.Denied)
	if err := h.RemoveFactor(ctx, admin, id); err != nil {
		t.Fatal(err)
	}
	if in := must[account.SignedIn](t)(h.signIn("an@x.vn", password, th)); in.Owes != account.OwesFactor {
		t.Errorf("owes %v after the administrator took it off", in.Owes)
	}
}
