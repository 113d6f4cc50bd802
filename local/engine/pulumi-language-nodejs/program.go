package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"

	pulumirpc "github.com/pulumi/pulumi/sdk/v3/proto/go"
)

// The exit code with which the Node.js runtime says that it has already shown the user what went wrong.
const exitAlreadyReported = 32

// Run evaluates the program.
func (h *host) Run(ctx context.Context, req *pulumirpc.RunRequest) (*pulumirpc.RunResponse, error) {
	runner := filepath.Join(req.GetInfo().GetProgramDirectory(), "node_modules", "@pulumi", "pulumi", "cmd", "run")
	if _, err := os.Stat(runner); err != nil {
		return &pulumirpc.RunResponse{Error: "@pulumi/pulumi is not installed: run `npm ci` first"}, nil
	}
	settings, err := configVariables(req.GetConfig(), req.GetConfigSecretKeys())
	if err != nil {
		return nil, err
	}
	node := exec.CommandContext(ctx, "node", programArguments(req, runner, h.engine)...)
	node.Env = append(append(os.Environ(), settings...), optionVariables(req.GetInfo().GetOptions().AsMap())...)
	node.Stdout, node.Stderr = os.Stdout, os.Stderr
	return runResponse(node.Run()), nil
}

// programArguments is the command line of the Node.js runtime's run script.
func programArguments(req *pulumirpc.RunRequest, runner, engine string) []string {
	info := req.GetInfo()
	var args []string
	if nodeArgs, ok := info.GetOptions().AsMap()["nodeargs"].(string); ok {
		args = strings.Fields(nodeArgs)
	}
	args = append(args, runner)
	for _, option := range []struct{ flag, value string }{
		{"--monitor", req.GetMonitorAddress()},
		{"--engine", engine},
		{"--organization", req.GetOrganization()},
		{"--project", req.GetProject()},
		{"--root-directory", info.GetRootDirectory()},
		{"--stack", req.GetStack()},
		{"--pwd", info.GetProgramDirectory()},
		{"--parallel", strconv.Itoa(int(req.GetParallel()))},
	} {
		if option.value != "" {
			args = append(args, option.flag, option.value)
		}
	}
	if req.GetDryRun() {
		args = append(args, "--dry-run")
	}
	return append(append(args, info.GetEntryPoint()), req.GetArgs()...)
}

// configVariables hands the stack's config over as the Node.js runtime reads it: "<namespace>:config:<name>".
func configVariables(config map[string]string, secretKeys []string) ([]string, error) {
	settings := make(map[string]string, len(config))
	for key, value := range config {
		namespace, name, _ := strings.Cut(strings.Replace(key, ":config:", ":", 1), ":")
		settings[namespace+":config:"+name] = value
	}
	values, err := json.Marshal(settings)
	if err != nil {
		return nil, err
	}
	// Never null: the runtime expects a list.
	secrets, err := json.Marshal(append([]string{}, secretKeys...))
	if err != nil {
		return nil, err
	}
	return []string{"PULUMI_CONFIG=" + string(values), "PULUMI_CONFIG_SECRET_KEYS=" + string(secrets)}, nil
}

// optionVariables hands over the options of the runtime in Pulumi.yaml. TypeScript is on unless it is switched off.
func optionVariables(options map[string]any) []string {
	var variables []string
	if typescript, ok := options["typescript"].(bool); !ok || typescript {
		variables = append(variables, "PULUMI_NODEJS_TYPESCRIPT=true")
	}
	if tsconfig, ok := options["tsconfig"].(string); ok {
		variables = append(variables, "PULUMI_NODEJS_TSCONFIG_PATH="+tsconfig)
	}
	return variables
}

// runResponse tells the engine how the program ended.
func runResponse(err error) *pulumirpc.RunResponse {
	var exit *exec.ExitError
	switch {
	case err == nil:
		return &pulumirpc.RunResponse{}
	case errors.As(err, &exit) && exit.ExitCode() == exitAlreadyReported:
		return &pulumirpc.RunResponse{Bail: true}
	default:
		return &pulumirpc.RunResponse{Error: fmt.Sprintf("the program failed: %v", err)}
	}
}
