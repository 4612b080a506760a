// Package site is the web side of the program: it puts the areas together into one
// handler, with the left list of the work area.
//
// Each room is a package of its own and says in its doc.go what it is for:
//
//	shell      what every area is given: router, session, rendering, forms, page cache
//	graph      one figure as a drawing, a file and a table; for public and follow
//	public     what everybody may read, and the press room
//	sign       signing in and one's own account
//	desk       registering, reporting, reviewing
//	follow     following up a season
//	council    the evaluation committee
//	newsroom   journalists, questions to units, the portal's editors
//	admin      running the site
//	api        JSON for programs
//	sitetest   a site on temporary folders, for tests
//
// Handlers decode, call and show; every write goes through workflow, and what one may
// do to one entry is asked there. An area stands apart from every other: what two of
// them share goes down into shell or graph, by its meaning. This package refuses to
// hold handlers; it may import the rooms, registry and view.
//
// The order of the middleware is: recover, request id, access log, security
// headers, cross-origin check, session, and then the guard of the area, written
// beside its routes. An area without a guard is public; every other is closed to
// whoever is not named. There are no tokens in forms: the cross-origin check
// refuses posts that another site sends, and the cookie is SameSite=Lax.
//
//	h, err := site.New(shell.Config{BaseURL: "https://danvan.bacninh.gov.vn"}, deps)
//	err = http.ListenAndServe(addr, h)
package site
