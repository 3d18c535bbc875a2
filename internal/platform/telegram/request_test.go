package telegram

import (
	"strings"
	"testing"
)

func TestAButtonOfTheDeskFits(t *testing.T) {
	token := strings.Repeat("z", 24)
	data := deskData(-1<<63, token)
	group, back, ok := parseDeskData(data)
	if len(data) > maxData || !ok || group != -1<<63 || back != token {
		t.Errorf("%d bytes come back as %d, %q, %v", len(data), group, back, ok)
	}
}

// FuzzAButtonOfTheDeskReadsBack: what is read is written the same again, and a press of a
// question, whatever its number, is none of the desk's.
func FuzzAButtonOfTheDeskReadsBack(f *testing.F) {
	for _, seed := range []string{"d.-5.c12", "d.-zz.x.y", "d.5.c", "d.-.x", "d.-05.x", "d.n1", "d.r3.30", ""} {
		f.Add(seed, uint64(13), "r3.30")
	}
	f.Fuzz(func(t *testing.T, data string, question uint64, token string) {
		if group, token, ok := parseDeskData(data); ok && deskData(group, token) != data {
			t.Errorf("%q is read as %d, %q", data, group, token)
		}
		if _, _, ok := parseDeskData(pressData(question, token)); ok && !strings.HasPrefix(token, "-") {
			t.Errorf("question %d with %q reads as the desk's", question, token)
		}
	})
}
