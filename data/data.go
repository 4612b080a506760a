// Package data embeds the committed inputs of the program: the unit ledger, the
// tile map, the catalogue of indicators, abbreviations, synonyms and the models
// that the press reported. README.md says where each comes from and under which
// licence. Nothing here is written at run time.
package data

import "embed"

// Files holds the inputs.
//
//go:embed *.csv *.jsonl *.tsv
var Files embed.FS
