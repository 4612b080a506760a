package graph

// File gives a file by its key.
func (r *Renderer) File(key string, generation uint64, draw func() ([]byte, error)) ([]byte, error) {
	return r.file(key, generation, draw)
}
