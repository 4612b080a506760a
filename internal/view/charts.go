package view

// ChartsPage is the figures of following up, for staff: who has what is owed, who
// has not, and where nothing is.
type ChartsPage struct {
	Title, Lead string
	Years       []Tab
	Steps       []Tab
	Charts      []Chart
	Empty       *Empty
}
