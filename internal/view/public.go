package view

// PublicPages are the pages everybody may see.
type PublicPages struct {
	Problem   Template[ProblemPage]
	Home      Template[HomePage]
	Search    Template[SearchPage]
	Story     Template[StoryPage]
	Removed   Template[RemovedPage]
	Units     Template[UnitsPage]
	Unit      Template[UnitPage]
	Figures   Template[FiguresPage]
	Indicator Template[IndicatorPage]
	HelpIndex Template[HelpIndexPage]
	Help      map[string]Template[TextPage] // by slug
	About     Template[TextPage]
	Privacy   Template[TextPage]
	Access    Template[TextPage]
	Pattern   Template[PatternPage]
	DeskLook  Template[PatternPage]
}

func loadPublic(l *loader) PublicPages {
	return PublicPages{
		Problem:   page[ProblemPage](l, "public/problem"),
		Home:      page[HomePage](l, "public/home"),
		Search:    page[SearchPage](l, "public/search"),
		Story:     page[StoryPage](l, "public/story"),
		Removed:   page[RemovedPage](l, "public/removed"),
		Units:     page[UnitsPage](l, "public/units"),
		Unit:      page[UnitPage](l, "public/unit"),
		Figures:   page[FiguresPage](l, "public/figures"),
		Indicator: page[IndicatorPage](l, "public/indicator"),
		HelpIndex: page[HelpIndexPage](l, "public/help"),
		Help:      helpPages(l),
		About:     textPage(l, "gioi-thieu"),
		Privacy:   textPage(l, "quyen-rieng-tu"),
		Access:    textPage(l, "tro-nang"),
		Pattern:   page[PatternPage](l, "public/pattern"),
		DeskLook:  pageIn[PatternPage](l, "desk", "public/pattern-desk"),
	}
}

// ProblemPage says that something could not be done.
type ProblemPage struct {
	Heading   string
	Message   string
	Reference string // of the log line, for a fault of ours
	BackURL   string
	BackLabel string
	Hits      []Card // what the words of the address find, where it has no page
}
