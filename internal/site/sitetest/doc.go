// Package sitetest runs areas of the site on temporary folders, with a client for
// each role: a test of one area compiles and runs that area alone.
//
// It has what two areas or more need in their tests: the site itself, clients of
// pages and of the API, stories and rounds to look at. It refuses to import an area
// (the test names those it runs on) and to be used outside of tests.
//
// It may import shell, what is below the site, and the packages that fill a database
// for tests.
package sitetest
