package view

import (
	"fmt"

	"danvankheo/internal/registry"
)

// YearlyPage is a page about a year made of blocks: sums, frozen figures, what
// units sent, what became of models.
type YearlyPage struct {
	Crumbs   []Crumb
	Title    string
	Lead     string
	Errors   *ErrorSummary
	Notices  []Notice
	Tabs     []Tab
	Filter   []Field
	Figures  []Figure
	Sections []Block
}

// SumsPath is the address of the sums of outcomes, with an optional part.
func SumsPath(part string) string {
	if part == "" {
		return "/lam-viec/theo-doi/chi-so"
	}
	return "/lam-viec/theo-doi/chi-so/" + part
}

// YearlyPath is the address of the yearly report of a season, with an optional part.
func YearlyPath(y registry.Year, part string) string {
	p := fmt.Sprintf("/lam-viec/bao-cao-nam/%d", y)
	if part != "" {
		p += "/" + part
	}
	return p
}
