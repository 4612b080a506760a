package workflow

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"sync/atomic"
	"time"

	"danvankheo/internal/attachment"
	"danvankheo/internal/photo"
	"danvankheo/internal/registry"
	"danvankheo/internal/sqlite"
)

// Core is what every flow shares, on one database and its folders of files: the
// clock, the reference data, transactions and what goes with them (the record,
// notices, mail), and the one way to act on an entry.
type Core struct {
	DB     *sqlite.DB
	Photos *photo.Store
	Files  *attachment.Store
	Clock  func() time.Time

	reference atomic.Pointer[reference]
	commits   atomic.Uint64
	shown     atomic.Uint64
	reloads   atomic.Uint64
	wake      atomic.Pointer[func()]
}

// reference is what hardly ever changes and is asked all the time.
type reference struct {
	ledger    *registry.Ledger
	catalogue *registry.Catalogue
	seasons   []registry.Season // newest first
	topics    *registry.Topics
	settings  Settings
	mail      MailSettings
	figures   registry.FigureChoice
	stamp     int64
}

// Settings are the names that a province gives the site, and its switches.
type Settings struct {
	Name         string          `json:"name"`
	Province     string          `json:"province"`
	Tagline      string          `json:"tagline"`
	Owner        string          `json:"owner"`
	Contact      string          `json:"contact"`
	Hub          string          `json:"hub,omitempty"`         // WebSub hub that is notified of changes of the feeds, "" for none
	FacetShare   int             `json:"facet_share,omitempty"` // see [Settings.FacetLeast]
	SecondFactor []registry.Role `json:"-"`                     // roles that must use one
	Factors      []string        `json:"second_factor"`
	Demo         bool            `json:"demo"`
	SelfCheck    bool            `json:"-"`
}

// defaultFacetShare is the share until a province sets another.
const defaultFacetShare = 60

// FacetLeast is the share of what was found, in percent, that must have a value of a
// filter before readers are offered it with counts: below it the counts mislead.
func (s Settings) FacetLeast() int { return cmp.Or(s.FacetShare, defaultFacetShare) }

// Body is the body that collects what units send.
func (s Settings) Body() registry.Body { return registry.BodyNamed(s.Owner) }

// defaultSettings are those of tỉnh Bắc Ninh.
func defaultSettings() Settings {
	return Settings{
		Name: "Dân vận khéo", Province: "Tỉnh Bắc Ninh",
		Tagline: "Việc khó, cách làm khéo, kết quả đo được: mô hình của các xã, phường, cơ quan, đơn vị trong tỉnh.",
		Owner:   registry.DepartmentBody.Name,
		Contact: "Đầu mối báo chí: Văn phòng " + registry.DepartmentBody.Short + ", giờ hành chính.",
	}
}

// NewCore makes a core and reads its reference data.
func NewCore(ctx context.Context, db *sqlite.DB, photos *photo.Store, files *attachment.Store, clock func() time.Time) (*Core, error) {
	c := &Core{DB: db, Photos: photos, Files: files, Clock: clock}
	return c, c.Reload(ctx)
}

// Now is the current time.
func (c *Core) Now() time.Time { return c.Clock().UTC() }

// Today is the current day in the province.
func (c *Core) Today() registry.Date { return registry.DateOf(c.Clock().In(registry.Zone)) }

// CurrentYear is the season that the current day falls in: that of the calendar
// year, or of the next once it is open.
func (c *Core) CurrentYear() registry.Year {
	today := c.Today()
	y := registry.Year(c.Clock().In(registry.Zone).Year())
	if next, ok := c.OpenedSeason(y + 1); ok && today >= next.Opens {
		return y + 1
	}
	return y
}

// Ledger gives the units.
func (c *Core) Ledger() *registry.Ledger { return c.reference.Load().ledger }

// Catalogue gives the indicators under their newest names; [registry.Catalogue.In]
// gives those of a season.
func (c *Core) Catalogue() *registry.Catalogue { return c.reference.Load().catalogue }

// Settings gives the settings of the site.
func (c *Core) Settings() Settings { return c.reference.Load().settings }

// Seasons lists the seasons, the newest first.
func (c *Core) Seasons() []registry.Season { return c.reference.Load().seasons }

// Season gives the settings of a year: the default ones when it was never opened.
func (c *Core) Season(y registry.Year) registry.Season {
	if s, ok := c.OpenedSeason(y); ok {
		return s
	}
	s := registry.DefaultSeason(y)
	s.Tags = c.Topics().Tags(s.Tags)
	return s
}

// Topics gives the topics with the rules that propose them.
func (c *Core) Topics() *registry.Topics { return c.reference.Load().topics }

func (c *Core) OpenedSeason(y registry.Year) (registry.Season, bool) {
	seasons := c.Seasons()
	i := slices.IndexFunc(seasons, func(s registry.Season) bool { return s.Year == y })
	if i < 0 {
		return registry.Season{}, false
	}
	return seasons[i], true
}

// Generation changes after every commit of this process and whenever another
// process changed reference data: what was computed for an older one is stale.
func (c *Core) Generation() uint64 { return c.commits.Load() }

// PublicGeneration changes after every commit of this process that may have
// changed what readers outside see, and with reference data. Drafts, which are
// saved many times a second in the last days of a season, leave it as it is.
func (c *Core) PublicGeneration() uint64 { return c.shown.Load() }

// OnCommit names what to call after every commit: the job that drains the outbox.
func (c *Core) OnCommit(wake func()) { c.wake.Store(&wake) }

// Reload reads units, indicators, seasons and settings again.
func (c *Core) Reload(ctx context.Context) error {
	var kept *reference
	err := c.DB.View(ctx, func(rx *sqlite.Rx) (err error) {
		kept, err = readReference(ctx, rx)
		return err
	})
	if err != nil {
		return err
	}
	c.reference.Store(kept)
	c.reloads.Add(1)
	c.commits.Add(1)
	c.shown.Add(1)
	return nil
}

func readReference(ctx context.Context, rx *sqlite.Rx) (*reference, error) {
	units, err := rx.Units(ctx)
	if err != nil {
		return nil, err
	}
	edges, err := rx.Successions(ctx)
	if err != nil {
		return nil, err
	}
	indicators, err := rx.Indicators(ctx)
	if err != nil {
		return nil, err
	}
	seasons, err := rx.Seasons(ctx)
	if err != nil {
		return nil, err
	}
	list, err := rx.Topics(ctx)
	if err != nil {
		return nil, err
	}
	topics := registry.NewTopics(list)
	for i := range seasons {
		seasons[i].Tags = topics.Tags(seasons[i].Tags)
	}
	kv, err := rx.Settings(ctx)
	if err != nil {
		return nil, err
	}
	stamp, err := rx.Counter(ctx, ReferenceCounter)
	if err != nil {
		return nil, err
	}
	set := defaultSettings()
	if text := kv["site"]; text != "" {
		if err := json.Unmarshal([]byte(text), &set); err != nil {
			return nil, err
		}
	}
	for _, code := range set.Factors {
		if r, err := registry.ParseRole(code); err == nil {
			set.SecondFactor = append(set.SecondFactor, r)
		}
	}
	post := DefaultMailSettings()
	if text := kv[MailSettingKey]; text != "" {
		if err := json.Unmarshal([]byte(text), &post); err != nil {
			return nil, err
		}
	}
	figures, err := figureChoice(kv)
	if err != nil {
		return nil, err
	}
	return &reference{
		ledger: registry.NewLedger(units, edges), catalogue: registry.NewCatalogue(indicators), seasons: seasons, topics: topics,
		settings: set, mail: post, figures: figures, stamp: stamp,
	}, nil
}

// ReferenceStamp changes whenever the reference data is read again.
func (c *Core) ReferenceStamp() uint64 { return c.reloads.Load() }

// ReferenceCounter grows with every change of reference data, so that another
// process of the same state folder notices.
const ReferenceCounter = "reference"

// ReloadIfChanged reads the reference data again when another process changed it.
func (c *Core) ReloadIfChanged(ctx context.Context) error {
	stamp, err := c.DB.Counter(ctx, ReferenceCounter)
	if err != nil || stamp == c.reference.Load().stamp {
		return err
	}
	return c.Reload(ctx)
}

// Update is one transaction at one moment; after it, waiting work is woken.
func (c *Core) Update(ctx context.Context, fn func(*sqlite.Tx) error) error {
	return c.UpdateUnseen(ctx, func(tx *sqlite.Tx) (bool, error) { return false, fn(tx) })
}

// UpdateUnseen is Update where fn also says whether all that it wrote is unseen
// from outside, before and after: then the public pages stay as they are kept.
func (c *Core) UpdateUnseen(ctx context.Context, fn func(*sqlite.Tx) (unseen bool, err error)) error {
	unseen := false
	err := c.DB.Update(ctx, c.Now(), func(tx *sqlite.Tx) (err error) {
		unseen, err = fn(tx)
		return err
	})
	if err != nil {
		return err
	}
	c.commits.Add(1)
	if !unseen {
		c.shown.Add(1)
	}
	if w := c.wake.Load(); w != nil {
		(*w)()
	}
	return nil
}

// UpdateReference is Update for reference data, which is read again after it.
func (c *Core) UpdateReference(ctx context.Context, fn func(*sqlite.Tx) error) error {
	err := c.Update(ctx, func(tx *sqlite.Tx) error {
		if err := fn(tx); err != nil {
			return err
		}
		_, err := tx.Next(ReferenceCounter)
		return err
	})
	if err != nil {
		return err
	}
	return c.Reload(ctx)
}

// Audit writes one line of the record inside a transaction.
func Audit(tx *sqlite.Tx, a registry.Actor, did registry.Deed, object, before, after string) error {
	return tx.InsertAudit(registry.Audit{
		At: tx.Now(), Account: a.Account, Name: a.Name, Role: a.Role, Address: a.Address,
		Action: did.String(), Object: object, Before: before, After: after,
	})
}

// Authorize refuses who may not enter an area.
func Authorize(a registry.Actor, area registry.Area) error {
	if a.MayEnter(area) {
		return nil
	}
	return registry.Errorf(registry.Denied, "Tài khoản của bạn không làm được việc này.")
}

// Notify leaves a notice for accounts inside a transaction.
func Notify(tx *sqlite.Tx, accounts []registry.Account, e *registry.Entry, text, link string) error {
	for _, acc := range accounts {
		if acc.Disabled {
			continue
		}
		n := registry.Notice{Account: acc.ID, Entry: e.ID, At: tx.Now(), Text: text, Link: link}
		if err := tx.InsertNotice(&n); err != nil {
			return err
		}
	}
	return nil
}

// FigureSettingKey names the setting of which figures are named.
const FigureSettingKey = "figures"

// figureChoice reads the setting; until one is stored the default holds.
func figureChoice(kv map[string]string) (registry.FigureChoice, error) {
	text := kv[FigureSettingKey]
	if text == "" {
		return registry.DefaultFigureChoice(), nil
	}
	var c registry.FigureChoice
	return c, json.Unmarshal([]byte(text), &c)
}

// FigureChoice says which indicators the home page and the yearly report name.
func (c *Core) FigureChoice() registry.FigureChoice { return c.reference.Load().figures }

// Post queues a mail inside the transaction of its cause; when mail is switched
// off, nothing is queued. It reports whether the mail is in the outbox now: not
// when one of its key was there before.
func (c *Core) Post(tx *sqlite.Tx, m *registry.Mail) (bool, error) {
	if !c.MailSettings().On {
		return false, nil
	}
	err := tx.QueueMail(m)
	return m.ID != 0, err
}

// Mark is a transaction about the outbox: pages do not change by it.
func (c *Core) Mark(ctx context.Context, fn func(*sqlite.Tx) error) error {
	return c.DB.Update(ctx, c.Now(), fn)
}

// View runs fn over one moment of the database with the reference data (units,
// indicators, seasons, settings) of that moment. When the reference data changed
// meanwhile, fn runs again: it must set what it gives, not add to it.
func (c *Core) View(ctx context.Context, fn func(*sqlite.Rx) error) error {
	for {
		kept, fits := c.reference.Load(), false
		err := c.DB.View(ctx, func(rx *sqlite.Rx) error {
			stamp, err := rx.Counter(ctx, ReferenceCounter)
			if fits = err == nil && stamp == kept.stamp; !fits {
				return err
			}
			return fn(rx)
		})
		switch {
		case err != nil:
			return err
		case !fits:
			if err := c.Reload(ctx); err != nil {
				return err
			}
		case c.reference.Load() == kept:
			return nil
		}
	}
}

// PeopleOf lists the accounts that act today for a unit as it was then.
func (c *Core) PeopleOf(ctx context.Context, unit registry.UnitCode) ([]registry.Account, error) {
	return c.ReadPeople(ctx, c.DB, unit)
}

// accountReader reads on the database, in a View or in a transaction.
type accountReader interface {
	AccountsOfUnits(context.Context, []registry.UnitCode) ([]registry.Account, error)
}

func (c *Core) ReadPeople(ctx context.Context, rd accountReader, unit registry.UnitCode) ([]registry.Account, error) {
	units := []registry.UnitCode{unit}
	for _, u := range c.Ledger().Today(unit) {
		units = append(units, c.Ledger().Heritage(u.Code)...)
	}
	return rd.AccountsOfUnits(ctx, units)
}

// SeasonObject names a season in the record.
func SeasonObject(y registry.Year) string { return fmt.Sprintf("season:%d", y) }
