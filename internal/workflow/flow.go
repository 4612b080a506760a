package workflow

import (
	"context"
	"encoding/json"
	"slices"
	"sync/atomic"
	"time"

	"danvankheo/internal/attachment"
	"danvankheo/internal/oversight"
	"danvankheo/internal/photo"
	"danvankheo/internal/registry"
	"danvankheo/internal/sqlite"
)

// Flow does what people do, on one database and its folders of files.
type Flow struct {
	DB     *sqlite.DB
	Photos *photo.Store
	Files  *attachment.Store
	Clock  func() time.Time

	reference atomic.Pointer[reference]
	commits   atomic.Uint64
	shown     atomic.Uint64
	reloads   atomic.Uint64
	wake      atomic.Pointer[func()]
	queries   queryNotes
	years     yearNotes[oversight.Year]
	reports   yearNotes[oversight.Frozen]
}

// reference is what hardly ever changes and is asked all the time.
type reference struct {
	ledger    *registry.Ledger
	catalogue *registry.Catalogue
	seasons   []registry.Season // newest first
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
	Hub          string          `json:"hub,omitempty"` // WebSub hub that is told of changes of the feeds, "" for none
	SecondFactor []registry.Role `json:"-"`             // roles that must use one
	Factors      []string        `json:"second_factor"`
	Demo         bool            `json:"demo"`
	SelfCheck    bool            `json:"-"`
}

// DefaultSettings are those of tỉnh Bắc Ninh.
func DefaultSettings() Settings {
	return Settings{
		Name: "Dân vận khéo", Province: "Tỉnh Bắc Ninh",
		Tagline: "Việc khó, cách làm khéo, kết quả đo được: mô hình của các xã, phường, cơ quan, đơn vị trong tỉnh.",
		Owner:   registry.DepartmentBody.Name,
		Contact: "Đầu mối báo chí: Văn phòng " + registry.DepartmentBody.Short + ", giờ hành chính.",
	}
}

// New makes a flow and reads its reference data.
func New(ctx context.Context, db *sqlite.DB, photos *photo.Store, files *attachment.Store, clock func() time.Time) (*Flow, error) {
	f := &Flow{DB: db, Photos: photos, Files: files, Clock: clock}
	return f, f.Reload(ctx)
}

// Now is the present moment.
func (f *Flow) Now() time.Time { return f.Clock().UTC() }

// Today is the present day in the province.
func (f *Flow) Today() registry.Date { return registry.DateOf(f.Clock().In(registry.Zone)) }

// CurrentYear is the season that the present day falls in: that of the calendar
// year, or of the next once it is open.
func (f *Flow) CurrentYear() registry.Year {
	today := f.Today()
	y := registry.Year(f.Clock().In(registry.Zone).Year())
	if next, ok := f.seasonIfAny(y + 1); ok && today >= next.Opens {
		return y + 1
	}
	return y
}

// Ledger gives the units as they stand.
func (f *Flow) Ledger() *registry.Ledger { return f.reference.Load().ledger }

// Catalogue gives the indicators under their newest names; [registry.Catalogue.In]
// gives those of a season.
func (f *Flow) Catalogue() *registry.Catalogue { return f.reference.Load().catalogue }

// Settings gives the settings of the site as they stand.
func (f *Flow) Settings() Settings { return f.reference.Load().settings }

// Seasons lists the seasons, the newest first.
func (f *Flow) Seasons() []registry.Season { return f.reference.Load().seasons }

// Season gives the settings of a year: the default ones when it was never opened.
func (f *Flow) Season(y registry.Year) registry.Season {
	if s, ok := f.seasonIfAny(y); ok {
		return s
	}
	return registry.DefaultSeason(y)
}

func (f *Flow) seasonIfAny(y registry.Year) (registry.Season, bool) {
	seasons := f.Seasons()
	i := slices.IndexFunc(seasons, func(s registry.Season) bool { return s.Year == y })
	if i < 0 {
		return registry.Season{}, false
	}
	return seasons[i], true
}

// Generation changes after every commit of this process and whenever another
// process changed reference data: what was computed for an older one is stale.
func (f *Flow) Generation() uint64 { return f.commits.Load() }

// PublicGeneration changes after every commit of this process that may have
// changed what readers outside see, and with reference data. Drafts, which are
// saved many times a second in the last days of a season, leave it as it is.
func (f *Flow) PublicGeneration() uint64 { return f.shown.Load() }

// OnCommit names what to call after every commit: the job that drains the outbox.
func (f *Flow) OnCommit(wake func()) { f.wake.Store(&wake) }

// Reload reads units, indicators, seasons and settings again.
func (f *Flow) Reload(ctx context.Context) error {
	var kept *reference
	err := f.DB.View(ctx, func(rx *sqlite.Rx) (err error) {
		kept, err = readReference(ctx, rx)
		return err
	})
	if err != nil {
		return err
	}
	f.reference.Store(kept)
	f.reloads.Add(1)
	f.commits.Add(1)
	f.shown.Add(1)
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
	kv, err := rx.Settings(ctx)
	if err != nil {
		return nil, err
	}
	stamp, err := rx.Counter(ctx, referenceCounter)
	if err != nil {
		return nil, err
	}
	set := DefaultSettings()
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
	if text := kv[mailSettingKey]; text != "" {
		if err := json.Unmarshal([]byte(text), &post); err != nil {
			return nil, err
		}
	}
	figures, err := figureChoice(kv)
	if err != nil {
		return nil, err
	}
	return &reference{
		ledger: registry.NewLedger(units, edges), catalogue: registry.NewCatalogue(indicators), seasons: seasons,
		settings: set, mail: post, figures: figures, stamp: stamp,
	}, nil
}

// ReferenceStamp changes whenever the reference data is read again.
func (f *Flow) ReferenceStamp() uint64 { return f.reloads.Load() }

// referenceCounter grows with every change of reference data, so that another
// process of the same state folder notices.
const referenceCounter = "reference"

// ReloadIfChanged reads the reference data again when another process changed it.
func (f *Flow) ReloadIfChanged(ctx context.Context) error {
	stamp, err := f.DB.Counter(ctx, referenceCounter)
	if err != nil || stamp == f.reference.Load().stamp {
		return err
	}
	return f.Reload(ctx)
}

// update is one transaction at one moment; after it, waiting work is woken.
func (f *Flow) update(ctx context.Context, fn func(*sqlite.Tx) error) error {
	return f.updateUnseen(ctx, func(tx *sqlite.Tx) (bool, error) { return false, fn(tx) })
}

// updateUnseen is update where fn also says whether all that it wrote is unseen
// from outside, before and after: then the public pages stay as they are kept.
func (f *Flow) updateUnseen(ctx context.Context, fn func(*sqlite.Tx) (unseen bool, err error)) error {
	unseen := false
	err := f.DB.Update(ctx, f.Now(), func(tx *sqlite.Tx) (err error) {
		unseen, err = fn(tx)
		return err
	})
	if err != nil {
		return err
	}
	f.commits.Add(1)
	if !unseen {
		f.shown.Add(1)
	}
	if w := f.wake.Load(); w != nil {
		(*w)()
	}
	return nil
}

// updateReference is update for reference data, which is read again after it.
func (f *Flow) updateReference(ctx context.Context, fn func(*sqlite.Tx) error) error {
	err := f.update(ctx, func(tx *sqlite.Tx) error {
		if err := fn(tx); err != nil {
			return err
		}
		_, err := tx.Next(referenceCounter)
		return err
	})
	if err != nil {
		return err
	}
	return f.Reload(ctx)
}

// audit writes one line of the record inside a transaction.
func audit(tx *sqlite.Tx, a registry.Actor, did registry.Deed, object, before, after string) error {
	return tx.InsertAudit(registry.Audit{
		At: tx.Now(), Account: a.Account, Name: a.Name, Role: a.Role, Address: a.Address,
		Action: did.String(), Object: object, Before: before, After: after,
	})
}

// EnsureSeason opens the season of a year with the default settings, unless it
// is open already.
func (f *Flow) EnsureSeason(ctx context.Context, y registry.Year) error {
	if _, ok := f.seasonIfAny(y); ok {
		return nil
	}
	return f.updateReference(ctx, func(tx *sqlite.Tx) error { return tx.InsertSeason(registry.DefaultSeason(y), 0) })
}
