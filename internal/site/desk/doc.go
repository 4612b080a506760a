// Package desk is the area where unit staff register models and report results, and
// where verifiers review them.
//
// Home, lists, forms, photos, documents, review and the words of a story are here. It
// refuses to decide: each button is one action of workflow, which checks the rights
// and the version; a form that lost against another one is shown with both.
//
// It may import shell and what is below the site, no other area.
package desk
