package place

import (
	"strings"
)

// abbreviations are the letters that clocks show and that name no place: several mean
// two things ("CST" is Chicago, Havana and Shanghai), and each is one half of a year.
const abbreviations = ` et est edt ct cst cdt mt mst mdt pt pst pdt akst akdt hst hast hadt ast adt nst ndt
 gmt bst ist wet west cet cest met mest eet eest msk msd trt sast cat eat wat
 gst irst irdt pkt npt ict wib wita wit hkt pht sgt myt jst kst cdst awst acst acdt aest aedt nzst nzdt
 brt brst art clt clst cot pet vet bot pyt pyst uyt uyst gyt ecst cist chst sst z zulu
 hnc hne hnp hnr hae hac har hap `

// Abbreviation tells an abbreviation of a time zone or a plain distance from Greenwich
// ("CET", "PST", "GMT+2", "utc-05:30"), neither of which says where the clocks change.
// "UTC" alone is none: it is a zone of its own.
func Abbreviation(text string) bool {
	text = strings.ToLower(strings.TrimSpace(text))
	if text == "" || len(text) > 16 {
		return false
	}
	if !strings.ContainsAny(text, " \n") && strings.Contains(strings.ReplaceAll(abbreviations, "\n", ""), " "+text+" ") {
		return true
	}
	rest := text
	for _, before := range []string{"utc", "gmt"} {
		if after, is := strings.CutPrefix(text, before); is {
			rest = strings.TrimSpace(after)
		}
	}
	return distance(rest)
}

// distance tells "+2", "-05:30", "−3" and the like.
func distance(text string) bool {
	signed := false
	for _, sign := range []string{"+", "-", "−", "–", "±"} {
		if after, is := strings.CutPrefix(text, sign); is {
			text, signed = strings.TrimSpace(after), true
			break
		}
	}
	digits := strings.ReplaceAll(strings.ReplaceAll(text, ":", ""), ".", "")
	if !signed || digits == "" || len(digits) > 4 {
		return false
	}
	return strings.Trim(digits, "0123456789") == ""
}
