// Package api is the area for programs: JSON over HTTP under /api/v1, described by
// openapi.json.
//
// A token acts as the account that made it, with the same rights as in the pages. It
// refuses cookies, fields that it does not know, and bodies that are too deep or too
// large; every refusal is a problem+json.
//
// It may import shell and what is below the site, no other area.
package api
