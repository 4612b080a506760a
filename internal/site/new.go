package site

import (
	"net/http"

	"danvankheo/internal/site/admin"
	"danvankheo/internal/site/api"
	"danvankheo/internal/site/council"
	"danvankheo/internal/site/desk"
	"danvankheo/internal/site/follow"
	"danvankheo/internal/site/newsroom"
	"danvankheo/internal/site/public"
	"danvankheo/internal/site/shell"
	"danvankheo/internal/site/sign"
)

// areas are the rooms of the site, in the order of a visitor's way through it.
var areas = []func(*shell.Shell) shell.Area{public.New, sign.New, desk.New, follow.New, council.New, newsroom.New, admin.New, api.New}

// New builds the whole site.
func New(cfg shell.Config, deps shell.Deps) (http.Handler, error) {
	s, err := shell.New(cfg, deps)
	if err != nil {
		return nil, err
	}
	s.Side = side
	return s.Handler(areas...)
}
