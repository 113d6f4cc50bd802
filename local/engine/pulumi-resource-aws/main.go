// Command pulumi-resource-aws serves the resource types of @pulumi/aws from a Terraform AWS provider binary on this
// machine, through Pulumi's own Terraform bridge (pulumi-resource-terraform-provider, found beside this program).
//
// The released pulumi-resource-aws is the same bridge over the same provider, compiled together. What differs between
// the two, and is translated here, is how they name and shape things: see names.go and shape.go. What the Terraform
// provider is too old to know is told to the user: see limits.go and region.go.
//
// PULUMI_AWS_TERRAFORM_PROVIDER is the path of the Terraform provider.
//
// Pulumi starts it with the address of its engine. Started with the word "stay" it serves many engines: see stay.go.
package main

import (
	"errors"
	"fmt"
	"net"
	"os"

	"openmetadata-cognito-sso/local/engine/orphan"

	"github.com/pulumi/pulumi/sdk/v3/go/common/util/rpcutil"
	pulumirpc "github.com/pulumi/pulumi/sdk/v3/proto/go"
	"google.golang.org/grpc"
)

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, "pulumi-resource-aws:", err)
		os.Exit(1)
	}
}

func run() error {
	if len(os.Args) < 2 {
		return errors.New("this is a plugin: Pulumi starts it, with the address of its engine")
	}
	if os.Args[1] == "stay" {
		return runForMany()
	}
	return runForOne(os.Args[len(os.Args)-1])
}

// runForOne serves the engine that has started this process, and ends with it.
func runForOne(engineAddress string) error {
	if err := orphan.EndWithEngine(engineAddress); err != nil {
		return err
	}
	connection, err := dial(engineAddress)
	if err != nil {
		return err
	}
	engine := pulumirpc.NewEngineClient(connection)
	bridge, err := startBridge()
	if err != nil {
		return err
	}
	bridge.engine.use(engine)
	handle, err := rpcutil.ServeWithOptions(rpcutil.ServeOptions{Init: func(server *grpc.Server) error {
		pulumirpc.RegisterResourceProviderServer(server, newProvider(bridge, engine))
		return nil
	}})
	if err != nil {
		return err
	}
	// The engine reads the port from the first line.
	fmt.Println(handle.Port)
	return <-handle.Done
}

// runForMany serves whatever engine attaches itself, and ends when whoever has started this process closes its standard
// input, or is gone.
func runForMany() error {
	orphan.EndWithInput(os.Stdin)
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	fmt.Println(listener.Addr().(*net.TCPAddr).Port)
	return stay(listener, &pool{start: startBridge})
}
