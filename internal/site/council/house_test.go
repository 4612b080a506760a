package council_test

import (
	"danvankheo/internal/site/api"
	"danvankheo/internal/site/council"
	"danvankheo/internal/site/desk"
	"danvankheo/internal/site/public"
	"danvankheo/internal/site/shell"
	"danvankheo/internal/site/sign"
)

// areas are what the tests of this area run on.
var areas = []func(*shell.Shell) shell.Area{sign.New, council.New, desk.New, public.New, api.New}
