package registry

import (
	"slices"
	"time"
)

// CoOwner is a unit that carries a model jointly with the unit that registered
// it. It counts for that unit only once its own staff confirmed.
type CoOwner struct {
	Unit       UnitCode
	State      CoOwning
	Reason     string // of declining
	At         time.Time
	AnsweredAt time.Time
}

// CoOwning is what a named co-owner has answered.
type CoOwning uint8

// The answers of a co-owner.
const (
	Asked CoOwning = iota
	Joined
	Declined
)

var coOwnings = []term{{"cho", "Chờ xác nhận"}, {"dong-y", "Đã xác nhận"}, {"tu-choi", "Đã từ chối"}}

func (c CoOwning) String() string { return codeOf(coOwnings, c) }

// Label gives the words for the answer.
func (c CoOwning) Label() string { return labelOf(coOwnings, c) }

// ParseCoOwning reads the code of an answer.
func ParseCoOwning(s string) (CoOwning, error) { return parse[CoOwning](coOwnings, "xác nhận", s) }

// MaxCoOwners is how many units may share one model.
const MaxCoOwners = 20

// named reports whether the actor's unit is a co-owner that has not declined.
func (a Actor) named(e *Entry) bool {
	return a.Role == UnitStaff && slices.ContainsFunc(e.CoOwners, func(c CoOwner) bool { return c.State != Declined && a.Units[c.Unit] })
}
