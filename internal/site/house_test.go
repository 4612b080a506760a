package site_test

import "danvankheo/internal/site"

// areas are what the tests of the wiring run on: all of them.
var areas = site.Areas
