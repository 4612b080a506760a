package workflow

// RowError is one thing that is wrong with one row.
type RowError struct {
	Row   int
	Field string // a column; "" for the row itself
	Text  string
}
