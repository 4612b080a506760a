// Package transfer takes entries in from files and from programs, and gives them out
// again without loss.
//
// An import checks every row before it writes the first one, names all that is wrong,
// and writes in one transaction or not at all. A row that comes again by its key changes
// its entry, and only if it says something else.
package transfer
