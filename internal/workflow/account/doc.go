// Package account is who may sign in and what is kept about them: accounts, their
// first passwords, sign-in and second factors, keys for programs, a person's request
// to see or erase their data, and the terms after which it goes.
//
// Links that open something work once and are kept as hashes; a wrong password takes
// the same time whether the account exists or not.
package account
