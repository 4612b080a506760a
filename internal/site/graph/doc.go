// Package graph is one figure in every form: drawn for a page, as a file, and as a
// table whose numbers lead to the lists that they count.
//
// The areas public and follow share it. It refuses to choose what is counted, and to
// ask who may see it: the caller brings the numbers and the guard.
//
// It may import shell and what is below the site, no area.
package graph
