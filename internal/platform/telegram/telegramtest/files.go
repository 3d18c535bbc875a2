package telegramtest

import (
	"strconv"
	"sync"
)

// files are the uploads. They stay as long as the server.
type files struct {
	mu   sync.Mutex
	last int
	all  map[string]File
}

// keep gives a file an id that its kind can be sent again by.
func (f *files) keep(kind Kind, file File) File {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.all == nil {
		f.all = map[string]File{}
	}
	f.last++
	file.ID = fileID(kind, f.last)
	f.all[file.ID] = file
	return file
}

func fileID(kind Kind, n int) string {
	return "AgACAgQAAx" + string(kind) + "-" + strconv.Itoa(n)
}

// find finds a file among those that were sent as the same kind.
func (f *files) find(kind Kind, id string) (File, bool) {
	f.mu.Lock()
	defer f.mu.Unlock()
	file, ok := f.all[id]
	prefix := fileID(kind, 0)
	prefix = prefix[:len(prefix)-1]
	return file, ok && len(id) > len(prefix) && id[:len(prefix)] == prefix
}
