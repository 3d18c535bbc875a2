package safety_test

import (
	"testing"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
)

// look runs a table: for each signal the sentences that have to give it.
func look(t *testing.T, table map[chat.Signal][]string) {
	t.Helper()
	for want, sentences := range table {
		for _, text := range sentences {
			t.Run(want.String()+"/"+text, func(t *testing.T) {
				if got := shipped().Look(text); got != want {
					t.Errorf("%q gives %v, want %v", text, got, want)
				}
			})
		}
	}
}

// lookAny runs sentences for which either crisis tier is right.
func lookAny(t *testing.T, sentences []string) {
	t.Helper()
	for _, text := range sentences {
		t.Run(text, func(t *testing.T) {
			if got := shipped().Look(text); got != chat.Crisis && got != chat.CrisisMaybe {
				t.Errorf("%q gives %v, want one of the crisis tiers", text, got)
			}
		})
	}
}

func TestEnglishWordsThatLeaveNoDoubt(t *testing.T) {
	look(t, map[chat.Signal][]string{chat.Crisis: {
		"I want to kill myself",
		"im gonna hang myself tonight",
		"Honestly I have been thinking about ending my life.",
		"i keep thinking about killing myself and it scares me",
		"I really, truly want to die",
		"i just wish i was dead",
		"I wish I wasn't alive",
		"I'd be better off dead",
		"I do not want to live any more",
		"I don't wanna be alive",
		"I can't keep living like this, there is no reason to live",
		"there's no point in being alive",
		"My life is not worth living.",
		"i have nothing left to live for",
		"I've been feeling suicidal since Monday",
		"the suicidal thoughts are back",
		"I have written a suicide note",
		"I have a plan to end it tonight",
		"nobody would care if I died",
		"my family would be better off without me",
		"I hope I don't wake up tomorrow",
		"I want to fall asleep and never wake up",
		"I cut myself again last night",
		"I want to cut myself so badly",
		"the urge to self-harm is strong today",
		"I'm scared I might hurt myself",
		"I don't trust myself to be alone tonight",
		"I swallowed a whole bottle of pills",
		"I took all my sleeping pills",
		"I'm going to overdose",
		"I could jump off a bridge and nobody would mind",
		"there's a gun to my head and I am ready",
		"Goodbye everyone. I love you all.",
		"i don't care if i live or die",
		"How many pills would kill me? I want to end my life",
	}})
}

func TestEnglishWordsThatMayMeanIt(t *testing.T) {
	look(t, map[chat.Signal][]string{chat.CrisisMaybe: {
		"I can't go on",
		"What's the point?",
		"i can't do this anymore",
		"I just want to disappear",
		"kms",
		"someone please kill me",
		"I'm such a burden",
		"I want it all to stop",
		"nothing matters anymore",
	}})
}

func TestEnglishWrittenToBeOverlooked(t *testing.T) {
	look(t, map[chat.Signal][]string{chat.Crisis: {
		"i want to k i l l myself",
		"feeling su1c1dal",
		"I feel S.U.I.C.I.D.A.L",
		"i want to d\u200bie",
		"I WANT TO DIEEEEE",
		"well: i wanttodie",
		"#iwanttodie",
		"going to unalive myself soon",
		"wanna kms so bad",
		"im suicidle",
		"i want to k*ll myself",
		"ｉ ｗａｎｔ ｔｏ ｄｉｅ",
		"I want to dіe",
		"i want 2 die, i want to d1e",
		"i wanna d i e",
		"iwannadie",
		"kill my self",
		"commiting sucide is all i think of, im thinking of suicde",
		"I want to die 😭😭",
		"Ι dоn't know. i want to die",
	}})
}

func TestEnglishBarriers(t *testing.T) {
	look(t, map[chat.Signal][]string{chat.NoSignal: {
		"I'm not suicidal",
		"I am not feeling suicidal, only worn out",
		"I would never ever kill myself over this",
		"i'd never hurt myself",
		"I have no suicidal thoughts",
		"no thoughts of suicide today",
		"I don't want to die",
		"I'm not going to hurt myself",
		"I won't kill myself over an exam",
		"I no longer want to die",
		"that doesn't mean I want to die",
		"not suicidal, just sad",
	}})
}

func TestWhatStandsBehindADenialIsStillSeen(t *testing.T) {
	lookAny(t, []string{
		"I'm not suicidal but I want to die",
		"not suicidal, I just don't want to be alive",
		"I would never kill myself, but I hope I don't wake up",
		"why don't I just kill myself",
		"I'm trying not to hurt myself",
		"I can't promise that I won't kill myself",
		"the only reason I haven't killed myself is my cat",
		"I'm fine, not going to do anything, I wish I was dead though",
		"what is stopping me from killing myself",
		"I'm not okay, I want to end my life",
	})
}

func TestEnglishMannersOfSpeaking(t *testing.T) {
	look(t, map[chat.Signal][]string{chat.NoSignal: {
		"I was dying of laughter",
		"this traffic kills me",
		"you're killing it",
		"I could kill for a coffee",
		"my feet are killing me",
		"I nearly killed myself laughing",
		"I'm killing myself at the gym this week",
		"he shot himself in the foot with that offer",
		"I shot myself in the foot with that email",
		"I cut myself shaving",
		"I burned myself on the stove",
		"cutting down on sugar",
		"dead on my feet",
		"the battery is dead",
		"this song slaps, I'm dead",
		"I want to die on this hill",
		"dying to meet you",
		"I would kill for that recipe",
		"the plant died",
		"my grandmother died last week and I miss her",
		"I'm done with work for today",
		"I'm hanging out with Sam",
		"end of the day, finally",
		"that joke murdered me",
		"I can't wait to see you",
		"I'm going to jump in the shower",
		"let me sleep for a week",
		"stop",
		"skip this one",
		"cancel my reminders please",
		"delete my data",
		"I don't want to be here all day, can we go faster",
		"what's the point of the second question",
		"I ended up staying home",
		"goodbye, see you tomorrow",
		"goodnight everyone",
		"I took two paracetamol for my headache",
		"I took my pills this morning",
		"I feel low and tired",
		"6/10",
		"she looks drop dead gorgeous",
	}})
}

func TestEnglishFilmsSongsAndNews(t *testing.T) {
	look(t, map[chat.Signal][]string{chat.NoSignal: {
		"the movie about suicide was hard to watch",
		"I read a book on suicide prevention",
		"Suicide Squad is on tonight",
		"there is a song called I want to die",
		"the article says suicide rates fell",
		"my essay is about physician-assisted suicide",
		"a suicide bomber in the news again",
		"we had a training on suicide awareness",
	}})
}

func TestEnglishPastWithDistance(t *testing.T) {
	look(t, map[chat.Signal][]string{
		chat.NoSignal: {
			"I used to be suicidal",
			"I used to cut myself",
			"three years clean from self harm today",
		},
		chat.CrisisMaybe: {
			"years ago I tried to kill myself",
			"when I was a teenager I wanted to die",
			"back then I was cutting myself",
		},
	})
}

func TestEnglishWorryAboutSomebodyElse(t *testing.T) {
	look(t, map[chat.Signal][]string{chat.ThirdParty: {
		"my sister wants to kill herself",
		"My friend is suicidal and I don't know what to do",
		"my son said he wants to die",
		"I think my roommate is going to hurt himself",
		"my best friend tried to end her life last night",
		"a girl on here posted a goodbye message",
		"my husband keeps talking about suicide",
		"how do I help a friend who is suicidal",
		"I'm worried my brother might kill himself",
		"my daughter is cutting herself",
	}})
}

func TestEnglishBodyInDanger(t *testing.T) {
	look(t, map[chat.Signal][]string{
		chat.Medical: {
			"I have chest pain",
			"there's a crushing pressure in my chest",
			"my chest hurts and my left arm feels heavy",
			"I can't breathe",
			"one side of my face is drooping",
			"my speech is slurred",
			"this is the worst headache of my life",
			"my throat is closing up",
			"I think I'm having a heart attack",
			"I'm coughing up blood",
			"I accidentally took too many of my pills",
			"the bleeding won't stop",
			"I fainted during the exercise",
			"I'm having trouble breathing",
			"my lips and tongue are swelling",
			"he's unconscious",
		},
		chat.NoSignal: {
			"my chest feels tight before exams",
			"that film gave me a heart attack, so good",
			"this view is breathtaking",
			"I have a headache",
			"my arm is sore from tennis",
			"the slow breathing made me a bit dizzy",
		},
	})
}

func TestEnglishAbuse(t *testing.T) {
	look(t, map[chat.Signal][]string{
		chat.Abuse: {
			"my husband hits me",
			"my dad beats me when he drinks",
			"I was raped",
			"my uncle touched me",
			"He threatened to kill me",
			"I'm afraid to go home",
			"I'm in an abusive relationship",
			"my coach forced me to have sex",
			"my boyfriend choked me last night",
			"I don't feel safe at home",
			"my boyfriend won't let me leave the house",
			"my ex is stalking me and said he would kill me",
		},
		chat.NoSignal: {
			"that song hits me every time",
			"my brother beats me at chess",
			"this game abuses my patience",
		},
	})
}

func TestEnglishFoodAndBody(t *testing.T) {
	look(t, map[chat.Signal][]string{
		chat.EatingDisorder: {
			"I make myself vomit when nobody is home",
			"I haven't eaten for four days",
			"I keep starving myself",
			"i take laxatives to lose weight",
			"I don't deserve to eat",
			"I'm terrified of gaining weight",
			"my eating disorder is back",
			"binge and purge again today",
			"I purged after dinner",
			"I stuck my fingers down my throat",
		},
		chat.NoSignal: {
			"I haven't eaten lunch yet",
			"I'm starving, what's for dinner",
			"trying to eat a bit more vegetables",
			"we purged the old files",
			"my cat is purring",
		},
	})
}

func TestEnglishThreats(t *testing.T) {
	look(t, map[chat.Signal][]string{
		chat.HarmToOthers: {
			"I want to kill my neighbour",
			"I'm going to stab him",
			"I keep having thoughts of hurting other people, thoughts of killing my boss",
			"I'm gonna shoot up the school",
			"I want to hurt my sister",
		},
		chat.NoSignal: {
			"I could kill him, he ate my sandwich",
			"kill them with kindness",
			"I would never hurt anyone",
			"you have to kill the dragon first",
			"shoot me an email",
		},
	})
}

func TestEnglishUnreality(t *testing.T) {
	look(t, map[chat.Signal][]string{
		chat.Unreality: {
			"I hear voices",
			"the voices are telling me things",
			"nothing feels real",
			"the TV is talking to me",
			"they are watching me through the phone, they implanted a chip",
			"I feel like I'm outside my body watching myself",
			"I haven't slept in four days and I feel amazing",
			"I think I'm having a manic episode",
		},
		chat.NoSignal: {
			"this is unreal, we won",
			"my voice is gone",
		},
	})
}

func TestEnglishAge(t *testing.T) {
	look(t, map[chat.Signal][]string{
		chat.Minor: {
			"I'm 14",
			"i am 12 years old",
			"im fifteen and I feel sad",
			"I'm in 7th grade",
			"I'm under 18",
			"I just turned 13",
			"13 year old here",
		},
		chat.NoSignal: {
			"I'm 34",
			"I'm 15 minutes late",
			"my son is 12",
			"I'm 10 weeks pregnant",
			"I'm at 7 today",
			"it is 17 degrees",
		},
	})
}

func TestCommandsWithCrisisWordsInThem(t *testing.T) {
	lookAny(t, []string{
		"stop, I want to die",
		"STOP. i want to kill myself",
		"cancel my reminders, I won't need them",
		"cancel my reminders I won't be needing them anymore",
		"delete everything, I won't be around",
		"delete my account. I won't need it where I'm going",
		"skip, nothing matters, I wish I was dead",
		"no more check-ins, I'm ending it tonight",
		"help i want to die",
		"remind me never, i'll be dead",
	})
}

func TestTheMostUrgentSignalWins(t *testing.T) {
	look(t, map[chat.Signal][]string{
		chat.Medical: {"I want to die and I have chest pain"},
		chat.Crisis:  {"my husband hits me and I want to kill myself", "I'm 15 and I want to die", "I hear voices. I'm going to kill myself"},
		chat.Abuse:   {"I'm 13 and my stepfather hits me"},
	})
}

func TestIndirectWaysToSayIt(t *testing.T) {
	lookAny(t, []string{
		"I bought a rope yesterday and I'm not scared any more, I'm going to hang myself",
		"I don't see a reason to wake up tomorrow",
		"I have the pills in front of me",
		"I said my goodbyes to everyone",
		"I keep imagining crashing my car into a tree",
		"everybody would be happier if I was gone",
		"I'd rather not exist",
		"I gave away all my things",
		"tonight is my last night",
		"I wish a car would hit me",
		"I won't make it to Christmas",
		"I don't plan to be here next year",
		"I can't see a future for me",
		"life has no meaning",
		"I want the pain to end",
		"I'm tired of being alive",
		"I have no will to live",
		"I deserve to die",
		"I should just die",
		"why am I still alive",
		"I feel like ending it",
		"I feel like dying",
		"I want to end everything",
		"thinking about how to end my life",
		"I need to cut",
		"I've been hurting myself",
		"I hurt myself on purpose",
		"it would be easier if I was dead",
		"the world would be better without me",
		"no one would notice if I disappeared",
		"I'm ready to go. Tell my mum I love her, I won't be here when she gets home",
		"I just want to sleep and not wake up",
		"please let me die",
		"I'm looking for a painless way to die",
		"I am going to take my own life",
		"I've decided to die",
		"death would be a relief",
		"I can't live like this anymore",
		"I can't take it any more, I want to end things",
		"I don't want to exist",
		"I want to be dead",
		"I am tired of life",
		"I am a burden to everyone",
		"there's no way out for me",
		"I hate being alive",
		"I feel like there is no point in living",
		"I've been having thoughts about not being here",
		"if I died tomorrow it would not matter",
		"I might do something stupid tonight",
		"I feel unsafe with myself",
		"I want to jump in front of a train",
		"thought about drinking bleach",
		"I'm so close to ending it all",
		"I almost killed myself yesterday",
		"I won't be here tomorrow",
		"I wish I had never been born",
	})
}
