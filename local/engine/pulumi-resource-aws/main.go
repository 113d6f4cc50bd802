// Command pulumi-resource-aws serves the resource types of @pulumi/aws from a Terraform AWS provider binary on this
// machine, through Pulumi's own Terraform bridge (pulumi-resource-terraform-provider, found on PATH).
//
// The released pulumi-resource-aws is the same bridge over the same provider, compiled together. What differs between
// the two, and is translated here, is how they name things: the bridge's `aws:index/cognitoUserPool:CognitoUserPool` is
// @pulumi/aws's `aws:cognito/userPool:UserPool`, and a few one-element lists of the former are plain objects of the latter.
//
// PULUMI_AWS_TERRAFORM_PROVIDER names the provider binary; without it, the newest one in a Terraform filesystem mirror of
// this machine is taken (mirrorRoots).
package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"
	"unicode"

	"github.com/blang/semver"
	"github.com/pulumi/pulumi/sdk/v3/go/common/util/rpcutil"
	pulumirpc "github.com/pulumi/pulumi/sdk/v3/proto/go"
	"google.golang.org/grpc"
	"google.golang.org/grpc/credentials/insecure"
	"google.golang.org/grpc/status"
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/types/known/emptypb"
	"google.golang.org/protobuf/types/known/structpb"
)

// The version of @pulumi/aws that this stands beside.
const version = "7.48.0"

// Names that the general rule (module + type) gets wrong.
var irregular = map[string]string{
	"cognito/userPoolUICustomization:UserPoolUICustomization": "cognitoUserPoolUiCustomization",
}

// Properties that @pulumi/aws flattens and the bridge, on its own, can't know to hold at most one element.
var atMostOne = map[string][]string{
	"cognito/userPoolClient:UserPoolClient": {"tokenValidityUnits", "analyticsConfiguration", "refreshTokenRotation"},
}

// Properties that @pulumi/aws keeps as a list under a plural name and the bridge flattens: {plural: singular}.
var keptAsList = map[string]map[string]string{
	"route53/record:Record": {"aliases": "alias"},
}

// The Terraform resource types and data sources that the bridge is asked to serve: the fewer, the faster it starts.
var served = []string{
	"aws_acm_certificate", "aws_acm_certificate_validation", "aws_caller_identity", "aws_cloudwatch_log_group",
	"aws_cognito_identity_provider", "aws_cognito_resource_server", "aws_cognito_risk_configuration", "aws_cognito_user",
	"aws_cognito_user_group", "aws_cognito_user_in_group", "aws_cognito_user_pool", "aws_cognito_user_pool_client",
	"aws_cognito_user_pool_clients", "aws_cognito_user_pool_domain", "aws_cognito_user_pool_ui_customization",
	"aws_cognito_user_pools", "aws_iam_policy_document", "aws_iam_role", "aws_iam_role_policy", "aws_lambda_function",
	"aws_lambda_permission", "aws_partition", "aws_region", "aws_route53_record", "aws_route53_zone",
	"aws_secretsmanager_secret", "aws_secretsmanager_secret_version", "aws_sesv2_email_identity", "aws_ssm_parameter",
	"aws_wafv2_web_acl", "aws_wafv2_web_acl_association",
}

// Types of @pulumi/aws that the Terraform provider on this machine is too old to know. Their inputs are checked for
// nothing and sent nowhere: they come back as outputs, and every create, update and delete says so.
var recordedOnly = map[string]bool{
	"cognito/logDeliveryConfiguration:LogDeliveryConfiguration": true,
	"cognito/managedLoginBranding:ManagedLoginBranding":         true,
}

var (
	token       = regexp.MustCompile(`aws:([a-z0-9]+)/([A-Za-z0-9]+):([A-Za-z0-9]+)`)
	bridgeToken = regexp.MustCompile(`aws:index/[A-Za-z0-9]+:[A-Za-z0-9]+`)
)

func capital(s string) string { r := []rune(s); r[0] = unicode.ToUpper(r[0]); return string(r) }

// toBridge renames the last @pulumi/aws token in s, which is a token, a type chain or a URN.
func toBridge(s string) string {
	all := token.FindAllStringSubmatchIndex(s, -1)
	if all == nil {
		return s
	}
	m := all[len(all)-1]
	module, short, name := s[m[2]:m[3]], s[m[4]:m[5]], s[m[6]:m[7]]
	if module == "index" {
		return s
	}
	if strings.HasPrefix(name, "get") { // a function: aws:cognito/getUserPool:getUserPool
		joined := "get" + capital(module) + strings.TrimPrefix(name, "get")
		return s[:m[0]] + "aws:index/" + joined + ":" + joined + s[m[1]:]
	}
	joined, ok := irregular[module+"/"+short+":"+name]
	if !ok {
		joined = module + name
	}
	return s[:m[0]] + "aws:index/" + joined + ":" + capital(joined) + s[m[1]:]
}

func typeOf(urn string) string {
	all := token.FindAllString(urn, -1)
	if all == nil {
		return ""
	}
	return strings.TrimPrefix(all[len(all)-1], "aws:")
}

func wrap(urn string, props *structpb.Struct) *structpb.Struct {
	for _, key := range atMostOne[typeOf(urn)] {
		if v := props.GetFields()[key]; v.GetStructValue() != nil {
			props.Fields[key] = structpb.NewListValue(&structpb.ListValue{Values: []*structpb.Value{v}})
		}
	}
	for plural, singular := range keptAsList[typeOf(urn)] {
		if v := props.GetFields()[plural]; v.GetListValue() != nil {
			delete(props.Fields, plural)
			if len(v.GetListValue().Values) > 0 {
				props.Fields[singular] = v.GetListValue().Values[0]
			}
		}
	}
	return props
}

func unwrap(urn string, props *structpb.Struct) *structpb.Struct {
	for _, key := range atMostOne[typeOf(urn)] {
		if v := props.GetFields()[key]; v.GetListValue() != nil {
			if len(v.GetListValue().Values) == 0 {
				delete(props.Fields, key)
			} else {
				props.Fields[key] = v.GetListValue().Values[0]
			}
		}
	}
	for plural, singular := range keptAsList[typeOf(urn)] {
		if v := props.GetFields()[singular]; v.GetStructValue() != nil {
			delete(props.Fields, singular)
			props.Fields[plural] = structpb.NewListValue(&structpb.ListValue{Values: []*structpb.Value{v}})
		}
	}
	return props
}

// named puts @pulumi/aws's name of the resource back into a message of the bridge.
func named(urn, text string) string {
	if t := typeOf(urn); t != "" {
		return bridgeToken.ReplaceAllString(text, "aws:"+t)
	}
	return text
}

func namedErr(urn string, err error) error {
	if s, ok := status.FromError(err); ok && err != nil {
		p := s.Proto()
		p.Message = named(urn, p.Message)
		return status.FromProto(p).Err()
	}
	return err
}

type provider struct {
	pulumirpc.UnimplementedResourceProviderServer
	bridge pulumirpc.ResourceProviderClient
	engine pulumirpc.EngineClient
}

func (p *provider) warnRecorded(ctx context.Context, urn, what string) {
	if p.engine != nil {
		_, _ = p.engine.Log(ctx, &pulumirpc.LogRequest{
			Severity: pulumirpc.LogSeverity_WARNING, Urn: urn,
			Message: what + " in the state only: the Terraform AWS provider here does not know " + typeOf(urn),
		})
	}
}

func (p *provider) Handshake(ctx context.Context, q *pulumirpc.ProviderHandshakeRequest) (*pulumirpc.ProviderHandshakeResponse, error) {
	return p.bridge.Handshake(ctx, q)
}

func (p *provider) GetPluginInfo(context.Context, *emptypb.Empty) (*pulumirpc.PluginInfo, error) {
	return &pulumirpc.PluginInfo{Version: version}, nil
}

func (p *provider) Attach(ctx context.Context, q *pulumirpc.PluginAttach) (*emptypb.Empty, error) {
	return p.bridge.Attach(ctx, q)
}

func (p *provider) Cancel(ctx context.Context, q *emptypb.Empty) (*emptypb.Empty, error) {
	return p.bridge.Cancel(ctx, q)
}

func (p *provider) GetSchema(ctx context.Context, q *pulumirpc.GetSchemaRequest) (*pulumirpc.GetSchemaResponse, error) {
	return p.bridge.GetSchema(ctx, q)
}

func (p *provider) CheckConfig(ctx context.Context, q *pulumirpc.CheckRequest) (*pulumirpc.CheckResponse, error) {
	return p.bridge.CheckConfig(ctx, q)
}

func (p *provider) DiffConfig(ctx context.Context, q *pulumirpc.DiffRequest) (*pulumirpc.DiffResponse, error) {
	return p.bridge.DiffConfig(ctx, q)
}

func (p *provider) Configure(ctx context.Context, q *pulumirpc.ConfigureRequest) (*pulumirpc.ConfigureResponse, error) {
	return p.bridge.Configure(ctx, q)
}

func (p *provider) Invoke(ctx context.Context, q *pulumirpc.InvokeRequest) (*pulumirpc.InvokeResponse, error) {
	q.Tok = toBridge(q.Tok)
	return p.bridge.Invoke(ctx, q)
}

func (p *provider) Check(ctx context.Context, q *pulumirpc.CheckRequest) (*pulumirpc.CheckResponse, error) {
	urn := q.Urn
	if recordedOnly[typeOf(urn)] {
		return &pulumirpc.CheckResponse{Inputs: q.News}, nil
	}
	q.Olds, q.News = wrap(urn, q.Olds), wrap(urn, q.News)
	q.Urn, q.Type = toBridge(urn), toBridge(q.Type)
	r, err := p.bridge.Check(ctx, q)
	if err != nil {
		return nil, namedErr(urn, err)
	}
	r.Inputs = unwrap(urn, r.Inputs)
	for _, f := range r.Failures {
		f.Reason = named(urn, f.Reason)
	}
	return r, nil
}

func (p *provider) Diff(ctx context.Context, q *pulumirpc.DiffRequest) (*pulumirpc.DiffResponse, error) {
	urn := q.Urn
	if recordedOnly[typeOf(urn)] {
		changes := pulumirpc.DiffResponse_DIFF_SOME
		if proto.Equal(q.OldInputs, q.News) {
			changes = pulumirpc.DiffResponse_DIFF_NONE
		}
		return &pulumirpc.DiffResponse{Changes: changes}, nil
	}
	q.Olds, q.News, q.OldInputs = wrap(urn, q.Olds), wrap(urn, q.News), wrap(urn, q.OldInputs)
	q.Urn, q.Type = toBridge(urn), toBridge(q.Type)
	r, err := p.bridge.Diff(ctx, q)
	return r, namedErr(urn, err)
}

func (p *provider) Create(ctx context.Context, q *pulumirpc.CreateRequest) (*pulumirpc.CreateResponse, error) {
	urn := q.Urn
	if recordedOnly[typeOf(urn)] {
		if q.Preview {
			return &pulumirpc.CreateResponse{Properties: q.Properties}, nil
		}
		p.warnRecorded(ctx, urn, "created")
		return &pulumirpc.CreateResponse{Id: urn[strings.LastIndex(urn, ":")+1:], Properties: q.Properties}, nil
	}
	q.Properties = wrap(urn, q.Properties)
	q.Urn, q.Type = toBridge(urn), toBridge(q.Type)
	r, err := p.bridge.Create(ctx, q)
	if err != nil {
		return nil, namedErr(urn, err)
	}
	r.Properties = unwrap(urn, r.Properties)
	return r, nil
}

func (p *provider) Read(ctx context.Context, q *pulumirpc.ReadRequest) (*pulumirpc.ReadResponse, error) {
	urn := q.Urn
	if recordedOnly[typeOf(urn)] {
		return &pulumirpc.ReadResponse{Id: q.Id, Properties: q.Properties, Inputs: q.Inputs}, nil
	}
	q.Properties, q.Inputs = wrap(urn, q.Properties), wrap(urn, q.Inputs)
	q.Urn, q.Type = toBridge(urn), toBridge(q.Type)
	r, err := p.bridge.Read(ctx, q)
	if err != nil {
		return nil, namedErr(urn, err)
	}
	r.Properties, r.Inputs = unwrap(urn, r.Properties), unwrap(urn, r.Inputs)
	return r, nil
}

func (p *provider) Update(ctx context.Context, q *pulumirpc.UpdateRequest) (*pulumirpc.UpdateResponse, error) {
	urn := q.Urn
	if recordedOnly[typeOf(urn)] {
		if !q.Preview {
			p.warnRecorded(ctx, urn, "updated")
		}
		return &pulumirpc.UpdateResponse{Properties: q.News}, nil
	}
	q.Olds, q.News, q.OldInputs = wrap(urn, q.Olds), wrap(urn, q.News), wrap(urn, q.OldInputs)
	q.Urn, q.Type = toBridge(urn), toBridge(q.Type)
	r, err := p.bridge.Update(ctx, q)
	if err != nil {
		return nil, namedErr(urn, err)
	}
	r.Properties = unwrap(urn, r.Properties)
	return r, nil
}

func (p *provider) Delete(ctx context.Context, q *pulumirpc.DeleteRequest) (*emptypb.Empty, error) {
	urn := q.Urn
	if recordedOnly[typeOf(urn)] {
		p.warnRecorded(ctx, urn, "deleted")
		return &emptypb.Empty{}, nil
	}
	q.Properties, q.OldInputs = wrap(urn, q.Properties), wrap(urn, q.OldInputs)
	q.Urn, q.Type = toBridge(urn), toBridge(q.Type)
	r, err := p.bridge.Delete(ctx, q)
	return r, namedErr(urn, err)
}

// Where Terraform looks for a filesystem mirror by itself on Linux, and /opt, where images tend to keep one.
var mirrorRoots = []string{
	"$HOME/.terraform.d/plugins", "/usr/local/share/terraform/plugins", "/usr/share/terraform/plugins", "/opt/*",
}

func terraformProvider() (string, error) {
	if path := os.Getenv("PULUMI_AWS_TERRAFORM_PROVIDER"); path != "" {
		return path, nil
	}
	var newest string
	var newestVersion semver.Version
	platform := runtime.GOOS + "_" + runtime.GOARCH
	for _, root := range mirrorRoots {
		found, _ := filepath.Glob(filepath.Join(os.ExpandEnv(root), "*", "hashicorp", "aws", "*", platform, "terraform-provider-aws_*"))
		for _, path := range found {
			version, err := semver.Parse(filepath.Base(filepath.Dir(filepath.Dir(path))))
			if err == nil && (newest == "" || version.GT(newestVersion)) {
				newest, newestVersion = path, version
			}
		}
	}
	if newest == "" {
		return "", errors.New("no Terraform AWS provider: set PULUMI_AWS_TERRAFORM_PROVIDER to its path")
	}
	return newest, nil
}

// start runs the bridge beside this process and hands it the Terraform provider.
func start(ctx context.Context, engine string) (pulumirpc.ResourceProviderClient, error) {
	terraform, err := terraformProvider()
	if err != nil {
		return nil, err
	}
	self, err := os.Executable()
	if err != nil {
		return nil, err
	}
	if self, err = filepath.EvalSymlinks(self); err != nil {
		return nil, err
	}
	bridge := exec.CommandContext(ctx, filepath.Join(filepath.Dir(self), "pulumi-resource-terraform-provider"), engine)
	bridge.Stderr = os.Stderr
	stdin, err := bridge.StdinPipe()
	if err != nil {
		return nil, err
	}
	_ = stdin // kept open: the bridge lives as long as this process
	out, err := bridge.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := bridge.Start(); err != nil {
		return nil, err
	}
	port, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		return nil, fmt.Errorf("the bridge said no port: %w", err)
	}
	conn, err := grpc.NewClient("127.0.0.1:"+strings.TrimSpace(port),
		grpc.WithTransportCredentials(insecure.NewCredentials()), rpcutil.GrpcChannelOptions())
	if err != nil {
		return nil, err
	}
	client := pulumirpc.NewResourceProviderClient(conn)
	args := []string{terraform, "--provider-name", "aws", "--include", strings.Join(served, ",")}
	_, err = client.Parameterize(ctx, &pulumirpc.ParameterizeRequest{
		Parameters: &pulumirpc.ParameterizeRequest_Args{Args: &pulumirpc.ParameterizeRequest_ParametersArgs{Args: args}},
	}, grpc.WaitForReady(true))
	return client, err
}

func run() error {
	engine := os.Args[len(os.Args)-1]
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	bridge, err := start(ctx, engine)
	if err != nil {
		return err
	}
	conn, err := grpc.NewClient(engine, grpc.WithTransportCredentials(insecure.NewCredentials()), rpcutil.GrpcChannelOptions())
	if err != nil {
		return err
	}
	aws := &provider{bridge: bridge, engine: pulumirpc.NewEngineClient(conn)}
	handle, err := rpcutil.ServeWithOptions(rpcutil.ServeOptions{Init: func(srv *grpc.Server) error {
		pulumirpc.RegisterResourceProviderServer(srv, aws)
		return nil
	}})
	if err != nil {
		return err
	}
	fmt.Println(handle.Port)
	return <-handle.Done
}

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, "pulumi-resource-aws:", err)
		os.Exit(1)
	}
}
