package safety_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
)

func TestOtherLanguagesWithTheirPlainestWords(t *testing.T) {
	look(t, map[chat.Signal][]string{
		chat.Crisis: {
			"quero morrer", "não quero mais viver", "vou me matar", "tenho pensamentos suicidas",
			"je veux en finir", "j'ai envie de mourir", "je ne veux plus me réveiller", "je vais me tuer",
			"ich möchte nicht mehr leben", "ich denke an Selbstmord", "ich will mich umbringen", "ich wünschte, ich wäre tot",
			"хочу покончить с собой", "не хочу жить", "я хочу убить себя", "думаю о суициде",
			"मैं मरना चाहती हूँ", "main marna chahta hoon", "jeene ka mann nahi karta",
		},
		chat.NoSignal: {
			"não quero morrer", "morri de rir", "meu telefone morreu",
			"je ne veux pas mourir", "je meurs de faim", "tuer le temps",
			"ich will nicht sterben", "ich sterbe vor Hunger", "das bringt mich um den Schlaf",
			"я не хочу умирать", "умираю со смеху", "телефон умер",
			"main thak gaya", "मुझे भूख लगी है",
		},
	})
}

func TestEveryPackIsTriedWhateverTheLanguage(t *testing.T) {
	look(t, map[chat.Signal][]string{chat.Crisis: {
		"hello, quiero morir",
		"hola, i want to die",
		"today was ok. je veux mourir.",
	}})
}

func TestALongTextIsSeenFromBothEnds(t *testing.T) {
	filler := strings.Repeat("it was a day like any other and we walked by the river. ", 2000)
	look := shipped().Look
	if got := look("I want to die. " + filler); got != chat.Crisis {
		t.Errorf("at the start: %v", got)
	}
	if got := look(filler + "I want to die."); got != chat.Crisis {
		t.Errorf("at the end: %v", got)
	}
	if got := look(filler); got != chat.NoSignal {
		t.Errorf("with nothing in it: %v", got)
	}
}

func TestOneGuardServesManyAtOnce(t *testing.T) {
	done := make(chan chat.Signal)
	for range 8 {
		go func() {
			last := chat.NoSignal
			for range 200 {
				last = shipped().Look("I would never kill myself, but I want to die")
			}
			done <- last
		}()
	}
	for range 8 {
		if got := <-done; got != chat.Crisis {
			t.Errorf("got %v", got)
		}
	}
}

func FuzzLook(f *testing.F) {
	for _, seed := range []string{
		"", " ", "i want to die", "k i l l m y s e l f", "\xff\xfe", "s\u200bu\u0301icide", "!!!", "i!i!i!", "****",
		strings.Repeat("not ", 500), strings.Repeat("i want to ", 300), strings.Repeat("a b c ", 300), "आत्महत्या", "ﷺ𝓭𝓲𝓮",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		first := shipped().Look(text)
		if first != shipped().Look(text) {
			t.Error("the same text gives two signals")
		}
		if _, ok := chat.ParseSignal(first.String()); !ok {
			t.Errorf("an unknown signal %d", first)
		}
		if utf8.ValidString(text) && len(text) < 4096 && shipped().Look(text+"\n\nI want to die") < chat.Crisis {
			t.Error("a sentence of its own is not seen behind this text")
		}
	})
}

// typical are messages of 10 to 40 words.
func typical() []string {
	return []string{
		"I slept badly and work was a lot today, my manager moved the deadline again and I feel a bit on edge about it",
		"pretty calm actually, went for a walk with my sister and we talked about her new flat and the garden they want",
		"hoy me siento algo mejor que ayer, dormí bien y salí a caminar con mi perro por el parque",
		"I am not suicidal but some days I think about what it would be like if I could just stop for a while and rest, you know",
	}
}

func BenchmarkLook(b *testing.B) {
	g, texts := shipped(), typical()
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		g.Look(texts[i%len(texts)])
	}
}

func BenchmarkLookHostile(b *testing.B) {
	g := shipped()
	text := strings.Repeat("i just really not want to kill ", 2000)
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		g.Look(text)
	}
}
