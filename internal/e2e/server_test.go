package e2e

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// binary is the program under test, built once.
var binary string

func TestMain(m *testing.M) {
	os.Exit(func() int {
		dir, err := os.MkdirTemp("", "danvankheo-e2e-*")
		if err != nil {
			fmt.Fprintln(os.Stderr, err)
			return 1
		}
		defer os.RemoveAll(dir)
		binary = filepath.Join(dir, "danvankheo")
		build := exec.Command("go", "build", "-o", binary, "danvankheo/cmd/danvankheo")
		build.Env = append(os.Environ(), "CGO_ENABLED=0")
		if out, err := build.CombinedOutput(); err != nil {
			fmt.Fprintf(os.Stderr, "build: %v\n%s", err, out)
			return 1
		}
		defer closeBrowser()
		return m.Run()
	}())
}

const password = "mật khẩu minh họa 2026"

// server is one running program.
type server struct {
	t     testing.TB
	url   string
	state string
	cmd   *exec.Cmd
	done  chan error
}

// start runs "serve" on a state folder and waits until it answers.
func start(t testing.TB, state string, args ...string) *server {
	t.Helper()
	s := &server{t: t, state: state, done: make(chan error, 1)}
	s.cmd = exec.Command(binary, append([]string{"serve", "-addr", "127.0.0.1:0", "-state", state}, args...)...)
	s.cmd.Env = append(os.Environ(), "DVK_DEMO_PASSWORD="+password)
	var log strings.Builder
	out, err := s.cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	s.cmd.Stderr = &log
	if err := s.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	address := make(chan string, 1)
	go func() {
		for lines := bufio.NewScanner(out); lines.Scan(); {
			if _, u, ok := strings.Cut(lines.Text(), "Dân vận khéo: "); ok {
				address <- u
			}
		}
		s.done <- s.cmd.Wait()
	}()
	t.Cleanup(s.kill)
	select {
	case s.url = <-address:
	case err := <-s.done:
		t.Fatalf("serve ended: %v\n%s", err, log.String())
	case <-time.After(4 * time.Minute):
		t.Fatalf("serve did not come up\n%s", log.String())
	}
	s.await("/readyz")
	return s
}

// await waits until an address answers 200.
func (s *server) await(path string) {
	s.t.Helper()
	for end := time.Now().Add(60 * time.Second); time.Now().Before(end); {
		if r, err := http.Get(s.url + path); err == nil {
			_ = r.Body.Close()
			if r.StatusCode == http.StatusOK {
				return
			}
		}
		<-time.After(20 * time.Millisecond)
	}
	s.t.Fatalf("%s never answered 200", path)
}

// kill ends the program as a power cut would.
func (s *server) kill() {
	if s.cmd.ProcessState == nil {
		_ = s.cmd.Process.Signal(syscall.SIGKILL)
		select {
		case <-s.done: //nolint:errcheck // it says that it was killed
		case <-time.After(10 * time.Second):
		}
	}
}

// run calls a command of the program and returns what it printed.
func run(t testing.TB, args ...string) string {
	t.Helper()
	out, err := exec.Command(binary, args...).CombinedOutput()
	if err != nil {
		t.Fatalf("%s: %v\n%s", strings.Join(args, " "), err, out)
	}
	return string(out)
}

// client is one person with a browser without scripts.
type client struct {
	s *server
	*http.Client
}

// visitor is a client that has not signed in.
func (s *server) visitor() *client {
	jar, _ := cookiejar.New(nil) // nil options never fail
	return &client{
		s,
		&http.Client{
			Jar:           jar,
			Timeout:       time.Minute,
			CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
		},
	}
}

// as signs in as one of the demo's roles: "don-vi", "tham-dinh" …
func (s *server) as(role string) *client {
	s.t.Helper()
	c := s.visitor()
	r := c.post("/dang-nhap", url.Values{"email": {role + "@demo.local"}, "password": {password}})
	if r.status != http.StatusSeeOther {
		s.t.Fatalf("sign in as %s: %d\n%s", role, r.status, r.body)
	}
	return c
}

// reply is an answer that was read whole.
type reply struct {
	status   int
	location string
	header   http.Header
	body     string
}

func (c *client) do(req *http.Request) reply {
	c.s.t.Helper()
	r, err := c.Client.Do(req)
	if err != nil {
		c.s.t.Fatalf("%s %s: %v", req.Method, req.URL.Path, err)
	}
	defer r.Body.Close()
	b, err := io.ReadAll(r.Body)
	if err != nil && !errors.Is(err, context.Canceled) {
		c.s.t.Fatalf("%s %s: %v", req.Method, req.URL.Path, err)
	}
	return reply{r.StatusCode, r.Header.Get("Location"), r.Header, string(b)}
}

func (c *client) get(path string) reply {
	c.s.t.Helper()
	req, err := http.NewRequest(http.MethodGet, c.s.url+path, nil)
	if err != nil {
		c.s.t.Fatal(err)
	}
	return c.do(req)
}

func (c *client) post(path string, form url.Values) reply {
	c.s.t.Helper()
	req, err := http.NewRequest(http.MethodPost, c.s.url+path, strings.NewReader(form.Encode()))
	if err != nil {
		c.s.t.Fatal(err)
	}
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	req.Header.Set("Origin", c.s.url)
	return c.do(req)
}

func (r reply) want(t testing.TB, what string, status int) reply {
	t.Helper()
	if r.status != status {
		t.Fatalf("%s: status %d, want %d\n%.600s", what, r.status, status, r.body)
	}
	return r
}
