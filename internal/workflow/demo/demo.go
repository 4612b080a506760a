package demo

import (
	"bytes"
	"cmp"
	"context"
	_ "embed"
	"encoding/json"
	"errors"
	"fmt"
	"image/jpeg"
	"iter"
	"slices"
	"time"

	"danvankheo/internal/auth"
	"danvankheo/internal/cover"
	"danvankheo/internal/exchange"
	"danvankheo/internal/registry"
	"danvankheo/internal/sqlite"
	"danvankheo/internal/workflow"
	"danvankheo/internal/workflow/account"
	"danvankheo/internal/workflow/transfer"
)

// demoText holds the invented models of the demo: their words as rows of a table,
// and how far each is brought.
//
//go:embed demo.json
var demoText []byte

// demoModel is one invented model.
type demoModel struct {
	ID, Unit, Season, State string
	Why, Note               string
	Continues, Learns       string
	Agreed                  bool // the unit it learned from says so too
	Reasons                 []string
	Photos                  []demoPhoto
	Row                     json.RawMessage
	Story                   json.RawMessage
}

type demoPhoto struct {
	Kind, Caption, Alt string
	Seed               int64
	Children           bool // are in it, and their guardians agreed
}

// demoUnit is the unit of the demo's unit staff: a commune that took over three
// others on 01/07/2025, with models that the press reported.
const demoUnit = registry.UnitCode("07870-202507")

var demoAccounts = []registry.Account{
	{Email: "don-vi@demo.local", Name: "Cán bộ dân vận xã Xuân Cẩm", Role: registry.UnitStaff, Unit: demoUnit},
	{Email: "tham-dinh@demo.local", Name: "Chuyên viên thẩm định", Role: registry.Verifier},
	{Email: "hoi-dong@demo.local", Name: "Thành viên hội đồng", Role: registry.CouncilMember},
	{Email: "thu-ky@demo.local", Name: "Thư ký hội đồng", Role: registry.Secretary},
	{Email: "bao-chi@demo.local", Name: "Phóng viên", Role: registry.Journalist, Unit: "BN-BPTTH"},
	{Email: "quan-tri@demo.local", Name: "Quản trị", Role: registry.Admin},
}

// Report says what the demo holds.
type Report struct {
	Accounts []registry.Account
	Fresh    bool // filled now; otherwise it was there
	Import   transfer.ImportReport
	Models   int // invented ones
	Photos   int
}

// Errors of a folder that the demo cannot be put into.
var (
	ErrOther   = errors.New("the state folder holds other data: name an empty folder with -state")
	ErrStopped = errors.New("filling the demo was interrupted: remove the state folder, or name an empty one with -state")
)

const demoSetting = "demo"

// Input is what a demo is made of.
type Input struct {
	Reported iter.Seq2[exchange.Row, error] // the models that the press reported
	Password string                         // of all accounts
	Width    int                            // of the drawn pictures; 0: 1600
}

// FillDemo fills an empty database with what a visitor should see: the models
// that the press reported, with their sources; an account for each role, all with
// one password; and a handful of invented models in every state, marked as such,
// with drawn pictures. On a database that is a demo already it only sets the
// password, when one is given; one with other data is refused. Nothing else may
// use the flow meanwhile: its clock is moved so that the story of each model is
// in the past.
func (f *Flow) FillDemo(ctx context.Context, in Input) (Report, error) {
	var report Report
	there, err := f.demoThere(ctx)
	if err != nil {
		return report, err
	}
	if there {
		report.Accounts, err = f.demoPassword(ctx, in.Password)
		return report, err
	}
	report.Fresh = true
	if err := f.Update(ctx, func(tx *sqlite.Tx) error { return tx.PutSetting(demoSetting, "filling") }); err != nil {
		return report, err
	}
	clock := f.Clock
	defer func() { f.Clock = clock }()
	d := &demo{Flow: f, now: f.Now(), made: map[string]registry.Entry{}}
	f.Clock = func() time.Time { return d.at }
	d.at = d.now
	if report.Accounts, err = d.accounts(ctx, in.Password); err != nil {
		return report, err
	}
	system := registry.System("Dữ liệu minh họa")
	options := transfer.ImportOptions{Publish: true, KeepUnknownUnits: true, Topics: true}
	if report.Import, err = f.transfer.Import(ctx, system, in.Reported, options); err != nil {
		return report, err
	}
	if report.Import.Wrong > 0 {
		return report, fmt.Errorf("demo: %d reported models are wrong: %v", report.Import.Wrong, report.Import.Errors[0])
	}
	if err := d.seasons(ctx, system); err != nil {
		return report, err
	}
	if err := d.models(ctx, cmp.Or(in.Width, 1600), &report); err != nil {
		return report, err
	}
	if err := d.frontPage(ctx, system); err != nil {
		return report, err
	}
	if err := d.rounds(ctx, report.Accounts, in.Password); err != nil {
		return report, err
	}
	d.at = d.now
	if err := d.yearly(ctx); err != nil {
		return report, err
	}
	set := f.Settings()
	set.Demo = true
	if err := f.reference.SaveSettings(ctx, system, -1, set); err != nil {
		return report, err
	}
	return report, f.Update(ctx, func(tx *sqlite.Tx) error { return tx.PutSetting(demoSetting, "done") })
}

// demoThere reports whether the database is a demo; one with other data is an error.
func (f *Flow) demoThere(ctx context.Context) (bool, error) {
	kv, err := f.DB.Settings(ctx)
	if err != nil {
		return false, err
	}
	switch kv[demoSetting] {
	case "done":
		return true, nil
	case "filling":
		return false, ErrStopped
	}
	accounts, err := f.DB.Accounts(ctx)
	if err != nil {
		return false, err
	}
	refs, err := f.DB.Refs(ctx)
	if err == nil && len(accounts)+len(refs) > 0 {
		err = ErrOther
	}
	return false, err
}

// demoPassword gives the accounts of the demo another password, when one is given.
func (f *Flow) demoPassword(ctx context.Context, password string) ([]registry.Account, error) {
	all, err := f.DB.Accounts(ctx)
	if err != nil {
		return nil, err
	}
	list := slices.DeleteFunc(slices.Clone(all), func(a registry.Account) bool {
		return !a.Demo || !slices.ContainsFunc(demoAccounts, func(d registry.Account) bool { return d.Email == a.Email })
	})
	for _, a := range all {
		if !a.Demo {
			continue
		}
		if password == "" {
			continue
		}
		same, err := auth.CheckPassword(ctx, password, a.PasswordHash)
		if err != nil {
			return nil, err
		}
		if same {
			continue
		}
		hash, err := auth.HashPassword(ctx, password)
		if err != nil {
			return nil, err
		}
		if err := f.Update(ctx, func(tx *sqlite.Tx) error { return tx.SetPassword(a.ID, hash) }); err != nil {
			return nil, err
		}
	}
	return list, nil
}

// demo fills one database.
type demo struct {
	*Flow
	now, at         time.Time // the true moment; the one that the flow sees
	current         registry.Year
	finished        registry.Year // the newest season that may have results
	staff, verifier registry.Actor
	made            map[string]registry.Entry
}

// accounts makes the accounts. Their password is the caller's choice, however
// short: it guards invented data.
func (d *demo) accounts(ctx context.Context, password string) ([]registry.Account, error) {
	out := slices.Clone(demoAccounts)
	for i := range out {
		a := &out[i]
		a.Demo = true
		var err error
		if a.PasswordHash, err = auth.HashPassword(ctx, password); err != nil {
			return nil, err
		}
		err = d.Update(ctx, func(tx *sqlite.Tx) error {
			if err := tx.InsertAccount(a); err != nil {
				return err
			}
			return workflow.Audit(tx, registry.System("Dữ liệu minh họa"), registry.DidAccountAdd, account.Object(a.ID), "",
				account.Facts(*a))
		})
		if err != nil {
			return nil, fmt.Errorf("demo account %s: %w", a.Email, err)
		}
	}
	d.staff, d.verifier = d.account.ActorOf(out[0]), d.account.ActorOf(out[1])
	return out, nil
}

// frontPage puts the public invented models, which have pictures, before what the press
// reported: this registry published all of that today, whenever the articles were written.
func (d *demo) frontPage(ctx context.Context, system registry.Actor) error {
	d.at = d.now
	var picks []registry.Entry
	for _, e := range d.made {
		if e.Publication.Public() {
			picks = append(picks, e)
		}
	}
	slices.SortFunc(picks, func(a, b registry.Entry) int {
		return cmp.Or(b.PublishedAt.Compare(a.PublishedAt), cmp.Compare(b.ID, a.ID))
	})
	ids := make([]registry.EntryID, len(picks))
	for i := range picks {
		ids[i] = picks[i].ID
	}
	return d.Update(ctx, func(tx *sqlite.Tx) error {
		if err := tx.PutHomePicks(ids); err != nil {
			return err
		}
		return workflow.Audit(tx, system, registry.DidHomePick, "home", "", fmt.Sprint(ids))
	})
}

// seasons opens the seasons that the invented models lie in.
func (d *demo) seasons(ctx context.Context, system registry.Actor) error {
	d.current = d.CurrentYear()
	d.finished = d.current - 1
	if registry.DateOf(d.now.In(registry.Zone)) >= registry.Date(fmt.Sprintf("%d-11-01", d.current)) {
		d.finished = d.current
	}
	for _, y := range []registry.Year{d.current, d.current - 1} {
		if err := d.reference.OpenSeason(ctx, system, y); err != nil && registry.KindOf(err) != registry.Conflict {
			return err
		}
	}
	return nil
}

// season is the season of an invented model: the current one, the previous one, or
// the newest that may have results.
func (d *demo) season(m demoModel) registry.Year {
	switch m.Season {
	case "last":
		return d.current - 1
	case "finished":
		return d.finished
	}
	return d.current
}

// models makes the invented models, the drawing of the next one's pictures ahead
// of the writing.
func (d *demo) models(ctx context.Context, width int, report *Report) error {
	var list []demoModel
	if err := json.Unmarshal(demoText, &list); err != nil {
		return fmt.Errorf("demo.json: %w", err)
	}
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	drawn := make(chan [][]byte, 1)
	go func() {
		defer close(drawn)
		for _, m := range list {
			select {
			case drawn <- draw(m.Photos, width):
			case <-ctx.Done():
				return
			}
		}
	}()
	for i, m := range list {
		pictures := <-drawn
		if err := d.model(ctx, i, m, pictures); err != nil {
			return fmt.Errorf("demo model %s: %w", m.ID, err)
		}
		report.Models++
		report.Photos += len(pictures)
	}
	return nil
}

// draw draws the pictures of a model, as a camera would give them.
func draw(list []demoPhoto, width int) [][]byte {
	out := make([][]byte, len(list))
	for i, p := range list {
		var b bytes.Buffer
		_ = jpeg.Encode(&b, cover.Illustration(p.Kind, p.Seed, width, width*2/3), &jpeg.Options{Quality: 88}) // into memory
		out[i] = b.Bytes()
	}
	return out
}
