// Command pulumi-resource-aws serves the resource types of @pulumi/aws from a Terraform AWS provider binary on this
// machine, through Pulumi's own Terraform bridge (pulumi-resource-terraform-provider, found beside this program).
//
// The released pulumi-resource-aws is the same bridge over the same provider, compiled together. What differs between
// the two, and is translated here, is how they name and shape things: see names.go and shape.go. What the Terraform
// provider is too old to know is told to the user: see limits.go and region.go.
//
// PULUMI_AWS_TERRAFORM_PROVIDER is the path of the Terraform provider.
package main

import (
	"errors"
	"fmt"
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
	engineAddress := os.Args[len(os.Args)-1]
	if err := orphan.EndWithEngine(engineAddress); err != nil {
		return err
	}
	connection, err := dial(engineAddress)
	if err != nil {
		return err
	}
	engine := pulumirpc.NewEngineClient(connection)
	port, err := serveEngineForBridge(engine)
	if err != nil {
		return err
	}
	bridge, err := startBridge(fmt.Sprintf("127.0.0.1:%d", port))
	if err != nil {
		return err
	}
	aws := newProvider(bridge, engine)

	handle, err := rpcutil.ServeWithOptions(rpcutil.ServeOptions{Init: func(server *grpc.Server) error {
		pulumirpc.RegisterResourceProviderServer(server, aws)
		return nil
	}})
	if err != nil {
		return err
	}
	// The engine reads the port from the first line.
	fmt.Println(handle.Port)
	return <-handle.Done
}
