package mail

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"strconv"
	"time"

	gomail "github.com/wneessen/go-mail"

	"danvankheo/internal/registry"
)

// Server is where mail is handed over.
type Server struct {
	Host           string
	Port           int
	Security       registry.MailSecurity
	User, Password string
	Timeout        time.Duration // of each step; zero: [defaultTimeout]
	Roots          *tls.Config   // nil: the machine's certificates
}

// defaultTimeout is how long one mail may take, and one attempt to connect.
const defaultTimeout = 30 * time.Second

// LogValue leaves out the password.
func (s Server) LogValue() slog.Value {
	return slog.GroupValue(
		slog.String("host", s.Host),
		slog.Int("port", s.Port),
		slog.String("security", s.Security.String()),
		slog.Bool("password", s.Password != ""),
	)
}

func (s Server) options(dial gomail.DialContextFunc) []gomail.Option {
	timeout := s.Timeout
	if timeout <= 0 {
		timeout = defaultTimeout
	}
	opts := []gomail.Option{
		gomail.WithPort(s.Port),
		gomail.WithTimeout(timeout),
		gomail.WithDialContextFunc(dial),
		gomail.WithTLSConfig(s.tls()),
	}
	switch s.Security {
	case registry.WholeTLS: // the connection is a TLS one already, which the client notices
		opts = append(opts, gomail.WithTLSPolicy(gomail.TLSOpportunistic))
	case registry.NoTLS:
		opts = append(opts, gomail.WithTLSPolicy(gomail.NoTLS))
	default:
		opts = append(opts, gomail.WithTLSPolicy(gomail.TLSMandatory))
	}
	if s.User != "" {
		opts = append(opts, gomail.WithSMTPAuth(gomail.SMTPAuthAutoDiscover), gomail.WithUsername(s.User), gomail.WithPassword(s.Password))
	}
	return opts
}

func (s Server) tls() *tls.Config {
	c := &tls.Config{MinVersion: tls.VersionTLS12}
	if s.Roots != nil {
		c = s.Roots.Clone()
	}
	c.ServerName = s.Host
	return c
}

// Conn is one connection to a server. It ends with its context.
type Conn struct {
	client *gomail.Client
	raw    net.Conn
	stop   func() bool
}

// Connect greets the server and signs in. The error says what the server, or the
// way to it, answered.
func Connect(ctx context.Context, s Server) (*Conn, error) {
	c := &Conn{}
	dial := func(short context.Context, network, address string) (conn net.Conn, err error) {
		if s.Security == registry.WholeTLS {
			conn, err = (&tls.Dialer{Config: s.tls()}).DialContext(short, network, address)
		} else {
			conn, err = (&net.Dialer{}).DialContext(short, network, address)
		}
		if err != nil {
			return nil, err
		}
		c.raw = conn
		c.stop = context.AfterFunc(ctx, func() { _ = conn.Close() })
		return conn, nil
	}
	client, err := gomail.NewClient(s.Host, s.options(dial)...)
	if err != nil {
		return nil, err
	}
	c.client = client
	if err := client.DialWithContext(ctx); err != nil {
		c.hangUp() // the client leaves it open
		return nil, fmt.Errorf("%s: %w", net.JoinHostPort(s.Host, strconv.Itoa(s.Port)), err)
	}
	return c, nil
}

// Close says goodbye. What was taken before stays taken, so an error is of no
// interest.
func (c *Conn) Close() {
	_ = c.client.Close()
	c.hangUp()
}

func (c *Conn) hangUp() {
	if c.raw != nil {
		c.stop()
		_ = c.raw.Close()
	}
}

// Verdict is what became of a mail.
type Verdict uint8

// The verdicts. Later: the server asks to try again. Never: it does not take this
// mail. Blocked: it takes no mail from us at all, which settings fix. Broken: the
// connection is lost, and whether the mail was taken is not known.
const (
	Taken Verdict = iota
	Later
	Never
	Blocked
	Broken
)

// Answer is a verdict with the server's words.
type Answer struct {
	Verdict Verdict
	Text    string
}

// Send hands one mail over.
func (c *Conn) Send(m registry.Mail, s Sender, now time.Time) Answer {
	msg, err := message(m, s, now)
	if err != nil {
		return Answer{Never, registry.MessageOf(err)}
	}
	err = c.client.Send(msg)
	if msg.IsDelivered() { // whatever went wrong after it
		return Answer{Taken, words(msg.ServerResponse())}
	}
	return judge(err)
}

// judge reads an answer: by its code, and by the step it came to.
func judge(err error) Answer {
	if err == nil {
		return Answer{Broken, "no answer"}
	}
	text := words(err.Error())
	e, ok := errors.AsType[*gomail.SendError](err)
	if !ok {
		return Answer{Broken, text}
	}
	switch code := e.ErrorCode(); {
	case code == 421: // it closes the connection
		return Answer{Broken, text}
	case code >= 500 && e.Reason == gomail.ErrSMTPMailFrom:
		return Answer{Blocked, text}
	case code >= 500:
		return Answer{Never, text}
	case code >= 400:
		return Answer{Later, text}
	case e.Reason == gomail.ErrGetRcpts || e.Reason == gomail.ErrGetSender:
		return Answer{Never, text}
	}
	return Answer{Broken, text}
}

// words bounds what a server says.
func words(s string) string {
	r := []rune(registry.OneLine(s))
	return string(r[:min(len(r), 400)])
}
