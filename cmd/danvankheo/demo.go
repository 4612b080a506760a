package main

import (
	"bytes"
	"context"
	"crypto/rand"
	"fmt"

	"danvankheo/data"
	"danvankheo/internal/exchange"
	"danvankheo/internal/workflow/demo"
)

// demoAccount is an account of the demo as serve prints it. The password is ""
// when it is the one of an earlier start.
type demoAccount struct{ Email, Password, Role string }

// fillDemo fills an empty state folder with the demo, or finds it filled. The
// password is that of DVK_DEMO_PASSWORD, or one made now.
func fillDemo(ctx context.Context, e *env, p *parts) ([]demoAccount, error) {
	text, err := data.Files.ReadFile("reported_models.jsonl")
	if err != nil {
		return nil, err
	}
	given := e.getenv("DVK_DEMO_PASSWORD")
	password := given
	if password == "" {
		password = easyPassword()
	}
	known, err := p.db.Settings(ctx)
	if err != nil {
		return nil, err
	}
	if known["demo"] != "" {
		password = given // an earlier start made one: only a given one replaces it
	}
	report, err := p.Demo.FillDemo(
		ctx,
		demo.Input{Reported: exchange.Read(bytes.NewReader(text), exchange.JSONL, exchange.EntryColumns()), Password: password},
	)
	if err != nil {
		return nil, err
	}
	if report.Fresh {
		fmt.Fprintf(e.stdout, "demo: %d reported models (%d without a known unit), %d invented ones, %d pictures\n",
			report.Import.Created, report.Import.UnknownUnits, report.Models, report.Photos)
	}
	accounts := make([]demoAccount, len(report.Accounts))
	for i, a := range report.Accounts {
		accounts[i] = demoAccount{a.Email, password, a.Role.Label()}
		if password == "" {
			accounts[i].Password = "(made at the first start)"
		}
	}
	return accounts, nil
}

// easyPassword makes a password that can be typed from a screen: 60 random bits
// in three groups, without letters that look alike.
func easyPassword() string {
	const letters = "abcdefghjkmnpqrstuvwxyz23456789x"
	var b [12]byte
	_, _ = rand.Read(b[:]) // never fails
	for i := range b {
		b[i] = letters[b[i]%32]
	}
	return string(b[:4]) + "-" + string(b[4:8]) + "-" + string(b[8:])
}
