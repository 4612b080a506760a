// Package demo fills an empty state folder with models, rounds and reports of every
// state, so that a visitor can try the program.
//
// It does so by the flows that people use, with the clock moved: what it shows could
// have come about. A folder that holds other data is refused.
package demo
