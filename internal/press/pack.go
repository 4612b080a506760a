package press

import (
	"archive/zip"
	"fmt"
	"hash/crc32"
	"io"
	"time"

	"danvankheo/internal/exchange"
)

// Pack writes stories into a ZIP as it goes: at no time is more than one text or
// one buffer of a photo held. Photos are stored as they are, with their sums in
// front, so that even readers that cannot seek take them.
type Pack struct {
	zip  *zip.Writer
	site Site
	now  time.Time
	list []row
}

type row struct{ folder, number, headline, unit, year, url, credit, name string }

// NewPack begins a pack on w.
func NewPack(w io.Writer, site Site, now time.Time) *Pack {
	return &Pack{zip: zip.NewWriter(w), site: site, now: now}
}

// Add writes everything of one story into a folder of its own. Texts come first,
// so that a download begins at once.
func (p *Pack) Add(st *Story) error {
	dir := st.Folder()
	p.list = append(p.list, row{dir, st.Number, st.Headline, st.Unit, yearWords(st.Year), st.URL, p.site.SourceLine(st), st.Name})
	if err := p.text(dir+"/README.txt", st, p.site.Readme(st, p.now)); err != nil {
		return err
	}
	for _, t := range st.Texts {
		if err := p.text(dir+"/bai-"+t.Name+".txt", st, p.site.StoryText(st, t)); err != nil {
			return err
		}
		if t.Docx == nil {
			continue
		}
		if err := p.made(dir+"/bai-"+t.Name+".docx", st, t.Docx); err != nil {
			return err
		}
	}
	if err := p.text(dir+"/thong-tin.txt", st, p.site.Background(st)); err != nil {
		return err
	}
	if len(st.Figures) > 0 {
		if err := p.made(dir+"/so-lieu.csv", st, func(w io.Writer) error { return Figures(w, st) }); err != nil {
			return err
		}
		if err := p.made(dir+"/so-lieu.xlsx", st, func(w io.Writer) error { return FigureBook(w, st) }); err != nil {
			return err
		}
	}
	if err := p.made(dir+"/du-kien.json", st, func(w io.Writer) error { return p.site.Facts(w, st, p.now) }); err != nil {
		return err
	}
	return p.photos(dir, st)
}

func (p *Pack) photos(dir string, st *Story) error {
	if st.Reported() {
		return nil // not ours to give
	}
	for i := range st.Photos {
		for _, f := range st.Photos[i].Files {
			if err := p.photo(dir+"/anh/"+PhotoName(i, &st.Photos[i], f.Size), st, f); err != nil {
				return err
			}
		}
	}
	return p.zip.Flush()
}

// Close ends the pack; one of several stories gets their list.
func (p *Pack) Close() error {
	if len(p.list) > 1 {
		if err := p.index(); err != nil {
			return err
		}
	}
	return p.zip.Close()
}

func (p *Pack) index() error {
	w, err := p.zip.CreateHeader(header("danh-sach.csv", p.now, zip.Deflate))
	if err != nil {
		return err
	}
	rows := [][]any{{"Thư mục", "Số", "Tiêu đề", "Đơn vị", "Năm", "Địa chỉ", "Dòng ghi nguồn", "Tên đăng ký"}}
	for _, r := range p.list {
		rows = append(rows, []any{r.folder, r.number, r.headline, r.unit, r.year, r.url, r.credit, r.name})
	}
	return exchange.WriteCSV(w, rows)
}

func header(name string, at time.Time, method uint16) *zip.FileHeader {
	return &zip.FileHeader{Name: name, Method: method, Modified: at.UTC().Truncate(time.Second)}
}

func (p *Pack) text(name string, st *Story, text string) error {
	return p.made(name, st, func(w io.Writer) error { return TextFile(w, text) })
}

// made writes a small file that is made on the spot.
func (p *Pack) made(name string, st *Story, write func(io.Writer) error) error {
	w, err := p.zip.CreateHeader(header(name, st.changed(), zip.Deflate))
	if err != nil {
		return err
	}
	if err := write(w); err != nil {
		return fmt.Errorf("press pack, %s: %w", name, err)
	}
	return nil
}

// photo writes a photo as it is: once to count it, once into the pack. Reading it
// twice from the disk is cheaper than squeezing what cannot be squeezed.
func (p *Pack) photo(name string, st *Story, f PhotoFile) error {
	sum, n := crc32.NewIEEE(), counter(0)
	if err := f.Write(io.MultiWriter(sum, &n)); err != nil {
		return fmt.Errorf("press pack, %s: %w", name, err)
	}
	h := header(name, st.changed(), zip.Store)
	h.CRC32, h.CompressedSize64, h.UncompressedSize64 = sum.Sum32(), uint64(n), uint64(n)
	//lint:ignore SA1019 CreateRaw writes these two and not Modified
	h.ModifiedDate, h.ModifiedTime = dosTime(h.Modified) //nolint:staticcheck // as above
	w, err := p.zip.CreateRaw(h)
	if err != nil {
		return err
	}
	if err := f.Write(w); err != nil {
		return fmt.Errorf("press pack, %s: %w", name, err)
	}
	return nil
}

// dosTime is a moment as the old fields of a ZIP hold it, to two seconds.
func dosTime(t time.Time) (date, clock uint16) {
	y := min(max(t.Year(), 1980), 2107)
	return uint16(t.Day() + int(t.Month())<<5 + (y-1980)<<9), uint16(t.Second()/2 + t.Minute()<<5 + t.Hour()<<11)
}

// counter counts what is written to it.
type counter int64

func (c *counter) Write(b []byte) (int, error) {
	*c += counter(len(b))
	return len(b), nil
}
