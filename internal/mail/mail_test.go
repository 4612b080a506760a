package mail_test

import (
	"bytes"
	"crypto/tls"
	"crypto/x509"
	"fmt"
	"io"
	"net"
	"net/http/httptest"
	stdmail "net/mail"
	"strconv"
	"strings"
	"testing"
	"time"

	"danvankheo/internal/mail"
	"danvankheo/internal/mail/mailtest"
	"danvankheo/internal/registry"
	"danvankheo/internal/testkit"
)

var sender = mail.Sender{
	Address: "danvankheo@bacninh.test",
	Name:    "Dân vận khéo Bắc Ninh",
	Base:    "https://danvan.bacninh.test",
	Foot:    "Sở Nội vụ tỉnh Bắc Ninh",
}

func letter() registry.Mail {
	return registry.Mail{
		ID: 12, Account: 3, Kind: registry.DailyMail, Address: "ha@bacninh.test", Name: "Nguyễn Thị Hà",
		Subject: "Nhắc hạn: đăng ký mô hình “Dân vận khéo” năm 2026, hết ngày 31/03/2026", CreatedAt: testkit.Now,
		Letter: registry.Letter{
			Lead:   []string{"Hạn đăng ký: hết ngày 31/03/2026.", "Đến nay chưa nhận được của đơn vị <Xã Tân Sơn & Xã Sa Lý>."},
			Items:  []registry.LetterItem{{Text: "“Đường làng rộng” đã được tiếp nhận.", Path: "/lam-viec/mo-hinh/7"}},
			Action: &registry.LetterItem{Text: "Mở trang làm việc", Path: "/lam-viec"},
		},
	}
}

// send hands a mail over to a server of the test.
func send(t *testing.T, s *mailtest.Server, server mail.Server, m registry.Mail) mail.Answer {
	t.Helper()
	conn, err := mail.Connect(t.Context(), server)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	return conn.Send(m, sender, testkit.Now)
}

func plain(s *mailtest.Server) mail.Server {
	return mail.Server{Host: s.Host, Port: s.Port, Security: registry.NoTLS}
}

func TestMessage(t *testing.T) {
	t.Parallel()
	s := mailtest.New(t)
	if a := send(t, s, plain(s), letter()); a.Verdict != mail.Taken {
		t.Fatalf("answer %+v", a)
	}
	testkit.Golden(t, "daily.eml", bytes.ReplaceAll(s.Taken()[0].Raw, []byte("\r\n"), []byte("\n")))
	testkit.Golden(t, "daily.txt", []byte(mail.Text(letter(), sender)))
	h := s.Taken()[0].Message.Header
	if got := h.Get("List-Unsubscribe"); got != "<https://danvan.bacninh.test/tai-khoan#thu>" {
		t.Errorf("List-Unsubscribe %s", got)
	}
	if h.Get("List-Unsubscribe-Post") != "" {
		t.Error("a program that opens links could unsubscribe people")
	}
	secret := letter()
	secret.Kind = registry.ResetMail
	if a := send(t, s, plain(s), secret); a.Verdict != mail.Taken || s.Taken()[1].Message.Header.Get("List-Unsubscribe") != "" {
		t.Errorf("mail about the account: %+v, can be unsubscribed from", a)
	}
}

// What is typed adds no header, no recipient and no line to the head of a mail.
func FuzzMessage(f *testing.F) {
	f.Add("Thư\r\nBcc: ai@khac.test", "Hà\r\nX-Evil: 1", "ha@bacninh.test", "Chào\r\n.\r\nMAIL FROM:<x>")
	f.Add("\x00\x85\u2028", "\"<x@y.test>,", "a@b.test>\r\nRCPT TO:<c@d.test", "")
	f.Add("=?utf-8?q?=0d=0aBcc:_x?=", strings.Repeat("á", 300), "á@ă.vn", "..")
	s := mailtest.New(f)
	want := map[string]bool{}
	for _, k := range []string{
		"Auto-Submitted", "Content-Language", "Content-Type", "Date", "From", "List-Unsubscribe", "Message-Id", "Mime-Version",
		"Subject", "To",
	} {
		want[k] = true
	}
	f.Fuzz(func(t *testing.T, subject, name, address, text string) {
		server := plain(s)
		server.Timeout = 2 * time.Second
		conn, err := mail.Connect(t.Context(), server)
		if err != nil {
			t.Fatal(err)
		}
		defer conn.Close()
		m := letter()
		m.Subject, m.Name, m.Address, m.Letter.Lead = subject, name, address, []string{text}
		before := len(s.Taken())
		answer := conn.Send(m, sender, testkit.Now)
		if answer.Verdict != mail.Taken {
			if registry.GoodAddress(address) && strings.IndexFunc(address, func(r rune) bool { return r >= 0x80 }) < 0 {
				t.Fatalf("%q: %+v", address, answer)
			}
			return
		}
		taken := s.Taken()
		if len(taken) != before+1 || taken[before].To != address {
			t.Fatalf("%d mails, to %q, want one to %q", len(taken)-before, taken[before].To, address)
		}
		h := taken[before].Message.Header
		for k, v := range h {
			if !want[k] || len(v) != 1 {
				t.Errorf("header %s: %q", k, v)
			}
		}
		if to, err := stdmail.ParseAddressList(h.Get("To")); err != nil || len(to) != 1 || to[0].Address != address {
			t.Errorf("To: %v, %v", to, err)
		}
	})
}

// Every way to a server: STARTTLS, TLS, with and without signing in; and what must
// not happen: mail in the clear where protection was asked for.
func TestSecurity(t *testing.T) {
	t.Parallel()
	web := httptest.NewTLSServer(nil) // for its certificate
	t.Cleanup(web.Close)
	certificate := &tls.Config{Certificates: web.TLS.Certificates}
	roots := x509.NewCertPool()
	roots.AddCert(web.Certificate())
	trust := &tls.Config{RootCAs: roots, MinVersion: tls.VersionTLS12}
	start := func(whole bool, offer *tls.Config) *mailtest.Server {
		s := mailtest.New(t)
		s.Stop()
		s.User, s.Pass, s.TLS = "nguoi-gui", "mat khau có dấu", offer
		if !whole {
			s.Start(t)
			return s
		}
		l, err := tls.Listen("tcp", net.JoinHostPort(s.Host, strconv.Itoa(s.Port)), certificate)
		if err != nil {
			t.Fatal(err)
		}
		s.Serve(l)
		return s
	}
	for _, tt := range []struct {
		name   string
		server *mailtest.Server
		to     mail.Server
		fault  string // of the connection; "" when the mail is taken
	}{
		{"STARTTLS", start(false, certificate), mail.Server{
			Security: registry.StartTLS, User: "nguoi-gui", Password: "mat khau có dấu", Roots: trust,
		}, ""},
		{"TLS", start(true, nil), mail.Server{
			Security: registry.WholeTLS, User: "nguoi-gui", Password: "mat khau có dấu", Roots: trust,
		}, ""},
		{"wrong password", start(true, nil), mail.Server{
			Security: registry.WholeTLS, User: "nguoi-gui", Password: "sai", Roots: trust,
		}, "535"},
		{"STARTTLS not offered", start(false, nil), mail.Server{
			Security: registry.StartTLS, User: "nguoi-gui", Password: "mat khau có dấu", Roots: trust,
		}, "STARTTLS"},
		{"a certificate that nobody vouches for", start(false, certificate), mail.Server{Security: registry.StartTLS}, "certificate"},
		{"the same, TLS", start(true, nil), mail.Server{Security: registry.WholeTLS}, "certificate"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			tt.to.Host, tt.to.Port = tt.server.Host, tt.server.Port
			conn, err := mail.Connect(t.Context(), tt.to)
			if tt.fault != "" {
				if err == nil || !strings.Contains(err.Error(), tt.fault) ||
					tt.to.Password != "" && strings.Contains(err.Error(), tt.to.Password) {
					t.Errorf("connect: %v, want %q in it, and no password", err, tt.fault)
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			defer conn.Close()
			if a := conn.Send(letter(), sender, testkit.Now); a.Verdict != mail.Taken {
				t.Errorf("answer %+v", a)
			}
		})
	}
	if text := fmt.Sprint(mail.Server{Password: "bi mat"}.LogValue()); strings.Contains(text, "bi mat") {
		t.Errorf("the log shows the password: %s", text)
	}
}

func TestSlowGreeting(t *testing.T) {
	t.Parallel()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = l.Close() })
	go func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			go func() { _, _ = io.Copy(io.Discard, c); _ = c.Close() }() // never says a word
		}
	}()
	start := time.Now()
	_, err = mail.Connect(
		t.Context(),
		mail.Server{Host: "127.0.0.1", Port: l.Addr().(*net.TCPAddr).Port, Security: registry.NoTLS, Timeout: 100 * time.Millisecond},
	)
	if err == nil || time.Since(start) > 20*time.Second {
		t.Errorf("a silent server: %v after %v", err, time.Since(start))
	}
}
