package reference

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"

	"danvankheo/internal/exchange"
	"danvankheo/internal/registry"
	"danvankheo/internal/sqlite"
	"danvankheo/internal/workflow"
)

// IndicatorRow is one row of a table of indicators, with the number a person
// counts it by and what was wrong with it already.
type IndicatorRow struct {
	Number int
	exchange.Indicator
	Wrong registry.Fields
}

// IndicatorImport says what an import of indicators did, or would have done.
type IndicatorImport struct {
	Rows, Wrong          int // rows
	Added, Changed, Same int // indicators
	Written              bool
	Errors               []workflow.RowError
}

// ImportIndicators takes rows into the catalogue through the checks of the page:
// a row with a known code changes what it mentions, others are added, none is
// removed. A name without a first season holds from the current one on, of a new
// indicator from the beginning. Nothing is written if a row is wrong, unless
// partial.
func (f *Flow) ImportIndicators(ctx context.Context, a registry.Actor, rows []IndicatorRow, partial, dryRun bool) (IndicatorImport, error) {
	m := &indicatorImporter{
		Flow: f, done: IndicatorImport{Rows: len(rows)},
		now: map[string]registry.Indicator{}, first: map[string]int{}, last: map[string]int{}, wrong: map[int]registry.Fields{},
	}
	if err := workflow.Authorize(a, registry.SettingsArea); err != nil {
		return m.done, err
	}
	if len(rows) > maxIndicatorRows {
		return m.done, registry.Errorf(registry.TooLarge, "Danh mục chỉ số tối đa %d dòng.", maxIndicatorRows)
	}
	err := f.UpdateReference(ctx, func(tx *sqlite.Tx) error {
		for _, r := range rows {
			if err := m.take(tx, r); err != nil {
				return err
			}
		}
		m.dropNamesakes()
		m.report()
		m.count()
		if dryRun || m.done.Wrong > 0 && !partial || m.done.Added+m.done.Changed == 0 {
			return errNothing
		}
		m.done.Written = true
		return m.write(tx, a)
	})
	if errors.Is(err, errNothing) {
		err = nil
	}
	return m.done, err
}

// maxIndicatorRows bounds a table of indicators: people choose from this list.
const maxIndicatorRows = 2000

// errNothing takes a transaction back in which nothing is to be written.
var errNothing = errors.New("nothing to write")

// indicatorImporter gathers what each code is to become.
type indicatorImporter struct {
	*Flow
	done  IndicatorImport
	now   map[string]registry.Indicator // by code, as the good rows so far make it
	order []string                      // codes in order of their first good row
	first map[string]int                // "code|since" → row
	last  map[string]int                // code → its last good row
	wrong map[int]registry.Fields       // by row
	bad   []badIndicator
}

// badIndicator is what a wrong row would make of its code: its name is looked at as
// well, so that all that is wrong is said at once.
type badIndicator struct {
	row int
	registry.Indicator
}

// take reads one row over what its code is so far.
func (m *indicatorImporter) take(tx *sqlite.Tx, r IndicatorRow) error {
	before, known, err := tx.Indicator(r.Code)
	if err != nil {
		return err
	}
	used := false
	if known {
		if used, err = tx.IndicatorUsed(r.Code); err != nil {
			return err
		}
	}
	sofar, taken := m.now[r.Code]
	base := before
	if taken {
		base = sofar
	}
	after := m.over(base, r, known, taken)
	wrong := slices.Clone(r.Wrong)
	add := func(list registry.Fields) { // a column that was not understood is wrong once
		for _, w := range list {
			if wrong.For(w.Field) == "" {
				wrong = append(wrong, w)
			}
		}
	}
	if !known && !taken {
		add(newIndicatorLacks(r))
	}
	add(after.Check(m.fieldCodes()))
	if known {
		add(after.CheckAfter(before, used))
	}
	if taken {
		add(m.checkAgrees(sofar, after))
	}
	key := fmt.Sprintf("%s|%d|%t", r.Code, r.Since, r.HasSince)
	if at := m.first[key]; at != 0 {
		wrong.Add("code", "trùng với dòng %d.", at)
	} else if r.Code != "" {
		m.first[key] = r.Number
	}
	if len(wrong) > 0 {
		m.wrong[r.Number] = wrong
		m.bad = append(m.bad, badIndicator{r.Number, after})
		return nil
	}
	m.last[r.Code] = r.Number
	if !taken {
		m.order = append(m.order, r.Code)
	}
	m.now[r.Code] = after
	return nil
}

// newIndicatorLacks lists what a row must say of a code that is not known yet.
func newIndicatorLacks(r IndicatorRow) (wrong registry.Fields) {
	if !r.HasUnit {
		wrong.Add("unit", "chưa điền.")
	}
	if !r.HasAdd {
		wrong.Add("aggregate", "chưa điền.")
	}
	return wrong
}

// dropNamesakes refuses the later of two indicators to which the whole table would
// give one name. A wrong row is looked at beside all others, right or wrong, and
// makes none of them wrong.
func (m *indicatorImporter) dropNamesakes() {
	for n := len(m.order) - 1; n >= 0; n-- {
		code := m.order[n]
		var wrong registry.Fields
		m.checkNamesake(&wrong, m.catalogue(), m.now[code])
		if len(wrong) > 0 {
			m.wrong[m.last[code]] = wrong
			m.bad = append(m.bad, badIndicator{m.last[code], m.now[code]})
			delete(m.now, code)
			m.order = slices.Delete(m.order, n, n+1)
		}
	}
	all := m.catalogue().All()
	for _, b := range m.bad {
		all = append(slices.Clip(all), b.Indicator)
	}
	c := registry.NewCatalogue(all)
	for _, b := range m.bad {
		wrong := m.wrong[b.row]
		if b.Label != "" && wrong.For("label") == "" {
			m.checkNamesake(&wrong, c, b.Indicator)
			m.wrong[b.row] = wrong
		}
	}
}

// report lists what is wrong in order of the rows.
func (m *indicatorImporter) report() {
	m.done.Wrong = len(m.wrong)
	for _, row := range slices.Sorted(maps.Keys(m.wrong)) {
		for _, w := range m.wrong[row] {
			m.done.Errors = append(m.done.Errors, workflow.RowError{Row: row, Field: w.Field, Text: w.Message})
		}
	}
}

// over lays what a row mentions over an indicator.
func (m *indicatorImporter) over(base registry.Indicator, r IndicatorRow, known, taken bool) registry.Indicator {
	if !known && !taken {
		i := r.Indicator.Indicator
		i.Names = nil
		i.Clean()
		return i
	}
	i := base
	if r.HasUnit {
		i.Unit = r.Unit
	}
	if r.HasAdd {
		i.Aggregate = r.Aggregate
	}
	if r.HasCount {
		i.Counting = r.Counting
	}
	if r.HasFirst {
		i.First = r.First
	}
	if r.HasLast {
		i.Last = r.Last
	}
	name := registry.IndicatorName{Since: r.Since, Label: r.Label, Fields: r.Fields}
	if !r.HasSince {
		name.Since = m.CurrentYear()
	}
	if was := i.In(name.Since); !r.HasField {
		name.Fields = was.Fields
	}
	if was := i.In(name.Since); !r.HasSince && was.Label == name.Label && slices.Equal(was.Fields, name.Fields) {
		i.Clean()
		return i // called so already
	}
	i = i.Renamed(name)
	i.Clean()
	return i.In(0)
}

// checkAgrees refuses two rows of one indicator that say different things of it.
func (m *indicatorImporter) checkAgrees(sofar, after registry.Indicator) (wrong registry.Fields) {
	for _, x := range []struct {
		field string
		same  bool
	}{
		{"unit", sofar.Unit == after.Unit}, {"aggregate", sofar.Aggregate == after.Aggregate},
		{"counting", sofar.Counting == after.Counting},
		{"first", sofar.First == after.First}, {"last", sofar.Last == after.Last},
	} {
		if !x.same {
			wrong.Add(x.field, "khác với dòng trước của cùng mã.")
		}
	}
	return wrong
}

// catalogue is what the rows make of the catalogue.
func (m *indicatorImporter) catalogue() *registry.Catalogue {
	var list []registry.Indicator
	for _, i := range m.Catalogue().All() {
		if _, ok := m.now[i.Code]; !ok {
			list = append(list, i)
		}
	}
	for _, code := range m.order {
		list = append(list, m.now[code])
	}
	return registry.NewCatalogue(list)
}

// count compares what the rows say with what is stored.
func (m *indicatorImporter) count() {
	for _, code := range m.order {
		switch was, ok := m.Catalogue().Indicator(code); {
		case !ok:
			m.done.Added++
		case !was.Same(m.now[code]):
			m.done.Changed++
		default:
			m.done.Same++
		}
	}
}

func (m *indicatorImporter) write(tx *sqlite.Tx, a registry.Actor) error {
	for _, code := range m.order {
		i := m.now[code]
		was, known, err := tx.Indicator(code)
		if err != nil {
			return err
		}
		switch {
		case !known:
			err = tx.PutIndicator(i, -1)
		case !was.Same(i):
			i.Version = was.Version
			err = tx.UpdateIndicator(i)
		default:
			continue
		}
		if err != nil {
			return err
		}
		if err := workflow.Audit(tx, a, registry.DidIndicatorImport, indicatorObject(code), factsIf(known, was),
			indicatorFacts(i)); err != nil {
			return err
		}
	}
	return nil
}

func factsIf(known bool, i registry.Indicator) string {
	if !known {
		return ""
	}
	return indicatorFacts(i)
}
