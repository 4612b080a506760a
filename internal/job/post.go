package job

import (
	"context"
	"crypto/tls"
	"errors"
	"log/slog"
	"strings"
	"time"

	"danvankheo/internal/mail"
	"danvankheo/internal/registry"
	"danvankheo/internal/workflow"
	"danvankheo/internal/workflow/mailing"
)

// Post hands the mail of the outbox over to the server that the settings name. It
// owns one goroutine; while it talks to a server it holds no transaction. What it
// has not marked when the program ends is still in the outbox and is sent again
// (package mail says why that may double a mail, and how the copy is recognised).
type Post struct {
	Mailing  *mailing.Flow
	Log      *slog.Logger
	Base     string        // of -base-url; "": the settings say it
	Password string        // of -mail-password-file; "": the settings say it
	Timeout  time.Duration // of each step; zero: the usual
	Roots    *tls.Config   // nil: the machine's certificates

	wake     chan struct{}
	failures int // of the server, in a row
}

// NewPost makes a post office; [Post.Run] starts it.
func NewPost(m *mailing.Flow, log *slog.Logger) *Post {
	return &Post{Mailing: m, Log: log, wake: make(chan struct{}, 1)}
}

const (
	postBatch  = 50               // mails over one connection
	postTick   = 2 * time.Second  // how often to look without being woken
	postBreaks = 3                // connections lost in a row before the server counts as down
	postPause  = 30 * time.Minute // the longest pause after a server that is down
)

// Wake says that there may be mail; it never blocks.
func (p *Post) Wake() {
	select {
	case p.wake <- struct{}{}:
	default:
	}
}

// Run works until the context ends.
func (p *Post) Run(ctx context.Context) {
	timer := time.NewTicker(postTick)
	defer timer.Stop()
	for {
		if _, err := p.Once(ctx); err != nil && ctx.Err() == nil {
			p.Log.Error("mail work failed", "err", err)
		}
		select {
		case <-ctx.Done():
			return
		case <-p.wake:
		case <-timer.C:
		}
	}
}

// server gives the server of the settings, and who mail comes from.
func (p *Post) server(s workflow.MailSettings) (mail.Server, mail.Sender) {
	security, _ := registry.ParseMailSecurity(s.Security) // unreadable: the first, which protects
	server := mail.Server{
		Host:     s.Host,
		Port:     s.Port,
		Security: security,
		User:     s.User,
		Password: s.Password,
		Timeout:  p.Timeout,
		Roots:    p.Roots,
	}
	if p.Password != "" {
		server.Password = p.Password
	}
	sender := mail.Sender{
		Address: s.From, Name: s.FromName, Base: s.Site, Foot: p.Mailing.Settings().Name + " · " + p.Mailing.Settings().Owner,
	}
	if p.Base != "" {
		sender.Base = strings.TrimRight(p.Base, "/")
	}
	return server, sender
}

// Once hands over everything that is due, and counts what was taken.
func (p *Post) Once(ctx context.Context) (sent int, err error) {
	breaks := 0
	for ctx.Err() == nil {
		s := p.Mailing.MailSettings()
		if !s.On {
			return sent, nil
		}
		due, err := p.Mailing.DB.DueMail(ctx, p.Mailing.Now(), postBatch)
		if err != nil || len(due) == 0 {
			return sent, err
		}
		n, err := p.batch(ctx, s, due)
		sent += n
		switch {
		case errors.Is(err, errBroken) && breaks+1 < postBreaks:
			breaks++
		case errors.Is(err, errBroken):
			return sent, p.down(ctx, err)
		case err != nil:
			return sent, err
		default:
			breaks = 0
		}
	}
	return sent, nil
}

// errBroken is a connection that was lost on the way.
var errBroken = errors.New("the connection to the mail server was lost")

// batch hands over some mails through one connection.
func (p *Post) batch(ctx context.Context, s workflow.MailSettings, due []registry.Mail) (sent int, err error) {
	server, sender := p.server(s)
	conn, err := mail.Connect(ctx, server)
	if err != nil {
		return 0, p.down(ctx, err)
	}
	defer conn.Close()
	for _, m := range due {
		if ctx.Err() != nil {
			return sent, nil
		}
		ready, err := p.Mailing.HandOver(ctx, m)
		if err != nil {
			return sent, err
		}
		if ready == nil {
			continue
		}
		answer := conn.Send(*ready, sender, p.Mailing.Now())
		keep := context.WithoutCancel(ctx) // what the server said is written, whatever ends now
		switch answer.Verdict {
		case mail.Taken:
			sent++
			p.failures = 0
			err = p.Mailing.MailTaken(keep, m, answer.Text)
		case mail.Later:
			err = p.Mailing.MailPutOff(keep, m, answer.Text)
		case mail.Never:
			p.Log.Warn("mail refused", "mail", m.ID, "answer", answer.Text)
			err = p.Mailing.MailRefused(keep, m, answer.Text)
		case mail.Blocked:
			return sent, p.down(keep, errors.New(answer.Text))
		case mail.Broken:
			if ctx.Err() != nil {
				return sent, nil // we hung up
			}
			return sent, errors.Join(errBroken, p.Mailing.MailPutOff(keep, m, answer.Text))
		}
		if err != nil {
			return sent, err
		}
	}
	return sent, nil
}

// down notes that the server takes nothing just now; the pauses grow.
func (p *Post) down(ctx context.Context, fault error) error {
	if ctx.Err() != nil {
		return nil //nolint:nilerr // the program ends; the mail is sent after the next start
	}
	p.failures++
	p.Log.Warn("mail server does not take mail", "err", fault, "failures", p.failures)
	return p.Mailing.MailUnreachable(ctx, min(registry.MailWait(p.failures), postPause), registry.OneLine(fault.Error()))
}

// Try sends a test mail at once, past the outbox, and gives the server's answer.
func (p *Post) Try(ctx context.Context, to registry.Account) (string, error) {
	s := p.Mailing.MailSettings()
	if s.Host == "" || s.From == "" {
		return "", registry.Errorf(registry.Conflict, "Chưa có máy chủ thư và địa chỉ gửi. Hãy lưu cài đặt trước khi gửi thử.")
	}
	server, sender := p.server(s)
	conn, err := mail.Connect(ctx, server)
	if err != nil {
		return "", registry.Errorf(
			registry.Conflict,
			"Chưa nối được máy chủ thư. Máy chủ hoặc đường truyền báo: %s",
			registry.OneLine(err.Error()),
		)
	}
	defer conn.Close()
	now := p.Mailing.Now()
	answer := conn.Send(registry.Mail{
		CreatedAt: now, Kind: registry.PlainMail, Address: to.Email, Name: to.Name, Subject: "Thư thử của trang Dân vận khéo",
		Letter: registry.Letter{
			Lead: []string{
				"Bạn nhận được thư này nghĩa là cài đặt gửi thư đã đúng.",
				"Thư do quản trị bấm gửi thử lúc " + now.In(registry.Zone).Format("15:04 ngày 02/01/2006") + ".",
			},
		},
	}, sender, now)
	if answer.Verdict != mail.Taken {
		return "", registry.Errorf(registry.Conflict, "Máy chủ thư chưa nhận thư thử. Máy chủ báo: %s", answer.Text)
	}
	return answer.Text, nil
}
