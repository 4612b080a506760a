package address

import "danvankheo/internal/registry"

// What everybody may read.
const (
	Home          = "/"
	About         = "/gioi-thieu"
	Privacy       = "/quyen-rieng-tu"
	Accessibility = "/tro-nang"

	Stories                       = "/mo-hinh"
	StoriesOf  One[registry.Year] = "/mo-hinh/:year"
	Story      ofStory            = "/mo-hinh/:year/:slug"
	Units                         = "/don-vi"
	Unit       ofUnit             = "/don-vi/:code"
	Figures                       = "/so-lieu"
	FigurePart One[string]        = "/so-lieu/:part" // an indicator's code, or a file

	Help                 = "/huong-dan"
	HelpPage One[string] = "/huong-dan/:slug"

	Cover One[string]                   = "/bia/:file"
	Photo Two[registry.PhotoID, string] = "/anh/:id/:size"

	Suggest     = "/goi-y"
	Pattern     = "/mau"
	PatternDesk = "/mau/lam-viec"
	SiteMap     = "/sitemap.xml"
	Robots      = "/robots.txt"
)

// What newsrooms take away.
const (
	StoryPack       ofStory                                     = "/mo-hinh/:year/:slug/goi-bao-chi.zip"
	StoryPart       Three[registry.Year, registry.Slug, string] = "/mo-hinh/:year/:slug/tai/:file"
	StoryPhoto      Three[registry.Year, registry.Slug, string] = "/mo-hinh/:year/:slug/anh/:file"
	StoryQRSVG      ofStory                                     = "/mo-hinh/:year/:slug/qr.svg"
	StoryQRPNG      ofStory                                     = "/mo-hinh/:year/:slug/qr.png"
	StoryPlacard    ofStory                                     = "/mo-hinh/:year/:slug/bien-a5"
	StorySpread     ofStory                                     = "/mo-hinh/:year/:slug/lan-toa"
	StorySpreadSVG  ofStory                                     = "/mo-hinh/:year/:slug/lan-toa.svg"
	StorySpreadPNG  ofStory                                     = "/mo-hinh/:year/:slug/lan-toa.png"
	StorySpreadXLSX ofStory                                     = "/mo-hinh/:year/:slug/lan-toa.xlsx"
	StoriesPack                                                 = "/mo-hinh/goi-bao-chi.zip"

	PressRoom   = "/bao-chi"
	PressChoose = "/bao-chi/chon"
	PressPack   = "/bao-chi/goi-bao-chi.zip"
	PressLeads  = "/bao-chi/goi-y-de-tai"

	FeedAtom                        = "/feed.atom"
	FeedRSS                         = "/feed.rss"
	FeedJSON                        = "/feed.json"
	PrivateFeed Two[string, string] = "/feed/rieng/:secret/:file"

	OEmbed                  = "/oembed"
	Card        ofStory     = "/nhung/:year/:slug"
	Collections             = "/bo-suu-tap"
	Collection  One[string] = "/bo-suu-tap/:slug"
)

// Feed is the feed with an ending of press.Forms.
func Feed(ending string) string { return "/feed." + ending }
