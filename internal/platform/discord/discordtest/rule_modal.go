package discordtest

// The limits that Discord has for modals.
const (
	maxTitle      = 45
	maxInputLabel = 45
	maxInput      = 4000
	maxInputHint  = 100
	maxFormParts  = 5
)

// modalFindings is what is wrong with a form.
func modalFindings(form map[string]any) []finding {
	var found []finding
	if n := runes(form["title"]); n == 0 || n > maxTitle {
		found = append(found, wrong("a modal's title of %d characters, 1 to %d", n, maxTitle))
	}
	if n := runes(form["custom_id"]); n == 0 || n > maxCustomID {
		found = append(found, wrong("a modal's custom_id of %d characters, 1 to %d", n, maxCustomID))
	}
	parts := list(form["components"])
	if len(parts) == 0 || len(parts) > maxFormParts {
		found = append(found, wrong("a modal of %d parts, 1 to %d", len(parts), maxFormParts))
	}
	ids := map[string]bool{}
	for _, item := range parts {
		part, _ := item.(map[string]any)
		found = append(found, formPartFindings(part, ids)...)
	}
	return found
}

func formPartFindings(part map[string]any, ids map[string]bool) []finding {
	switch kind, _ := number(part["type"]); kind {
	case typeRow:
		inside := list(part["components"])
		if len(inside) != 1 {
			return []finding{wrong("a row of a modal with %d parts: it holds one", len(inside))}
		}
		input, _ := inside[0].(map[string]any)
		found := inputFindings(input, ids)
		if n := runes(input["label"]); n == 0 || n > maxInputLabel {
			found = append(found, wrong("a label of a text input with %d characters, 1 to %d", n, maxInputLabel))
		}
		return found
	case typeLabel:
		input, _ := part["component"].(map[string]any)
		found := inputFindings(input, ids)
		if n := runes(part["label"]); n == 0 || n > maxInputLabel {
			found = append(found, wrong("a label in a modal with %d characters, 1 to %d", n, maxInputLabel))
		}
		if n := runes(part["description"]); n > maxOptionText {
			found = append(found, wrong("a description in a modal with %d characters, at most %d", n, maxOptionText))
		}
		if runes(input["label"]) > 0 {
			found = append(found, wrong("a text input with a label inside a label"))
		}
		return found
	case typeTextDisplay:
		return nil
	default:
		return []finding{wrong("a part of type %d in a modal", int(kind))}
	}
}

func inputFindings(input map[string]any, ids map[string]bool) []finding {
	found := customIDFindings(input, ids)
	if kind, _ := number(input["type"]); kind == typeSelect {
		return append(found, selectFindings(input)...)
	} else if kind != typeTextInput {
		return found
	}
	if _, ok := input["custom_id"].(string); !ok {
		found = append(found, wrong("a text input without a custom_id"))
	}
	if n := runes(input["placeholder"]); n > maxInputHint {
		found = append(found, wrong("a placeholder of a text input with %d characters, at most %d", n, maxInputHint))
	}
	least, _ := number(input["min_length"])
	most, limited := number(input["max_length"])
	if least > maxInput || most > maxInput || (limited && least > most) || (limited && most < 1) {
		found = append(found, wrong("a text input whose lengths cannot be met, 0 to %d", maxInput))
	}
	if n := runes(input["value"]); n > maxInput || (limited && n > int(most)) {
		found = append(found, wrong("a text input filled with %d characters, more than it takes", n))
	}
	return found
}
