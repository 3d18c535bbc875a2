package discord

import (
	"github.com/bwmarrin/discordgo"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
)

// scheduleName is the command with which moderators set what their server is reminded
// of.
const scheduleName = "schedule"

// slash is a command as it goes over the wire. It has no default permissions: those
// would hide it from members whom a server lets schedule by a role, until the server
// overrides them by hand. Everybody sees it, whoever may not use it is told so
// privately, and a server can still narrow it down in its own settings.
type slash struct {
	Type             int                         `json:"type"`
	Name             string                      `json:"name"`
	Description      string                      `json:"description"`
	Descriptions     map[discordgo.Locale]string `json:"description_localizations,omitempty"`
	Contexts         []int                       `json:"contexts"`
	IntegrationTypes []int                       `json:"integration_types"`
	Options          []slashOption               `json:"options"`
}

// slashOption is an option of a command, or a command below it.
type slashOption struct {
	Type         int                         `json:"type"`
	Name         string                      `json:"name"`
	Description  string                      `json:"description"`
	Descriptions map[discordgo.Locale]string `json:"description_localizations,omitempty"`
	Required     bool                        `json:"required,omitempty"`
	Autocomplete bool                        `json:"autocomplete,omitempty"`
	MaxLength    int                         `json:"max_length,omitempty"`
	MinValue     *int                        `json:"min_value,omitempty"`
	MaxValue     int                         `json:"max_value,omitempty"`
	ChannelTypes []int                       `json:"channel_types,omitempty"`
	Choices      []slashChoice               `json:"choices,omitempty"`
	Options      []slashOption               `json:"options,omitempty"`
}

// slashChoice is one of the values that an option may have.
type slashChoice struct {
	Name  string                      `json:"name"`
	Names map[discordgo.Locale]string `json:"name_localizations,omitempty"`
	Value string                      `json:"value"`
}

// The kinds of option.
const (
	optionSub     = 1
	optionText    = 3
	optionWhole   = 4
	optionYes     = 5
	optionChannel = 7
	optionRole    = 8
)

// Bounds of what is typed into an option.
const (
	maxPhrase = 200  // a time, a city
	maxPost   = 1500 // the words of a post
	maxSpread = 60   // minutes; the house may allow less, and says so
)

// writable are the kinds of channel that a post can be put into: text, news, and the
// threads of both, which the posts of a forum are too.
func writable() []int { return []int{0, 5, 10, 11, 12} }

// phrasebook says things in the languages that commands are shown in.
type phrasebook struct {
	langs []string // the first is everybody's
	words func(locale, id string) string
}

// say is a text in everybody's language, and its translations; without any words it
// is otherwise.
func (b phrasebook) say(id, otherwise string) (text string, others map[discordgo.Locale]string) {
	if text = shorten(b.words(b.langs[0], id), maxOption); text == "" {
		text = otherwise
	}
	for _, lang := range b.langs[1:] {
		other := shorten(b.words(lang, id), maxOption)
		for _, locale := range localesOf(lang) {
			if other == "" {
				break
			}
			if others == nil {
				others = map[discordgo.Locale]string{}
			}
			others[locale] = other
		}
	}
	return text, others
}

// scheduleOf is the command, in the languages of the menus; ok is false when there
// are no words for it, and it is not offered.
func scheduleOf(menus []chat.Menu, words func(locale, id string) string) (command slash, ok bool) {
	book := phrasebook{langs: []string{""}, words: words}
	for i, menu := range menus {
		if i == 0 {
			book.langs[0] = menu.Lang
			continue
		}
		book.langs = append(book.langs, menu.Lang)
	}
	command = slash{Type: 1, Name: scheduleName, Contexts: []int{contextServer}, IntegrationTypes: []int{0}}
	if command.Description, command.Descriptions = book.say("desk.schedule", ""); command.Description == "" {
		return slash{}, false
	}
	which := book.completed("which", true)
	command.Options = []slashOption{
		book.sub("new", append([]slashOption{book.completed("when", true)}, book.draft(false)...)...),
		book.sub("list"), book.sub("show", which),
		book.sub("pause", which), book.sub("resume", which), book.sub("skip", which),
		book.sub("edit", append([]slashOption{which, book.completed("when", false)}, book.draft(true)...)...),
		book.sub("delete", which), book.sub("history"),
		book.sub("settings", book.completed("zone", false), book.plain("steward", optionRole),
			book.plain("no-steward", optionYes), book.languages()),
	}
	return command, true
}

// contextServer is a server, as a place where a command can be used.
const contextServer = 0

// draft are the options that make a reminder, beside its time.
func (b phrasebook) draft(edit bool) []slashOption {
	text := b.plain("text", optionText)
	text.MaxLength = maxPost
	place := b.plain("place", optionChannel)
	place.ChannelTypes = writable()
	spread := b.plain("spread", optionWhole)
	spread.MinValue, spread.MaxValue = new(int), maxSpread
	all := []slashOption{b.completed("what", false), text, b.completed("zone", false), b.plain("role", optionRole)}
	if edit {
		all = append(all, b.plain("no-role", optionYes))
	}
	return append(all, place, b.choices("month-end", "clamp", "skip"), spread)
}

func (b phrasebook) plain(name string, kind int) slashOption {
	o := slashOption{Type: kind, Name: name}
	o.Description, o.Descriptions = b.say("desk."+name, name)
	return o
}

func (b phrasebook) sub(name string, options ...slashOption) slashOption {
	o := b.plain(name, optionSub)
	o.Options = options
	return o
}

// completed is a text that Discord asks suggestions for while it is typed.
func (b phrasebook) completed(name string, required bool) slashOption {
	o := b.plain(name, optionText)
	o.Autocomplete, o.Required, o.MaxLength = true, required, maxPhrase
	return o
}

func (b phrasebook) choices(name string, values ...string) slashOption {
	o := b.plain(name, optionText)
	for _, value := range values {
		c := slashChoice{Value: value}
		c.Name, c.Names = b.say("desk."+name+"."+value, value)
		o.Choices = append(o.Choices, c)
	}
	return o
}

// languages lets choose among those that there are, each by its own name.
func (b phrasebook) languages() slashOption {
	o := b.plain("language", optionText)
	for _, lang := range b.langs[:min(len(b.langs), maxOptions)] {
		if lang == "" {
			continue
		}
		c := slashChoice{Name: lang, Value: lang}
		if own, ok := map[string]string{"en": "English", "es": "Español"}[lang]; ok {
			c.Name = own
		}
		o.Choices = append(o.Choices, c)
	}
	return o
}
