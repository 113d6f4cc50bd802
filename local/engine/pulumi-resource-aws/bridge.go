package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	"github.com/pulumi/pulumi/sdk/v3/go/common/util/rpcutil"
	pulumirpc "github.com/pulumi/pulumi/sdk/v3/proto/go"
	"google.golang.org/grpc"
	"google.golang.org/grpc/credentials/insecure"
)

// The Terraform resource types and data sources that the bridge is asked to serve: the fewer, the faster it starts. When
// one is added, types.json must be made anew: see table.go.
var served = []string{
	"aws_acm_certificate",
	"aws_acm_certificate_validation",
	"aws_caller_identity",
	"aws_cloudwatch_log_group",
	"aws_cognito_identity_provider",
	"aws_cognito_resource_server",
	"aws_cognito_risk_configuration",
	"aws_cognito_user",
	"aws_cognito_user_group",
	"aws_cognito_user_in_group",
	"aws_cognito_user_pool",
	"aws_cognito_user_pool_client",
	"aws_cognito_user_pool_clients",
	"aws_cognito_user_pool_domain",
	"aws_cognito_user_pool_ui_customization",
	"aws_cognito_user_pools",
	"aws_iam_policy_document",
	"aws_iam_role",
	"aws_iam_role_policy",
	"aws_lambda_permission",
	"aws_partition",
	"aws_region",
	"aws_route53_record",
	"aws_route53_zone",
	"aws_secretsmanager_secret",
	"aws_secretsmanager_secret_version",
	"aws_sesv2_email_identity",
	"aws_ssm_parameter",
	"aws_wafv2_web_acl",
	"aws_wafv2_web_acl_association",
}

// bridge is Pulumi's Terraform bridge, which runs beside this process, and the Terraform provider that it has started.
type bridge struct {
	pulumirpc.ResourceProviderClient
	// What it logs to.
	engine *engineForBridge
	// end ends it and its Terraform provider, in a while.
	end func()
}

// startBridge starts a bridge and hands it the Terraform provider. It ends with the process group of this process.
func startBridge() (*bridge, error) {
	terraform := os.Getenv("PULUMI_AWS_TERRAFORM_PROVIDER")
	if terraform == "" {
		return nil, errors.New("no Terraform AWS provider: set PULUMI_AWS_TERRAFORM_PROVIDER to its path")
	}
	program, err := besideThisProgram("pulumi-resource-terraform-provider")
	if err != nil {
		return nil, err
	}
	engine := &engineForBridge{}
	engineAddress, err := engine.serve()
	if err != nil {
		return nil, err
	}
	process := exec.Command(program, engineAddress)
	process.Stderr = os.Stderr
	output, err := process.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := process.Start(); err != nil {
		return nil, err
	}
	port, err := bufio.NewReader(output).ReadString('\n')
	if err != nil {
		return nil, fmt.Errorf("the Terraform bridge did not start: %w", err)
	}
	connection, err := dial("127.0.0.1:" + strings.TrimSpace(port))
	if err != nil {
		return nil, err
	}
	client := pulumirpc.NewResourceProviderClient(connection)
	end := func() {
		_ = connection.Close()
		// It ends its Terraform provider first.
		_ = process.Process.Signal(os.Interrupt)
		_ = process.Wait()
	}
	if _, err := client.Parameterize(context.Background(), bridgeParameters(terraform), grpc.WaitForReady(true)); err != nil {
		end()
		return nil, err
	}
	return &bridge{ResourceProviderClient: client, engine: engine, end: end}, nil
}

func bridgeParameters(terraform string) *pulumirpc.ParameterizeRequest {
	args := []string{terraform, "--provider-name", "aws", "--include", strings.Join(served, ",")}
	return &pulumirpc.ParameterizeRequest{Parameters: &pulumirpc.ParameterizeRequest_Args{
		Args: &pulumirpc.ParameterizeRequest_ParametersArgs{Args: args},
	}}
}

// besideThisProgram gives the path of a program in the folder that this one really lies in: Pulumi starts plugins
// through a link.
func besideThisProgram(name string) (string, error) {
	self, err := os.Executable()
	if err != nil {
		return "", err
	}
	if self, err = filepath.EvalSymlinks(self); err != nil {
		return "", err
	}
	return filepath.Join(filepath.Dir(self), name), nil
}

func dial(address string) (*grpc.ClientConn, error) {
	return grpc.NewClient(address,
		grpc.WithTransportCredentials(insecure.NewCredentials()), rpcutil.GrpcChannelOptions())
}
