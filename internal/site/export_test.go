package site

// Routes lists every route in order, for the tests that walk them all.
func Routes(deps Deps) ([]Route, error) {
	mux, err := wire(Config{}, deps)
	if err != nil {
		return nil, err
	}
	return mux.Routes(), nil
}
