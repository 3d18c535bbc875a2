package load

import (
	"embed"
	"fmt"
	"math/rand/v2"
	"strings"
)

// Prompts is the folder of the one script that is played.
//
//go:embed prompts
var Prompts embed.FS

// questions is how many questions the script asks. Each begins with its number.
const questions = 8

// command is what begins the script.
const command = "load"

// answer is how one question is answered: a button is pressed, or something typed.
type answer struct {
	press bool
	words string // the button's label, or what is typed
	shown string // how the last line says it back
}

// checkin is what one person answers in one round, by question from 0.
type checkin [questions]answer

// newCheckin draws the answers of a round. The free words name the person and the
// round, so that an answer that reached somebody else shows.
func newCheckin(person, round int, random *rand.Rand) checkin {
	mood := fmt.Sprint(random.IntN(11))
	sleep := []string{"4", "5.5", "7", "7.5", "9"}[random.IntN(5)]
	place := []string{"At home", "At work", "Outside", "On the way"}[random.IntN(4)]
	rested := []string{"Yes", "No"}[random.IntN(2)]
	good := fmt.Sprintf("tea number %d of round %d", person, round)
	parts := [][2]string{{"head and chest", "Head, Chest"}, {"neck", "Neck"}, {"neck and belly", "Neck, Belly"}}[random.IntN(3)]
	bed := fmt.Sprintf("%d:%02d", 20+random.IntN(4), 5*random.IntN(12))
	note := fmt.Sprintf("line %d of round %d", random.IntN(1000), round)
	return checkin{
		{press: true, words: mood, shown: mood},
		{words: sleep, shown: sleep},
		{press: true, words: place, shown: place},
		{press: true, words: rested, shown: rested},
		{words: good, shown: good},
		{words: parts[0], shown: parts[1]},
		{words: bed, shown: bed},
		{words: note, shown: note},
	}
}

// expected is the message that comes after so many answers.
func (c checkin) expected(answers int) wish {
	if answers < questions {
		return wish{text: fmt.Sprintf("%d of %d:", answers+1, questions)}
	}
	all := make([]string, questions)
	for i, a := range c {
		all[i] = a.shown
	}
	return wish{text: "Kept: " + strings.Join(all, " · "), whole: true}
}
