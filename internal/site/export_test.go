package site

import "danvankheo/internal/site/shell"

// Areas are the rooms of the whole site with the left list of its work area, for
// the tests that walk all of them.
var Areas = append([]func(*shell.Shell) shell.Area{func(s *shell.Shell) shell.Area {
	s.Side = side
	return areas[0](s)
}}, areas[1:]...)
