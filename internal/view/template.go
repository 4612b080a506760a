package view

import (
	"bytes"
	"errors"
	"fmt"
	"html/template"
	"io/fs"
	"path"
	"strings"

	"danvankheo/internal/registry"
)

// Template is a parsed template tied to the one type that fills it.
type Template[T any] struct {
	name string
	t    *template.Template
}

// frame is what every template receives.
type frame[T any] struct {
	Chrome Chrome
	Page   T
}

// Bytes renders into memory, so that a failure never leaves half a page.
func (t Template[T]) Bytes(ch Chrome, page T) ([]byte, error) { return t.run("layout", ch, page) }

// Part renders only the block called name of the page: a fragment for a script.
func (t Template[T]) Part(name string, ch Chrome, page T) ([]byte, error) {
	return t.run(name, ch, page)
}

func (t Template[T]) run(block string, ch Chrome, page T) ([]byte, error) {
	var b bytes.Buffer
	if err := t.t.ExecuteTemplate(&b, block, frame[T]{ch, page}); err != nil {
		return nil, fmt.Errorf("page %s: %w", t.name, err)
	}
	return b.Bytes(), nil
}

// Set holds every page of the site, by area.
type Set struct {
	Public    PublicPages
	Sign      SignPages
	Desk      DeskPages
	Admin     AdminPages
	Council   CouncilPages
	Health    HealthPages
	Mail      MailPages
	Press     PressPages
	Oversight OversightPages
	Urging    UrgingPages
	Assets    *Assets
}

// Load parses all templates of the folder "templates" and reports all faults
// together.
func Load(files fs.FS) (*Set, error) {
	assets, err := loadAssets(files)
	if err != nil {
		return nil, err
	}
	l := &loader{files: files, assets: assets}
	l.base = template.New("").Funcs(template.FuncMap{
		"asset": assets.URL,
		"icon":  assets.icon,
		"basis": basisOf,
		"pair":  func(a, b any) Pair { return Pair{a, b} },
	})
	for _, dir := range []string{"templates/layouts", "templates/partials"} {
		l.parseAll(dir)
	}
	set := &Set{
		Public:    loadPublic(l),
		Sign:      loadSign(l),
		Desk:      loadDesk(l),
		Admin:     loadAdmin(l),
		Council:   loadCouncil(l),
		Health:    loadHealth(l),
		Mail:      loadMail(l),
		Press:     loadPress(l),
		Oversight: loadOversight(l),
		Urging:    loadUrging(l),
		Assets:    assets,
	}
	return set, errors.Join(l.faults...)
}

// basisOf gives a legal basis to a template, by what it is about.
func basisOf(about string) (registry.Basis, error) {
	switch about {
	case "papers":
		return registry.PaperDecree, nil
	case "personal data":
		return registry.PersonalDataLaw, nil
	case "property":
		return registry.PropertyLaw, nil
	}
	return registry.Basis{}, fmt.Errorf("no legal basis about %q", about)
}

// Pair lets a template hand two values to a partial.
type Pair struct{ A, B any }

type loader struct {
	files  fs.FS
	assets *Assets
	base   *template.Template
	faults []error
}

// parseAll adds every template below a folder to the base set; a partial defines
// its own name.
func (l *loader) parseAll(dir string) {
	err := fs.WalkDir(l.files, dir, func(p string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || path.Ext(p) != ".html" {
			return err
		}
		text, err := fs.ReadFile(l.files, p)
		if err != nil {
			return err
		}
		_, err = l.base.New(p).Parse(string(text))
		return err
	})
	if err != nil {
		l.faults = append(l.faults, err)
	}
}

// page parses pages/<name>.html on top of a copy of the base set. A page defines
// "main", and may define "head".
func page[T any](l *loader, name string) Template[T] {
	return pageIn[T](l, "public", name)
}

// pageIn is page within another layout: "public" or "desk".
func pageIn[T any](l *loader, layout, name string) Template[T] {
	fail := func(err error) Template[T] {
		l.faults = append(l.faults, fmt.Errorf("page %s: %w", name, err))
		return Template[T]{name: name}
	}
	text, err := fs.ReadFile(l.files, "templates/pages/"+name+".html")
	if err != nil {
		return fail(err)
	}
	t, err := l.base.Clone()
	if err != nil {
		return fail(err)
	}
	if _, err := t.New("layout").Parse(`{{template "layout-` + layout + `" .}}`); err != nil {
		return fail(err)
	}
	if _, err := t.New(name).Parse(strings.TrimSpace(string(text))); err != nil {
		return fail(err)
	}
	return Template[T]{name, t}
}
