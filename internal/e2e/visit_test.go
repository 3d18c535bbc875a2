package e2e_test

import (
	"strings"
	"testing"

	"github.com/stillpoint-bot/stillpoint/internal/platform/discord/discordtest"
)

// What people hear and press in the shipped scripts.
var (
	mayIKeep  = both{"May I keep your answers and notes?", "¿Puedo guardar tus respuestas y notas?"}
	areKept   = both{"Your answers and notes are kept from now on", "Desde ahora se guardan tus respuestas"}
	yes       = both{"Yes", "Sí"}
	mood      = both{"How is your mood right now?", "¿Cómo está tu ánimo ahora mismo?"}
	fewMore   = both{"There are a few more questions", "Hay unas preguntas más"}
	more      = both{"A few more questions", "Unas preguntas más"}
	energy    = both{"How much energy", "¿Cuánta energía"}
	stress    = both{"How much stress", "estrés hubo hoy"}
	pain      = both{"How much pain", "dolor hay ahora mismo"}
	area      = both{"Where in your body", "¿En qué parte del cuerpo"}
	shoulders = both{"Neck and shoulders", "Cuello y hombros"}
	sensation = both{"Which word comes closest there?", "¿Qué palabra se acerca más a lo que notas ahí?"}
	feeling   = both{"Naming a feeling", "Ponerle nombre"}
	skip      = both{"Skip", "Saltar"}
	addWords  = both{"Would you like to add a few words", "¿Quieres añadir unas palabras"}
	enough    = both{"That is enough", "Así está bien"}
	checkedIn = both{"Thank you for checking in", "Gracias por pasarte"}
	isKept    = both{"This note is kept encrypted", "Esta nota se guarda cifrada"}
	caution   = both{"Skip holds if you are pregnant", "No aguantes el aire en un embarazo"}
	holdsFine = both{"Holds are fine", "Aguantar el aire está bien"}
	tense     = both{"Before it starts, how tense", "Antes de empezar, ¿cuánta tensión"}
	breaths   = both{"Small, quiet breaths", "Respira poco y suave"}
	andNow    = both{"And now, how tense", "Y ahora, ¿cuánta tensión"}
	exported  = both{"everything I have kept for you", "todo lo que he guardado para ti"}
	sure      = both{"Delete everything now?", "¿Borrar todo ahora?"}
	forgotten = both{"Everything I kept about you is deleted.", "Todo lo que había guardado sobre ti está borrado."}
)

// agrees is the first contact, and a yes.
func agrees() act {
	return acts(commands("start"), hears(mayIKeep), presses(yes), hears(areKept))
}

// checksIn is an evening check-in by buttons alone.
func checksIn() act {
	return acts(
		commands("evening"), hears(mood), presses(same("7")), hears(fewMore), presses(more),
		hears(energy), presses(same("6")), hears(stress), presses(same("3")), hears(pain), presses(same("0")),
		hears(area), presses(shoulders), hears(sensation), presses(skip), hears(feeling), presses(skip),
		hears(addWords), presses(enough), hears(checkedIn),
	)
}

// breathes begins to breathe with the pacer and leaves it early.
func breathes() act {
	return acts(
		commands("breathe"), hears(caution), presses(holdsFine), hears(tense), presses(same("5")),
		hears(breaths), presses(skip), hears(andNow), presses(same("3")), hears(saved),
	)
}

func TestSixPeopleOnTwoPlatformsVisitAtOnceEachInTheirLanguage(t *testing.T) {
	t.Parallel()
	h := onRedis(t)
	room := h.discord.Guild("", "en-US").Channel("")
	passer := h.discord.Person("", "en-US")
	passer.Visit(room)
	h.serve()
	people := []*person{
		h.onTelegram(1, "en"), h.onTelegram(2, "es"), h.onTelegram(3, "es"),
		h.onDiscord(1, "en", discordtest.Place{}), h.onDiscord(2, "es", discordtest.Place{}), h.onDiscord(3, "es", room),
	}
	words := both{"A blackbird sang, and I listened.", "Cantó un mirlo y me quedé a escucharlo."}
	together(t, people, agrees(), checksIn(), breathes(),
		commands("journal"), hears(isKept), hears(same("")), says(words), hears(saved),
		commands("export"), hears(exported))
	for _, p := range people {
		file := string(p.last().file)
		for _, part := range []string{words.in(p.lang), `"mood": 7`, `"energy": 6`, `"pain": 0`, `"neck-shoulders"`, `"before": 5`, `"after": 3`} {
			if !strings.Contains(file, part) {
				t.Errorf("what somebody on %s exported holds no %s:\n%s", p.key(), part, file)
			}
		}
	}
	together(t, people, commands("delete"), hears(sure), presses(yes), hears(forgotten))
	for _, p := range people {
		h.speaks(p)
		h.forgets(p)
	}
	if passer.Waiting() != 0 {
		t.Error("somebody else in the room saw what was said")
	}
}
