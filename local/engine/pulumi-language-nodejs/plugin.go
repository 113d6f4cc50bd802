package main

import (
	"encoding/json"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"

	"github.com/pulumi/pulumi/sdk/v3"
	"github.com/pulumi/pulumi/sdk/v3/go/common/util/rpcutil"
	pulumirpc "github.com/pulumi/pulumi/sdk/v3/proto/go"
	"google.golang.org/grpc"
)

// The kind of plugin that is a policy pack.
const policyPack = "analyzer"

// RunPlugin starts a policy pack, or a provider written for Node.js.
func (h *host) RunPlugin(
	req *pulumirpc.RunPluginRequest, stream grpc.ServerStreamingServer[pulumirpc.RunPluginResponse],
) error {
	streams, stdout, stderr, err := rpcutil.MakeRunPluginStreams(stream, false)
	if err != nil {
		return err
	}
	defer streams.Close()
	node := exec.CommandContext(stream.Context(), "node")
	node.Env = append(append(os.Environ(), req.GetEnv()...), "PULUMI_NODEJS_TYPESCRIPT=true")
	node.Stderr = stderr
	if req.GetKind() == policyPack {
		return runPolicyPack(stream, req, node, stdout)
	}
	folder := req.GetInfo().GetProgramDirectory()
	node.Args = append(append(node.Args, runScript(folder, "run-plugin"), folder), req.GetArgs()...)
	node.Dir, node.Stdout = req.GetPwd(), stdout
	return node.Run()
}

// runPolicyPack starts a policy pack behind a proxy: the engine tells the proxy of the stack, the pack reads that from its
// environment.
func runPolicyPack(
	stream grpc.ServerStreamingServer[pulumirpc.RunPluginResponse], req *pulumirpc.RunPluginRequest, node *exec.Cmd,
	stdout io.Writer,
) error {
	folder := req.GetInfo().GetProgramDirectory()
	node.Args = append(append(append(node.Args, runScript(folder, "run-policy-pack")), req.GetArgs()...), folder)
	node.Dir = folder
	policies, stdout, err := sdk.NewPolicyProxy(stream.Context(), stdout)
	if err != nil {
		return err
	}
	node.Stdout = stdout
	stack, err := policies.AwaitConfiguration(stream.Context())
	if err != nil {
		return err
	}
	if stack != nil {
		config, err := json.Marshal(stack.Config)
		if err != nil {
			return err
		}
		node.Env = append(node.Env,
			"PULUMI_NODEJS_ORGANIZATION="+stack.Organization,
			"PULUMI_NODEJS_PROJECT="+stack.Project,
			"PULUMI_NODEJS_STACK="+stack.Stack,
			"PULUMI_NODEJS_DRY_RUN="+strconv.FormatBool(stack.DryRun),
			"PULUMI_CONFIG="+string(config))
	}
	if err := node.Start(); err != nil {
		return err
	}
	return policies.Attach(stream.Context(), node)
}

// runScript finds a script of the SDK as Node.js does: in the folder, or in the nearest one above it that has the SDK. A policy
// pack often lies in a folder of the program's repository.
func runScript(folder, name string) string {
	for at := folder; ; at = filepath.Dir(at) {
		script := filepath.Join(at, "node_modules", "@pulumi", "pulumi", "cmd", name)
		if _, err := os.Stat(script); err == nil || at == filepath.Dir(at) {
			return script
		}
	}
}
