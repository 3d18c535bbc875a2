package telegramtest

import "strconv"

// SendPhoto sends a picture with words under it, or none.
func (p *Person) SendPhoto(caption string) Message {
	return p.media(Photo, caption, `[{"file_id":"photo-1","file_unique_id":"p1","width":90,"height":60}]`)
}

// SendVoice sends a voice note.
func (p *Person) SendVoice() Message {
	return p.media(Voice, "", `{"file_id":"voice-1","file_unique_id":"v1","duration":3}`)
}

// SendVideo sends a video with words under it, or none.
func (p *Person) SendVideo(caption string) Message {
	return p.media(Video, caption,
		`{"file_id":"video-1","file_unique_id":"w1","width":320,"height":240,"duration":5}`)
}

// SendSticker sends a sticker.
func (p *Person) SendSticker() Message {
	return p.media(Sticker, "", `{"file_id":"sticker-1","file_unique_id":"s1","type":"regular",`+
		`"width":512,"height":512,"is_animated":false,"is_video":false}`)
}

// SendLocation sends a place in degrees.
func (p *Person) SendLocation(latitude, longitude float64) Message {
	return p.media(Place, "", `{"latitude":`+degrees(latitude)+`,"longitude":`+degrees(longitude)+`}`)
}

// SendDocument sends a file with words under it, or none.
func (p *Person) SendDocument(name, caption string) Message {
	b := appendTextField([]byte(`{"file_id":"document-1","file_unique_id":"d1"`), "file_name", name)
	return p.media(Document, caption, string(append(b, '}')))
}

// SendAlbum sends several pictures at once, which reach the bot as as many messages. The
// words are under the first one.
func (p *Person) SendAlbum(pictures int, caption string) []Message {
	group := p.pressID() // any name that is used once
	p.mu.Lock()
	delete(p.waiting, group)
	p.mu.Unlock()
	var all []Message
	for range pictures {
		m := Message{Kind: Photo, Text: caption, extra: `,"media_group_id":"` + group +
			`","photo":[{"file_id":"photo-1","file_unique_id":"p1","width":90,"height":60}]`}
		all = append(all, p.write(p.room, m))
		caption = ""
	}
	return all
}

func (p *Person) media(kind Kind, caption, fields string) Message {
	return p.write(p.room, Message{Kind: kind, Text: caption, extra: `,"` + string(kind) + `":` + fields})
}

func degrees(d float64) string { return strconv.FormatFloat(d, 'f', -1, 64) }
