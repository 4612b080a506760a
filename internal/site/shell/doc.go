// Package shell is what every area of the site is given: one request as a handler
// sees it, one way to show a page, and the middleware in front of all.
//
// It owns the router, sessions and cookies, error pages, forms, downloads, the page
// cache, metrics and the maintenance mode. It refuses to know any area: what the
// wiring must add, the left list and the way to signing in, are hooks of Shell. It
// writes nothing itself and asks workflow whether somebody may do something.
//
// It is the only package that imports the router (echo), the metrics and the
// compression. Of ours it may import what is below the site, never an area, graph
// or sitetest.
package shell
