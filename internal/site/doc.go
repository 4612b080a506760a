// Package site is the web: routes, middleware, forms and handlers, by area.
// It is the only echo of the program. Handlers decode, call and show; every
// write goes through workflow, and what one may do to one entry is asked there.
//
// The order of the middleware is: recover, request id, access log, security
// headers, cross-origin check, session, and then the guard of the area, written
// beside its routes. An area without a guard is public; every other is closed to
// whoever is not named. There are no tokens in forms: the cross-origin check
// refuses posts that another site sends, and the cookie is SameSite=Lax.
//
//	h, err := site.New(site.Config{BaseURL: "https://danvan.bacninh.gov.vn"}, deps)
//	err = http.ListenAndServe(addr, h)
package site
