package admin

import (
	"context"
	"fmt"
	"net/http"
	"strconv"
	"time"

	"danvankheo/internal/address"
	"danvankheo/internal/registry"
	"danvankheo/internal/site/shell"
	"danvankheo/internal/view"
	"danvankheo/internal/workflow"
)

// mailAdmin is the part of administration that sends mail.
type mailAdmin struct{ *shell.Shell }

func (h *mailAdmin) routes(e *shell.Router) {
	g := e.Group(address.Outbox, shell.Private, shell.RequireArea(registry.SettingsArea))
	g.GET(address.Outbox, h.outbox)
	g.POST(address.OutboxAgain, h.again)
	g.POST(address.OutboxTry, h.try)
	g.GET(address.MailSettings, h.settings)
	g.POST(address.MailSettings, h.settingsSave)
}

// outboxState is the state of the outbox, for pages and measures.
func outboxState(ctx context.Context, s *shell.Shell) (view.OutboxState, error) {
	st, err := s.DB.MailStatus(ctx)
	return view.OutboxState{
		On:      s.Flow.MailSettings().On,
		Waiting: st.Waiting,
		Sent:    st.Sent,
		Failed:  st.Failed,
		Oldest:  st.Oldest,
		Answer:  st.Answer,
	}, err
}

func (h *mailAdmin) outbox(c *shell.Context) error {
	const size = 50
	ctx := c.Context()
	state, err := registry.ParseMailState(c.QueryParam("trang-thai"))
	if err != nil {
		state = registry.MailWaiting
	}
	outbox, err := outboxState(ctx, h.Shell)
	if err != nil {
		return err
	}
	at := shell.PageParam(c)
	list, total, err := h.DB.MailList(ctx, state, (at-1)*size, size)
	if err != nil {
		return err
	}
	pager := view.NewPager(
		total,
		at,
		size,
		func(n int) string { return fmt.Sprintf(address.Outbox+"?trang-thai=%s&trang=%d", state, n) },
	)
	page := view.NewOutboxPage(outbox, state, list, pager, h.Flow.Now())
	return shell.Render(c, http.StatusOK, c.Pages().Mail.Outbox, adminFrame(h.Shell, c, http.StatusOK, "Thư gửi đi"), page)
}

func (h *mailAdmin) again(c *shell.Context) error {
	form, err := shell.ReadForm(c, nil)
	if err != nil {
		return err
	}
	if err := h.Mailing.RetryMail(c.Context(), c.Actor(), registry.MailID(shell.FormNumber(form, "id"))); err != nil {
		return err
	}
	return shell.Done(c, "mailagain", address.Outbox)
}

// tryWithin is how long the test mail may take.
const tryWithin = 20 * time.Second

// try sends a test mail to the administrator who asks.
func (h *mailAdmin) try(c *shell.Context) error {
	v, ok := c.Visit()
	if !ok || h.Post == nil {
		return registry.Errorf(registry.Conflict, "Máy chủ này không gửi thư.")
	}
	ctx, cancel := context.WithTimeout(c.Context(), tryWithin)
	defer cancel()
	said, err := h.Post.Try(ctx, v.Account)
	answer := &view.Notice{
		Tone:    "ok",
		Heading: "Máy chủ thư đã nhận thư thử",
		Text:    "Mở hộp thư " + v.Account.Email + " để xem. Máy chủ trả lời: " + said,
	}
	code := http.StatusOK
	if err != nil {
		if registry.KindOf(err) != registry.Conflict {
			return err
		}
		answer, code = &view.Notice{Tone: "stop", Heading: "Chưa gửi được thư thử", Text: registry.MessageOf(err)}, http.StatusConflict
	}
	in, err := h.input(c)
	if err != nil {
		return err
	}
	return h.showSettings(c, code, in, answer, nil)
}

func (h *mailAdmin) settings(c *shell.Context) error {
	in, err := h.input(c)
	if err != nil {
		return err
	}
	return h.showSettings(c, http.StatusOK, in, nil, nil)
}

// input is the form filled with what is kept.
func (h *mailAdmin) input(c *shell.Context) (view.MailSettingsInput, error) {
	s := h.Flow.MailSettings()
	version, err := h.Reference.MailSettingsVersion(c.Context())
	in := view.MailSettingsInput{
		On: s.On, Host: s.Host, Port: view.PortText(s.Port), Security: s.Security, User: s.User, From: s.From, FromName: s.FromName,
		DailyAt: s.DailyAt, Site: s.Site, Version: version,
	}
	if in.Site == "" {
		in.Site = h.Base(c)
	}
	return in, err
}

func (h *mailAdmin) showSettings(c *shell.Context, code int, in view.MailSettingsInput, answer *view.Notice, failed error) error {
	s := h.Flow.MailSettings()
	in.HasPassword, in.PasswordFile, in.BaseURL = s.Password != "", h.Post != nil && h.Post.Password != "", h.BaseURL
	p := view.NewMailSettingsPage(in, failed)
	p.Answer, p.Stored = answer, s.Host != ""
	if v, ok := c.Visit(); ok {
		p.TryTo = v.Account.Email
	}
	return shell.Render(c, code, c.Pages().Mail.Settings, adminFrame(h.Shell, c, code, "Cài đặt gửi thư"), p)
}

func (h *mailAdmin) settingsSave(c *shell.Context) error {
	form, err := shell.ReadForm(c, nil)
	if err != nil {
		return err
	}
	in := view.MailSettingsInput{
		On: form.Get("on") == "1", Host: form.Get("host"), Port: form.Get("port"), Security: form.Get("security"), User: form.Get("user"),
		From: form.Get(
			"from",
		), FromName: form.Get("from_name"), DailyAt: form.Get("daily_at"), Site: form.Get("site"),
		Version: shell.FormNumber(form, "version"),
	}
	port, _ := strconv.Atoi(in.Port) // unreadable: 0, which the check refuses
	s := workflow.MailSettings{
		On:       in.On,
		Host:     in.Host,
		Port:     port,
		Security: in.Security,
		User:     in.User,
		From:     in.From,
		FromName: in.FromName,
		DailyAt:  in.DailyAt,
		Site:     in.Site,
	}
	if h.BaseURL != "" {
		s.Site = h.BaseURL
	}
	var password *string
	if typed := form.Get("password"); typed != "" {
		password = &typed
	} else if form.Get("no_password") == "1" {
		password = new(string)
	}
	ctx := c.Context()
	err = h.Reference.SaveMailSettings(ctx, c.Actor(), in.Version, s, password)
	if err == nil {
		return shell.Done(c, "settings", address.MailSettings)
	}
	if !shell.Correctable(err) {
		return err
	}
	if registry.KindOf(err) == registry.Conflict {
		if in.Version, _ = h.Reference.MailSettingsVersion(ctx); in.Version == 0 {
			return err
		}
	}
	code, _ := shell.StatusOf(err)
	return h.showSettings(c, code, in, nil, err)
}
