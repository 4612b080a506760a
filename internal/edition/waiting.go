package edition

import (
	"slices"

	"danvankheo/internal/registry"
)

// Waiting is what waits to be released: the newest edition, what the next one would be,
// and in what they differ.
type Waiting struct {
	Newest, Next Edition
	Changes      []registry.Change
	Corrects     bool                      // a fact that readers have would change, so they are told
	Numbers      []registry.PersonalNumber // of persons, that readers would get by it
	Seen         string                    // names what the next edition would be: who releases it has seen that
}

// Compare compares the newest edition of an entry with what the next one would be.
func Compare(newest, next Edition) (Waiting, error) {
	known := newest.PublicNumbers()
	seen, err := next.Seen()
	return Waiting{
		Seen:   seen,
		Newest: newest, Next: next, Changes: newest.Differences(&next), Corrects: newest.Corrects(&next),
		Numbers: slices.DeleteFunc(next.PublicNumbers(), func(n registry.PersonalNumber) bool { return slices.Contains(known, n) }),
	}, err
}

// Seen names what an edition holds, with its unit: who lets it out has seen that.
func (e *Edition) Seen() (string, error) {
	form, err := Seal(&e.sealed)
	return Hash(form.Body + "\n" + string(e.Unit)), err
}

// Looks name what the pages of a reviewer show, deed by deed, by [Edition.Seen]: their
// forms send it back, so that nothing that came meanwhile goes along.
type Looks struct {
	Publish, Accept, Confirm string
	Fresh                    map[registry.PhotoID]bool // photos that no reviewer has had before them as they now are
}
