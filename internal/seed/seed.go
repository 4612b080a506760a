// Package seed reads the committed inputs of the folder data into values of the
// domain: what an empty database is filled with, and what tests start from.
//
//	units, edges, err := seed.Ledger()
package seed

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"

	"danvankheo/data"
	"danvankheo/internal/registry"
	"danvankheo/internal/vietnamese"
)

// Ledger reads units, each with the identity of its body, and their successions.
func Ledger() ([]registry.Unit, []registry.Succession, error) {
	units, err := units()
	if err != nil {
		return nil, nil, err
	}
	edges, err := successions()
	if err != nil {
		return nil, nil, err
	}
	return registry.Chains(units, edges), edges, nil
}

// table reads an embedded CSV file with a header, calling row with a getter.
func table(name string, row func(get func(column string) string) error) error {
	f, err := data.Files.Open(name)
	if err != nil {
		return err
	}
	defer f.Close()
	r := csv.NewReader(f)
	header, err := r.Read()
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	at := map[string]int{}
	for i, h := range header {
		at[h] = i
	}
	for line := 2; ; line++ {
		rec, err := r.Read()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err == nil {
			err = row(func(column string) string { return rec[at[column]] })
		}
		if err != nil {
			return fmt.Errorf("%s, line %d: %w", name, line, err)
		}
	}
}

func units() (list []registry.Unit, err error) {
	err = table("units.csv", func(get func(string) string) error {
		u := registry.Unit{
			Code: registry.UnitCode(get("code")), Name: get("name"), Parent: registry.UnitCode(get("parent_code")),
			From: registry.Date(get("valid_from")), To: registry.Date(get("valid_to")), Note: get("note"),
		}
		var errs [3]error
		u.Kind, errs[0] = registry.ParseUnitKind(get("kind"))
		if get("lat") != "" {
			u.Lat, errs[1] = strconv.ParseFloat(get("lat"), 64)
			u.Lng, errs[2] = strconv.ParseFloat(get("lng"), 64)
		}
		list = append(list, u)
		return errors.Join(errs[:]...)
	})
	return list, err
}

func successions() (edges []registry.Succession, err error) {
	err = table("unit_succession.csv", func(get func(string) string) error {
		s := registry.Succession{
			From: registry.UnitCode(get("predecessor_code")), To: registry.UnitCode(get("successor_code")),
			Date: registry.Date(get("effective_date")), Basis: get("legal_basis"),
		}
		s.Extent, err = registry.ParseExtent(get("extent"))
		edges = append(edges, s)
		return err
	})
	return edges, err
}

// Tiles reads the tile map of today's communes.
func Tiles() (tiles []registry.Tile, err error) {
	err = table("commune_tiles.csv", func(get func(string) string) error {
		t := registry.Tile{Unit: registry.UnitCode(get("code")), Name: get("short_name")}
		var errs [2]error
		t.Col, errs[0] = strconv.Atoi(get("col"))
		t.Row, errs[1] = strconv.Atoi(get("row"))
		tiles = append(tiles, t)
		return errors.Join(errs[:]...)
	})
	return tiles, err
}

// Indicators reads the catalogue of outcome indicators.
func Indicators() (list []registry.Indicator, err error) {
	err = table("indicators.csv", func(get func(string) string) error {
		i := registry.Indicator{Code: get("code"), Label: get("label"), Unit: get("unit")}
		for _, f := range strings.Fields(get("fields")) {
			i.Fields = append(i.Fields, registry.FieldCode(f))
		}
		var errs [2]error
		i.Aggregate, errs[0] = registry.ParseAggregation(get("aggregate"))
		i.Counting, errs[1] = registry.ParseCounting(get("counting"))
		list = append(list, i)
		return errors.Join(errs[:]...)
	})
	return list, err
}

// Topics reads the topics with the rules that propose them.
func Topics() (list []registry.Topic, err error) {
	text, err := data.Files.ReadFile("topics.tsv")
	if err != nil {
		return nil, err
	}
	for n, line := range strings.Split(strings.TrimSpace(string(text)), "\n") {
		if strings.HasPrefix(line, "#") {
			continue
		}
		cells := strings.Split(line, "\t")
		if len(cells) != 6 {
			return nil, fmt.Errorf("topics.tsv, line %d: %d columns", n+1, len(cells))
		}
		t := registry.Topic{Code: cells[0], Label: cells[1]}
		for _, f := range strings.Fields(cells[2]) {
			t.Fields = append(t.Fields, registry.FieldCode(f))
		}
		t.Words, t.Weak, t.Except = strings.Split(cells[3], ";"), strings.Split(cells[4], ";"), strings.Split(cells[5], ";")
		t.Clean()
		if err := t.Check().Err("chủ đề"); err != nil {
			return nil, fmt.Errorf("topics.tsv, line %d: %w", n+1, err)
		}
		list = append(list, t)
	}
	return list, nil
}

// Vocabulary reads the abbreviations and synonyms that come with the program, and
// adds how the places of the ledger are shortened (TT Vôi, TPBG).
func Vocabulary() (*vietnamese.Abbreviations, *vietnamese.Synonyms, error) {
	a, err := data.Files.Open("abbreviations.tsv")
	if err != nil {
		return nil, nil, err
	}
	defer a.Close()
	abbreviations, err := vietnamese.ParseAbbreviations(a)
	if err != nil {
		return nil, nil, fmt.Errorf("abbreviations.tsv: %w", err)
	}
	places, err := units()
	if err != nil {
		return nil, nil, err
	}
	abbreviations = withPlaces(abbreviations, places)
	s, err := data.Files.Open("synonyms.tsv")
	if err != nil {
		return nil, nil, err
	}
	defer s.Close()
	synonyms, err := vietnamese.ParseSynonyms(s)
	if err != nil {
		return nil, nil, fmt.Errorf("synonyms.tsv: %w", err)
	}
	return abbreviations, synonyms, nil
}

// withPlaces adds the short forms of places; what the list says takes precedence.
func withPlaces(a *vietnamese.Abbreviations, units []registry.Unit) *vietnamese.Abbreviations {
	rows := a.List()
	listed := make(map[string]bool, len(rows))
	for _, row := range rows {
		listed[vietnamese.Lower(row.Short)] = true
	}
	names := make([]string, len(units))
	for i := range units {
		names[i] = units[i].Name
	}
	for _, row := range vietnamese.PlaceAbbreviations(names) {
		if !listed[vietnamese.Lower(row.Short)] {
			rows = append(rows, row)
		}
	}
	return vietnamese.NewAbbreviations(rows)
}
