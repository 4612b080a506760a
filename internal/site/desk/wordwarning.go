package desk

import (
	"fmt"

	"danvankheo/internal/job"
)

// compoundsShown is how many compounds are named for one phrase.
const compoundsShown = 3

// warningTexts says what may be wrong with a term.
func warningTexts(list []job.WordWarning) (out []string) {
	cut := map[string]int{}
	for _, w := range list {
		switch w.Fault {
		case job.CutsCompound:
			if cut[w.Phrase]++; cut[w.Phrase] <= compoundsShown {
				out = append(out, fmt.Sprintf("“%s” chạm vào từ ghép “%s”. Máy giữ nguyên từ ghép, "+
					"nên ở chỗ đó cách nói này không được hiểu.", w.Phrase, w.Other))
			}
		case job.OneSyllable:
			out = append(out, fmt.Sprintf("“%s” chỉ có một tiếng, thường có nhiều nghĩa: "+
				"nhiều bài không liên quan có thể chen vào.", w.Phrase))
		case job.OtherGroup:
			out = append(out, fmt.Sprintf("“%s” đã ở một nhóm khác: %s. Tìm từ này sẽ ra bài của cả hai nhóm.", w.Phrase, w.Other))
		case job.Lopsided:
			out = append(out, fmt.Sprintf("“%s” có trong %d mô hình, “%s” trong %d: bài của từ hay gặp có thể lấn át bài của từ ít gặp.",
				w.Phrase, w.Count, w.Other, w.More))
		case job.OtherMeaning:
			out = append(out, fmt.Sprintf("Hiện “%s” được hiểu là “%s”; lưu thì nghĩa này được thay.", w.Phrase, w.Other))
		}
	}
	return out
}
