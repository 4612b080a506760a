// Package web embeds what the browser gets: templates, styles, scripts, icons
// and the help texts.
package web

import "embed"

// Files holds the folders templates, static and help.
//
//go:embed templates static help
var Files embed.FS
