package view

import (
	"time"

	"danvankheo/internal/address"
	"danvankheo/internal/cover"
	"danvankheo/internal/edition"
	"danvankheo/internal/registry"
)

// SiteData describes the site for machines (schema.org).
func SiteData(ch Chrome) any {
	return map[string]any{
		"@context": "https://schema.org", "@type": "WebSite", "name": ch.Site.Name + " " + ch.Site.Place(),
		"url": ch.Base + "/", "inLanguage": "vi",
		"description": ch.Description,
		"publisher":   map[string]any{"@type": "GovernmentOrganization", "name": ch.Site.Owner},
		"potentialAction": map[string]any{
			"@type":       "SearchAction",
			"target":      map[string]any{"@type": "EntryPoint", "urlTemplate": ch.Base + address.Stories + "?q={search_term_string}"},
			"query-input": "required name=search_term_string",
		},
	}
}

// StoryData describes a story for machines (schema.org). A reported one says
// what it is based on.
func StoryData(ch Chrome, e *edition.Edition, unit string, trail []Crumb) any {
	article := map[string]any{
		"@type": "Article", "@id": ch.Canonical, "mainEntityOfPage": ch.Canonical, "headline": e.Headline(), "description": e.Lead(),
		"inLanguage": "vi",
		"image":      ch.Image, "articleSection": registry.FieldLabel(e.Content.Field), "isAccessibleForFree": true,
		"publisher": map[string]any{"@type": "Organization", "name": ch.Site.Name + " " + ch.Site.Place(), "url": ch.Base + "/"},
	}
	if unit != "" {
		article["author"] = map[string]any{"@type": "Organization", "name": unit}
	}
	if !e.PublishedAt.IsZero() {
		article["datePublished"] = e.PublishedAt.In(registry.Zone).Format(time.RFC3339)
		article["dateModified"] = e.ChangedAt().In(registry.Zone).Format(time.RFC3339)
	}
	if name := e.RegisteredName(); name != e.Headline() {
		article["alternativeHeadline"] = name
	}
	if e.Origin == registry.Reported {
		article["author"], article["isBasedOn"] = article["publisher"], basis(&e.Source)
	}
	if e.LeadPhoto() == nil {
		article["image"] = map[string]any{
			"@type": "ImageObject", "url": ch.Image, "caption": DrawnCaption, "digitalSourceType": cover.DigitalSource,
		}
	}
	return map[string]any{"@context": "https://schema.org", "@graph": []any{article, TrailData(ch, trail)}}
}

// basis is the article that a story of the press was read in, as far as it is known.
func basis(s *registry.Source) map[string]any {
	article := map[string]any{"@type": "NewsArticle"}
	for key, value := range map[string]string{"headline": s.Title, "url": s.URL, "datePublished": s.Date} {
		if value != "" {
			article[key] = value
		}
	}
	if s.Publisher != "" {
		article["publisher"] = map[string]any{"@type": "Organization", "name": s.Publisher}
	}
	return article
}

// TrailData describes the way to a page for machines (schema.org).
func TrailData(ch Chrome, trail []Crumb) any {
	var items []any
	for i, c := range trail {
		item := map[string]any{"@type": "ListItem", "position": i + 1, "name": c.Text}
		if c.URL != "" {
			item["item"] = ch.Base + c.URL
		}
		items = append(items, item)
	}
	return map[string]any{"@type": "BreadcrumbList", "itemListElement": items}
}
