package discordtest

import (
	"encoding/json"
	"fmt"
	"strconv"
)

// Option is one option of a command: a value, or options of its own for a
// subcommand. Type is found out from the value when it is 0.
type Option struct {
	Name    string
	Value   any // string, int, float64 or bool
	Type    int
	Focused bool // the one being typed, for Autocomplete
	Options []Option
}

// Kinds of option.
const (
	optionSubcommand = 1
	optionGroup      = 2
	optionString     = 3
	optionInteger    = 4
	optionBoolean    = 5
	OptionChannel    = 7 // its value is a channel's id
	OptionRole       = 8 // its value is a role's id
	optionNumber     = 10
)

// Command uses a slash command. It need not be registered: an old client may still
// know it.
func (p *Person) Command(name string, options []Option, place Place) *Interaction {
	return p.Interact(InteractionCommand, p.commandData(name, options, place), place, nil)
}

// Autocomplete asks for suggestions while an option is being typed.
func (p *Person) Autocomplete(name string, options []Option, place Place) *Interaction {
	return p.Interact(InteractionAutocomplete, p.commandData(name, options, place), place, nil)
}

func (p *Person) commandData(name string, options []Option, place Place) json.RawMessage {
	p.srv.world.mu.Lock()
	defer p.srv.world.mu.Unlock()
	data := map[string]any{"id": p.srv.commandID(name, place.Guild), "name": name, "type": 1}
	if known := p.srv.resolved(p, place, options); len(known) > 0 {
		data["resolved"] = known
	}
	if len(options) > 0 {
		data["options"] = wireOptions(options)
	}
	return encode(data)
}

func wireOptions(options []Option) []map[string]any {
	list := make([]map[string]any, 0, len(options))
	for _, o := range options {
		w := map[string]any{"name": o.Name, "type": o.kind()}
		if o.Value != nil {
			w["value"] = o.Value
		}
		if o.Focused {
			w["focused"] = true
		}
		if len(o.Options) > 0 {
			w["options"] = wireOptions(o.Options)
		}
		list = append(list, w)
	}
	return list
}

func (o Option) kind() int {
	if o.Type != 0 {
		return o.Type
	}
	switch o.Value.(type) {
	case string:
		return optionString
	case int, int64:
		return optionInteger
	case bool:
		return optionBoolean
	case float64:
		return optionNumber
	}
	return optionSubcommand
}

// Press presses a button of a message as the person saw it. ErrGone: the message has
// no such button now, or it is disabled, and Discord itself says so to the person.
func (p *Person) Press(on Message, customID string) (*Interaction, error) {
	c, err := p.usable(on, customID)
	if err != nil {
		return nil, fmt.Errorf("pressing a button: %w", err)
	}
	data := encode(map[string]any{"custom_id": customID, "component_type": c.Type, "id": c.ID})
	return p.Interact(InteractionComponent, data, p.placeOf(on), &on), nil
}

// Select chooses values of a select. ErrGone as for Press.
func (p *Person) Select(on Message, customID string, values ...string) (*Interaction, error) {
	c, err := p.usable(on, customID)
	if err != nil {
		return nil, fmt.Errorf("using a select: %w", err)
	}
	data := encode(map[string]any{
		"custom_id": customID, "component_type": c.Type, "id": c.ID, "values": append([]string{}, values...),
	})
	return p.Interact(InteractionComponent, data, p.placeOf(on), &on), nil
}

func (p *Person) usable(on Message, customID string) (Component, error) {
	now, ok := p.Look(on.ID)
	if !ok || now.Deleted {
		return Component{}, ErrGone
	}
	c, ok := now.component(customID)
	if !ok || c.Disabled {
		return Component{}, ErrGone
	}
	return c, nil
}

// placeOf is where a message stands, with the rights that the person had there last.
func (p *Person) placeOf(m Message) Place {
	p.srv.world.mu.Lock()
	defer p.srv.world.mu.Unlock()
	if place, ok := p.places[m.Channel]; ok {
		return place
	}
	if m.Guild == "" {
		return Place{}
	}
	return Place{Guild: m.Guild, Channel: m.Channel}
}

// Modal is a form that opened before somebody.
type Modal struct {
	CustomID   string      `json:"custom_id"`
	Title      string      `json:"title"`
	Components []Component `json:"components"`

	on    *Message // the message whose button opened it
	place Place
}

// Inputs lists the text inputs of the form, in reading order.
func (m Modal) Inputs() []Component {
	var found []Component
	walk(m.Components, func(c Component) {
		if c.Type == typeTextInput {
			found = append(found, c)
		}
	})
	return found
}

// SubmitModal sends a form in, with what was typed by custom id. What is left out is
// sent empty. The answer has the shape of the form: rows, or the newer labels.
func (p *Person) SubmitModal(form Modal, typed map[string]string) *Interaction {
	parts := make([]map[string]any, 0, len(form.Components))
	for i, c := range form.Components {
		parts = append(parts, submitted(c, i+1, typed))
	}
	data := encode(map[string]any{"custom_id": form.CustomID, "components": parts})
	return p.Interact(InteractionModal, data, form.place, form.on)
}

// submitted is a part of a form with what was typed into it.
func submitted(c Component, id int, typed map[string]string) map[string]any {
	w := map[string]any{"type": c.Type, "id": id}
	switch c.Type {
	case typeRow:
		inner := []map[string]any{}
		for i, part := range c.Components {
			inner = append(inner, submitted(part, 100*id+i, typed))
		}
		w["components"] = inner
	case typeLabel:
		if c.Component != nil {
			w["component"] = submitted(*c.Component, 100*id, typed)
		}
	case typeSelect:
		w["custom_id"], w["values"] = c.CustomID, []string{typed[c.CustomID]}
	case typeTextInput:
		w["custom_id"], w["value"] = c.CustomID, typed[c.CustomID]
	}
	return w
}

// encode writes values of our own, which always encode.
func encode(v any) json.RawMessage {
	raw, err := json.Marshal(v)
	if err != nil {
		return json.RawMessage("null")
	}
	return raw
}

func bits(given, usual uint64) string {
	if given == 0 {
		given = usual
	}
	return strconv.FormatUint(given, 10)
}
