package shell

import (
	"net/url"
	"strings"
)

const (
	ChooseMine = "minh"
)

const (
	ChooseTheirs = "kia"
)

const (
	ChooseBoth = "ca-hai"
)

func Chosen(v url.Values) map[string]string {
	out := map[string]string{}
	for key := range v {
		if name, ok := strings.CutPrefix(key, "chon."); ok {
			out[name] = v.Get(key)
		}
	}
	return out
}
