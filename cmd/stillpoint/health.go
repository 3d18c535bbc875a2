package main

import (
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"time"

	"github.com/spf13/cobra"

	"github.com/stillpoint-bot/stillpoint/internal/app"
)

func healthCommand() *cobra.Command {
	listen, ready := "", false
	c := &cobra.Command{
		Use:   "health",
		Short: "Ask a running bot whether it lives",
		Long: `Health asks the bot that serves at --listen, for a container that has nothing else
to ask with. It exits with 0 when the process lives (with --ready: when every part
is well, which it prints), and with 1 when not.`,
		Example: "  stillpoint health\n  stillpoint health --ready --listen 127.0.0.1:8080",
		Args:    cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			path := "/livez"
			if ready {
				path = "/readyz"
			}
			return askHealth(cmd.Context(), cmd.OutOrStdout(), listen, path)
		},
	}
	c.Flags().StringVar(&listen, "listen", os.Getenv("STILLPOINT_LISTEN"), "where it listens (STILLPOINT_LISTEN)")
	c.Flags().BoolVar(&ready, "ready", false, "ask whether every part is well")
	return c
}

// healthTime is how long an answer may take.
const healthTime = 4 * time.Second

func askHealth(ctx context.Context, out io.Writer, listen, path string) error {
	host, port, err := net.SplitHostPort(listen)
	if err != nil {
		return fmt.Errorf("--listen (or STILLPOINT_LISTEN) %q is no address: it is written like 127.0.0.1:8080", listen)
	}
	if ip := net.ParseIP(host); host == "" || (ip != nil && ip.IsUnspecified()) {
		host = "127.0.0.1"
	}
	ctx, cancel := context.WithTimeout(ctx, healthTime)
	defer cancel()
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://"+net.JoinHostPort(host, port)+path, nil)
	if err != nil {
		return fmt.Errorf("asking for health: %w", err)
	}
	answer, err := http.DefaultClient.Do(request)
	if err != nil {
		_, _ = fmt.Fprintln(out, "no answer")
		return app.ErrFound
	}
	defer func() { _ = answer.Body.Close() }()
	if _, err := io.Copy(out, io.LimitReader(answer.Body, 64<<10)); err != nil {
		return fmt.Errorf("reading health: %w", err)
	}
	if answer.StatusCode != http.StatusOK {
		return app.ErrFound
	}
	return nil
}
