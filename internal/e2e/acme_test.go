package e2e

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"encoding/json"
	"flag"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// tools is a folder with programs of others that some trials need: scripts/soak
// builds them from their modules.
var tools = flag.String("tools", "", "folder with pebble, pebble-challtestsrv, litestream and gofakes3")

// tool gives the path of one of them; without the folder the test is a trial of
// scripts/soak.
func tool(t *testing.T, name string) string {
	t.Helper()
	if *tools == "" {
		t.Skip("a trial of scripts/soak, not a check")
	}
	path := filepath.Join(*tools, name)
	if _, err := os.Stat(path); err != nil {
		t.Fatal(err)
	}
	return path
}

// beside runs a program until the test ends; its output goes to the log of a test
// that fails.
func beside(t *testing.T, environ []string, path string, args ...string) *exec.Cmd {
	t.Helper()
	cmd := exec.Command(path, args...)
	cmd.Env = append(os.Environ(), environ...)
	log, err := os.Create(filepath.Join(t.TempDir(), "log"))
	if err != nil {
		t.Fatal(err)
	}
	cmd.Stdout, cmd.Stderr = log, log
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = cmd.Process.Kill()
		_ = cmd.Wait() // it was killed
		_ = log.Close()
		if text, err := os.ReadFile(log.Name()); err == nil && t.Failed() {
			t.Logf("%s:\n%s", filepath.Base(path), text)
		}
	})
	return cmd
}

// within waits until a condition holds.
func within(t *testing.T, limit time.Duration, what string, holds func() bool) {
	t.Helper()
	for end := time.Now().Add(limit); time.Now().Before(end); <-time.After(50 * time.Millisecond) {
		if holds() {
			return
		}
	}
	t.Fatalf("after %v still not: %s", limit, what)
}

func listens(address string) func() bool {
	return func() bool {
		c, err := net.DialTimeout("tcp", address, time.Second)
		if err != nil {
			return false
		}
		_ = c.Close()
		return true
	}
}

// TestACME gets a certificate from pebble, the test authority of Let's Encrypt,
// over both ways of proving the name, keeps it over a restart without asking
// again, and refuses names that are not its own.
func TestACME(t *testing.T) {
	for _, way := range []string{"tls-alpn", "http"} {
		t.Run(way, func(t *testing.T) { testACME(t, way) })
	}
}

func testACME(t *testing.T, way string) {
	authority, names := tool(t, "pebble"), tool(t, "pebble-challtestsrv")
	const name = "danvan.example.test"
	dir := t.TempDir()
	cert, key := filepath.Join(dir, "ca.pem"), filepath.Join(dir, "ca-key.pem")
	certificate(t, cert, key, 7) // of the authority's own address
	ca, management, dns := freeAddress(t), freeAddress(t), freeAddress(t)
	own, plain := freeAddress(t), freeAddress(t)
	validateTLS, validateHTTP := portOf(own), portOf(plain)
	if way == "http" {
		validateTLS = portOf(freeAddress(t)) // nobody answers there: the other way is left
	}
	config, err := json.Marshal(map[string]any{"pebble": map[string]any{
		"listenAddress": ca, "managementListenAddress": management, "certificate": cert, "privateKey": key,
		"httpPort": json.Number(validateHTTP), "tlsPort": json.Number(validateTLS), "retryAfter": map[string]int{"authz": 1, "order": 1},
		"profiles": map[string]any{"default": map[string]any{"description": "test", "validityPeriod": 7776000}},
	}})
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(dir, "pebble.json")
	if err := os.WriteFile(file, config, 0o600); err != nil {
		t.Fatal(err)
	}
	beside(
		t,
		nil,
		names,
		"-defaultIPv6",
		"",
		"-defaultIPv4",
		"127.0.0.1",
		"-dnsserver",
		dns,
		"-http01",
		"",
		"-https01",
		"",
		"-tlsalpn01",
		"",
		"-doh",
		"",
		"-management",
		freeAddress(t),
	)
	beside(t, []string{"PEBBLE_VA_NOSLEEP=1", "PEBBLE_WFE_NONCEREJECT=20"}, authority, "-config", file, "-dnsserver", dns)
	within(t, 30*time.Second, "pebble listens", listens(ca))

	serve := []string{"-addr", own, "-redirect-addr", plain, "-base-url", "https://" + name, "-acme-email", "it@example.test",
		"-acme-directory", "https://" + ca + "/dir", "-acme-root", cert, "-backup-at", "off"}
	state := filepath.Join(dir, "var")
	s := startIn(t, state, nil, serve...)
	within(t, 30*time.Second, "the site listens", listens(own))
	roots := rootOf(t, management, cert)
	first := served(t, own, name, roots)
	if _, err := tls.Dial("tcp", own, &tls.Config{ServerName: "other.example.test", InsecureSkipVerify: true}); err == nil {
		t.Error("a certificate was given for a foreign name")
	}
	if info, err := os.Stat(filepath.Join(state, "acme")); err != nil || info.Mode().Perm()&0o077 != 0 {
		t.Errorf("folder of keys: %v, %v", info.Mode(), err)
	}
	s.kill()
	startIn(t, state, nil, serve...)
	within(t, 30*time.Second, "the site listens", listens(own))
	if again := served(t, own, name, roots); !again.Equal(first) {
		t.Error("another certificate was asked for after the restart")
	}
}

func portOf(address string) string {
	_, port, _ := net.SplitHostPort(address) // comes from net itself
	return port
}

// rootOf reads the root by which pebble signs in this run.
func rootOf(t *testing.T, management, cert string) *x509.CertPool {
	t.Helper()
	text, err := os.ReadFile(cert)
	if err != nil {
		t.Fatal(err)
	}
	trusted, roots := x509.NewCertPool(), x509.NewCertPool()
	trusted.AppendCertsFromPEM(text)
	client := &http.Client{Transport: &http.Transport{TLSClientConfig: &tls.Config{RootCAs: trusted}}}
	r, err := client.Get("https://" + management + "/roots/0")
	if err != nil {
		t.Fatal(err)
	}
	defer r.Body.Close()
	if text, err = io.ReadAll(r.Body); err != nil || !roots.AppendCertsFromPEM(text) {
		t.Fatalf("root of pebble: %v\n%s", err, text)
	}
	return roots
}

// served opens the home page as a browser that trusts the authority would, and
// gives the certificate it was shown.
func served(t *testing.T, address, name string, roots *x509.CertPool) *x509.Certificate {
	t.Helper()
	dial := &net.Dialer{}
	client := &http.Client{Timeout: time.Minute, Transport: &http.Transport{
		DialContext: func(ctx context.Context, network, _ string) (net.Conn, error) {
			return dial.DialContext(ctx, network, address)
		},
		TLSClientConfig: &tls.Config{RootCAs: roots, ServerName: name},
	}}
	r, err := client.Get("https://" + name + "/")
	if err != nil {
		t.Fatal(err)
	}
	defer r.Body.Close()
	if r.StatusCode != http.StatusOK || !strings.HasPrefix(r.Header.Get("Strict-Transport-Security"), "max-age=") {
		t.Errorf("home: %d, HSTS %q", r.StatusCode, r.Header.Get("Strict-Transport-Security"))
	}
	return r.TLS.PeerCertificates[0]
}
