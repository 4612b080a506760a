package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"time"

	"danvankheo/internal/job"
	"danvankheo/internal/search"
	"danvankheo/internal/seed"
	"danvankheo/internal/site"
	"danvankheo/internal/view"
	"danvankheo/web"
)

// serveFlags are the flags of serve.
type serveFlags struct {
	addr, base, proxies string
	demo, dev           bool
}

func runServe(ctx context.Context, e *env, args []string) error {
	var f serveFlags
	fs := e.flags("serve", "")
	fs.StringVar(&f.addr, "addr", "127.0.0.1:8080", "address to listen on")
	fs.StringVar(&f.base, "base-url", "", "address people use, such as https://danvan.bacninh.gov.vn")
	fs.StringVar(&f.proxies, "proxies", "", "networks of trusted proxies, comma separated, such as 127.0.0.1/32")
	fs.BoolVar(&f.demo, "demo", false, "fill an empty state folder with the reported models and demo accounts")
	fs.BoolVar(&f.dev, "dev", false, "read templates and styles from the folder web for every request")
	rest, err := fs.parse(args)
	if err != nil {
		return err
	}
	if err := want(rest, 0, "serve [-addr HOST:PORT] [-base-url URL] [-demo] [-dev]"); err != nil {
		return err
	}
	nets, err := networks(f.proxies)
	if err != nil {
		return err
	}
	log := slog.New(slog.NewTextHandler(e.stderr, nil))
	unlock, err := lock(*fs.state)
	if err != nil {
		return err
	}
	defer unlock()
	p, err := e.open(ctx, *fs.state, log)
	if err != nil {
		return err
	}
	defer p.close()
	if f.demo {
		if err := startDemo(ctx, e, p); err != nil {
			return err
		}
	}
	return serve(ctx, e, f, nets, p, log)
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

// serve opens the index, starts the waiting work and answers requests until the
// context ends; then it finishes what it began.
func serve(ctx context.Context, e *env, f serveFlags, nets []*net.IPNet, p *parts, log *slog.Logger) (err error) {
	index, err := openIndex(p.state, log)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, index.Close()) }()
	runner := job.New(p.db, p.flow, index, log)
	p.flow.OnCommit(runner.Wake)
	handler, err := site.New(site.Config{BaseURL: f.base, Proxies: nets, Dev: f.dev}, site.Deps{
		DB: p.db, Flow: p.flow, Index: index, Photos: p.photos, Pages: pages(f.dev), Log: log,
		Ready: func() error {
			if !runner.Ready() {
				return errors.New("search index: catching up")
			}
			return nil
		},
	})
	if err != nil {
		return err
	}
	listener, err := net.Listen("tcp", f.addr)
	if err != nil {
		return fmt.Errorf("%w: choose another address with -addr", err)
	}
	server := &http.Server{
		Handler: handler, ReadHeaderTimeout: 10 * time.Second, ReadTimeout: 10 * time.Minute, WriteTimeout: 10 * time.Minute,
		IdleTimeout: 2 * time.Minute, MaxHeaderBytes: 64 << 10, ErrorLog: slog.NewLogLogger(log.Handler(), slog.LevelDebug),
	}
	work, stop := context.WithCancel(ctx)
	var wait sync.WaitGroup
	wait.Go(func() { _ = runner.Run(work) }) // logs its own failures
	url := "http://" + listener.Addr().String()
	if f.base != "" {
		url = strings.TrimRight(f.base, "/")
	}
	fmt.Fprintf(e.stdout, "Dân vận khéo: %s\n", url)
	if secret, err := p.flow.SetupLink(ctx); err != nil {
		log.Error("set-up link failed", "err", err)
	} else if secret != "" {
		fmt.Fprintf(e.stdout, "No admin yet. Set up the first one within 30 minutes: %s/thiet-lap/%s\n", url, secret)
	}
	done := make(chan error, 1)
	go func() { done <- server.Serve(listener) }()
	select {
	case err = <-done:
	case <-ctx.Done():
		log.Info("stopping")
		grace, cancel := context.WithTimeout(context.WithoutCancel(ctx), 20*time.Second)
		err = server.Shutdown(grace)
		cancel()
	}
	stop()
	wait.Wait()
	if errors.Is(err, http.ErrServerClosed) {
		err = nil
	}
	return err
}

// openIndex opens the search index of a state folder.
func openIndex(state string, log *slog.Logger) (*search.Index, error) {
	abbreviations, synonyms, err := seed.Vocabulary()
	if err != nil {
		return nil, err
	}
	return search.Open(state, search.Options{Logger: log, Abbreviations: abbreviations, Synonyms: synonyms})
}

// pages gives the templates: parsed once, or anew each time under -dev.
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

// lock marks a state folder as in use by a server; a second one is refused.
func lock(state string) (unlock func(), err error) {
	if err := os.MkdirAll(state, 0o750); err != nil {
		return nil, fmt.Errorf("state folder: %w", err)
	}
	f, err := os.OpenFile(filepath.Join(state, "lock"), os.O_CREATE|os.O_RDWR, 0o640)
	if err != nil {
		return nil, fmt.Errorf("state folder: %w", err)
	}
	if err := syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB); err != nil {
		_ = f.Close()
		return nil, fmt.Errorf("state folder %s is in use by another server: stop that one, or name another folder with -state", state)
	}
	return func() { _ = f.Close() }, nil
}
