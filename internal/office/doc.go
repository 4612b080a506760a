// Package office writes papers and tables that an office prints and signs: .docx
// laid out by Nghị định 30/2020/NĐ-CP (annex I: A4, margins, Times New Roman, the
// head with Quốc hiệu and Tiêu ngữ, the page number in the top margin, Nơi nhận
// and the signer at the foot) and .xlsx workbooks.
//
// It takes values and writes bytes: the same values give the same bytes, because
// nothing in a file depends on the clock or on the order of a map. It reads
// nothing, knows no entries and no scores, and it never invents what an office
// gives a paper: number, date and signer stay blank unless they are handed in.
// Papers of the party follow other rules and are not made here.
//
//	d := office.NewDocument("Tờ trình", office.Portrait)
//	d.Head(office.StateHead("ỦY BAN NHÂN DÂN TỈNH BẮC NINH", "SỞ NỘI VỤ", "TTr-SNV", "Bắc Ninh"))
//	d.Title("TỜ TRÌNH", "Về việc đề nghị khen thưởng")
//	d.Body("Căn cứ kết quả họp hội đồng, Sở Nội vụ kính trình.")
//	d.Foot(office.Foot{Receivers: []string{"Như trên", "Lưu: VT, XDCQ"}, Capacity: []string{"GIÁM ĐỐC"}})
//	err := d.Write(w)
package office
