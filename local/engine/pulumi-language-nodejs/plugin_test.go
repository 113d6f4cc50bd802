package main

import (
	"os"
	"path/filepath"
	"testing"
)

func TestRunScriptIsTheNearestOfTheSdk(t *testing.T) {
	repository := t.TempDir()
	pack := filepath.Join(repository, "policies")
	above := script(t, repository)
	if err := os.MkdirAll(pack, 0o755); err != nil {
		t.Fatal(err)
	}
	if found := runScript(pack, "run-policy-pack"); found != above {
		t.Errorf("%s, wanted the repository's %s", found, above)
	}
	if own := script(t, pack); runScript(pack, "run-policy-pack") != own {
		t.Errorf("%s, wanted the pack's own %s", runScript(pack, "run-policy-pack"), own)
	}
}

// script makes the script of an SDK that is installed in a folder.
func script(t *testing.T, folder string) string {
	path := filepath.Join(folder, "node_modules", "@pulumi", "pulumi", "cmd", "run-policy-pack")
	if err := os.MkdirAll(path, 0o755); err != nil {
		t.Fatal(err)
	}
	return path
}
