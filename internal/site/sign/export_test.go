package sign

// NextOf is where somebody goes after signing in, for the fuzz test.
func NextOf(to string) string { return nextOf(to) }
