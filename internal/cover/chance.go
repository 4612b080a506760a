package cover

// chance is a small generator of numbers (SplitMix64) that will give the same
// numbers on every machine and with every version of the language.
type chance struct{ state uint64 }

// newChance seeds from a word and a number.
func newChance(word string, n int64) *chance {
	h := uint64(14695981039346656037) // FNV-1a
	for i := range len(word) {
		h = (h ^ uint64(word[i])) * 1099511628211
	}
	c := &chance{h ^ uint64(n)*0x9e3779b97f4a7c15}
	c.next()
	return c
}

func (c *chance) next() uint64 {
	c.state += 0x9e3779b97f4a7c15
	z := c.state
	z = (z ^ z>>30) * 0xbf58476d1ce4e5b9
	z = (z ^ z>>27) * 0x94d049bb133111eb
	return z ^ z>>31
}

// between returns a number from a up to b.
func (c *chance) between(a, b float64) float64 {
	return a + (b-a)*float64(c.next()>>11)/(1<<53)
}

// below returns a whole number from 0 up to n-1.
func (c *chance) below(n int) int { return int(c.next() % uint64(n)) }
