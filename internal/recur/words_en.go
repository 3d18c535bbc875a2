package recur

// english is the vocabulary of English phrases.
func english(words string) (token, bool) {
	t := token{}
	switch words {
	case ",":
		t.kind = comma
	case "and", "&":
		t.kind = and
	case "every", "each":
		t.kind = every
	case "other":
		t.kind = other
	case "at", "@":
		t.kind = at
	case "on":
		t.kind = on
	case "the":
		t.kind = the
	case "of":
		t.kind = of
	case "in":
		t.kind = inside
	case "from":
		t.kind = from
	case "to", "through", "thru", "-":
		t.kind = to
	case "between":
		t.kind = between
	case "starting", "starting on", "starting from", "beginning", "beginning on":
		t.kind = starting
	case "until", "till":
		t.kind = until
	case "times":
		t.kind = times
	case "a", "an":
		t.kind = one
	case "half an hour", "half hour":
		t.kind, t.n = half, 30
	case "am", "a.m.", "a.m":
		t.kind, t.n = dayPart, am
	case "pm", "p.m.", "p.m":
		t.kind, t.n = dayPart, pm
	case "half past":
		t.kind, t.n = toHour, 30
	case "quarter past", "a quarter past":
		t.kind, t.n = toHour, 15
	case "quarter to", "a quarter to":
		t.kind, t.n = toHour, -15
	case "o'clock", "o’clock", "oclock":
		t.kind = pastHour
	case "a half":
		t.kind, t.n = pastHour, 30
	case "only if it exists":
		t.kind = exists
	case "rule":
		t.kind = rule
	default:
		if t, ok := englishParts(words); ok {
			return t, true
		}
		return englishDays(words)
	}
	return t, true
}

// englishParts reads the parts of a day, alone and with the day they are of.
func englishParts(words string) (token, bool) {
	switch words {
	case "morning", "in the morning":
		return token{kind: dayPart, n: morning}, true
	case "afternoon", "in the afternoon":
		return token{kind: dayPart, n: afternoon}, true
	case "evening", "in the evening":
		return token{kind: dayPart, n: evening}, true
	case "night", "at night":
		return token{kind: dayPart, n: night}, true
	case "mornings":
		return token{kind: dayPart, n: morning, sure: true}, true
	case "afternoons":
		return token{kind: dayPart, n: afternoon, sure: true}, true
	case "evenings":
		return token{kind: dayPart, n: evening, sure: true}, true
	case "nights":
		return token{kind: dayPart, n: night, sure: true}, true
	case "every morning", "each morning":
		return token{kind: eachUnit, n: int(daily), part: morning}, true
	case "every afternoon", "each afternoon":
		return token{kind: eachUnit, n: int(daily), part: afternoon}, true
	case "every evening", "each evening":
		return token{kind: eachUnit, n: int(daily), part: evening}, true
	case "every night", "each night", "nightly":
		return token{kind: eachUnit, n: int(daily), part: night}, true
	case "this morning":
		return token{kind: today, part: morning}, true
	case "this afternoon":
		return token{kind: today, part: afternoon}, true
	case "this evening":
		return token{kind: today, part: evening}, true
	case "tonight":
		return token{kind: today, part: night}, true
	}
	return token{}, false
}

func englishDays(words string) (token, bool) {
	t := token{}
	switch words {
	case "today":
		t.kind = today
	case "tomorrow":
		t.kind, t.n = today, 1
	case "day after tomorrow", "the day after tomorrow":
		t.kind, t.n = today, 2
	case "noon":
		t.kind, t.n, t.sure = clockTime, 720, true
	case "midnight":
		t.kind, t.n, t.sure = clockTime, 0, true
	case "daily", "everyday":
		t.kind, t.n = eachUnit, int(daily)
	case "once a day":
		t.kind, t.n, t.sure = eachUnit, int(daily), true
	case "hourly":
		t.kind, t.n = eachUnit, int(hourly)
	case "weekly":
		t.kind, t.n = eachUnit, int(weekly)
	case "monthly":
		t.kind, t.n = eachUnit, int(monthly)
	case "yearly":
		t.kind, t.n = eachUnit, int(yearly)
	case "minute", "minutes", "min", "mins":
		t.kind, t.n = unit, minute
	case "hour", "hours":
		t.kind, t.n = unit, int(hourly)
	case "day", "days":
		t.kind, t.n = unit, int(daily)
	case "week", "weeks":
		t.kind, t.n = unit, int(weekly)
	case "month", "months":
		t.kind, t.n = unit, int(monthly)
	case "year", "years":
		t.kind, t.n = unit, int(yearly)
	case "weekday":
		t.kind, t.n = weekdaySet, workdays
	case "weekdays":
		t.kind, t.n, t.sure = weekdaySet, workdays, true
	case "weekend":
		t.kind, t.n = weekdaySet, weekendDays
	case "weekends":
		t.kind, t.n, t.sure = weekdaySet, weekendDays, true
	case "first":
		t.kind, t.n = nth, 1
	case "second":
		t.kind, t.n = nth, 2
	case "third":
		t.kind, t.n = nth, 3
	case "fourth":
		t.kind, t.n = nth, 4
	case "fifth":
		t.kind, t.n = nth, 5
	case "last":
		t.kind, t.n = nth, -1
	default:
		if n := countWord(words, "two three four five six seven eight nine ten eleven twelve"); n != 0 {
			return token{kind: number, n: n}, true
		}
		return englishNames(words)
	}
	return t, true
}

// Masks of weekdays, Sunday bit 0.
const (
	workdays    = 0b0111110
	weekendDays = 0b1000001
)

// englishNames reads days and months, whole or as three letters. A day's plural is
// sure to mean every week.
func englishNames(word string) (token, bool) {
	switch word {
	case "tues":
		return token{kind: dayName, n: 2}, true
	case "thur", "thurs":
		return token{kind: dayName, n: 4}, true
	case "sept":
		return token{kind: monthName, n: 9}, true
	}
	for n := range 7 {
		name := dayNameOf(n, "en")
		if foldedIs(name, word) || len(word) == 3 && foldedIs(name[:3], word) {
			return token{kind: dayName, n: n}, true
		}
		if len(word) == len(name)+1 && word[len(name)] == 's' && foldedIs(name, word[:len(name)]) {
			return token{kind: dayName, n: n, sure: true}, true
		}
	}
	for n := 1; n <= 12; n++ {
		name := monthNameOf(n, "en")
		if foldedIs(name, word) || len(word) == 3 && foldedIs(name[:3], word) {
			return token{kind: monthName, n: n}, true
		}
	}
	return token{}, false
}
