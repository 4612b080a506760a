package address

import "danvankheo/internal/registry"

// What programs read.
const (
	APIDescription                        = "/api/v1/openapi.json"
	APIEntries                            = "/api/v1/entries"
	APIEntry       ofEntry                = "/api/v1/entries/:id"
	APISubmit      ofEntry                = "/api/v1/entries/:id/submit"
	APIPhotos      ofEntry                = "/api/v1/entries/:id/photos"
	APIClaim       ofEntry                = "/api/v1/entries/:id/claim"
	APISuggest                            = "/api/v1/suggest"
	APIUnits                              = "/api/v1/units"
	APIUnit        One[registry.UnitCode] = "/api/v1/units/:code"
	APIStats                              = "/api/v1/stats"

	Alive   = "/healthz"
	Ready   = "/readyz"
	Metrics = "/metrics"
	Favicon = "/favicon.ico"
	Static  = "/static/*"
)
