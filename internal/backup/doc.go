// Package backup copies a state folder into one file, checks such a file, and
// makes a state folder from it. The copy is consistent while the site takes
// writes: the database is copied in one read transaction, and the photos and
// documents, which are named by their content and never change, are copied after
// it, so that everything the copied database names is there.
//
// A backup is a ZIP file: data.db, photos/…, files/…, and manifest.json with the
// size and sha256 of each. The search index is left out: it is made anew.
//
//	m, err := backup.Write(ctx, db, "var", "backup.zip")
//	m, err = backup.Verify(ctx, "backup.zip")
//	aside, err := backup.Restore(ctx, "backup.zip", "var")
package backup
