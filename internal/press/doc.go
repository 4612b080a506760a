// Package press writes what newsrooms download: the pack of a story as a ZIP,
// its facts as JSON, its figures as CSV, feeds (Atom, RSS 2.0 with Media RSS,
// JSON Feed 1.1), oEmbed, the citation line, QR codes, and it finds stories worth
// following up.
//
// Values come in, bytes go out: the same values give the same bytes. The package
// reads no database, opens no file and knows no visitor: who may have a story is
// decided before it gets here. Photos come as functions that write a file which
// already carries its caption, documents of word processors likewise, so that
// nothing is held in memory that need not be.
//
// It refuses to invent: a text that nobody wrote is left out and not made up by
// cutting a longer one; of a story that the press reported it passes on our own
// words and the source line alone, never photos.
//
//	p := press.NewPack(w, site, now)
//	err := p.Add(story)
//	err = p.Close()
package press
