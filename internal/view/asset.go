package view

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"html/template"
	"io/fs"
	"path"
	"slices"
	"strings"
)

// Assets are the static files under their hashed names. Styles and scripts are
// served as bundles, so that a page costs few requests on a weak line:
//
//	css/site.css  tokens, base, layout, components/*     every page
//	css/desk.css  desk/*                                 work area, after site.css
//	css/press.css press/*                                press room, after site.css
//	css/oversight.css oversight/*                        following up, after desk.css
//	js/site.js    js/site/*                              every page
//	js/desk.js    js/desk/*                              work area
//
// Other files under static/ keep their own path.
type Assets struct {
	byName map[string]string // css/site.css → /static/css/site.3f9a1c07.css
	byURL  map[string][]byte
	icons  map[string]template.HTML
}

var bundles = map[string][]string{
	"css/site.css":      {"css/tokens.css", "css/base.css", "css/layout.css", "css/components/*.css"},
	"css/desk.css":      {"css/desk/*.css"},
	"css/press.css":     {"css/press/*.css"},
	"css/oversight.css": {"css/oversight/*.css"},
	"js/site.js":        {"js/site/*.js"},
	"js/desk.js":        {"js/desk/*.js"},
}

// loadAssets reads the folder "static" and names each file by its bytes.
func loadAssets(files fs.FS) (*Assets, error) {
	static, err := fs.Sub(files, "static")
	if err != nil {
		return nil, err
	}
	a := &Assets{map[string]string{}, map[string][]byte{}, map[string]template.HTML{}}
	bundled := map[string]bool{}
	for name, patterns := range bundles {
		var b bytes.Buffer
		for _, pattern := range patterns {
			matches, err := fs.Glob(static, pattern)
			if err != nil {
				return nil, err
			}
			slices.Sort(matches)
			for _, m := range matches {
				text, err := fs.ReadFile(static, m)
				if err != nil {
					return nil, err
				}
				bundled[m] = true
				b.Write(bytes.TrimSpace(text))
				b.WriteByte('\n')
			}
		}
		a.add(name, b.Bytes())
	}
	err = fs.WalkDir(static, ".", func(p string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || bundled[p] || strings.HasPrefix(path.Base(p), ".") {
			return err
		}
		text, err := fs.ReadFile(static, p)
		if err != nil {
			return err
		}
		if name, ok := strings.CutPrefix(p, "icon/"); ok && path.Ext(p) == ".svg" {
			a.icons[strings.TrimSuffix(name, ".svg")] = template.HTML(bytes.TrimSpace(text)) // our own file
		}
		a.add(p, text)
		return nil
	})
	return a, err
}

func (a *Assets) add(name string, text []byte) {
	sum := sha256.Sum256(text)
	ext := path.Ext(name)
	url := "/static/" + strings.TrimSuffix(name, ext) + "." + hex.EncodeToString(sum[:4]) + ext
	a.byName[name] = url
	a.byURL[url] = text
}

// URL gives the hashed address of an asset; an unknown name fails the page.
func (a *Assets) URL(name string) (string, error) {
	if u, ok := a.byName[name]; ok {
		return u, nil
	}
	return "", fmt.Errorf("no asset %q", name)
}

// File gives the bytes behind a hashed address.
func (a *Assets) File(url string) ([]byte, bool) { b, ok := a.byURL[url]; return b, ok }

// Text joins assets by their names, for a self-contained page.
func (a *Assets) Text(names ...string) ([]byte, error) {
	var b bytes.Buffer
	for _, name := range names {
		url, err := a.URL(name)
		if err != nil {
			return nil, err
		}
		b.Write(a.byURL[url])
	}
	return b.Bytes(), nil
}

// All lists the hashed addresses.
func (a *Assets) All() []string {
	var out []string
	for u := range a.byURL {
		out = append(out, u)
	}
	slices.Sort(out)
	return out
}

// icon inlines static/icon/<name>.svg.
func (a *Assets) icon(name string) (template.HTML, error) {
	if s, ok := a.icons[name]; ok {
		return s, nil
	}
	return "", fmt.Errorf("no icon %q", name)
}
