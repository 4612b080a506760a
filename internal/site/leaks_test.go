package site_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"danvankheo/internal/evaluation"
	"danvankheo/internal/site/sitetest"
)

// roundPaths lists every address that could tell something: of the round, of its
// entries, and of the rest of the site.
func roundPaths(t testing.TB, b *sitetest.Board) []string {
	base := fmt.Sprintf("/lam-viec/hoi-dong/%d", b.Round)
	out := []string{
		"/lam-viec", "/lam-viec/danh-sach", "/lam-viec/thong-bao", "/lam-viec/hoi-dong", "/lam-viec/hoi-dong/so-khen", "/mo-hinh",
		"/mo-hinh?q=bimat1x2", "/mo-hinh?q=kenh+muong&sap=diem",
		"/lam-viec/danh-sach?q=bimat", "/api/v1/entries?q=bimat2x2", "/api/v1/entries?q=kenh", "/api/v1/stats?year=2026",
		"/feed.json?q=kenh", "/so-lieu", "/lam-viec/quan-tri/nhat-ky",
		base, base + "/cai-dat", base + "/dieu-kien", base + "/thanh-vien", base + "/khai-bao", base + "/cham", base + "/xep-hang",
		base + "/xep-hang?tie=trung-vi&cap=1", base + "/rut-gon", base + "/bieu-quyet", base + "/bieu-quyet/1",
		base + "/quyet-dinh", base + "/lich-su.json",
	}
	for _, p := range []string{"phieu-cham.docx", "bang-tong-hop.docx", "bang-tong-hop.xlsx", "chuong-trinh.docx",
		"danh-sach-de-nghi.xlsx", "phieu-bau.docx", "bien-ban-kiem-phieu.docx", "bien-ban-hop.docx", "to-trinh.docx",
		"danh-sach-de-nghi.docx", "du-thao-quyet-dinh.docx"} {
		out = append(out, base+"/van-ban/"+p)
	}
	for _, e := range b.Entries {
		out = append(
			out,
			fmt.Sprintf("%s/cham/%d", base, e),
			fmt.Sprintf("%s/mo-hinh/%d", base, e),
			fmt.Sprintf("%s/van-ban/phieu-cham-%d.docx", base, e),
			fmt.Sprintf("/lam-viec/mo-hinh/%d", e),
			fmt.Sprintf(
				"/lam-viec/mo-hinh/%d/lich-su",
				e,
			),
			fmt.Sprintf("/api/v1/entries/%d", e),
			fmt.Sprintf("/lam-viec/ket-qua-xet/%d", e),
		)
	}
	return out
}

// everyRoute gives an address of every page that is read, about the entry that
// member 1 must stay out of and about another one: the list of routes is the
// program's own, so that none appears unnoticed.
func everyRoute(t *testing.T, b *sitetest.Board) []string {
	t.Helper()
	routes, err := sitetest.Routes(b.Deps, b.Areas...)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, r := range routes {
		if r.Method != http.MethodGet || strings.Contains(r.Path, "*") || strings.HasPrefix(r.Path, "/static") {
			continue
		}
		for _, e := range b.Entries[:2] {
			p := strings.NewReplacer(":round", fmt.Sprint(b.Round), ":entry", fmt.Sprint(e), ":id", fmt.Sprint(e), ":year", "2026",
				":code", string(b.Own), ":size", "400.jpg").
				Replace(r.Path)
			for strings.Contains(p, ":") {
				from := strings.Index(p, ":")
				end := strings.IndexAny(p[from:]+"/", "/.")
				p = p[:from] + "1" + p[from+end:]
			}
			if len(out) == 0 || out[len(out)-1] != p {
				out = append(out, p)
			}
		}
	}
	if len(out) < 100 {
		t.Fatalf("only %d addresses", len(out))
	}
	return out
}

func leaks(t *testing.T, b *sitetest.Board, p evaluation.Phase, name, path, body, stay string) {
	t.Helper()
	open := p >= evaluation.Discussion
	for m := range b.Members {
		for e := range b.Entries {
			if !strings.Contains(body, sitetest.Secret(m, e)) || strings.Contains(path, sitetest.Secret(m, e)) {
				continue
			}
			own := name == fmt.Sprintf("member %d", m+1)
			inside := name == "member 1" && e > 0 || name == "member 2" || name == "thu-ky" || name == "quan-tri"
			if !own && !(open && inside) {
				t.Errorf("%s: %s reads the sheet of member %d on entry %d at %s", p, name, m+1, e+1, path)
			}
		}
	}
	if name == "member 1" && strings.Contains(body, stay) {
		t.Errorf("%s: %s reads of the entry it must stay out of at %s", p, name, path)
	}
}
