package backup

import (
	"archive/zip"
	"io"
	"os"
)

// Sealed writes a sealed file with any content, for tests that forge backups.
func Sealed(path string, names []string, texts [][]byte) error {
	out, err := os.Create(path)
	if err != nil {
		return err
	}
	defer out.Close()
	s := newSealer(out)
	z := zip.NewWriter(s)
	for i, name := range names {
		w, err := z.Create(name)
		if err != nil {
			return err
		}
		if _, err := w.Write(texts[i]); err != nil {
			return err
		}
	}
	if err := z.SetComment(blank()); err != nil {
		return err
	}
	if err := z.Close(); err != nil {
		return err
	}
	if _, err := out.Seek(-int64(sealBytes), io.SeekEnd); err != nil {
		return err
	}
	_, err = io.WriteString(out, s.seal())
	return err
}
