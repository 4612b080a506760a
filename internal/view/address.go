package view

import (
	"net/url"
	"slices"
)

// WithQuery is an address with the parameters that are not empty; it drops the
// others from v.
func WithQuery(path string, v url.Values) string {
	for key, list := range v {
		if list = slices.DeleteFunc(list, func(s string) bool { return s == "" }); len(list) == 0 {
			delete(v, key)
		} else {
			v[key] = list
		}
	}
	if len(v) == 0 {
		return path
	}
	return path + "?" + v.Encode()
}
