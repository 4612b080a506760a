package admin_test

import (
	"danvankheo/internal/site/admin"
	"danvankheo/internal/site/desk"
	"danvankheo/internal/site/public"
	"danvankheo/internal/site/shell"
	"danvankheo/internal/site/sign"
)

// areas are what the tests of this area run on.
var areas = []func(*shell.Shell) shell.Area{sign.New, admin.New, desk.New, public.New}
