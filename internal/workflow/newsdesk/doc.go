// Package newsdesk is what editors and journalists do around the stories: requests of
// the press and their answers, saved searches and digests, coverage, collections, the
// picks of the home page, and the words that the search understands.
package newsdesk
