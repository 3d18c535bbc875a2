package discordtest

import (
	"encoding/json"
	"strings"
)

// content is the part of a request body that makes a message. A nil field was not
// sent, and an edit leaves what it is about alone.
type content struct {
	Content     *string          `json:"content"`
	Embeds      json.RawMessage  `json:"embeds"`
	Components  json.RawMessage  `json:"components"`
	Flags       *int             `json:"flags"`
	Nonce       json.RawMessage  `json:"nonce"`
	Enforce     bool             `json:"enforce_nonce"`
	TTS         bool             `json:"tts"`
	Attachments *[]attachmentRef `json:"attachments"`
	Mentions    *allowed         `json:"allowed_mentions"`
}

// attachmentRef describes a file of the form, or names one that stays.
type attachmentRef struct {
	ID          json.RawMessage `json:"id"`
	Filename    string          `json:"filename"`
	Description string          `json:"description"`
}

// readContent is lenient: what has the wrong type counts as not sent, because the
// schemas complain about it already.
func readContent(raw json.RawMessage) content {
	var c content
	_ = json.Unmarshal(raw, &c)
	return c
}

// nonceText is the nonce without its quotes; Discord takes numbers too.
func (c content) nonceText() string {
	if string(c.Nonce) == "null" {
		return ""
	}
	return strings.Trim(string(c.Nonce), `"`)
}

// empty tells whether there is nothing to show.
func (c content) empty(files []File) bool {
	none := func(raw json.RawMessage) bool {
		return len(raw) == 0 || string(raw) == "null" || string(raw) == "[]"
	}
	return (c.Content == nil || strings.TrimSpace(*c.Content) == "") &&
		none(c.Embeds) && none(c.Components) && len(files) == 0
}

// fill puts a body into a post, new or edited.
func (s *Server) fill(p *post, c content, files []File) {
	if c.Content != nil {
		p.wire.Content = *c.Content
	}
	p.wire.Embeds = listOr(c.Embeds, p.wire.Embeds)
	p.wire.Components = listOr(c.Components, p.wire.Components)
	if c.Flags != nil {
		p.wire.Flags |= *c.Flags &^ (flagEphemeral | flagLoading)
	}
	if c.Attachments != nil {
		p.keepFiles(*c.Attachments)
	}
	for i, f := range files {
		f.Description = c.describe(i)
		id := s.ids.next()
		p.files = append(p.files, f)
		p.wire.Attachments = append(p.wire.Attachments, wireAttachment{
			ID: id, Filename: f.Name, Description: f.Description, ContentType: f.Type, Size: len(f.Data),
			URL: "http://" + s.base + "/attachments/" + id, ProxyURL: "http://" + s.base + "/attachments/" + id,
			Ephemeral: p.only != nil,
		})
	}
}

// keepFiles drops the attachments that an edit does not name.
func (p *post) keepFiles(refs []attachmentRef) {
	named := map[string]bool{}
	for _, ref := range refs {
		named[strings.Trim(string(ref.ID), `"`)] = true
	}
	wires, files := []wireAttachment{}, []File(nil)
	for i, a := range p.wire.Attachments {
		if named[a.ID] {
			wires, files = append(wires, a), append(files, p.files[i])
		}
	}
	p.wire.Attachments, p.files = wires, files
}

func (c content) describe(i int) string {
	if c.Attachments == nil || i >= len(*c.Attachments) {
		return ""
	}
	return (*c.Attachments)[i].Description
}

// listOr is the list sent; null empties it, and nothing leaves the old one.
func listOr(sent, old json.RawMessage) json.RawMessage {
	switch {
	case len(sent) == 0:
		return old
	case string(sent) == "null":
		return json.RawMessage("[]")
	}
	return sent
}
