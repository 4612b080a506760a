// Command danvankheo is the whole program: the site, and the commands of the person
// who runs it.
//
//	danvankheo serve -demo
//	danvankheo serve -state /var/lib/danvankheo
//	danvankheo doctor -state /var/lib/danvankheo
//	danvankheo COMMAND -h
//
// There is one file for each command. Only this package reads flags, environment and
// files of secrets, takes the lock of the state folder, and opens and closes things in
// order; it decides nothing that a test of another package should see. A flag beats its
// variable (-base-url is DVK_BASE_URL), which beats the default. Exit status: 0 done,
// 1 failed, 2 wrong usage. README.md lists commands and flags; a test compares them.
package main
