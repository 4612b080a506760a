// Package admin is the area of those who run the site: accounts, units, indicators,
// seasons, settings, mail, backups, health, the audit and the data of a person.
//
// It refuses to change an entry or a score, and to put the name or number of a person
// into an address.
//
// It may import shell and what is below the site, no other area.
package admin
