package e2e

import (
	"bufio"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"io"
	"math/big"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// refused calls a command that must fail with words, and gives them.
func refused(t *testing.T, words string, args ...string) {
	t.Helper()
	out, err := exec.Command(binary, args...).CombinedOutput()
	if err == nil || !strings.Contains(string(out), words) {
		t.Errorf("%s: %v, want a refusal with %q\n%s", strings.Join(args, " "), err, words, out)
	}
}

// One folder has one server, and a restore waits until it is gone.
func TestFolderInUse(t *testing.T) {
	t.Parallel()
	state := filepath.Join(t.TempDir(), "var")
	s := start(t, state, "-backup-at", "off")
	file := filepath.Join(t.TempDir(), "b.zip")
	run(t, "backup", file, "-state", state)
	run(t, "verify", file)
	refused(t, "in use", "serve", "-addr", "127.0.0.1:0", "-state", state)
	refused(t, "in use", "restore", file, "-state", state)
	refused(t, "in use", "rollback", "-state", state)
	refused(t, "in use", "reindex", "-state", state)
	s.visitor().get("/").want(t, "home beside refused commands", http.StatusOK)
	s.kill()
	run(t, "restore", file, "-state", state)
	start(t, state, "-backup-at", "off").visitor().get("/").want(t, "home after the restore", http.StatusOK)
}

// On SIGTERM the program finishes the request that runs, notifies systemd, and ends
// in order.
func TestNotifyAndGracefulStop(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	socket, err := net.ListenUnixgram("unixgram", &net.UnixAddr{Name: filepath.Join(dir, "notify"), Net: "unixgram"})
	if err != nil {
		t.Fatal(err)
	}
	defer socket.Close()
	heard := make(chan string, 100)
	go func() {
		b := make([]byte, 4096)
		for {
			n, err := socket.Read(b)
			if err != nil {
				close(heard)
				return
			}
			heard <- string(b[:n])
		}
	}()
	s := startIn(
		t,
		filepath.Join(dir, "var"),
		[]string{"NOTIFY_SOCKET=" + filepath.Join(dir, "notify"), "WATCHDOG_USEC=400000"},
		"-backup-at",
		"off",
	)
	hear(t, heard, "READY=1")
	hear(t, heard, "WATCHDOG=1")
	// A form that arrives slowly, over the moment of the stop.
	c, err := net.Dial("tcp", strings.TrimPrefix(s.url, "http://"))
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	const body = "email=a%40b.vn&password=khong+dung"
	if _, err := io.WriteString(
		c,
		"POST /dang-nhap HTTP/1.1\r\nHost: a\r\nContent-Type: application/x-www-form-urlencoded\r\nConnection: close\r\nExpect: "+
			"100-continue\r\nContent-Length: 34\r\n\r\n",
	); err != nil {
		t.Fatal(err)
	}
	answers := bufio.NewReader(c)
	// The program asks for the body: the request has reached what handles it.
	for _, want := range []string{"HTTP/1.1 100 Continue\r\n", "\r\n"} {
		if line, err := answers.ReadString('\n'); err != nil || line != want {
			t.Fatalf("asked to go on: %q, %v", line, err)
		}
	}
	if _, err := io.WriteString(c, body[:20]); err != nil {
		t.Fatal(err)
	}
	if err := s.cmd.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	hear(t, heard, "STOPPING=1")
	if _, err := io.WriteString(c, body[20:]); err != nil {
		t.Fatal(err)
	}
	answer, err := io.ReadAll(answers)
	if err != nil || !strings.HasPrefix(string(answer), "HTTP/1.1 422") && !strings.HasPrefix(string(answer), "HTTP/1.1 401") {
		t.Errorf("the request that ran: %v\n%.300s", err, answer)
	}
	select {
	case err := <-s.done:
		if err != nil {
			t.Errorf("the program ended with %v", err)
		}
	case <-time.After(60 * time.Second):
		t.Error("the program did not end")
	}
	if _, err := os.Stat(filepath.Join(s.state, "data.db-wal")); err == nil {
		t.Error("the write-ahead log was not folded in")
	}
}

func hear(t *testing.T, heard <-chan string, want string) {
	t.Helper()
	end := time.After(60 * time.Second)
	for {
		select {
		case m, ok := <-heard:
			if !ok {
				t.Fatalf("never heard %s", want)
			}
			if strings.Contains(m, want) {
				return
			}
		case <-end:
			t.Fatalf("never heard %s", want)
		}
	}
}

// certificate writes a pair for 127.0.0.1 with a serial number of its own.
func certificate(t *testing.T, cert, key string, serial int64) {
	t.Helper()
	k, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	c := &x509.Certificate{
		SerialNumber: big.NewInt(serial),
		Subject:      pkix.Name{CommonName: "127.0.0.1"},
		IPAddresses:  []net.IP{net.IPv4(127, 0, 0, 1)},
		NotBefore:    time.Now().Add(-time.Hour),
		NotAfter:     time.Now().Add(time.Hour),
	}
	der, err := x509.CreateCertificate(rand.Reader, c, c, &k.PublicKey, k)
	if err != nil {
		t.Fatal(err)
	}
	private, err := x509.MarshalECPrivateKey(k)
	if err != nil {
		t.Fatal(err)
	}
	for path, block := range map[string]*pem.Block{cert: {Type: "CERTIFICATE", Bytes: der}, key: {Type: "EC PRIVATE KEY", Bytes: private}} {
		if err := os.WriteFile(path, pem.EncodeToMemory(block), 0o600); err != nil {
			t.Fatal(err)
		}
	}
}

// The program speaks TLS with its own files, takes new ones at SIGHUP, keeps the
// old ones when the new are broken, and leads plain HTTP to itself.
func TestOwnTLS(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	cert, key := filepath.Join(dir, "cert.pem"), filepath.Join(dir, "key.pem")
	certificate(t, cert, key, 1)
	plain := freeAddress(t)
	s := startIn(t, filepath.Join(dir, "var"), nil, "-tls-cert", cert, "-tls-key", key, "-redirect-addr", plain, "-backup-at", "off")
	serial := func() int64 {
		client := &http.Client{
			Transport: &http.Transport{
				TLSClientConfig:   &tls.Config{InsecureSkipVerify: true},
				DisableKeepAlives: true,
				ForceAttemptHTTP2: true,
			},
		}
		r, err := client.Get(s.url + "/")
		if err != nil {
			t.Fatal(err)
		}
		defer r.Body.Close()
		if r.StatusCode != http.StatusOK || r.ProtoMajor != 2 {
			t.Errorf("home over TLS: %d, HTTP/%d", r.StatusCode, r.ProtoMajor)
		}
		return r.TLS.PeerCertificates[0].SerialNumber.Int64()
	}
	if n := serial(); n != 1 {
		t.Errorf("serial %d, want 1", n)
	}
	hup := func(want int64) {
		if err := s.cmd.Process.Signal(syscall.SIGHUP); err != nil {
			t.Fatal(err)
		}
		n := int64(0)
		for end := time.Now().Add(30 * time.Second); time.Now().Before(end); {
			if n = serial(); n == want {
				return
			}
			<-time.After(20 * time.Millisecond)
		}
		t.Errorf("serial %d after SIGHUP, want %d", n, want)
	}
	certificate(t, cert, key, 2)
	hup(2)
	if err := os.WriteFile(cert, []byte("broken"), 0o600); err != nil {
		t.Fatal(err)
	}
	hup(2)
	client := &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	r, err := client.Get("http://" + plain + "/mo-hinh?q=a")
	if err != nil {
		t.Fatal(err)
	}
	_ = r.Body.Close()
	if to := r.Header.Get("Location"); r.StatusCode != http.StatusMovedPermanently || !strings.HasPrefix(to, "https://") ||
		!strings.HasSuffix(to, "/mo-hinh?q=a") {
		t.Errorf("plain HTTP: %d to %q", r.StatusCode, to)
	}
}

func freeAddress(t *testing.T) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return l.Addr().String()
}

// startIn is start with further environment, for servers that may speak TLS.
func startIn(t testing.TB, state string, environ []string, args ...string) *server {
	t.Helper()
	s := &server{t: t, state: state, done: make(chan error, 1)}
	s.cmd = exec.Command(binary, append([]string{"serve", "-addr", "127.0.0.1:0", "-state", state}, args...)...)
	s.cmd.Env = append(os.Environ(), environ...)
	var log strings.Builder
	s.cmd.Stderr = &log
	out, err := s.cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := s.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	text := make([]byte, 200)
	n, err := out.Read(text)
	_, url, ok := strings.Cut(strings.SplitN(string(text[:n]), "\n", 2)[0], "Dân vận khéo: ")
	if err != nil || !ok {
		_ = s.cmd.Wait()
		t.Fatalf("serve: %v %q\n%s", err, text[:n], log.String())
	}
	s.url = url
	go func() { _, _ = io.Copy(io.Discard, out); s.done <- s.cmd.Wait() }()
	t.Cleanup(func() { _ = s.cmd.Process.Kill() })
	return s
}
