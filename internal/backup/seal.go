package backup

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"hash"
	"io"
	"os"
)

// A seal is the last sealBytes bytes of a backup, inside the comment of the ZIP
// file: the sha256 of everything before it.
const (
	sealPrefix = "danvankheo sha256:"
	sealBytes  = len(sealPrefix) + 2*sha256.Size
)

// sealer hashes what passes through, except the last sealBytes bytes.
type sealer struct {
	w    io.Writer
	sum  hash.Hash
	tail []byte
}

func newSealer(w io.Writer) *sealer { return &sealer{w: w, sum: sha256.New()} }

func (s *sealer) Write(p []byte) (int, error) {
	s.tail = append(s.tail, p...)
	if over := len(s.tail) - sealBytes; over > 0 {
		s.sum.Write(s.tail[:over])
		s.tail = append(s.tail[:0], s.tail[over:]...)
	}
	return s.w.Write(p)
}

// seal gives the text to be written over the last bytes.
func (s *sealer) seal() string { return sealPrefix + hex.EncodeToString(s.sum.Sum(nil)) }

// blank takes the place of the seal until the rest is known.
func blank() string { return sealPrefix + fmt.Sprintf("%064d", 0) }

// errNoSeal is the answer to a file that was cut, or never was a backup.
var errNoSeal = errors.New("this is not a backup of this program, or it was cut off")

// checkSeal reads a whole backup and compares it with its seal.
func checkSeal(f *os.File) error {
	info, err := f.Stat()
	if err != nil {
		return err
	}
	body := info.Size() - int64(sealBytes)
	if body <= 0 || !info.Mode().IsRegular() {
		return errNoSeal
	}
	tail := make([]byte, sealBytes)
	if _, err := f.ReadAt(tail, body); err != nil {
		return err
	}
	if string(tail[:len(sealPrefix)]) != sealPrefix {
		return errNoSeal
	}
	sum := sha256.New()
	if _, err := io.Copy(sum, io.NewSectionReader(f, 0, body)); err != nil {
		return err
	}
	if hex.EncodeToString(sum.Sum(nil)) != string(tail[len(sealPrefix):]) {
		return errors.New("the file is damaged: its content differs from its seal")
	}
	return nil
}
