package main

import (
	"cmp"
	"context"
	"crypto/tls"
	"crypto/x509"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"net/url"
	"os"
	"os/signal"
	"path/filepath"
	"sync/atomic"
	"syscall"
	"time"

	"golang.org/x/crypto/acme"
	"golang.org/x/crypto/acme/autocert"
)

// certificate is a pair of files that can be read again while the site runs.
type certificate struct {
	cert, key string
	present   atomic.Pointer[tls.Certificate]
}

// load reads the files; when they are wrong, what was read before stays.
func (c *certificate) load() error {
	pair, err := tls.LoadX509KeyPair(c.cert, c.key)
	if err != nil {
		return fmt.Errorf("-tls-cert %s, -tls-key %s: %w", c.cert, c.key, err)
	}
	c.present.Store(&pair)
	return nil
}

// watch reads the files again at every SIGHUP until the context ends.
func (c *certificate) watch(ctx context.Context, n notifier, log *slog.Logger) {
	hup := make(chan os.Signal, 1)
	signal.Notify(hup, syscall.SIGHUP)
	defer signal.Stop(hup)
	for {
		select {
		case <-ctx.Done():
			return
		case <-hup:
		}
		n.reloading()
		if err := c.load(); err != nil {
			log.Error("certificate not reloaded: the one before stays", "err", err)
		} else {
			log.Info("certificate reloaded")
		}
		n.ready("serving")
	}
}

// secured is how a server speaks TLS: not at all, with files, or with
// certificates that a certificate authority issues by itself.
type secured struct {
	config   *tls.Config
	files    *certificate
	redirect http.Handler // for the plain port
}

// secure reads the flags of TLS.
func secure(f serveFlags, state string) (s secured, err error) {
	s.redirect = http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		host := r.Host
		if u, err := url.Parse(f.base); err == nil && u.Host != "" {
			host = u.Host // whatever the request names as its host, our own address is where it is sent
		}
		if r.Method != http.MethodGet && r.Method != http.MethodHead {
			http.Error(w, "https", http.StatusBadRequest)
			return
		}
		http.Redirect(w, r, "https://"+host+r.URL.RequestURI(), http.StatusMovedPermanently)
	})
	switch {
	case f.acme != "" && f.cert+f.key != "":
		return s, usageError{"-acme-email and -tls-cert exclude each other"}
	case f.acme == "" && f.directory+f.root != "":
		return s, usageError{"-acme-directory and -acme-root need -acme-email"}
	case f.acme != "":
		m, err := issuer(f, state)
		if err != nil {
			return s, err
		}
		s.config, s.redirect = m.TLSConfig(), withoutPort(m.HTTPHandler(s.redirect))
		s.config.MinVersion = tls.VersionTLS12
	case f.cert != "" || f.key != "":
		if f.cert == "" || f.key == "" {
			return s, usageError{"-tls-cert and -tls-key belong together"}
		}
		s.files = &certificate{cert: f.cert, key: f.key}
		if err := s.files.load(); err != nil {
			return s, err
		}
		s.config = &tls.Config{MinVersion: tls.VersionTLS12, GetCertificate: func(*tls.ClientHelloInfo) (*tls.Certificate, error) {
			return s.files.present.Load(), nil
		}, NextProtos: []string{"h2", "http/1.1"}}
	}
	return s, nil
}

// issuer gets certificates from Let's Encrypt, or from the authority whose
// directory is named: a province may have its own, with a root that this machine
// does not know yet.
func issuer(f serveFlags, state string) (*autocert.Manager, error) {
	u, err := url.Parse(f.base)
	if err != nil || u.Scheme != "https" || u.Hostname() == "" || net.ParseIP(u.Hostname()) != nil {
		return nil, usageError{"-acme-email needs -base-url https://NAME: the name the certificate is for"}
	}
	m := &autocert.Manager{
		Prompt: autocert.AcceptTOS, Email: f.acme, HostPolicy: autocert.HostWhitelist(u.Hostname()),
		Cache: autocert.DirCache(filepath.Join(state, "acme")),
	}
	if f.directory == "" && f.root == "" {
		return m, nil
	}
	m.Client = &acme.Client{DirectoryURL: cmp.Or(f.directory, autocert.DefaultACMEDirectory)}
	if d, err := url.Parse(m.Client.DirectoryURL); err != nil || d.Scheme != "https" || d.Host == "" {
		return nil, usageError{fmt.Sprintf("-acme-directory %q: want the https address of an ACME directory", f.directory)}
	}
	if f.root != "" {
		text, err := os.ReadFile(f.root)
		if err != nil {
			return nil, fmt.Errorf("-acme-root: %w", err)
		}
		roots := x509.NewCertPool()
		if !roots.AppendCertsFromPEM(text) {
			return nil, fmt.Errorf("-acme-root %s: no certificate in it: want a PEM file", f.root)
		}
		m.Client.HTTPClient = &http.Client{Timeout: time.Minute, Transport: &http.Transport{
			Proxy: http.ProxyFromEnvironment, TLSClientConfig: &tls.Config{RootCAs: roots, MinVersion: tls.VersionTLS12},
		}}
	}
	return m, nil
}

// withoutPort takes the port from the host a request names: some authorities name
// it, and the check of the name compares the whole.
func withoutPort(h http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if host, _, err := net.SplitHostPort(r.Host); err == nil {
			r.Host = host
		}
		h.ServeHTTP(w, r)
	})
}

// newServer is an HTTP server with the limits of a public site.
func newServer(h http.Handler, log *slog.Logger) *http.Server {
	return &http.Server{
		Handler: h, ReadHeaderTimeout: 10 * time.Second, ReadTimeout: 10 * time.Minute, WriteTimeout: 10 * time.Minute,
		IdleTimeout: 2 * time.Minute, MaxHeaderBytes: 64 << 10, ErrorLog: slog.NewLogLogger(log.Handler(), slog.LevelDebug),
	}
}

// maxConnections bounds what strangers can hold open at once; more wait in the
// system's queue.
const maxConnections = 4096

// limited is a listener that lets in so many connections at a time.
type limited struct {
	net.Listener
	room chan struct{}
}

func newLimited(l net.Listener) net.Listener {
	return &limited{l, make(chan struct{}, maxConnections)}
}

func (l *limited) Accept() (net.Conn, error) {
	l.room <- struct{}{}
	c, err := l.Listener.Accept()
	if err != nil {
		<-l.room
		return nil, err
	}
	return &limitedConn{Conn: c, leave: l.room}, nil
}

type limitedConn struct {
	net.Conn
	leave chan struct{}
	left  atomic.Bool
}

func (c *limitedConn) Close() error {
	if c.left.CompareAndSwap(false, true) {
		<-c.leave
	}
	return c.Conn.Close()
}
