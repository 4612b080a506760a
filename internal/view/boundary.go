package view

import "fmt"

// BoundaryPage is where an admin takes in the boundaries of the communes, and
// sees what was matched and what was not.
type BoundaryPage struct {
	Errors  *ErrorSummary
	State   Notice
	File    Field
	Matched *Table
	Missing []Link // communes without a boundary
	Unknown *Table // what the last file held that is no commune
}

// BoundaryState says which map is shown and why.
func BoundaryState(have, all int) Notice {
	switch {
	case have == 0:
		return Notice{Heading: "Đang dùng bản đồ ô", Text: "Mỗi xã, phường là một ô. Gửi tệp GeoJSON ranh giới để trang dùng bản đồ thật."}
	case have < all:
		return Notice{
			Tone:    "wait",
			Heading: fmt.Sprintf("Đã có ranh giới của %d trong %d xã, phường", have, all),
			Text:    "Trang vẫn dùng bản đồ ô cho đến khi đủ, để không nơi nào vắng mặt trên bản đồ. Gửi thêm tệp có các nơi còn thiếu.",
		}
	}
	return Notice{Tone: "ok", Heading: fmt.Sprintf("Đang dùng bản đồ thật, đủ %d xã, phường", all)}
}
