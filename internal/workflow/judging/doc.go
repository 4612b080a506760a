// Package judging is a council's work on a season's models, from the opening of a
// round over scores, discussion and votes to the published result, and the register of
// what was recognised.
//
// Everything asks [Seat] first: what a person may do follows from the place they hold
// in the round and the phase it is in. A secret ballot leaves counts and who voted,
// never how: the two are written apart and cannot be joined again.
package judging
