package main

import (
	"context"
	"fmt"
	"io"
	"runtime"
	"runtime/debug"
)

// versionCommand prints what was built.
type versionCommand struct{}

func (*versionCommand) run(_ context.Context, _ *Settings, stdout, _ io.Writer) error {
	_, err := fmt.Fprintln(stdout, version())
	return err
}

// version is made of what the Go tool writes into each binary.
func version() string {
	text := "dealgraph"
	if info, ok := debug.ReadBuildInfo(); ok {
		text += " " + info.Main.Version
		settings := map[string]string{}
		for _, s := range info.Settings {
			settings[s.Key] = s.Value
		}
		if revision := settings["vcs.revision"]; revision != "" {
			text += " " + revision
			if settings["vcs.modified"] == "true" {
				text += " (modified)"
			}
		}
	}
	return text + " " + runtime.Version() + " " + runtime.GOOS + "/" + runtime.GOARCH
}
