package discord

import (
	"bytes"
	"fmt"
	"mime/multipart"
	"net/textproto"
	"strconv"
)

// file is something that goes along with a message.
type file struct {
	name string
	kind string // a media type
	data []byte
}

// multipartBody packs a payload and its files as Discord wants them.
func multipartBody(payload []byte, files []file) (body []byte, kind string, err error) {
	var out bytes.Buffer
	form := multipart.NewWriter(&out)
	if err := part(form, `form-data; name="payload_json"`, "application/json", payload); err != nil {
		return nil, "", err
	}
	for i, f := range files {
		// The name is one of ours, made for a file: letters, digits, points and dashes.
		disposition := `form-data; name="files[` + strconv.Itoa(i) + `]"; filename=` + strconv.Quote(f.name)
		if err := part(form, disposition, f.kind, f.data); err != nil {
			return nil, "", err
		}
	}
	if err := form.Close(); err != nil {
		return nil, "", fmt.Errorf("packing a file: %w", err)
	}
	return out.Bytes(), form.FormDataContentType(), nil
}

func part(form *multipart.Writer, disposition, kind string, data []byte) error {
	w, err := form.CreatePart(textproto.MIMEHeader{"Content-Disposition": {disposition}, "Content-Type": {kind}})
	if err != nil {
		return fmt.Errorf("packing a file: %w", err)
	}
	if _, err := w.Write(data); err != nil {
		return fmt.Errorf("packing a file: %w", err)
	}
	return nil
}
