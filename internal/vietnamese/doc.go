// Package vietnamese knows how Vietnamese is written: normal forms, tone
// placement, folding without marks, syllables, keyboard codes, numbers in digits
// and in words, units, abbreviations, synonyms and alphabetical order.
//
// It is pure: text in, text out. It reads no file, keeps no state that a caller
// can see, and never guesses at meaning; which of two readings of a word is the
// right one is decided by those who know the texts (package search).
//
// Three forms of a word are used throughout:
//
//   - written: as the author typed it;
//   - canonical ([Canonical]): NFC, lower case, one place for the tone mark
//     (hòa, never hoà), i for a lone y after h k l m s t v qu (kĩ, lí, quí);
//   - folded ([Fold]): no marks at all, đ as d.
//
// Sources of the rules: Quyết định 240/QĐ (5/3/1984) of the Ministry of
// Education on spelling, which gives both placements of the tone mark and the
// rule on i and y; Quyết định 1989/QĐ-BGDĐT (25/5/2018), which settles the new
// placement for school books; TCVN 5712 and TCVN 6909:2001 for the letters; the
// Telex and VNI typing methods as their users know them. Numbers follow the
// common Vietnamese usage: a dot groups thousands, a comma starts decimals.
//
//	vietnamese.Fold("Giải phóng mặt bằng")        // "giai phong mat bang"
//	vietnamese.Slug("Hũ gạo tình thương, năm 2")  // "hu-gao-tinh-thuong-nam-2"
//	vietnamese.Canonical("Thuỷ lợi")              // "thủy lợi"
package vietnamese
