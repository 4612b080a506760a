package follow

import (
	"testing"

	"danvankheo/internal/oversight"
)

func TestTitleNamesTheMostMissingOnlyWhereThereIsOne(t *testing.T) {
	t.Parallel()
	of := func(key string, missing, expected int) oversight.Group {
		return oversight.Group{Key: key, Count: oversight.Count{Missing: missing, Expected: expected}}
	}
	names := map[string]string{"a": "Huyện A", "b": "Huyện B"}
	for _, c := range []struct {
		list []oversight.Group
		want string
	}{
		{nil, "Không nơi nào còn thiếu"},
		{[]oversight.Group{of("a", 0, 4)}, "Không nơi nào còn thiếu"},
		{[]oversight.Group{of("a", 3, 4), of("b", 2, 9)}, "Huyện A còn thiếu nhiều nhất: 3 trong 4 đơn vị"},
		{[]oversight.Group{of("a", 3, 4), of("b", 3, 9)}, "Huyện A và 1 nơi khác cùng thiếu nhiều nhất: mỗi nơi 3 đơn vị"},
	} {
		if got := mostMissing(c.list, names); got != c.want {
			t.Errorf("%q, want %q", got, c.want)
		}
	}
}
