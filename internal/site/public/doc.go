// Package public is the area that everybody may read: the first page, the search,
// stories, units, figures, and the press room with its packs and feeds.
//
// It refuses to show what is not public at this moment: pages are kept by the
// generation of the data, and what was taken down is gone with the next request. It
// writes nothing but counts of searches and of packs taken.
//
// It may import shell, graph and what is below the site, no other area.
package public
