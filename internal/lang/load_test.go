package lang_test

import (
	"os"
	"testing"

	"github.com/stillpoint-bot/stillpoint/internal/lang"
)

// house is the languages as they are shipped.
func house(t testing.TB) *lang.Set {
	t.Helper()
	set, problems := lang.Load(os.DirFS("../.."), "prompts/lang")
	if len(problems) > 0 {
		t.Fatalf("the languages of the house have mistakes:\n%s", problems.Error())
	}
	return set
}

func TestTheLanguagesOfTheHouseLoadWithoutAMistake(t *testing.T) {
	set := house(t)
	var codes []string
	for _, l := range set.All() {
		codes = append(codes, l.Code+" "+l.Name+" "+l.Decimal)
	}
	if len(codes) < 2 || codes[0] != "en English ." || codes[1] != "es Español ," {
		t.Errorf("languages: %q", codes)
	}
}
