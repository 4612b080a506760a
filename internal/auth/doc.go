// Package auth checks who somebody is: hashes of passwords, secrets of
// sessions, links and API tokens, codes of the second factor, and the throttle
// that makes guessing slow. It knows no accounts and keeps nothing: hashes go to
// the database, the clock comes in as an argument.
//
// It refuses to compare anything in a way whose time tells the answer, and it
// never gives back a secret it was handed.
//
//	hash, err := auth.HashPassword(ctx, "một câu ngắn dễ nhớ")
//	ok, err := auth.CheckPassword(ctx, typed, hash)
package auth
