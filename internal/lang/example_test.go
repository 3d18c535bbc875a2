package lang_test

import (
	"fmt"
	"os"

	"github.com/stillpoint-bot/stillpoint/internal/lang"
)

// A person whose platform says "es-MX" types a wish and is answered.
func Example() {
	set, problems := lang.Load(os.DirFS("../.."), "prompts/lang")
	if err := problems.Err(); err != nil {
		fmt.Println(err)
		return
	}
	es := set.At(set.Match("es-MX"))

	if control, ok := es.Control("¡Atrás, por favor!"); ok {
		fmt.Println(control == lang.Back)
	}
	fmt.Println(lang.Fill(es.Text(lang.BreathRound), "2", "6"))
	fmt.Println(es.Number(7500))
	// Output:
	// true
	// ronda 2 de 6
	// 7,5
}
