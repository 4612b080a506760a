package main

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"text/tabwriter"

	"danvankheo/internal/registry"
	"danvankheo/internal/sqlite"
	"danvankheo/internal/view"
	"danvankheo/internal/workflow/account"
)

const tokenUsage = "token add -account E -name N | list | revoke ID"

// runToken adds, lists and revokes API tokens.
func runToken(ctx context.Context, e *env, args []string) (err error) {
	fs := e.flags("token", "add|list|revoke [ID]")
	account := fs.String("account", "", "address of the account whose rights the token has")
	name := fs.String("name", "", "what the token is for")
	rest, err := fs.parse(args)
	if err != nil {
		return err
	}
	if len(rest) == 0 {
		return usageError{"usage: danvankheo " + tokenUsage}
	}
	p, err := e.openExisting(ctx, *fs.state, e.quiet())
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, p.close()) }()
	by := registry.System("Lệnh token")
	switch verb, rest := rest[0], rest[1:]; verb {
	case "add":
		if err := want(rest, 0, tokenUsage); err != nil {
			return err
		}
		return addToken(ctx, e, p.Account, by, *account, *name)
	case "list":
		if err := want(rest, 0, tokenUsage); err != nil {
			return err
		}
		return listTokens(ctx, e, p.Account, by)
	case "revoke":
		if err := want(rest, 1, tokenUsage); err != nil {
			return err
		}
		id, err := strconv.ParseInt(rest[0], 10, 64)
		if err != nil {
			return usageError{fmt.Sprintf("%q is no token id: danvankheo token list shows them", rest[0])}
		}
		if err := p.Account.RevokeToken(ctx, by, sqlite.TokenID(id)); err != nil {
			return err
		}
		fmt.Fprintf(e.stdout, "token %d: revoked\n", id)
		return nil
	}
	return usageError{"usage: danvankheo " + tokenUsage}
}

func addToken(ctx context.Context, e *env, accounts *account.Flow, by registry.Actor, email, name string) error {
	acc, err := accounts.DB.AccountByEmail(ctx, email)
	if err != nil {
		return fmt.Errorf("-account %s: %w; danvankheo account list shows all", email, err)
	}
	secret, id, err := accounts.AddToken(ctx, by, acc.ID, name)
	if err != nil {
		return err
	}
	fmt.Fprintf(e.stdout, "token %d for %s, shown this once:\n%s\n", id, acc.Email, secret)
	return nil
}

func listTokens(ctx context.Context, e *env, accounts *account.Flow, by registry.Actor) error {
	list, err := accounts.Tokens(ctx, by, 0)
	if err != nil {
		return err
	}
	w := tabwriter.NewWriter(e.stdout, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "ID\tACCOUNT\tNAME\tMADE\tUSED\tREVOKED")
	for _, t := range list {
		fmt.Fprintf(
			w,
			"%d\t%s\t%s\t%s\t%s\t%s\n",
			t.ID,
			t.Owner,
			t.Name,
			view.Day(t.CreatedAt),
			view.Moment(t.UsedAt),
			view.Day(t.RevokedAt),
		)
	}
	return w.Flush()
}
