// Package boundary reads the boundaries of units out of GeoJSON (RFC 7946) that
// somebody sends: it checks every number, joins the parts of one unit, names the
// unit by code or by name in any spelling, and leaves out the points that a map
// of the province cannot show.
//
// It is pure and bounded: the work it does and what it gives back are limited
// whatever the file holds. It draws nothing.
package boundary
