// Package sign is the area where people sign in and keep their own account: password,
// second factor, links to set a password, sessions and tokens.
//
// It also carries over what was typed when a session ended. It refuses to say whether
// an account exists, to keep a secret in a page, and to lead to another site. What
// makes a sign-in valid is in workflow/account.
//
// It may import shell and what is below the site, no other area.
package sign
