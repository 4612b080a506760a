package shell

import (
	"context"
	"crypto/subtle"
	"fmt"
	"io"
	"math"
	"net"
	"net/http"
	"strings"
	"sync"
	"syscall"
	"time"

	"github.com/VictoriaMetrics/metrics"

	"danvankheo/internal/registry"
	"danvankheo/internal/sqlite"
)

// measures counts and times what is asked, by the pattern of the route: never by
// address, so that nobody can fill the memory with made-up ones.
type measures struct {
	set      *metrics.Set
	running  *metrics.Counter
	photos   *metrics.Summary
	failures *metrics.Counter

	mu     sync.Mutex
	kept   sqlite.Upkeep
	keptAt time.Time
}

// requestQuantiles are what a summary of the last five minutes says.
var requestQuantiles = []float64{0.5, 0.95, 0.99, 1}

func newMeasures() *measures {
	set := metrics.NewSet()
	return &measures{
		set: set, running: set.NewCounter(`dvk_requests_running`),
		photos:   set.NewSummaryExt(`dvk_photo_seconds`, 5*time.Minute, requestQuantiles),
		failures: set.NewCounter(`dvk_photo_refused_total`),
	}
}

// measure counts one request.
func (s *Shell) measure(next Handler) Handler {
	return func(c *Context) error {
		m := s.measures
		start := time.Now()
		m.running.Inc()
		defer m.running.Dec()
		err := next(c)
		route, code := c.Route(), c.status()
		if route == "" || route == "/*" {
			route = "none"
		}
		took := time.Since(start).Seconds()
		m.set.GetOrCreateCounter(fmt.Sprintf(`dvk_requests_total{method=%q,route=%q,status="%d"}`, method(c), route, code)).Inc()
		m.set.GetOrCreateSummaryExt(fmt.Sprintf(`dvk_request_seconds{route=%q}`, route), 5*time.Minute, requestQuantiles).Update(took)
		if c.Request().Method == http.MethodPost && strings.HasSuffix(route, "/anh") || strings.HasSuffix(route, "/photos") {
			m.photos.Update(took)
			if code >= 400 {
				m.failures.Inc()
			}
		}
		return err
	}
}

// method names the request's method, foreign ones by one name.
func method(c *Context) string {
	switch m := c.Request().Method; m {
	case http.MethodGet, http.MethodHead, http.MethodPost, http.MethodPut, http.MethodDelete, http.MethodOptions:
		return m
	}
	return "other"
}

// metricsPage is for the program that watches this one: from the machine itself,
// or with the token of -metrics-token-file. A request that came through a proxy is
// never from the machine itself.
func (s *Shell) metricsPage(c *Context) error {
	if !s.mayMeasure(c.Request()) {
		return registry.Errorf(registry.NotFound, "Địa chỉ này không có trang nào.")
	}
	h := c.Header()
	h.Set("Content-Type", "text/plain; version=0.0.4; charset=utf-8")
	h.Set("Cache-Control", "no-store")
	c.Response().WriteHeader(http.StatusOK)
	s.writeMetrics(c.Context(), c.Response())
	return nil
}

func (s *Shell) mayMeasure(r *http.Request) bool {
	if token, ok := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer "); ok && s.MetricsToken != "" {
		return subtle.ConstantTimeCompare([]byte(token), []byte(s.MetricsToken)) == 1
	}
	for _, forwarded := range []string{"X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Real-Ip", "Forwarded", "Via"} {
		if r.Header.Get(forwarded) != "" {
			return false
		}
	}
	host, _, err := net.SplitHostPort(r.RemoteAddr)
	ip := net.ParseIP(host)
	return err == nil && ip != nil && ip.IsLoopback()
}

func (s *Shell) writeMetrics(ctx context.Context, w io.Writer) {
	s.measures.set.WritePrometheus(w)
	gauge := func(name string, v float64) { fmt.Fprintf(w, "%s %g\n", name, v) }
	if u, err := s.Upkeep(ctx); err == nil {
		gauge("dvk_entries", float64(u.Entries))
		gauge("dvk_entries_published", float64(u.Published))
		gauge("dvk_photos", float64(u.Photos))
		gauge("dvk_sessions", float64(u.Sessions))
		gauge("dvk_search_waiting", float64(u.Waiting))
		gauge("dvk_stories_overdue", float64(u.Overdue))
	}
	if m, err := s.DB.MailStatus(ctx); err == nil {
		gauge("dvk_mail_waiting", float64(m.Waiting))
		gauge("dvk_mail_failed", float64(m.Failed))
		gauge("dvk_mail_sent", float64(m.Sent))
		oldest := 0.0
		if !m.Oldest.IsZero() {
			oldest = s.Flow.Now().Sub(m.Oldest).Seconds()
		}
		gauge("dvk_mail_oldest_seconds", oldest)
	}
	gauge("dvk_database_bytes", float64(s.DB.Bytes()))
	if free, err := DiskFree(s.DB.Path()); err == nil {
		gauge("dvk_disk_free_bytes", float64(free))
	}
	if n, err := s.Index.Count(); err == nil {
		gauge("dvk_search_documents", float64(n))
	}
	if s.Backups != nil {
		age := math.Inf(1)
		st := s.Backups.Standing()
		if !st.Last.IsZero() {
			age = time.Since(st.Last).Seconds()
		}
		gauge("dvk_backup_age_seconds", age)
		fault := 0.0
		if st.Fault != "" {
			fault = 1
		}
		gauge("dvk_backup_failed", fault)
	}
	on := 0.0
	if s.Maintenance.Now() != nil {
		on = 1
	}
	gauge("dvk_maintenance", on)
	metrics.WriteProcessMetrics(w)
}

// Upkeep counts the database at most every ten seconds.
func (s *Shell) Upkeep(ctx context.Context) (sqlite.Upkeep, error) {
	m := s.measures
	m.mu.Lock()
	defer m.mu.Unlock()
	now := time.Now()
	if now.Sub(m.keptAt) < 10*time.Second {
		return m.kept, nil
	}
	u, err := s.DB.Upkeep(ctx, s.Flow.Now().Add(-10*time.Minute))
	if err == nil {
		m.kept, m.keptAt = u, now
	}
	return u, err
}

// DiskFree gives the bytes left to us where a file lies.
func DiskFree(path string) (int64, error) {
	var st syscall.Statfs_t
	if err := syscall.Statfs(path, &st); err != nil {
		return 0, err
	}
	return int64(st.Bavail) * int64(st.Bsize), nil
}
