// Package chart draws figures: bars, columns and lines over the years, a matrix,
// a map of tiles or of boundaries, and how a model spread. Values in, a [Picture]
// out, which is written as SVG for a page (coloured by the page's style sheet, so
// that it follows the dark scheme), as an SVG file, and as PNG (both in fixed
// colours, with headline and source, fit to be printed).
//
// A picture is never the only place of a number: whoever shows one puts a table
// under it. It reads no data, knows no address and never scales text below what
// can be read: for a phone it is drawn narrow, not shrunk.
package chart
