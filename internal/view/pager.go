package view

import "fmt"

// Pager leads through the pages of a list.
type Pager struct {
	Prev, Next string // addresses, "" at an end
	Pages      []PageLink
	Summary    string // "21–40 trong 123"
}

// PageLink is one page number; a Gap stands for those left out.
type PageLink struct {
	Text, URL string
	Current   bool
	Gap       bool
}

// NewPager makes the links of a list of total items, size a page, at page (from
// 1); address gives that of a page. One page has no pager: the zero value.
func NewPager(total, page, size int, address func(page int) string) Pager {
	last := (total + size - 1) / size
	if last <= 1 || page < 1 || page > last {
		return Pager{}
	}
	p := Pager{Summary: fmt.Sprintf("%s–%s trong %s", Count((page-1)*size+1), Count(min(page*size, total)), Count(total))}
	if page > 1 {
		p.Prev = address(page - 1)
	}
	if page < last {
		p.Next = address(page + 1)
	}
	gap := false
	for n := 1; n <= last; n++ {
		if n == 1 || n == last || n >= page-1 && n <= page+1 {
			p.Pages = append(p.Pages, PageLink{Text: Count(n), URL: address(n), Current: n == page})
			gap = false
		} else if !gap {
			p.Pages = append(p.Pages, PageLink{Gap: true})
			gap = true
		}
	}
	return p
}
