package api

import (
	_ "embed"
	"net/http"

	"danvankheo/internal/site/shell"
)

// openAPI describes every call under /api/v1 (OpenAPI 3.1); a test holds it
// against the routes.
//
//go:embed openapi.json
var openAPI []byte

// describe answers with the description of the API.
func (h *Area) describe(c *shell.Context) error {
	if v, err := parameters(c); v == nil {
		return err
	}
	return c.JSONBlob(http.StatusOK, openAPI)
}
