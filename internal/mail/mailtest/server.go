// Package mailtest is for tests only: a real SMTP server in the process of the
// test, which can be down, slow, refuse and hang up.
package mailtest

import (
	"bytes"
	"crypto/tls"
	"errors"
	"io"
	"net"
	"net/mail"
	"strconv"
	"sync"
	"testing"
	"time"

	"github.com/emersion/go-sasl"
	"github.com/emersion/go-smtp"
)

// Behaviour is what the server does with one mail: the zero value takes it.
type Behaviour struct {
	Slow   time.Duration // before the answer to the end of a mail
	Mail   int           // code for the sender, such as 451 or 550
	Rcpt   int           // code for the recipient
	Data   int           // code for the end of the mail
	Drop   bool          // hang up in place of the answer to the end of the mail
	Keep   bool          // with Drop: the mail was taken before
	Before func()        // called when the end of the mail has come
}

// Server is a mail server. Behave may be changed at any time.
type Server struct {
	Host string
	Port int
	User string // when set, who does not sign in may send nothing
	Pass string
	TLS  *tls.Config // offered by STARTTLS when set before Start

	mu     sync.Mutex
	behave func(to string) Behaviour
	taken  []Taken
	conns  int
	server *smtp.Server
	listen net.Listener
	done   chan struct{}
}

// Taken is one mail that the server took.
type Taken struct {
	From, To string
	Raw      []byte
	Message  *mail.Message
}

// ID is the Message-ID of the mail.
func (t Taken) ID() string { return t.Message.Header.Get("Message-Id") }

// New reserves an address and starts a server there.
func New(t testing.TB) *Server {
	t.Helper()
	s := &Server{}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	host, port, err := net.SplitHostPort(l.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	s.Host = host
	if s.Port, err = strconv.Atoi(port); err != nil {
		t.Fatal(err)
	}
	s.Serve(l)
	t.Cleanup(s.Stop)
	return s
}

// Serve answers on a listener, which may be one of TLS.
func (s *Server) Serve(l net.Listener) {
	srv := smtp.NewServer(backend{s})
	srv.Domain = "thu.bacninh.test"
	srv.AllowInsecureAuth = s.TLS == nil
	srv.TLSConfig = s.TLS
	srv.ErrorLog = silent{}
	done := make(chan struct{})
	s.mu.Lock()
	s.server, s.listen, s.done = srv, l, done
	s.mu.Unlock()
	go func() {
		defer close(done)
		_ = srv.Serve(l) // ends with Stop
	}()
}

// Start starts a server that was stopped, at the same address.
func (s *Server) Start(t testing.TB) {
	t.Helper()
	l, err := net.Listen("tcp", net.JoinHostPort(s.Host, strconv.Itoa(s.Port)))
	if err != nil {
		t.Fatal(err)
	}
	s.Serve(l)
}

// Stop is the server going down: connections break, new ones are refused.
func (s *Server) Stop() {
	s.mu.Lock()
	srv, l, done := s.server, s.listen, s.done
	s.server = nil
	s.mu.Unlock()
	if srv != nil {
		_ = srv.Close()
		_ = l.Close() // it may not have begun to serve
		<-done
	}
}

// Behave sets what the server does with mail from now on; nil takes everything.
func (s *Server) Behave(f func(to string) Behaviour) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.behave = f
}

// Taken lists the mails that were taken.
func (s *Server) Taken() []Taken {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]Taken(nil), s.taken...)
}

// Connections counts the connections so far.
func (s *Server) Connections() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.conns
}

func (s *Server) of(to string) Behaviour {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.behave == nil {
		return Behaviour{}
	}
	return s.behave(to)
}

type silent struct{}

func (silent) Printf(string, ...any) {}
func (silent) Println(...any)        {}

type backend struct{ s *Server }

func (b backend) NewSession(c *smtp.Conn) (smtp.Session, error) {
	b.s.mu.Lock()
	b.s.conns++
	b.s.mu.Unlock()
	return &session{s: b.s, conn: c, in: b.s.User == ""}, nil
}

type session struct {
	s        *Server
	conn     *smtp.Conn
	in       bool
	from, to string
}

func refuse(code int) error {
	return &smtp.SMTPError{Code: code, EnhancedCode: smtp.EnhancedCode{code / 100, 1, 1}, Message: "mailtest says no"}
}

func (x *session) AuthMechanisms() []string { return []string{sasl.Plain} }

func (x *session) Auth(string) (sasl.Server, error) {
	return sasl.NewPlainServer(func(_, user, pass string) error {
		if user != x.s.User || pass != x.s.Pass {
			return refuse(535)
		}
		x.in = true
		return nil
	}), nil
}

func (x *session) Mail(from string, _ *smtp.MailOptions) error {
	if !x.in {
		return refuse(530)
	}
	x.from = from
	if code := x.s.of("").Mail; code != 0 {
		return refuse(code)
	}
	return nil
}

func (x *session) Rcpt(to string, _ *smtp.RcptOptions) error {
	x.to = to
	if code := x.s.of(to).Rcpt; code != 0 {
		return refuse(code)
	}
	return nil
}

func (x *session) Data(r io.Reader) error {
	raw, err := io.ReadAll(r)
	if err != nil {
		return err
	}
	msg, err := mail.ReadMessage(bytes.NewReader(raw))
	if err != nil {
		return refuse(554)
	}
	b := x.s.of(x.to)
	if b.Before != nil {
		b.Before()
	}
	time.Sleep(b.Slow)
	if b.Data != 0 {
		return refuse(b.Data)
	}
	if !b.Drop || b.Keep {
		x.s.mu.Lock()
		x.s.taken = append(x.s.taken, Taken{x.from, x.to, raw, msg})
		x.s.mu.Unlock()
	}
	if b.Drop {
		_ = x.conn.Conn().Close()
		return errors.New("hung up")
	}
	return nil
}

func (x *session) Reset()        {}
func (x *session) Logout() error { return nil }
