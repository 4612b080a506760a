package desk_test

import (
	"danvankheo/internal/site/desk"
	"danvankheo/internal/site/public"
	"danvankheo/internal/site/shell"
	"danvankheo/internal/site/sign"
)

// areas are what the tests of this area run on.
var areas = []func(*shell.Shell) shell.Area{sign.New, desk.New, public.New}
