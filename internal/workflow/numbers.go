package workflow

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"danvankheo/internal/registry"
	"danvankheo/internal/sqlite"
)

// NumbersField is the box by which a person says that telephone, identity or bank
// numbers are meant to be public.
const NumbersField = "numbers_ok"

type numbersMeant struct{}

// NumbersMeant carries that answer with what is done next: whatever makes a text
// public asks for it in one place, [askNumbers].
func NumbersMeant(ctx context.Context) context.Context {
	return context.WithValue(ctx, numbersMeant{}, true)
}

// askedAgain are the acts that let a whole story out: they ask about every number in
// it, the others about those that readers do not have yet.
var askedAgain = map[registry.Deed]bool{
	registry.DidEntryPublish: true, registry.DidEntrySchedule: true, registry.DidEntryCorrect: true,
}

// PublicNumbers are the numbers of persons that readers of an entry have, or will
// have at its hour.
func PublicNumbers(e *registry.Entry) []registry.PersonalNumber {
	if !e.Released() {
		return nil
	}
	return e.PublicNumbers()
}

// askNumbers refuses a change by which readers get numbers of persons that they do
// not have in before, unless who makes it says that they are meant. The answer goes
// into the record, without the numbers.
func askNumbers(ctx context.Context, tx *sqlite.Tx, a registry.Actor, before []registry.PersonalNumber, e *registry.Entry) error {
	return askAbout(ctx, tx, a, before, PublicNumbers(e), e)
}

// editionNumbers are the numbers of persons that readers have of an entry, or will have
// at its hour.
func editionNumbers(ctx context.Context, tx *sqlite.Tx, id registry.EntryID) ([]registry.PersonalNumber, error) {
	d, err := tx.Edition(ctx, id)
	if registry.KindOf(err) == registry.NotFound {
		return nil, nil
	}
	return PublicNumbers(d.Public()), err
}

func askAbout(ctx context.Context, tx *sqlite.Tx, a registry.Actor, before, now []registry.PersonalNumber, e *registry.Entry) error {
	fresh := slices.DeleteFunc(now, func(n registry.PersonalNumber) bool { return slices.Contains(before, n) })
	if err := NumbersAnswered(ctx, fresh); err != nil || len(fresh) == 0 {
		return err
	}
	return Audit(tx, a, registry.DidEntryNumbers, ObjectOf(e), "", CountNumbers(fresh))
}

// NumbersAnswered is nil when there is no number or it is meant.
func NumbersAnswered(ctx context.Context, found []registry.PersonalNumber) error {
	if meant, _ := ctx.Value(numbersMeant{}).(bool); meant || len(found) == 0 {
		return nil
	}
	return (&registry.Fields{{Field: NumbersField, Message: "Xóa " + registry.NamePersonalNumbers(found) +
		", hoặc đánh dấu là vẫn đăng."}}).Err(
		"Chưa nhận: chữ sẽ công khai có số của cá nhân.",
	)
}

// CountNumbers writes what was let out without saying it again: "điện thoại 2, tài
// khoản 1".
func CountNumbers(list []registry.PersonalNumber) string {
	var kinds []string
	count := map[string]int{}
	for _, n := range list {
		if count[n.Kind]++; count[n.Kind] == 1 {
			kinds = append(kinds, n.Kind)
		}
	}
	for i, k := range kinds {
		kinds[i] = fmt.Sprintf("%s %d", k, count[k])
	}
	return strings.Join(kinds, ", ")
}
