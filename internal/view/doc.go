// Package view turns values of the domain into HTML pages.
//
// Each page has one struct, filled in Go where tests reach it, and one template
// tied to that struct: passing the wrong struct does not compile. Templates print,
// they do not think: dates, numbers, labels and addresses are ready when they arrive.
//
// It is the only html/template of the program, the only place that shows local
// time, and the only one that knows addresses and asset names.
//
//	set, err := view.Load(web.Files)
//	b, err := set.Public.Home.Bytes(chrome, view.HomePage{…})
package view
