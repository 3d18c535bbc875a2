package e2e_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"go.yaml.in/yaml/v4"
)

// tongues are the shipped texts by language, those that read the same in both left out.
func tongues(t *testing.T) map[string][]string {
	t.Helper()
	byLang := map[string][]string{}
	add := func(en, es string) {
		if en == es || len(en) < 12 || len(es) < 12 || strings.Contains(en+es, "{") {
			return
		}
		byLang["en"], byLang["es"] = append(byLang["en"], en), append(byLang["es"], es)
	}
	files, err := filepath.Glob("../../prompts/lang/es/*.yaml")
	if err != nil || len(files) == 0 {
		t.Fatalf("there are no Spanish texts: %v", err)
	}
	for _, file := range files {
		for _, entry := range read[map[string]any](t, file) {
			if pair, is := entry.(map[string]any); is {
				en, _ := pair["en"].(string)
				es, _ := pair["es"].(string)
				add(en, es)
			}
		}
	}
	en, es := read[map[string]string](t, "../../prompts/lang/en/ui.yaml"), read[map[string]string](t, "../../prompts/lang/es/ui.yaml")
	for id := range en {
		add(en[id], es[id])
	}
	if len(byLang["en"]) < 100 {
		t.Fatalf("only %d texts were found", len(byLang["en"]))
	}
	return byLang
}

func read[T any](t *testing.T, file string) (all T) {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if err := yaml.Unmarshal(data, &all); err != nil {
		t.Fatalf("%s: %v", file, err)
	}
	return all
}

// speaks makes sure that everything a person read was in their language.
func (h *house) speaks(p *person) {
	h.t.Helper()
	other := map[string]string{"en": "es", "es": "en"}[p.lang]
	foreign := tongues(h.t)[other]
	for _, s := range p.heard {
		for _, text := range foreign {
			if strings.Contains(s.text, text) {
				h.t.Errorf("somebody on %s who speaks %s read %q", p.key(), p.lang, text)
			}
		}
	}
}
