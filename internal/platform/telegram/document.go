package telegram

import (
	"bytes"
	"context"
	"fmt"
	"mime/multipart"
	"net/http"
	"net/textproto"
	"path"
	"strconv"
	"strings"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
)

// document sends a file. A caption that is too long goes ahead of it as a message.
func (a *Adapter) document(ctx context.Context, l letter, m chat.Document) error {
	caption := strings.TrimSpace(m.Caption)
	var ahead []string
	if units(caption) > maxCaption {
		ahead, caption = split(caption, maxText), ""
	}
	for i := a.parts.done(l, len(ahead)+1); i < len(ahead); i++ {
		part := ahead[i]
		_, err := a.deliver(ctx, l, sendMessage, a.client.header, func(to address) []byte { return sendBody(to, part, nil) })
		if err != nil {
			return err
		}
		a.parts.sent(l, len(ahead)+1)
	}
	var fail error
	_, boundary, err := form(l.to, m, caption)
	if err != nil {
		return err
	}
	header := http.Header{"Content-Type": {boundary}, "User-Agent": {"stillpoint"}}
	_, err = a.deliver(ctx, l, sendDocument, header, func(to address) []byte {
		var body []byte
		body, _, fail = form(to, m, caption)
		return body
	})
	if fail != nil {
		return fail
	}
	if err == nil {
		a.parts.sent(l, len(ahead)+1)
	}
	return err
}

// formBoundary stands between the parts of every form. It is the same each time,
// so that one header serves a form that is written again for another address.
const formBoundary = "stillpoint-3f9d1c5b7a2e4860-form"

// form writes the fields and the file of sendDocument, all of it in memory, so that
// it can be sent again.
func form(to address, m chat.Document, caption string) (body []byte, contentType string, err error) {
	var b bytes.Buffer
	w := multipart.NewWriter(&b)
	if err := w.SetBoundary(formBoundary); err != nil {
		return nil, "", fmt.Errorf("writing a form: %w", err)
	}
	fields := [][2]string{{"chat_id", strconv.FormatInt(to.chat, 10)}}
	if to.thread != 0 {
		fields = append(fields, [2]string{"message_thread_id", strconv.Itoa(to.thread)})
	}
	if caption != "" {
		fields = append(fields, [2]string{"caption", caption})
	}
	for _, f := range fields {
		if err := w.WriteField(f[0], f[1]); err != nil {
			return nil, "", fmt.Errorf("writing a form: %w", err)
		}
	}
	header := textproto.MIMEHeader{}
	header.Set("Content-Disposition", multipart.FileContentDisposition("document", fileName(m.Name)))
	header.Set("Content-Type", or(m.Type, "application/octet-stream"))
	file, err := w.CreatePart(header)
	if err == nil {
		_, err = file.Write(m.Data)
	}
	if err == nil {
		err = w.Close()
	}
	if err != nil {
		return nil, "", fmt.Errorf("writing a form: %w", err)
	}
	return b.Bytes(), w.FormDataContentType(), nil
}

// fileName is a name without a path, and never none.
func fileName(name string) string {
	name = path.Base(strings.ReplaceAll(strings.TrimSpace(name), `\`, "/"))
	if name == "." || name == "/" {
		return "file"
	}
	return name
}
