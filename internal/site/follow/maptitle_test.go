package follow_test

import (
	"context"
	"regexp"
	"strconv"
	"testing"

	"danvankheo/internal/registry"
	"danvankheo/internal/seed"
	"danvankheo/internal/site/sitetest"
	"danvankheo/internal/sqlite"
)

// The map shows communes and wards: its title counts them, and not the bodies of the
// province beside them.
func TestTitleOfTheMapCountsWhatTheMapShows(t *testing.T) {
	t.Parallel()
	h := sitetest.NewHouse(t, 0, areas...)
	tiles, err := seed.Tiles()
	if err != nil {
		t.Fatal(err)
	}
	if err := h.DB.Update(context.Background(), h.Flow.Now(), func(tx *sqlite.Tx) error {
		for _, x := range tiles {
			if err := tx.PutTile(x); err != nil {
				return err
			}
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	_, _, body := h.As(t, registry.Verifier).Get("/lam-viec/theo-doi/bieu-do")
	title := regexp.MustCompile(`(\d+) trong (\d+) xã, phường chưa có đăng ký`).FindStringSubmatch(body)
	if title == nil {
		t.Fatal("the map has no title that counts communes and wards")
	}
	missing, _ := strconv.Atoi(title[1])
	all, _ := strconv.Atoi(title[2])
	if want := len(h.Flow.Ledger().On(h.Flow.Today(), registry.Commune, registry.Ward)); all != want {
		t.Errorf("the title counts %d communes and wards, the map shows %d", all, want)
	}
	if missing > all {
		t.Errorf("%d of %d are missing", missing, all)
	}
	rest := regexp.MustCompile(`Không vẽ (\d+) cơ quan, đơn vị của tỉnh, trong đó (\d+) đơn vị chưa có\.`).FindStringSubmatch(body)
	if rest == nil {
		t.Fatal("what the map leaves out is not said")
	}
}
