package discordtest

import (
	"net/url"
	"slices"
)

// The limits that Discord has for components.
const (
	maxRows       = 5
	maxComponents = 40 // in all, with the flag for new components
	maxInRow      = 5
	maxCustomID   = 100
	maxLabel      = 80
	maxOptions    = 25
	maxOptionText = 100
	maxHint       = 150 // placeholder of a select
)

// Styles of a button.
const (
	styleLink    = 5
	stylePremium = 6
)

// componentFindings is what is wrong with the components of a message; modern tells
// whether the flag for new components is set.
func componentFindings(top []any, modern bool) []finding {
	var found []finding
	if !modern && len(top) > maxRows {
		found = append(found, wrong("%d rows of components, at most %d", len(top), maxRows))
	}
	ids, total := map[string]bool{}, 0
	for _, item := range top {
		c, _ := item.(map[string]any)
		kind, _ := number(c["type"])
		if !modern && kind >= typeSection && kind <= typeContainer {
			found = append(found, wrong("a component of type %d without the flag it needs", int(kind)))
		} else if !modern && kind != typeRow {
			found = append(found, wrong("a component of type %d outside a row", int(kind)))
		}
		found = append(found, partFindings(c, ids, &total)...)
	}
	if total > maxComponents {
		found = append(found, wrong("%d components, at most %d", total, maxComponents))
	}
	return found
}

// partFindings is what is wrong with one component and those inside it.
func partFindings(c map[string]any, ids map[string]bool, total *int) []finding {
	*total++
	found := customIDFindings(c, ids)
	kind, _ := number(c["type"])
	switch {
	case kind == typeRow:
		found = append(found, rowFindings(list(c["components"]))...)
	case kind == typeButton:
		found = append(found, buttonFindings(c)...)
	case kind >= typeSelect && kind <= typeChannelSel && kind != typeTextInput:
		found = append(found, selectFindings(c)...)
	}
	inside := list(c["components"])
	if accessory, ok := c["accessory"]; ok {
		inside = append(slices.Clip(inside), accessory)
	}
	for _, item := range inside {
		part, _ := item.(map[string]any)
		found = append(found, partFindings(part, ids, total)...)
	}
	return found
}

func customIDFindings(c map[string]any, ids map[string]bool) []finding {
	id, ok := c["custom_id"].(string)
	switch {
	case !ok:
		return nil
	case id == "" || runes(id) > maxCustomID:
		return []finding{wrong("a custom_id of %d characters, 1 to %d", runes(id), maxCustomID)}
	case ids[id]:
		return []finding{wrong("a custom_id that is there twice")}
	}
	ids[id] = true
	return nil
}

func rowFindings(parts []any) []finding {
	buttons, others := 0, 0
	for _, item := range parts {
		c, _ := item.(map[string]any)
		if kind, _ := number(c["type"]); kind == typeButton {
			buttons++
		} else {
			others++
		}
	}
	switch {
	case len(parts) == 0:
		return []finding{wrong("an empty row of components")}
	case buttons > maxInRow:
		return []finding{wrong("%d buttons in a row, at most %d", buttons, maxInRow)}
	case buttons > 0 && others > 0:
		return []finding{wrong("a row with buttons and something else")}
	case others > 1:
		return []finding{wrong("a row with more than one select")}
	}
	return nil
}

func buttonFindings(c map[string]any) []finding {
	var found []finding
	style, _ := number(c["style"])
	_, identified := c["custom_id"].(string)
	link, _ := c["url"].(string)
	if style == styleLink && (!webAddress(link) || identified) {
		found = append(found, wrong("a link button needs an address and no custom_id"))
	}
	if style != styleLink && (link != "" || (!identified && style != stylePremium)) {
		found = append(found, wrong("a button needs a custom_id and no address"))
	}
	if n := runes(c["label"]); n > maxLabel {
		found = append(found, wrong("a label of %d characters, at most %d", n, maxLabel))
	} else if n == 0 && c["emoji"] == nil && style != stylePremium {
		found = append(found, wrong("a button without a label and an emoji"))
	}
	return found
}

func webAddress(link string) bool {
	u, err := url.Parse(link)
	return err == nil && u.Scheme != "" && (u.Host != "" || u.Opaque != "")
}

func selectFindings(c map[string]any) []finding {
	var found []finding
	if _, ok := c["custom_id"].(string); !ok {
		found = append(found, wrong("a select without a custom_id"))
	}
	if n := runes(c["placeholder"]); n > maxHint {
		found = append(found, wrong("a placeholder of %d characters, at most %d", n, maxHint))
	}
	options := list(c["options"])
	if kind, _ := number(c["type"]); kind != typeSelect {
		return found
	}
	if len(options) == 0 || len(options) > maxOptions {
		found = append(found, wrong("a select with %d options, 1 to %d", len(options), maxOptions))
	}
	least, told := number(c["min_values"])
	if most, ok := number(c["max_values"]); ok && (int(most) > len(options) || (told && least > most)) {
		found = append(found, wrong("a select that asks for more values than it has"))
	}
	return append(found, optionFindings(options)...)
}

func optionFindings(options []any) []finding {
	var found []finding
	values := map[string]bool{}
	for _, item := range options {
		o, _ := item.(map[string]any)
		value, _ := o["value"].(string)
		if values[value] {
			found = append(found, wrong("a select with one value twice"))
		}
		values[value] = true
		for _, field := range [...]string{"label", "value"} {
			if n := runes(o[field]); n == 0 || n > maxOptionText {
				found = append(found, wrong("a %s of an option with %d characters, 1 to %d", field, n, maxOptionText))
			}
		}
		if n := runes(o["description"]); n > maxOptionText {
			found = append(found, wrong("a description of an option with %d characters, at most %d", n, maxOptionText))
		}
	}
	return found
}
