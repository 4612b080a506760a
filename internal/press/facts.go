package press

import (
	"encoding/json"
	"fmt"
	"io"
	"time"

	"danvankheo/internal/registry"
)

// facts is a story in the spirit of IPTC ninjs 1.x, with what that has no names
// for behind it: figures, quotations, recognitions, history.
type facts struct {
	URI             string                `json:"uri"`
	Type            string                `json:"type"`
	Profile         string                `json:"profile"`
	Version         string                `json:"version"`
	Language        string                `json:"language"`
	PubStatus       string                `json:"pubstatus"`
	FirstCreated    string                `json:"firstcreated,omitempty"`
	VersionCreated  string                `json:"versioncreated,omitempty"`
	Embargoed       string                `json:"embargoed,omitempty"`
	Headline        string                `json:"headline"`
	Byline          string                `json:"byline"`
	DescriptionText string                `json:"description_text"`
	BodyText        string                `json:"body_text"`
	Bodies          []factBody            `json:"bodies"`
	CopyrightHolder string                `json:"copyrightholder,omitempty"`
	UsageTerms      string                `json:"usageterms"`
	EdNote          string                `json:"ednote,omitempty"`
	Place           []factPlace           `json:"place"`
	Subject         []factSubject         `json:"subject"`
	Organisation    []factName            `json:"organisation"`
	Associations    map[string]factObject `json:"associations,omitempty"`
	Credit          string                `json:"creditline"`
	Citation        string                `json:"citation"`
	Number          string                `json:"number"`
	Year            *int                  `json:"year"`
	YearNote        string                `json:"year_note,omitempty"`
	RegisteredName  string                `json:"registered_name,omitempty"`
	BasedOn         string                `json:"based_on,omitempty"` // "theo VnExpress, 09/10/2025"
	Checked         string                `json:"last_checked,omitempty"`
	KeyFigures      []KeyFigure           `json:"key_figures,omitempty"`
	Figures         []factFigure          `json:"figures"`
	Quotations      []factQuote           `json:"quotations"`
	Recognitions    []string              `json:"recognitions"`
	Commendations   []string              `json:"commendations,omitempty"`
	History         []string              `json:"history"`
	Corrections     []factNote            `json:"corrections"`
	Source          *factSource           `json:"source,omitempty"`
	Sample          bool                  `json:"sample_data,omitempty"`
}

type factBody struct {
	Role  string `json:"role"`
	Words int    `json:"wordcount"`
	Value string `json:"value"`
}

type factPlace struct {
	Name      string `json:"name"`
	Now       string `json:"name_now,omitempty"`
	Address   string `json:"address,omitempty"`
	Latitude  string `json:"latitude,omitempty"`
	Longitude string `json:"longitude,omitempty"`
}

type factSubject struct {
	Code   string `json:"code,omitempty"`
	Name   string `json:"name"`
	Scheme string `json:"scheme"`
}

type factName struct {
	Name string `json:"name"`
}

type factObject struct {
	URI             string                   `json:"uri"`
	Type            string                   `json:"type"`
	DescriptionText string                   `json:"description_text"`
	AltText         string                   `json:"alttext"`
	Byline          string                   `json:"byline"`
	Credit          string                   `json:"creditline"`
	CopyrightNotice string                   `json:"copyrightnotice"`
	UsageTerms      string                   `json:"usageterms"`
	Created         string                   `json:"contentcreated,omitempty"`
	Basis           string                   `json:"legal_basis"`
	Renditions      map[string]factRendition `json:"renditions"`
}

type factRendition struct {
	Href     string `json:"href"`
	Name     string `json:"filename"`
	MimeType string `json:"mimetype"`
	Width    int    `json:"width,omitempty"`
	Height   int    `json:"height,omitempty"`
	Bytes    int64  `json:"sizeinbytes"`
}

type factFigure struct {
	Label    string `json:"label"`
	Baseline string `json:"baseline,omitempty"`
	Target   string `json:"target,omitempty"`
	Actual   string `json:"actual,omitempty"`
	Unit     string `json:"unit"`
	Period   string `json:"period,omitempty"`
	Source   string `json:"source,omitempty"`
	Verified string `json:"verification"`
}

type factQuote struct {
	Text  string `json:"text"`
	Name  string `json:"name"`
	Title string `json:"title,omitempty"`
}

type factNote struct {
	At   string `json:"at"`
	Text string `json:"text"`
}

type factSource struct {
	Title     string `json:"title"`
	Publisher string `json:"publisher"`
	Date      string `json:"date,omitempty"`
	URL       string `json:"url"`
	Label     string `json:"label"`
}

// Facts writes a story for programs.
func (s Site) Facts(w io.Writer, st *Story, now time.Time) error {
	f := facts{
		URI: st.URL, Type: "text", Profile: "dan-van-kheo", Version: fmt.Sprint(st.Version), Language: "vi", PubStatus: "usable",
		FirstCreated: stamp(
			st.Published,
		), VersionCreated: stamp(st.changed()), Headline: st.Headline, Byline: s.Author(st), DescriptionText: st.Lead,
		CopyrightHolder: s.Author(st), YearNote: st.YearNote, RegisteredName: st.Name,
		UsageTerms: joinNonEmpty(" ", s.Terms(st)...), Credit: s.SourceLine(st),
		Citation: s.Cite(st, now), Number: st.Number,
		Checked: stamp(
			st.Checked,
		),
		KeyFigures: st.Key, Recognitions: orEmpty(st.Recognitions), Commendations: st.Awards, History: orEmpty(st.History),
		Sample: st.Demo,
		Place: []factPlace{
			{
				Name:      joinNonEmpty(", ", st.Place, st.Unit),
				Now:       st.Today,
				Address:   st.Address,
				Latitude:  st.Latitude,
				Longitude: st.Longitude,
			},
		},
		Subject:      []factSubject{{Code: st.FieldCode, Name: st.Field, Scheme: "linh-vuc"}, {Name: st.Type, Scheme: "loai"}},
		Organisation: []factName{{st.Unit}},
		Figures:      []factFigure{}, Quotations: []factQuote{}, Corrections: []factNote{}, Bodies: []factBody{},
	}
	if st.Year != 0 {
		f.Year = &st.Year
	}
	if !st.Embargo.IsZero() {
		f.PubStatus, f.Embargoed = "withheld", stamp(st.Embargo)
		f.EdNote = "Chưa được đăng trước " + moment(st.Embargo) + "."
	}
	for _, t := range st.Tags {
		f.Subject = append(f.Subject, factSubject{Name: t, Scheme: "chu-de"})
	}
	for _, t := range st.Texts {
		f.Bodies = append(f.Bodies, factBody{t.Name, t.Words(), t.Body})
		f.BodyText = t.Body // the longest comes last
	}
	for _, g := range st.Figures {
		f.Figures = append(f.Figures, factFigure(g))
	}
	if st.Quote.Text != "" {
		f.Quotations = append(f.Quotations, factQuote(st.Quote))
	}
	for _, c := range st.Corrections {
		f.Corrections = append(f.Corrections, factNote{stamp(c.At), c.Text})
		f.EdNote = joinNonEmpty(" ", f.EdNote, "Đính chính "+day(c.At)+": "+c.Text)
	}
	if st.Source != nil {
		src := factSource(*st.Source)
		f.Source, f.BasedOn, f.Organisation = &src, st.Source.By(), []factName{} // who an article tells of may be a person
	}
	f.Associations = pictures(st)
	enc := json.NewEncoder(w)
	enc.SetIndent("", "  ")
	enc.SetEscapeHTML(false)
	return enc.Encode(f)
}

func pictures(st *Story) map[string]factObject {
	if len(st.Photos) == 0 {
		return nil
	}
	all := make(map[string]factObject, len(st.Photos))
	for i := range st.Photos {
		p := &st.Photos[i]
		o := factObject{
			Type: "picture", DescriptionText: p.Caption, AltText: p.Alt, Byline: p.Author, Credit: p.Credit, CopyrightNotice: p.Copyright,
			UsageTerms: p.Terms, Created: p.TakenOn, Basis: p.Basis, Renditions: map[string]factRendition{},
		}
		for _, f := range p.Files {
			o.URI = f.URL
			o.Renditions[f.Size] = factRendition{f.URL, "anh/" + PhotoName(i, p, f.Size), "image/jpeg", f.Width, f.Height, f.Bytes}
		}
		all[fmt.Sprintf("anh-%02d", i+1)] = o
	}
	return all
}

func orEmpty(list []string) []string {
	if list == nil {
		return []string{}
	}
	return list
}

func stamp(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.In(registry.Zone).Format(time.RFC3339)
}
