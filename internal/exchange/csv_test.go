package exchange_test

import (
	"bytes"
	"testing"

	"danvankheo/internal/exchange"
	"danvankheo/internal/registry"
)

// The one form of CSV: plain numbers that no program takes for others.
func TestCSVHasOneForm(t *testing.T) {
	var b bytes.Buffer
	err := exchange.WriteCSV(&b, [][]any{
		{"Chữ", "Số"},
		{"a, \"b\"\nc", 1306.5}, {"=1+1", 10150.0}, {"-5", -5.25}, {nil, 1.125}, {true, 0.30000000000000004}, {registry.Year(2026), 1e15},
		{registry.Date("2026-03-31"), exchange.NumberOf("10.150,5")}, {"+84", exchange.NumberOf("khoảng 20")},
		{registry.Fraction(2, 3), 70},
	})
	want := "\ufeffChữ,Số\n\"a, \"\"b\"\"\nc\",1306.5\n'=1+1,10150\n'-5,-5.25\n,1.1250\n1,0.3\n2026,1000000000000000\n" +
		"2026-03-31,10150.5\n'+84,khoảng 20\n0.666667,70\n"
	if err != nil || b.String() != want {
		t.Errorf("got %q, %v\nwant %q", b.String(), err, want)
	}
}

// A number in the one form is read back as itself, whatever its decimals.
func TestAPlainNumberReadsBackAsItself(t *testing.T) {
	for _, v := range []float64{1250, 1306.5, 0.125, 1.125, 1250.125, -1000, -1.5, 97.5, 10150, 10.15, 0.000001, 123456.789, 1e15} {
		if got, ok := registry.Amount(exchange.CSVCell(v)).Value(); !ok || got != v {
			t.Errorf("%v is written %s and read %v", v, exchange.CSVCell(v), got)
		}
	}
}
