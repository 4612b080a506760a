package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strings"
	"text/tabwriter"
	"time"

	"danvankheo/internal/address"
	"danvankheo/internal/registry"
	"danvankheo/internal/view"
	"danvankheo/internal/workflow/account"
)

const accountUsage = "account add -email E -name N -role R [-unit CODE] [-password-file F] | list | disable E | enable E | reset E"

// accountFlags are the flags of account.
type accountFlags struct {
	email, name, role, unit, passwordFile, base string
}

// runAccount adds, lists, disables, enables and resets accounts.
func runAccount(ctx context.Context, e *env, args []string) (err error) {
	var f accountFlags
	fs := e.flags("account", "add|list|disable|enable|reset [EMAIL]")
	fs.StringVar(&f.email, "email", "", "address that the person signs in with")
	fs.StringVar(&f.name, "name", "", "full name")
	fs.StringVar(&f.role, "role", "", "don-vi, tham-dinh, hoi-dong, thu-ky, bao-chi or quan-tri")
	fs.StringVar(&f.unit, "unit", "", "code or name of the unit, for don-vi")
	fs.StringVar(&f.passwordFile, "password-file", "", "file whose first line is the password; without it a single-use link is printed")
	fs.StringVar(&f.base, "base-url", "http://127.0.0.1:8080", "address of the site, for the printed link")
	rest, err := fs.parse(args)
	if err != nil {
		return err
	}
	if len(rest) == 0 {
		return usageError{"usage: danvankheo " + accountUsage}
	}
	open := e.openExisting
	if rest[0] == "add" {
		open = e.open // the first admin may come before the first start
	}
	p, err := open(ctx, *fs.state, e.quiet())
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, p.close()) }()
	by := registry.System("Lệnh account")
	switch verb, rest := rest[0], rest[1:]; verb {
	case "add":
		if err := want(rest, 0, accountUsage); err != nil {
			return err
		}
		return addAccount(ctx, e, p.Account, by, f)
	case "list":
		if err := want(rest, 0, accountUsage); err != nil {
			return err
		}
		return listAccounts(ctx, e, p.Account)
	case "disable", "enable", "reset":
		if err := want(rest, 1, accountUsage); err != nil {
			return err
		}
		return actOnAccount(ctx, e, p.Account, by, verb, rest[0], f.base)
	}
	return usageError{"usage: danvankheo " + accountUsage}
}

func addAccount(ctx context.Context, e *env, accounts *account.Flow, by registry.Actor, f accountFlags) error {
	role, err := registry.ParseRole(f.role)
	if err != nil {
		return usageError{fmt.Sprintf("-role: %v", err)}
	}
	acc := registry.Account{Email: f.email, Name: f.name, Role: role}
	if f.unit != "" {
		u, err := accounts.Ledger().Resolve(f.unit, "", accounts.Today())
		if err != nil {
			return fmt.Errorf("-unit: %w", err)
		}
		acc.Unit = u.Code
	}
	password := ""
	if f.passwordFile != "" {
		if password, err = firstLine(f.passwordFile); err != nil {
			return err
		}
	}
	id, secret, err := accounts.AddAccount(ctx, by, acc, password)
	if err != nil {
		return err
	}
	fmt.Fprintf(e.stdout, "account %d: %s (%s)\n", id, acc.Email, role)
	if secret != "" {
		printLink(e, f.base, secret, account.FirstPasswordLife)
	}
	return nil
}

// firstLine reads a secret from a file. An empty one is refused.
func firstLine(path string) (string, error) {
	b, err := os.ReadFile(path)
	if err != nil {
		return "", err
	}
	line, _, _ := strings.Cut(string(b), "\n")
	if line = strings.TrimRight(line, "\r"); line == "" {
		return "", fmt.Errorf("%s: the first line is empty", path)
	}
	return line, nil
}

func printLink(e *env, base, secret string, life time.Duration) {
	fmt.Fprintf(
		e.stdout,
		"single-use link to set the password, valid for %d hours:\n%s%s\n",
		int(life.Hours()),
		strings.TrimRight(base, "/"),
		address.SetPassword.At(secret),
	)
}

func listAccounts(ctx context.Context, e *env, accounts *account.Flow) error {
	list, err := accounts.DB.Accounts(ctx)
	if err != nil {
		return err
	}
	w := tabwriter.NewWriter(e.stdout, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "EMAIL\tNAME\tROLE\tUNIT\tSTATE\tSIGNED IN")
	for _, a := range list {
		state := "active"
		switch {
		case a.Disabled:
			state = "disabled"
		case a.PasswordHash == "":
			state = "no password yet"
		}
		fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\t%s\n", a.Email, a.Name, a.Role, a.Unit, state, view.Moment(a.SignedInAt))
	}
	return w.Flush()
}

func actOnAccount(ctx context.Context, e *env, accounts *account.Flow, by registry.Actor, verb, email, base string) error {
	acc, err := accounts.DB.AccountByEmail(ctx, email)
	if err != nil {
		return fmt.Errorf("%s: %w; danvankheo account list shows all", email, err)
	}
	switch verb {
	case "disable":
		err = accounts.DisableAccount(ctx, by, acc.ID)
	case "enable":
		err = accounts.EnableAccount(ctx, by, acc.ID)
	case "reset":
		secret, err := accounts.ResetAccount(ctx, by, acc.ID)
		if err != nil {
			return err
		}
		life := account.ResetLife
		if acc.PasswordHash == "" {
			life = account.FirstPasswordLife
		}
		printLink(e, base, secret, life)
		return nil
	}
	if err == nil {
		fmt.Fprintf(e.stdout, "%s: %sd\n", acc.Email, verb)
	}
	return err
}
