package public_test

import (
	"danvankheo/internal/site/api"
	"danvankheo/internal/site/desk"
	"danvankheo/internal/site/newsroom"
	"danvankheo/internal/site/public"
	"danvankheo/internal/site/shell"
	"danvankheo/internal/site/sign"
)

// areas are what the tests of this area run on.
var areas = []func(*shell.Shell) shell.Area{sign.New, public.New, newsroom.New, desk.New, api.New}
