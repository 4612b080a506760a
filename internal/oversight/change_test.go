package oversight_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"danvankheo/internal/oversight"
	"danvankheo/internal/registry"
)

// Whatever changes after the figures were frozen is a line of "điều chỉnh sau
// chốt": each row makes one change and lists every line it must give.
func TestWhatChangedAfterFreezingIsListed(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name   string
		change func(before, after *oversight.Frozen)
		want   []string
	}{
		{"nothing", func(_, _ *oversight.Frozen) {}, nil},
		{"a sum", func(_, f *oversight.Frozen) { f.Sums[0].Sum = 1400 }, []string{
			"Chỉ số|Đất hiến|1.306,5 m², 3 mô hình, 2 được xác nhận hiệu quả|1.400 m², 3 mô hình, 2 được xác nhận hiệu quả|0",
		}},
		{"how many models a sum is of", func(_, f *oversight.Frozen) { f.Sums[0].Entries = 4 }, []string{
			"Chỉ số|Đất hiến|1.306,5 m², 3 mô hình, 2 được xác nhận hiệu quả|1.306,5 m², 4 mô hình, 2 được xác nhận hiệu quả|0",
		}},
		{"how many of them are confirmed", func(_, f *oversight.Frozen) { f.Sums[0].Sure = 3 }, []string{
			"Chỉ số|Đất hiến|1.306,5 m², 3 mô hình, 2 được xác nhận hiệu quả|1.306,5 m², 3 mô hình, 3 được xác nhận hiệu quả|0",
		}},
		{"the median of a ratio", func(b, f *oversight.Frozen) {
			b.Sums[0].Aggregate, f.Sums[0].Aggregate = registry.Ratio.String(), registry.Ratio.String()
			f.Sums[0].Median, f.Sums[0].Sum = 8, 1
		}, []string{"Chỉ số|Đất hiến|7 m², 3 mô hình, 2 được xác nhận hiệu quả|8 m², 3 mô hình, 2 được xác nhận hiệu quả|0"}},
		{"the newest of what has only a last value", func(b, f *oversight.Frozen) {
			b.Sums[0].Aggregate, f.Sums[0].Aggregate = registry.Last.String(), registry.Last.String()
			f.Sums[0].Newest, f.Sums[0].Sum = 10, 1
		}, []string{"Chỉ số|Đất hiến|9 m², 3 mô hình, 2 được xác nhận hiệu quả|10 m², 3 mô hình, 2 được xác nhận hiệu quả|0"}},
		{"an indicator that is new", func(b, _ *oversight.Frozen) { b.Sums = nil }, []string{
			"Chỉ số|Đất hiến||1.306,5 m², 3 mô hình, 2 được xác nhận hiệu quả|0",
		}},
		{"an indicator that is gone", func(_, f *oversight.Frozen) { f.Sums = nil }, []string{
			"Chỉ số|Đất hiến|1.306,5 m², 3 mô hình, 2 được xác nhận hiệu quả||0",
		}},
		{"the same indicator over another period is another line", func(_, f *oversight.Frozen) { f.Sums[0].Period = "luy-ke" }, []string{
			"Chỉ số|Đất hiến|1.306,5 m², 3 mô hình, 2 được xác nhận hiệu quả||0", "Chỉ số|Đất hiến||1.306,5 m², 3 mô hình, 2 được xác nhận hiệu quả|0",
		}},
		{"a report confirmed", func(_, f *oversight.Frozen) { f.Models[1].Result = registry.Effective.String() }, []string{
			"Số liệu|Được xác nhận hiệu quả|2|3|0",
			"Mô hình|Mô hình 2 (số DVK-2)|Xã A, Kinh tế, Điển hình cá nhân, Tiếp tục năm trước, Đã tiếp nhận, Đã gửi báo cáo|" +
				"Xã A, Kinh tế, Điển hình cá nhân, Tiếp tục năm trước, Đã tiếp nhận, Xác nhận hiệu quả|2",
		}},
		{"a recognition and a commendation", func(_, f *oversight.Frozen) {
			f.Models[5].Recognitions = append(slices.Clone(f.Models[5].Recognitions), oversight.Paper{Level: "tinh"})
			f.Models[5].Commendations = []oversight.Paper{{}}
		}, []string{
			"Số liệu|Công nhận cấp tỉnh|1|2|0", "Số liệu|Được khen thưởng|1|2|0",
			"Mô hình|Mô hình 6 (số DVK-6)|Xã C, Xã hội, Mô hình tập thể, Mới, Đã tiếp nhận, Xác nhận hiệu quả, 1 công nhận|" +
				"Xã C, Xã hội, Mô hình tập thể, Mới, Đã tiếp nhận, Xác nhận hiệu quả, 2 công nhận, 1 khen thưởng|6",
		}},
		{"a model that is gone", func(_, f *oversight.Frozen) { f.Models = f.Models[1:] }, []string{
			"Số liệu|Đăng ký|6|5|0", "Số liệu|Đăng ký bổ sung (sau hạn)|1|0|0", "Số liệu|Lĩnh vực kinh tế|3|2|0",
			"Số liệu|Mô hình tập thể|5|4|0", "Số liệu|Mới|4|3|0",
			"Mô hình|Mô hình 1 (số DVK-1)|Xã A, Kinh tế, Mô hình tập thể, Mới, Trả lại, Chưa có báo cáo||1",
		}},
		{"a unit that came in late", func(_, f *oversight.Frozen) { f.Units[3].Register = "cham" }, []string{
			"Số liệu|Đơn vị đã đăng ký|3|4|0", "Số liệu|Đăng ký chậm|1|2|0", "Số liệu|Đơn vị chưa đăng ký|1|0|0",
			"Đơn vị|Xã Dương|đăng ký chưa có, báo cáo chưa có|đăng ký chậm, báo cáo chưa có|0",
		}},
		{"a unit that owes nothing any more", func(_, f *oversight.Frozen) { f.Units[4].Owes = false }, []string{
			"Số liệu|Đơn vị phải đăng ký|5|4|0", "Số liệu|Đơn vị được miễn|1|0|0",
			"Đơn vị|Xã Em|đăng ký được miễn, báo cáo được miễn|không bắt buộc|0",
		}},
		{"a unit in time", func(_, f *oversight.Frozen) { f.Units[1].Report = "dung-han" }, []string{
			"Đơn vị|Phường Bình|đăng ký chậm, báo cáo chậm|đăng ký chậm, báo cáo đúng hạn|0",
		}},
		{"a new unit", func(b, _ *oversight.Frozen) { b.Units = b.Units[:5] }, []string{"Đơn vị|Đơn vị ngoài danh sách||không bắt buộc|0"}},
		{"words of a unit's report", func(_, f *oversight.Frozen) { f.Selfs[0].Text.Leadership = "Khác" }, []string{
			"Báo cáo năm|Xã An|" + registry.SelfSent.Label() + "|" + registry.SelfSent.Label() + ", đã sửa nội dung|0",
		}},
		{"the state of a unit's report", func(_, f *oversight.Frozen) {
			f.Selfs[0].State, f.Selfs[0].Text.Leadership = registry.SelfReturned.String(), "Khác"
		}, []string{"Báo cáo năm|Xã An|" + registry.SelfSent.Label() + "|" + registry.SelfReturned.Label() + "|0"}},
		{"a unit's report that is new", func(b, _ *oversight.Frozen) { b.Selfs = b.Selfs[1:] }, []string{
			"Báo cáo năm|Xã An||" + registry.SelfSent.Label() + "|0",
		}},
	} {
		before, after := frozen(), frozen()
		c.change(&before, &after)
		var got []string
		for _, x := range oversight.Changes(&before, &after) {
			got = append(got, strings.Join([]string{x.What, x.Label, x.Before, x.After, fmt.Sprint(x.Entry)}, "|"))
		}
		if c.name == "the same indicator over another period is another line" {
			slices.Sort(got)
			slices.Sort(c.want)
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s:\n got %s\nwant %s", c.name, strings.Join(got, "\n     "), strings.Join(c.want, "\n     "))
		}
	}
}

// Lines come in an order of their own, whatever the lists were in.
func TestChangesComeInOrder(t *testing.T) {
	t.Parallel()
	before, after := frozen(), frozen()
	for i := range after.Models {
		after.Models[i].UnitName = "Xã khác"
	}
	slices.Reverse(after.Models)
	for range 16 { // the two sides are joined in a map
		var got []registry.EntryID
		for _, c := range oversight.Changes(&before, &after) {
			got = append(got, c.Entry)
		}
		if fmt.Sprint(got) != "[1 2 3 4 5 6]" {
			t.Fatalf("models in the order %v", got)
		}
	}
}
