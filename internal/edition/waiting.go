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
	form, err := Seal(&next.sealed)
	return Waiting{
		Seen:   Hash(form.Body + "\n" + string(next.Unit)),
		Newest: newest, Next: next, Changes: newest.Differences(&next), Corrects: newest.Corrects(&next),
		Numbers: slices.DeleteFunc(next.PublicNumbers(), func(n registry.PersonalNumber) bool { return slices.Contains(known, n) }),
	}, err
}
