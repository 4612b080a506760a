// Package backup copies a state folder, checks such a copy, and makes a state
// folder from it. The copy is consistent while the site takes writes: the database
// is copied in one read transaction, and the photos and documents, which are named
// by their content and never change, are copied after it, so that everything the
// copied database names is there. Nobody who writes waits for it.
//
// A backup is a sealed ZIP file: data.db, manifest.json with the size and sha256
// of every file, and a sha256 of the whole file at its end, so that no byte of it
// can change unnoticed. Photos and documents are in the file too when it was
// written under a name of its own; a backup written into a folder leaves them
// beside it, in one pool that all backups of the folder share, so that each night
// costs only what is new. The search index is left out: it is rebuilt.
//
// It refuses to write over a backup, to restore from a file that is damaged, foreign or
// of a newer program, or into a folder in use.
//
//	r, err := backup.Write(ctx, db, "var", "/mnt/backup/")
//	r, err = backup.Verify(ctx, "/mnt/backup/")
//	aside, err := backup.Restore(ctx, "/mnt/backup/", "var")
package backup
