package shell

import (
	"context"
	"fmt"
	"net/http"
	"time"

	"danvankheo/internal/address"
)

// healthRoutes answer whether the program lives and whether it can serve. They say
// in plain words what is missing, and nothing about the inside.
func (s *Shell) healthRoutes(e *Router) {
	e.GET(address.Alive, func(c *Context) error { return c.Text(http.StatusOK, "ok\n") })
	e.GET(address.Ready, func(c *Context) error {
		c.Header().Set("Cache-Control", "no-store")
		if err := s.Readiness(c.Context()); err != nil {
			return c.Text(http.StatusServiceUnavailable, err.Error()+"\n")
		}
		return c.Text(http.StatusOK, "ready\n")
	})
	e.GET(address.Metrics, s.metricsPage)
}

// Readiness asks the database and the index, each within two seconds.
func (s *Shell) Readiness(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, 2*time.Second)
	defer cancel()
	if err := s.DB.Ping(ctx); err != nil {
		return fmt.Errorf("database: not answering")
	}
	if s.Ready != nil {
		return s.Ready()
	}
	return nil
}
