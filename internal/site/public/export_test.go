package public

import (
	"danvankheo/internal/edition"
	"danvankheo/internal/registry"
)

// ShareCovers and FileSizes are what the area keeps of its files.
type (
	ShareCovers = shareCovers
	FileSizes   = fileSizes
)

// Get gives the cover of an entry in a field.
func (s *shareCovers) Get(id registry.EntryID, field registry.FieldCode, draw func() ([]byte, error)) ([]byte, error) {
	return s.get(drawnCover{id, field}, draw)
}

// Of gives the sizes of an edition's files.
func (s *fileSizes) Of(e *edition.Edition, measure func() (map[string]int64, error)) (map[string]int64, error) {
	return s.of(e, measure)
}
