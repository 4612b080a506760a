package site

import (
	"sort"

	"github.com/labstack/echo/v4"
)

// Route is one route of the site.
type Route struct{ Method, Path string }

// Routes lists every route in order, for the tests that walk them all.
func Routes(deps Deps) ([]Route, error) {
	set, err := deps.Pages()
	if err != nil {
		return nil, err
	}
	e := echo.New()
	(&shell{Deps: deps}).wire(e, set)
	var out []Route
	for _, r := range e.Routes() {
		if r.Method != echo.RouteNotFound {
			out = append(out, Route{r.Method, r.Path})
		}
	}
	sort.Slice(out, func(i, j int) bool {
		if out[i].Path != out[j].Path {
			return out[i].Path < out[j].Path
		}
		return out[i].Method < out[j].Method
	})
	return out, nil
}
