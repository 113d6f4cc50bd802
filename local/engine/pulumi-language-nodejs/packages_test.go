package main

import (
	"os"
	"path/filepath"
	"testing"
)

func writeManifest(t *testing.T, text string, folders ...string) {
	t.Helper()
	folder := filepath.Join(folders...)
	if err := os.MkdirAll(folder, 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(folder, "package.json"), []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

func TestRequiredPackages(t *testing.T) {
	program := t.TempDir()
	writeManifest(t, `{"name": "@pulumi/aws", "version": "7.48.0", "pulumi": {"resource": true, "name": "aws"}}`,
		program, "node_modules", "@pulumi", "aws")
	writeManifest(t, `{"name": "@pulumi/random", "version": "v4.0.0", "pulumi": {"resource": true}}`,
		program, "node_modules", "@pulumi", "random")
	writeManifest(t, `{"name": "@pulumi/pulumi", "version": "3.270.0"}`, program, "node_modules", "@pulumi", "pulumi")
	got := requiredPackages(program)
	if len(got) != 2 || got[0].GetName() != "aws" || got[0].GetVersion() != "v7.48.0" ||
		got[1].GetName() != "random" || got[1].GetVersion() != "v4.0.0" {
		t.Errorf("got %v", got)
	}
	if none := requiredPackages(t.TempDir()); none != nil {
		t.Errorf("got %v", none)
	}
}

func TestProgramDependencies(t *testing.T) {
	program := t.TempDir()
	if _, err := programDependencies(program); err == nil {
		t.Error("a program without a package.json has dependencies")
	}
	writeManifest(t, `{"dependencies": {"b": "^1", "a": "1", "missing": "1"}}`, program)
	writeManifest(t, `{"version": "1.2.3"}`, program, "node_modules", "b")
	writeManifest(t, `{"version": "1.0.0"}`, program, "node_modules", "a")
	got, err := programDependencies(program)
	if err != nil || len(got) != 2 || got[0].GetName() != "a" || got[1].GetVersion() != "1.2.3" {
		t.Errorf("got %v, %v", got, err)
	}
}
