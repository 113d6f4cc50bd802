package main

import (
	"errors"
	"os/exec"
	"slices"
	"strings"
	"testing"

	pulumirpc "github.com/pulumi/pulumi/sdk/v3/proto/go"
	"google.golang.org/protobuf/types/known/structpb"
)

func TestProgramArguments(t *testing.T) {
	options, err := structpb.NewStruct(map[string]any{"nodeargs": "--max-old-space-size=4096 --trace-warnings"})
	if err != nil {
		t.Fatal(err)
	}
	got := programArguments(&pulumirpc.RunRequest{
		MonitorAddress: "127.0.0.1:1", Project: "p", Stack: "dev", Parallel: 16, DryRun: true, Args: []string{"more"},
		Info: &pulumirpc.ProgramInfo{RootDirectory: "/r", ProgramDirectory: "/r/p", EntryPoint: ".", Options: options},
	}, "/run", "127.0.0.1:2")
	want := strings.Fields("--max-old-space-size=4096 --trace-warnings /run --monitor 127.0.0.1:1 --engine 127.0.0.1:2" +
		" --project p --root-directory /r --stack dev --pwd /r/p --parallel 16 --dry-run . more")
	if !slices.Equal(got, want) {
		t.Errorf("got  %q\nwant %q", got, want)
	}
	if up := programArguments(&pulumirpc.RunRequest{}, "/run", ""); slices.Contains(up, "--dry-run") {
		t.Errorf("an update is a dry run: %q", up)
	}
}

func TestConfigVariables(t *testing.T) {
	got, err := configVariables(map[string]string{
		"aws:region": "eu-west-1", "openmetadata-cognito-sso:config:callbackUrl": "http://localhost:8585/callback",
	}, nil)
	want := []string{
		`PULUMI_CONFIG={"aws:config:region":"eu-west-1",` +
			`"openmetadata-cognito-sso:config:callbackUrl":"http://localhost:8585/callback"}`,
		"PULUMI_CONFIG_SECRET_KEYS=[]",
	}
	if err != nil || !slices.Equal(got, want) {
		t.Errorf("got %q, %v", got, err)
	}
	secret, err := configVariables(nil, []string{"p:identityProviderSecrets"})
	if err != nil || secret[1] != `PULUMI_CONFIG_SECRET_KEYS=["p:identityProviderSecrets"]` {
		t.Errorf("got %q, %v", secret, err)
	}
}

func TestOptionVariables(t *testing.T) {
	for _, options := range []struct {
		given map[string]any
		want  []string
	}{
		{nil, []string{"PULUMI_NODEJS_TYPESCRIPT=true"}},
		{map[string]any{"typescript": false}, nil},
		{
			map[string]any{"typescript": true, "tsconfig": "tsconfig.pulumi.json"},
			[]string{"PULUMI_NODEJS_TYPESCRIPT=true", "PULUMI_NODEJS_TSCONFIG_PATH=tsconfig.pulumi.json"},
		},
	} {
		if got := optionVariables(options.given); !slices.Equal(got, options.want) {
			t.Errorf("optionVariables(%v) = %q, want %q", options.given, got, options.want)
		}
	}
}

func TestRunResponse(t *testing.T) {
	if r := runResponse(nil); r.GetBail() || r.GetError() != "" {
		t.Errorf("success: %v", r)
	}
	if r := runResponse(exec.Command("sh", "-c", "exit 32").Run()); !r.GetBail() || r.GetError() != "" {
		t.Errorf("a failure that was shown: %v", r)
	}
	if r := runResponse(exec.Command("sh", "-c", "exit 1").Run()); r.GetBail() || r.GetError() != "the program failed: exit status 1" {
		t.Errorf("a failure: %v", r)
	}
	if r := runResponse(errors.New("no node")); r.GetError() != "the program failed: no node" {
		t.Errorf("no program: %v", r)
	}
}

func TestRunWithoutTheSDK(t *testing.T) {
	r, err := (&host{}).Run(t.Context(), &pulumirpc.RunRequest{Info: &pulumirpc.ProgramInfo{ProgramDirectory: t.TempDir()}})
	if err != nil || r.GetError() != "@pulumi/pulumi is not installed: run `npm ci` first" {
		t.Errorf("got %v, %v", r, err)
	}
}
