// Package attachment stores the documents of entries: PDF, DOCX and XLSX, recognized by
// their content and never by their name, stored as they came and only ever sent as
// downloads. It never opens them further than to see what they are.
//
// Files are named by the sha256 of their bytes and written to a temporary file,
// synced, renamed: what Add returned is on the disk.
//
//	s, err := attachment.Open("var/files")
//	f, err := s.Add(ctx, body)
package attachment
