// Package exchange reads and writes tables, JSON lines, CSV and Excel sheets, row by
// row, and holds the mapping between a row and the entries and units of the registry.
//
// A table is read with [Read], which gives every row with the number that a
// person sees (the line of a file, the row of a sheet) and refuses columns it
// does not know by naming them. [Row.Apply] writes what a row says over an entry:
// a key that the row does not have leaves the entry as it is. What cannot be
// understood comes back as wrong fields, all of them, under the names of the
// columns. The same mapping reads the body of an API call ([ParseObject]).
//
// A key figure that is still a target is written with the words that say so
// ([Entry.MarkTargets]), and figureN_mark names them so that reading takes them off again.
//
// What [WriteEntries] and [WriteUnits] write, Read gives back without loss. In
// CSV a cell that a spreadsheet would run as a formula gets a leading apostrophe,
// which Read takes off again; in a sheet a text longer than a cell may be goes on
// in further columns ("body+2"). Lists and nested parts are JSON, in one cell of a
// table.
//
// The package does no checking beyond the form of values: what a registration
// needs is registry's to say, which unit a name means is the ledger's. It
// opens no files, and bounds what it reads ([Limits]).
//
//	for row, err := range exchange.Read(f, exchange.CSV, exchange.EntryColumns()) {
//		if err != nil { return err } // the file itself
//		var e registry.Entry
//		wrong := row.Apply(&e)
//	}
package exchange
