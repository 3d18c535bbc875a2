package redistest

import (
	"context"
	"fmt"
	"net"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"
)

// slots is how many a cluster has.
const slots = 16384

// Cluster is three masters that share the slots.
type Cluster struct{ Servers []*Server }

// RunCluster starts three masters, each in a folder of its own under dir, and waits until
// they know each other. Kill it in the end.
func RunCluster(ctx context.Context, dir string) (*Cluster, error) {
	c := &Cluster{}
	for i := range 3 {
		own := filepath.Join(dir, strconv.Itoa(i))
		if err := os.Mkdir(own, 0o700); err != nil {
			c.Kill()
			return nil, err
		}
		bus, err := freePort(ctx)
		if err != nil {
			c.Kill()
			return nil, err
		}
		s, err := Run(ctx, own, append(Durable(), "--cluster-enabled", "yes", "--cluster-port", strconv.Itoa(bus))...)
		if err != nil {
			c.Kill()
			return nil, err
		}
		c.Servers = append(c.Servers, s)
		if err := c.meet(ctx, s, bus); err != nil {
			c.Kill()
			return nil, err
		}
	}
	if err := c.agree(ctx); err != nil {
		c.Kill()
		return nil, err
	}
	return c, nil
}

// URL is the cluster's address as a store wants it.
func (c *Cluster) URL() string {
	addrs := make([]string, len(c.Servers))
	for i, s := range c.Servers {
		addrs[i] = s.Addr
	}
	return "redis-cluster://" + strings.Join(addrs, ",")
}

// Kill ends all servers at once.
func (c *Cluster) Kill() {
	for _, s := range c.Servers {
		s.Kill()
	}
}

// Flush empties all servers.
func (c *Cluster) Flush(t testing.TB) {
	t.Helper()
	for _, s := range c.Servers {
		s.Flush(t)
	}
}

// meet gives a new server its third of the slots and shows it to the first one.
func (c *Cluster) meet(ctx context.Context, s *Server, bus int) error {
	n := len(c.Servers)
	from, to := (n-1)*slots/3, n*slots/3-1
	commands := [][]string{{"CLUSTER", "ADDSLOTSRANGE", strconv.Itoa(from), strconv.Itoa(to)}}
	if n > 1 {
		host, port, err := net.SplitHostPort(s.Addr)
		if err != nil {
			return err
		}
		commands = append(commands, []string{"CLUSTER", "MEET", host, port, strconv.Itoa(bus)})
	}
	for i, command := range commands {
		to := s
		if i == 1 {
			to = c.Servers[0]
		}
		if answer, err := to.Do(ctx, command...); err != nil || answer != "+OK" {
			return fmt.Errorf("building a cluster: %q, %w", answer, err)
		}
	}
	return nil
}

// agree waits until every server knows all slots.
func (c *Cluster) agree(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, 20*time.Second)
	defer cancel()
	for _, s := range c.Servers {
		for {
			info, err := s.Do(ctx, "CLUSTER", "INFO")
			if err == nil && strings.Contains(info, "cluster_state:ok") && strings.Contains(info, "cluster_known_nodes:3") {
				break
			}
			select {
			case <-ctx.Done():
				return fmt.Errorf("waiting for a cluster: %w", ctx.Err())
			case <-time.After(20 * time.Millisecond):
			}
		}
	}
	return nil
}
