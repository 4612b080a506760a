package view

// Block is one part of a page made of parts: those of the committee and of a year.
// What is set is drawn, in the order of the fields.
type Block struct {
	ID       string
	Heading  string
	Text     string
	Figures  []Figure
	Start    *Link // the next thing to do, as a button
	Facts    []Fact
	Filter   []Field // narrows the list by its address
	Table    *Table
	Form     *BlockForm
	Texts    []LongText
	Timeline []TimelineItem
	Links    []Link
	Empty    *Empty
}

// BlockForm is a form of a block: fields, rows of fields, rows to choose from, then
// the reason and the buttons. It posts to URL, or asks for it when Get is set;
// without buttons it only shows.
type BlockForm struct {
	URL     string
	Get     bool
	Fold    string // heading of a closed box around it, "" for none
	Upload  bool   // it takes a file
	Open    bool
	Hidden  []Field
	Fields  []Field
	Rows    []FieldRow
	Picks   []PickRow
	After   []Field
	Buttons []Button
}

// FieldRow is a line of a form that has several fields.
type FieldRow struct {
	Legend string
	Fields []Field
}

// PickRow is one row of a form: what it is about, and the field that decides.
type PickRow struct {
	Field  Field
	More   []Field
	Mark   Mark
	Badges []Badge
	Sub    string
	URL    string // of the dossier
	Lines  []string
}
