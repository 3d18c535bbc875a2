// Package prompts holds the scripts, texts and packs that ship with the program.
package prompts

import "embed"

// Files is the whole folder: what runs when no other folder is named.
//
//go:embed README.md *.yaml schema.json all:scripts all:lists all:lang all:safety all:rehearsals
var Files embed.FS
