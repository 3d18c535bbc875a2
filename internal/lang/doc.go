// Package lang holds what the bot knows of each language: the texts it says on
// its own account, and the words people answer with. It knows no script and no
// platform; what a script says is in the script's own catalog.
//
// Each language is a folder with two files: ui.yaml (texts) and words.yaml (words).
package lang
