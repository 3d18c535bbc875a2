package discord

import "encoding/json"

// rawComponent is any component, of a known or a newer kind: a row holds
// components, a label holds one, a list holds options.
type rawComponent struct {
	CustomID   string          `json:"custom_id"`
	Label      json.RawMessage `json:"label"`
	Value      json.RawMessage `json:"value"`
	Component  json.RawMessage `json:"component"`
	Components json.RawMessage `json:"components"`
	Options    []struct {
		Label string `json:"label"`
		Value string `json:"value"`
	} `json:"options"`
}

// maxDepth is how deep components are looked into: a container holds a row holds a
// button.
const maxDepth = 6

// walk shows every component to see, depth first, until see says that it is enough.
// What cannot be read is passed over.
func walk(data json.RawMessage, depth int, see func(rawComponent) (enough bool)) bool {
	if depth == 0 || len(data) == 0 {
		return false
	}
	var several []json.RawMessage
	if json.Unmarshal(data, &several) != nil {
		several = []json.RawMessage{data}
	}
	for _, one := range several {
		var c rawComponent
		if json.Unmarshal(one, &c) != nil {
			continue
		}
		if see(c) || walk(c.Components, depth-1, see) || walk(c.Component, depth-1, see) {
			return true
		}
	}
	return false
}

// written is what was written into the field of a sheet, in a row or under a label.
func written(components json.RawMessage) (text string) {
	walk(components, maxDepth, func(c rawComponent) bool {
		return c.CustomID == fieldID && json.Unmarshal(c.Value, &text) == nil
	})
	return text
}

// labelOf is what stands on the button or the option with this id, in the message
// that was pressed.
func labelOf(i rawInteraction, id string) (label string) {
	if i.Message == nil {
		return ""
	}
	walk(i.Message.Components, maxDepth, func(c rawComponent) bool {
		if c.CustomID == id {
			return json.Unmarshal(c.Label, &label) == nil
		}
		for _, o := range c.Options {
			if o.Value == id {
				label = o.Label
				return true
			}
		}
		return false
	})
	return label
}
