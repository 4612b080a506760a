package site

import "github.com/labstack/echo/v4"

// api answers programs: JSON over HTTP under /api/v1.
type api struct{ *shell }

// routes of the API.
func (a *api) routes(e *echo.Echo) {}
