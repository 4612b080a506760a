package site

import (
	"context"
	"fmt"
	"net/http"
	"time"

	"github.com/labstack/echo/v4"
)

// healthRoutes answer whether the program lives and whether it can serve. They say
// in plain words what is missing, and nothing about the inside.
func (s *shell) healthRoutes(e *echo.Echo) {
	e.GET("/healthz", func(c echo.Context) error { return c.String(http.StatusOK, "ok\n") })
	e.GET("/readyz", func(c echo.Context) error {
		c.Response().Header().Set("Cache-Control", "no-store")
		if err := s.readiness(c.Request().Context()); err != nil {
			return c.String(http.StatusServiceUnavailable, err.Error()+"\n")
		}
		return c.String(http.StatusOK, "ready\n")
	})
	e.GET("/metrics", s.metricsPage)
}

// readiness asks the database and the index, each within two seconds.
func (s *shell) readiness(ctx context.Context) error {
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
