package view_test

import (
	"bytes"
	"reflect"
	"slices"
	"strings"
	"testing"

	"danvankheo/internal/view"
)

// TestEveryPageRenders renders every page of the set empty, full and with hostile
// texts. It walks the set itself: a page that is added is tried without being named.
func TestEveryPageRenders(t *testing.T) {
	t.Parallel()
	count := 0
	eachPage(t, "", reflect.ValueOf(pages(t)).Elem(), func(name string, page reflect.Value) {
		count++
		tryPage(t, name, page)
	})
	if count < 80 {
		t.Errorf("only %d pages found", count)
	}
}

// eachPage calls do for every page below v. What is neither a page, a group of pages,
// nor the assets is an error: it would be a page that no test renders.
func eachPage(t *testing.T, path string, v reflect.Value, do func(name string, page reflect.Value)) {
	t.Helper()
	_, isPage := v.Type().MethodByName("Bytes")
	switch {
	case v.Type() == reflect.TypeFor[*view.Assets]():
	case isPage:
		do(path, v)
	case v.Kind() == reflect.Struct:
		for i := range v.NumField() {
			eachPage(t, strings.TrimPrefix(path+"/"+v.Type().Field(i).Name, "/"), v.Field(i), do)
		}
	case v.Kind() == reflect.Map:
		for _, key := range v.MapKeys() {
			eachPage(t, path+"/"+key.String(), v.MapIndex(key), do)
		}
	default:
		t.Errorf("%s is a %s: no test renders it", path, v.Type())
	}
}

// tryPage renders a page, a [view.Template], empty, full and with hostile texts.
func tryPage(t *testing.T, name string, page reflect.Value) {
	t.Helper()
	render := page.MethodByName("Bytes")
	for _, kind := range []string{"empty", "full", "hostile"} {
		t.Run(name+"/"+kind, func(t *testing.T) {
			t.Parallel()
			input := reflect.New(render.Type().In(1)).Elem()
			ch := chrome()
			ch.Wide = name == "Public/Home"
			switch kind {
			case "empty":
				(&sample{words: "Chữ thử", bare: true}).fill(input, "", 0)
			case "full":
				(&sample{words: "Chữ thử"}).fill(input, "", 0)
			case "hostile":
				(&sample{words: hostile}).fill(input, "", 0)
				ch.Title, ch.Description, ch.Query, ch.Flash = hostile, hostile, hostile, hostile
				ch.Data = map[string]any{"name": hostile}
				ch.User = &view.User{Name: hostile, Role: hostile, Unit: hostile, Notices: 3}
				ch.Side = []view.SideGroup{{Label: hostile, Items: []view.SideItem{{Label: hostile, URL: "/x", Count: 2, Current: true}}}}
				ch.Site.Demo = true
			}
			out := render.Call([]reflect.Value{reflect.ValueOf(ch), input})
			if err, _ := out[1].Interface().(error); err != nil {
				t.Fatal(err)
			}
			checkPage(t, name, kind, out[0].Bytes())
		})
	}
}

// allowed are faults of markup that are none on these pages.
var allowed = map[string][]string{
	"Press/Card":     {"0 h1, want one"},                           // shown inside a page of another site
	"Desk/PhotoForm": {"0 h1, want one"},                           // a part of a page, sent to the script
	"Admin/Season":   {`id "loi" twice`, `id "loi-tieu-de" twice`}, // of the year or of an exemption, never both
}

func checkPage(t *testing.T, name, kind string, b []byte) {
	t.Helper()
	for _, fault := range markupFaults(b) {
		if !slices.Contains(allowed[name], fault) {
			t.Error(fault)
		}
	}
	if at := bytes.Index(b, []byte("ZgotmplZ")); kind != "hostile" && at >= 0 {
		t.Errorf("a value in a place where it cannot be written: …%s…", b[max(0, at-120):min(len(b), at+60)])
	}
	if bytes.Contains(b, []byte("<script>alert")) || bytes.Contains(b, []byte("onerror=alert(1)>")) {
		t.Error("hostile text reached the page as markup")
	}
}
