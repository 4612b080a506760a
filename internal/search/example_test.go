package search_test

import (
	"context"
	"fmt"
	"log"
	"os"

	"danvankheo/internal/search"
)

func Example() {
	dir, err := os.MkdirTemp("", "search")
	if err != nil {
		log.Fatal(err)
	}
	defer os.RemoveAll(dir)
	x, err := search.Open(dir, search.Options{})
	if err != nil {
		log.Fatal(err)
	}
	defer x.Close()
	ctx := context.Background()
	every := func(yield func(search.Document, error) bool) {
		yield(search.Document{ID: 7, Title: "Hiến đất mở rộng đường", Year: 2021, Visible: true}, nil)
	}
	if x.NeedsRebuild() {
		if err := x.Rebuild(ctx, every, 1); err != nil {
			log.Fatal(err)
		}
	}
	r, err := x.Search(ctx, search.Query{Text: "hieens ddaats"})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(r.Total, r.Hits[0].ID, r.Understood)
	for _, f := range r.Highlight("Bà con hiến đất làm đường", 0) {
		fmt.Printf("%q %v\n", f.Text, f.Match)
	}
	// Output:
	// 1 7 hiến đất
	// "Bà con " false
	// "hiến đất" true
	// " làm đường" false
}
