package public_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"danvankheo/internal/photo/phototest"
	"danvankheo/internal/registry"
	"danvankheo/internal/site/sitetest"
	"danvankheo/internal/sqlite"
)

// wordOf is a word that stands in one text of one entry only.
func wordOf(t registry.Text, variant int) string {
	return fmt.Sprintf("từ%dx%xz", variant, t.Where()+t.Name)
}

// insteadOf are the texts of the registration that the page shows only while those of
// the story that replace them are empty.
var insteadOf = map[string]bool{"summary": true, "body": true}

// inPack are the texts marked for the story page that its pack has and the page has not.
var inPack = map[string]bool{"address": true}

// publishedWords is a public entry in which every text is a word of its own, but
// those of the story that empty names.
func publishedWords(t *testing.T, h *sitetest.House, variant int, empty ...string) registry.Entry {
	t.Helper()
	ctx := context.Background()
	seed := int64(variant*2 + 1)
	e := h.ReadyStory(t, phototest.NewJPEG(640, 480, seed, phototest.Options{}), phototest.NewJPEG(640, 480, seed+1, phototest.Options{}))
	err := h.DB.Update(ctx, h.Flow.Now(), func(tx *sqlite.Tx) (err error) {
		if e, err = tx.Entry(ctx, e.ID); err != nil {
			return err
		}
		c := &e.Content
		c.Type, c.PersonConsent, c.ContactPress = registry.IndividualExemplar, true, true
		c.Partners, c.Resources = make([]registry.Partner, 1), make([]registry.Resource, 1)
		c.Outcomes = []registry.Outcome{{Actual: "2,6", Baseline: "1,1"}}
		e.Report.Resources, e.Report.Sites = make([]registry.Resource, 1), make([]registry.Site, 1)
		for _, x := range e.Texts() {
			*x.At = wordOf(x, variant)
			for _, name := range empty {
				if x.Paper == registry.OfStory && x.Name == name {
					*x.At = ""
				}
			}
		}
		for i := range e.Photos {
			if err := tx.UpdatePhoto(e.Photos[i]); err != nil {
				return err
			}
		}
		return tx.UpdateEntry(&e)
	})
	if err != nil {
		t.Fatal(err)
	}
	return h.Publish(t, e.ID, time.Time{}, false)
}

// What the table of fields says of the story page is so: each text that is marked as
// printed on it or in its pack is there, and no other is, for a visitor and for a
// newsroom.
func TestStoryPageShowsTheFieldsMarkedForIt(t *testing.T) {
	t.Parallel()
	h := sitetest.NewHouse(t, 0, areas...)
	entries := []registry.Entry{publishedWords(t, h, 0), publishedWords(t, h, 1, "headline", "short", "medium", "long")}
	for _, role := range []registry.Role{registry.Visitor, registry.Journalist} {
		who := h.As(t, role)
		for n, e := range entries {
			_, _, page := who.Get(sitetest.StoryPath(e))
			_, _, facts := who.Get(sitetest.StoryPath(e) + "/tai/du-kien.json")
			for _, x := range e.Texts() {
				marked := x.Seen&registry.OnPage != 0 || role == registry.Journalist && x.Seen&registry.ForPress != 0
				replaced := x.Paper == registry.OfRegistration && insteadOf[x.Name] && n == 0
				word, where := wordOf(x, n), fmt.Sprintf("entry %d as %s, %s (%s)", n, role, x.Where(), x.Name)
				switch {
				case *x.At == "":
				case replaced && shown(t, page, word):
					t.Errorf("%s: on the page beside the text of the story that replaces it", where)
				case replaced:
				case marked && inPack[x.Name] && x.Paper == registry.OfRegistration:
					if !strings.Contains(facts, word) {
						t.Errorf("%s: marked as printed in the pack and not in it", where)
					}
				case marked && !shown(t, page, word):
					t.Errorf("%s: marked as printed on the story page and not on it", where)
				case !marked && strings.Contains(page, word), !marked && strings.Contains(facts, word):
					t.Errorf("%s: on the story page or in its pack and not marked for them", where)
				}
			}
		}
	}
}

// shown reports whether a reader finds a word on a page: in its text or, for those who
// do not see it, in the words about a picture.
func shown(t *testing.T, page, word string) bool {
	t.Helper()
	for _, s := range append(sitetest.Texts(t, page, "main"), sitetest.Links(t, page, "main img", "alt")...) {
		if strings.Contains(s, word) {
			return true
		}
	}
	return false
}
