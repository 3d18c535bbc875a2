package recur

// spanish is the vocabulary of Spanish phrases, without accents.
func spanish(words string) (token, bool) {
	t := token{}
	switch words {
	case ",":
		t.kind = comma
	case "y", "e":
		t.kind = and
	case "cada", "todos los", "todas las", "todo":
		t.kind = every
	case "a las", "a la", "alas":
		t.kind = at
	case "el", "la":
		t.kind = the
	case "los", "las":
		t.kind, t.n = the, 1
	case "de", "del":
		t.kind = of
	case "en", "dentro de":
		t.kind = inside
	case "desde", "desde el", "desde las", "desde la":
		t.kind = from
	case "a", "al", "-":
		t.kind = to
	case "entre", "entre las", "entre la":
		t.kind = between
	case "empezando", "empezando el", "comenzando", "comenzando el", "a partir de", "a partir del":
		t.kind = starting
	case "hasta", "hasta el", "hasta las", "hasta la":
		t.kind = until
	case "veces", "vez":
		t.kind = times
	case "un", "una":
		t.kind = one
	case "media hora":
		t.kind, t.n = half, 30
	case "am", "a.m.", "a. m.", "a.m":
		t.kind, t.n = dayPart, am
	case "pm", "p.m.", "p. m.", "p.m":
		t.kind, t.n = dayPart, pm
	case "media":
		t.kind, t.n = pastHour, 30
	case "menos cuarto":
		t.kind, t.n = pastHour, -15
	case "en punto":
		t.kind = pastHour
	case "solo si existe":
		t.kind = exists
	case "regla":
		t.kind = rule
	default:
		if t, ok := spanishParts(words); ok {
			return t, true
		}
		return spanishDays(words)
	}
	return t, true
}

// spanishParts reads the parts of a day, alone and with the day they are of.
func spanishParts(words string) (token, bool) {
	switch words {
	case "de la manana", "por la manana", "en la manana", "a la manana":
		return token{kind: dayPart, n: morning}, true
	case "de la tarde", "por la tarde", "en la tarde", "a la tarde":
		return token{kind: dayPart, n: afternoon}, true
	case "de la noche", "por la noche", "en la noche", "a la noche":
		return token{kind: dayPart, n: night}, true
	case "de la madrugada":
		return token{kind: dayPart, n: dawn}, true
	case "por las mananas", "en las mananas":
		return token{kind: dayPart, n: morning, sure: true}, true
	case "por las tardes", "en las tardes":
		return token{kind: dayPart, n: afternoon, sure: true}, true
	case "por las noches", "en las noches":
		return token{kind: dayPart, n: night, sure: true}, true
	case "cada manana", "todas las mananas":
		return token{kind: eachUnit, n: int(daily), part: morning}, true
	case "cada tarde", "todas las tardes":
		return token{kind: eachUnit, n: int(daily), part: afternoon}, true
	case "cada noche", "todas las noches":
		return token{kind: eachUnit, n: int(daily), part: night}, true
	case "esta manana":
		return token{kind: today, part: morning}, true
	case "esta tarde":
		return token{kind: today, part: afternoon}, true
	case "esta noche":
		return token{kind: today, part: night}, true
	}
	return token{}, false
}

func spanishDays(words string) (token, bool) {
	t := token{}
	switch words {
	case "hoy":
		t.kind = today
	case "manana":
		t.kind, t.n = today, 1
	case "pasado manana":
		t.kind, t.n = today, 2
	case "mediodia", "al mediodia", "a mediodia":
		t.kind, t.n, t.sure = clockTime, 720, true
	case "medianoche", "a medianoche", "a la medianoche":
		t.kind, t.n, t.sure = clockTime, 0, true
	case "diariamente", "a diario", "diario":
		t.kind, t.n = eachUnit, int(daily)
	case "una vez al dia":
		t.kind, t.n, t.sure = eachUnit, int(daily), true
	case "minuto", "minutos", "min":
		t.kind, t.n = unit, minute
	case "hora", "horas", "hrs", "hs":
		t.kind, t.n = unit, int(hourly)
	case "dia", "dias":
		t.kind, t.n = unit, int(daily)
	case "semana", "semanas":
		t.kind, t.n = unit, int(weekly)
	case "mes", "meses":
		t.kind, t.n = unit, int(monthly)
	case "ano", "anos":
		t.kind, t.n = unit, int(yearly)
	case "entre semana", "dias laborables", "los dias laborables":
		t.kind, t.n, t.sure = weekdaySet, workdays, true
	case "dia laborable", "dia de semana":
		t.kind, t.n = weekdaySet, workdays
	case "fin de semana":
		t.kind, t.n = weekdaySet, weekendDays
	case "fines de semana", "los fines de semana":
		t.kind, t.n, t.sure = weekdaySet, weekendDays, true
	case "primer", "primero", "primera":
		t.kind, t.n = nth, 1
	case "segundo", "segunda":
		t.kind, t.n = nth, 2
	case "tercer", "tercero", "tercera":
		t.kind, t.n = nth, 3
	case "cuarto", "cuarta":
		t.kind, t.n = nth, 4
	case "quinto", "quinta":
		t.kind, t.n = nth, 5
	case "ultimo", "ultima":
		t.kind, t.n = nth, -1
	default:
		if n := countWord(words, "dos tres cuatro cinco seis siete ocho nueve diez once doce"); n != 0 {
			return token{kind: number, n: n}, true
		}
		return spanishNames(words)
	}
	return t, true
}

// spanishNames reads days and months, whole or shortened; "mar" could be two things
// and is none.
func spanishNames(word string) (token, bool) {
	switch word {
	case "mar":
		return token{}, false
	case "sabados":
		return token{kind: dayName, n: 6, sure: true}, true
	case "domingos":
		return token{kind: dayName, n: 0, sure: true}, true
	case "sept", "setiembre":
		return token{kind: monthName, n: 9}, true
	}
	for n := range 7 {
		if shortened(word, dayNameOf(n, "es")) {
			return token{kind: dayName, n: n}, true
		}
	}
	for n := 1; n <= 12; n++ {
		if shortened(word, monthNameOf(n, "es")) {
			return token{kind: monthName, n: n}, true
		}
	}
	return token{}, false
}

func shortened(word, name string) bool {
	return foldedIs(name, word) || len(word) == 3 && len(name) > 3 && foldedIs(string([]rune(name)[:3]), word)
}
