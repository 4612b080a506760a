package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"runtime/debug"
	"strings"
	"sync"
	"time"

	"danvankheo/internal/address"
	"danvankheo/internal/backup"
	"danvankheo/internal/job"
	"danvankheo/internal/search"
	"danvankheo/internal/site"
	"danvankheo/internal/site/public"
	"danvankheo/internal/site/shell"
	"danvankheo/internal/view"
	"danvankheo/web"
)

// serveFlags are the flags of serve.
type serveFlags struct {
	addr, base, proxies       string
	demo, dev                 bool
	today                     string
	cert, key, plain          string
	acme, directory, root     string
	metricsToken, mailFile    string
	backupDir, backupAt, keep string
	memory                    int
}

func (f *serveFlags) define(fs *flagSet) {
	fs.StringVar(&f.addr, "addr", "127.0.0.1:8080", "address to listen on")
	fs.StringVar(&f.base, "base-url", "", "address people use, such as https://danvan.bacninh.gov.vn")
	fs.StringVar(&f.proxies, "proxies", "", "networks of trusted proxies, comma separated, such as 127.0.0.1/32")
	fs.BoolVar(&f.demo, "demo", false, "fill an empty state folder with the reported models and demo accounts")
	fs.StringVar(
		&f.today, "today", "",
		"with -demo: the day, such as 2026-10-15, on which the demo lives; its clock starts at 09:00 in Vietnam",
	)
	fs.BoolVar(&f.dev, "dev", false, "read templates and styles from the folder web for every request")
	fs.StringVar(&f.cert, "tls-cert", "", "file of the certificate chain; read again on SIGHUP")
	fs.StringVar(&f.key, "tls-key", "", "file of the certificate's key")
	fs.StringVar(
		&f.acme,
		"acme-email",
		"",
		"get certificates by ACME (Let's Encrypt) for the name in -base-url, and be written to at this address; listen on :443 then",
	)
	fs.StringVar(
		&f.directory,
		"acme-directory",
		"",
		"address of the ACME directory of another certificate authority, such as the province's own (default Let's Encrypt)",
	)
	fs.StringVar(&f.root, "acme-root", "", "PEM file of the root certificate by which that authority's address is trusted")
	fs.StringVar(&f.plain, "redirect-addr", "", "address, such as :80, that leads plain HTTP to -base-url and answers ACME")
	fs.StringVar(&f.metricsToken, "metrics-token-file", "", "file with the token that opens /metrics from other machines")
	fs.StringVar(
		&f.mailFile,
		"mail-password-file",
		"",
		"file with the password for the mail server, in place of one stored by the settings page",
	)
	fs.StringVar(&f.backupDir, "backup-dir", "", "folder of the nightly backups (default: backups in the state folder; name another disk)")
	fs.StringVar(&f.backupAt, "backup-at", "01:30", "hour of the nightly backup, Vietnam time; off for none")
	fs.StringVar(&f.keep, "backup-keep", "7,4,12", "how many daily, weekly and monthly backups stay")
	fs.IntVar(&f.memory, "memory", 320, "megabytes of memory the program tries to stay below; 0 for no limit. GOMEMLIMIT beats it")
}

func runServe(ctx context.Context, e *env, args []string) (err error) {
	var f serveFlags
	fs := e.flags("serve", "")
	f.define(fs)
	rest, err := fs.parse(args)
	if err != nil {
		return err
	}
	if err := want(rest, 0, "serve [-addr HOST:PORT] [-base-url URL] [-demo [-today YYYY-MM-DD]] [-dev]"); err != nil {
		return err
	}
	if err := checkBase(f.base); err != nil {
		return err
	}
	clock, err := newDemoClock(f.today, f.demo)
	if err != nil {
		return err
	}
	if clock != nil {
		e.clock = clock.now
	}
	ring := shell.NewLogRing(slog.NewTextHandler(e.stderr, nil))
	log := slog.New(ring)
	l, err := lock(*fs.state)
	if err != nil {
		return err
	}
	defer l.free()
	e.server = true
	if f.memory > 0 && e.getenv("GOMEMLIMIT") == "" {
		debug.SetMemoryLimit(int64(f.memory) << 20)
	}
	p, err := e.open(ctx, *fs.state, log)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, p.close()) }()
	if f.demo {
		if err := startDemo(ctx, e, p); err != nil {
			return err
		}
	}
	s := &running{
		env: e, serveFlags: f, parts: p, lock: l, log: log, ring: ring, notify: notifier{e.getenv("NOTIFY_SOCKET")}, demoClock: clock,
	}
	return s.serve(ctx)
}

// checkBase refuses an address that pages could not be reached under.
func checkBase(base string) error {
	if base == "" {
		return nil
	}
	u, err := url.Parse(base)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" || strings.Trim(u.Path, "/") != "" || u.RawQuery != "" {
		return usageError{fmt.Sprintf("-base-url %q: want https://NAME without a path", base)}
	}
	return nil
}

// startDemo fills the demo and prints its accounts.
func startDemo(ctx context.Context, e *env, p *parts) error {
	accounts, err := fillDemo(ctx, e, p)
	if err != nil {
		return err
	}
	for i, a := range accounts {
		if i == 0 {
			fmt.Fprintln(e.stdout, "demo accounts (dữ liệu minh họa):")
		}
		fmt.Fprintf(e.stdout, "  %-24s %-20s %s\n", a.Email, a.Password, a.Role)
	}
	return nil
}

// running is a server at work.
type running struct {
	*env
	serveFlags
	*parts
	lock    *stateLock
	log     *slog.Logger
	ring    *shell.LogRing
	notify  notifier
	nightly *job.Nightly
	runner  *job.Runner
	post    *job.Post
	secured secured

	demoClock *demoClock // nil: the machine's
}

// serve opens the index, starts the waiting work and answers requests until the
// context ends; then it finishes what it began.
func (s *running) serve(ctx context.Context) (err error) {
	index, err := job.OpenIndex(ctx, s.state, s.Flow, search.Options{Logger: s.log})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, index.Close()) }()
	if s.secured, err = secure(s.serveFlags, s.state); err != nil {
		return err
	}
	if s.nightly, err = nightly(s.serveFlags, s.parts, s.log); err != nil {
		return err
	}
	s.runner = job.New(s.db, s.Set, index, s.log)
	s.runner.ReadSearch = shell.ReadSearch
	s.post = job.NewPost(s.Mailing, s.log)
	s.post.Base = s.base
	if s.post.Password, err = secretLine("-mail-password-file", s.mailFile); err != nil {
		return err
	}
	s.Flow.OnCommit(func() { s.runner.Wake(); s.post.Wake() })
	var background sync.WaitGroup
	defer background.Wait() // for what requests left to be done: before the index closes
	handler, err := s.handler(index, background.Go)
	if err != nil {
		return err
	}
	var open net.ListenConfig
	listener, err := open.Listen(ctx, "tcp", s.addr)
	if err != nil {
		return fmt.Errorf("%w: choose another address with -addr", err)
	}
	if s.demoClock != nil {
		s.demoClock.run()
	}
	work, stop := context.WithCancel(ctx)
	var wait sync.WaitGroup
	s.work(work, &wait)
	if err := s.announce(ctx, listener.Addr().String()); err != nil {
		s.log.Error("set-up link failed", "err", err)
	}
	err = s.answer(ctx, handler, newLimited(listener))
	stop()
	wait.Wait()
	return err
}

// handler builds the site; background does what it leaves to be done.
func (s *running) handler(index *search.Index, background func(func())) (http.Handler, error) {
	nets, err := networks(s.proxies)
	if err != nil {
		return nil, err
	}
	token, err := secretFile("-metrics-token-file", s.metricsToken)
	if err != nil {
		return nil, err
	}
	return site.New(shell.Config{BaseURL: s.base, Proxies: nets, Dev: s.dev, MetricsToken: token}, shell.Deps{
		DB: s.db, Set: s.Set, Index: index, Photos: s.photos, Pages: pages(s.dev), Log: s.log, Backups: s.nightly,
		Post: s.post, Logs: s.ring, Background: background,
		Ready: func() error {
			if !s.runner.Ready() {
				return errors.New("search index: catching up")
			}
			return nil
		},
	})
}

// work starts what runs in the background of the requests. All of it ends with its context.
func (s *running) work(ctx context.Context, wait *sync.WaitGroup) {
	wait.Go(func() { _ = s.runner.Run(ctx) }) // logs its own failures
	wait.Go(func() { s.post.Run(ctx) })
	wait.Go(func() { job.NewHub(s.Flow, s.log, s.base, public.FeedPaths()...).Run(ctx) })
	if s.nightly != nil {
		wait.Go(func() { s.nightly.Run(ctx) })
	}
	if s.secured.files != nil {
		wait.Go(func() { s.secured.files.watch(ctx, s.notify, s.log) })
	}
	wait.Go(func() { s.notify.watch(ctx, s.getenv("WATCHDOG_USEC"), s.db.Ping) })
}

// announce says where the site is, to people, to other commands and to systemd.
func (s *running) announce(ctx context.Context, listening string) error {
	scheme := "http"
	if s.secured.config != nil {
		scheme = "https"
	}
	own := scheme + "://" + listening
	info := serverInfo{
		Address: own, BackupDir: backupFolder(s.backupDir, s.state), BackupsOn: s.nightly != nil, Base: s.base, Proxied: s.proxies != "",
	}
	if s.demoClock != nil {
		info.DemoNow, info.Written = s.demoClock.now(), time.Now()
	}
	if err := s.lock.announce(info); err != nil {
		s.log.Warn("address not noted for other commands", "err", err)
	}
	url := own
	if s.base != "" {
		url = strings.TrimRight(s.base, "/")
	}
	fmt.Fprintf(s.stdout, "Dân vận khéo: %s\n", url)
	s.notify.ready("serving " + url)
	secret, err := s.Account.SetupLink(ctx)
	if secret != "" {
		fmt.Fprintf(s.stdout, "No admin yet. Set up the first one within 30 minutes: %s%s\n", url, address.SetUp.At(secret))
	}
	return err
}

// stopWithin is how long requests may still take when the program is asked to stop.
const stopWithin = 20 * time.Second

// answer answers requests until the context ends, then lets those that run finish.
func (s *running) answer(ctx context.Context, handler http.Handler, listener net.Listener) error {
	server := newServer(handler, s.log)
	servers := []*http.Server{server}
	done := make(chan error, 2)
	if s.plain != "" {
		var open net.ListenConfig
		plain, err := open.Listen(ctx, "tcp", s.plain)
		if err != nil {
			return fmt.Errorf("%w: choose another address with -redirect-addr", err)
		}
		redirect := newServer(s.secured.redirect, s.log)
		servers = append(servers, redirect)
		go func() { done <- redirect.Serve(newLimited(plain)) }()
	}
	go func() {
		if s.secured.config != nil {
			server.TLSConfig = s.secured.config
			done <- server.ServeTLS(listener, "", "")
			return
		}
		done <- server.Serve(listener)
	}()
	var err error
	select {
	case err = <-done:
	case <-ctx.Done():
	}
	s.log.Info("stopping")
	s.notify.say("STOPPING=1")
	grace, cancel := context.WithTimeout(context.WithoutCancel(ctx), stopWithin)
	defer cancel()
	for _, srv := range servers {
		if e := srv.Shutdown(grace); e != nil {
			err = errors.Join(err, e, srv.Close())
		}
	}
	if errors.Is(err, http.ErrServerClosed) {
		err = nil
	}
	return err
}

// nightly reads the flags of the nightly backups; nil when they are off.
func nightly(f serveFlags, p *parts, log *slog.Logger) (*job.Nightly, error) {
	if f.backupAt == "off" {
		return nil, nil
	}
	at, err := time.Parse("15:04", f.backupAt)
	if err != nil {
		return nil, usageError{fmt.Sprintf("-backup-at %q: want HH:MM or off", f.backupAt)}
	}
	var policy backup.Policy
	if n, err := fmt.Sscanf(f.keep, "%d,%d,%d", &policy.Daily, &policy.Weekly, &policy.Monthly); n != 3 || err != nil ||
		min(policy.Daily, policy.Weekly, policy.Monthly) < 0 {
		return nil, usageError{fmt.Sprintf("-backup-keep %q: want three numbers such as 7,4,12", f.keep)}
	}
	return &job.Nightly{
		DB: p.db, Dir: backupFolder(f.backupDir, p.state), Policy: policy, Log: log, Clock: time.Now,
		At: time.Duration(at.Hour())*time.Hour + time.Duration(at.Minute())*time.Minute,
	}, nil
}

// backupFolder is where the nightly backups go.
func backupFolder(flag, state string) string {
	if flag != "" {
		return flag
	}
	return filepath.Join(state, "backups")
}

// secretFile reads the first line of a file, which must be long; "" for no file.
func secretFile(flag, path string) (string, error) {
	line, err := secretLine(flag, path)
	if err == nil && path != "" && len(line) < 16 {
		return "", fmt.Errorf("%s: %s holds fewer than 16 characters: write a longer secret into it", flag, path)
	}
	return line, err
}

// secretLine reads the first line of a file; "" for no file.
func secretLine(flag, path string) (string, error) {
	if path == "" {
		return "", nil
	}
	text, err := os.ReadFile(path)
	if err != nil {
		return "", fmt.Errorf("%s: %w", flag, err)
	}
	line, _, _ := strings.Cut(string(text), "\n")
	if line = strings.TrimSpace(line); line == "" {
		return "", fmt.Errorf("%s: %s is empty: write the secret into its first line", flag, path)
	}
	return line, nil
}

// pages gives the templates: parsed once, or again for every request under -dev.
func pages(dev bool) func() (*view.Set, error) {
	if dev {
		return func() (*view.Set, error) { return view.Load(os.DirFS("web")) }
	}
	return sync.OnceValues(func() (*view.Set, error) { return view.Load(web.Files) })
}

// networks reads a list of networks.
func networks(list string) ([]*net.IPNet, error) {
	var out []*net.IPNet
	for part := range strings.SplitSeq(list, ",") {
		if part = strings.TrimSpace(part); part == "" {
			continue
		}
		_, n, err := net.ParseCIDR(part)
		if err != nil {
			return nil, usageError{fmt.Sprintf("-proxies: %v", err)}
		}
		out = append(out, n)
	}
	return out, nil
}
