package shell

import (
	"log/slog"
	"net"
	"path/filepath"

	"danvankheo/internal/job"
	"danvankheo/internal/oversight"
	"danvankheo/internal/photo"
	"danvankheo/internal/registry"
	"danvankheo/internal/search"
	"danvankheo/internal/sqlite"
	"danvankheo/internal/view"
	"danvankheo/internal/workflow/flows"
)

// Config is what an operator decides about the web side.
type Config struct {
	BaseURL string       // "https://host", for absolute addresses and the Secure flag of the cookie; "" only for trials
	Proxies []*net.IPNet // that may say the visitor's address; none: the connection's own
	Dev     bool         // templates are read again for every request

	MetricsToken string // opens /metrics from elsewhere; "": from this machine only
}

// Deps are the parts the site is made of.
type Deps struct {
	DB *sqlite.DB
	*flows.Set
	Index      *search.Index
	Photos     *photo.Store
	Pages      func() (*view.Set, error) // fixed, or reading again under Dev
	Log        *slog.Logger
	Ready      func() error // what /readyz asks besides database and index
	Background func(func()) // runs long work outside the requests; nil: within them

	Backups *job.Nightly // nil: no nightly backups
	Post    *job.Post    // nil: no mail
	Logs    *LogRing     // nil: no log to show
}

// Shell is what every area has: its parts and the one way to show a page.
type Shell struct {
	Config
	Deps

	// Hooks that the wiring sets, for what areas above the shell know.
	Side      func(*Shell, *Context) []view.SideGroup // the left list of the work area; nil for none
	AskSignIn func(*Context) error                    // leads to signing in, keeping what was typed
	Lost      func(*Context) (string, []view.Card)    // the words of an address without a page, and what they find

	set         *view.Set // as it was at the start
	measures    *measures
	Maintenance maintenanceMode
	Counts      Memo[*oversight.Tally]
	Lines       Memo[*oversight.PublicLines]
	tiles       Memo[map[registry.UnitCode]registry.Tile]
	cache       pageCache
}

// New makes the shell of a site and reads its pages once.
func New(cfg Config, deps Deps) (*Shell, error) {
	set, err := deps.Pages()
	if err != nil {
		return nil, err
	}
	s := &Shell{Config: cfg, Deps: deps, set: set, measures: newMeasures()}
	s.Maintenance.path = filepath.Join(filepath.Dir(s.DB.Path()), MaintenanceFile)
	return s, nil
}

// withPages gives every request the pages of the site, read again under Dev.
func (s *Shell) withPages(next Handler) Handler {
	return func(c *Context) error {
		c.pages = s.set // also where reading them again fails
		if s.Dev {
			set, err := s.Deps.Pages()
			if err != nil {
				return err
			}
			c.pages = set
		}
		return next(c)
	}
}
