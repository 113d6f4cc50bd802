package main

import (
	"context"

	pulumirpc "github.com/pulumi/pulumi/sdk/v3/proto/go"
	"google.golang.org/protobuf/types/known/emptypb"
	"google.golang.org/protobuf/types/known/structpb"
)

// The version of @pulumi/aws that this stands beside, set by the linker.
var sdkVersion = "0.0.0"

// provider stands between the engine, which speaks of the types of @pulumi/aws, and the bridge.
type provider struct {
	pulumirpc.UnimplementedResourceProviderServer
	bridge pulumirpc.ResourceProviderClient
	engine pulumirpc.EngineClient
	// Set by Configure.
	region string
}

func newProvider(bridge pulumirpc.ResourceProviderClient, engine pulumirpc.EngineClient) *provider {
	return &provider{bridge: bridge, engine: engine}
}

// Calls that are the same on both sides.

func (p *provider) Cancel(ctx context.Context, q *emptypb.Empty) (*emptypb.Empty, error) {
	return p.bridge.Cancel(ctx, q)
}

// GetSchema gives the schema of the bridge, untranslated: it is what types.json is made from.
func (p *provider) GetSchema(
	ctx context.Context, q *pulumirpc.GetSchemaRequest,
) (*pulumirpc.GetSchemaResponse, error) {
	return p.bridge.GetSchema(ctx, q)
}

func (p *provider) GetPluginInfo(context.Context, *emptypb.Empty) (*pulumirpc.PluginInfo, error) {
	return &pulumirpc.PluginInfo{Version: sdkVersion}, nil
}

// Calls about the provider itself.

func (p *provider) CheckConfig(ctx context.Context, q *pulumirpc.CheckRequest) (*pulumirpc.CheckResponse, error) {
	news, addEndpoints := withoutEndpoints(q.GetNews())
	q.Olds, q.News = toBridgeConfig(q.GetOlds()), toBridgeConfig(news)
	r, err := p.bridge.CheckConfig(ctx, q)
	if err != nil {
		return nil, err
	}
	addEndpoints(r.GetInputs())
	r.Inputs = toSdkConfig(r.GetInputs())
	return r, nil
}

func (p *provider) DiffConfig(ctx context.Context, q *pulumirpc.DiffRequest) (*pulumirpc.DiffResponse, error) {
	q.Olds, q.News = toBridgeConfig(q.GetOlds()), toBridgeConfig(q.GetNews())
	q.OldInputs = toBridgeConfig(q.GetOldInputs())
	q.IgnoreChanges = mapped(q.GetIgnoreChanges(), providerType, toBridgePath)
	r, err := p.bridge.DiffConfig(ctx, q)
	return translateDiff(providerType, r), err
}

func (p *provider) Configure(
	ctx context.Context, q *pulumirpc.ConfigureRequest,
) (*pulumirpc.ConfigureResponse, error) {
	p.region = configuredRegion(q.GetArgs())
	q.Args = toBridgeConfig(q.GetArgs())
	return p.bridge.Configure(ctx, q)
}

// Invoke calls a function: a Terraform data source.
func (p *provider) Invoke(ctx context.Context, q *pulumirpc.InvokeRequest) (*pulumirpc.InvokeResponse, error) {
	sdkType := sdkTypeOf(q.GetTok())
	if err := checkServed(sdkType); err != nil {
		return nil, err
	}
	args, region := withoutRegion(sdkType, toBridgeShape(sdkType, q.GetArgs()))
	if failures := checkRegion(region, p.region); failures != nil {
		return &pulumirpc.InvokeResponse{Failures: failures}, nil
	}
	q.Tok, q.Args = toBridgeName(q.GetTok()), args
	r, err := p.bridge.Invoke(ctx, q)
	if err != nil {
		return nil, err
	}
	r.Return = p.toSdk(sdkType, r.GetReturn(), nil)
	return r, nil
}

// Calls about a resource.

func (p *provider) Check(ctx context.Context, q *pulumirpc.CheckRequest) (*pulumirpc.CheckResponse, error) {
	urn, sdkType := q.GetUrn(), sdkTypeOf(q.GetUrn())
	if err := checkServed(sdkType); err != nil {
		return nil, err
	}
	if recordedOnly[sdkType] {
		return &pulumirpc.CheckResponse{Inputs: q.GetNews()}, nil
	}
	news, region := toBridgeProperties(sdkType, q.GetNews())
	if failures := checkRegion(region, p.region); failures != nil {
		return &pulumirpc.CheckResponse{Failures: failures}, nil
	}
	q.Olds, _ = toBridgeProperties(sdkType, q.GetOlds())
	q.Urn, q.Type, q.News = toBridgeName(urn), toBridgeName(q.GetType()), news
	r, err := p.bridge.Check(ctx, q)
	if err != nil {
		return nil, withSdkNamesErr(urn, err)
	}
	r.Inputs = withRegion(sdkType, toSdkInputs(sdkType, r.GetInputs()), region)
	for _, failure := range r.GetFailures() {
		failure.Property = toSdkPath(sdkType, failure.GetProperty())
		failure.Reason = withSdkNames(urn, failure.GetReason())
	}
	return r, nil
}

func (p *provider) Diff(ctx context.Context, q *pulumirpc.DiffRequest) (*pulumirpc.DiffResponse, error) {
	urn, sdkType := q.GetUrn(), sdkTypeOf(q.GetUrn())
	if recordedOnly[sdkType] {
		return recordedDiff(q), nil
	}
	oldInputs, news := q.GetOldInputs(), q.GetNews()
	q.Olds, _ = toBridgeProperties(sdkType, q.GetOlds())
	q.News, _ = toBridgeProperties(sdkType, news)
	q.OldInputs, _ = toBridgeProperties(sdkType, oldInputs)
	q.IgnoreChanges = mapped(q.GetIgnoreChanges(), sdkType, toBridgePath)
	q.Urn, q.Type = toBridgeName(urn), toBridgeName(q.GetType())
	r, err := p.bridge.Diff(ctx, q)
	if err != nil {
		return nil, withSdkNamesErr(urn, err)
	}
	return withoutEchoes(sdkType, oldInputs, news, translateDiff(sdkType, r)), nil
}

func (p *provider) Create(ctx context.Context, q *pulumirpc.CreateRequest) (*pulumirpc.CreateResponse, error) {
	urn, sdkType := q.GetUrn(), sdkTypeOf(q.GetUrn())
	if !q.GetPreview() {
		p.warnLimits(ctx, urn, sdkType, q.GetProperties())
	}
	if recordedOnly[sdkType] {
		return recordedCreate(q), nil
	}
	properties, region := toBridgeProperties(sdkType, q.GetProperties())
	q.Urn, q.Type, q.Properties = toBridgeName(urn), toBridgeName(q.GetType()), properties
	r, err := p.bridge.Create(ctx, q)
	if err != nil {
		return nil, withSdkNamesErr(urn, err)
	}
	r.Properties = p.toSdk(sdkType, r.GetProperties(), region)
	return r, nil
}

func (p *provider) Read(ctx context.Context, q *pulumirpc.ReadRequest) (*pulumirpc.ReadResponse, error) {
	urn, sdkType := q.GetUrn(), sdkTypeOf(q.GetUrn())
	if recordedOnly[sdkType] {
		return &pulumirpc.ReadResponse{Id: q.GetId(), Properties: q.GetProperties(), Inputs: q.GetInputs()}, nil
	}
	var region *structpb.Value
	q.Properties, _ = toBridgeProperties(sdkType, q.GetProperties())
	q.Inputs, region = toBridgeProperties(sdkType, q.GetInputs())
	q.Urn, q.Type = toBridgeName(urn), toBridgeName(q.GetType())
	r, err := p.bridge.Read(ctx, q)
	if err != nil {
		return nil, withSdkNamesErr(urn, err)
	}
	if r.GetId() == "" { // It is gone.
		return r, nil
	}
	r.Properties = p.toSdk(sdkType, r.GetProperties(), region)
	r.Inputs = withRegion(sdkType, toSdkInputs(sdkType, r.GetInputs()), region)
	return r, nil
}

func (p *provider) Update(ctx context.Context, q *pulumirpc.UpdateRequest) (*pulumirpc.UpdateResponse, error) {
	urn, sdkType := q.GetUrn(), sdkTypeOf(q.GetUrn())
	if !q.GetPreview() {
		p.warnLimits(ctx, urn, sdkType, q.GetNews())
	}
	if recordedOnly[sdkType] {
		return &pulumirpc.UpdateResponse{Properties: q.GetNews()}, nil
	}
	var region *structpb.Value
	q.Olds, _ = toBridgeProperties(sdkType, q.GetOlds())
	q.News, region = toBridgeProperties(sdkType, q.GetNews())
	q.OldInputs, _ = toBridgeProperties(sdkType, q.GetOldInputs())
	q.IgnoreChanges = mapped(q.GetIgnoreChanges(), sdkType, toBridgePath)
	q.Urn, q.Type = toBridgeName(urn), toBridgeName(q.GetType())
	r, err := p.bridge.Update(ctx, q)
	if err != nil {
		return nil, withSdkNamesErr(urn, err)
	}
	r.Properties = p.toSdk(sdkType, r.GetProperties(), region)
	return r, nil
}

func (p *provider) Delete(ctx context.Context, q *pulumirpc.DeleteRequest) (*emptypb.Empty, error) {
	urn, sdkType := q.GetUrn(), sdkTypeOf(q.GetUrn())
	if recordedOnly[sdkType] {
		return &emptypb.Empty{}, nil
	}
	q.Properties, _ = toBridgeProperties(sdkType, q.GetProperties())
	q.OldInputs, _ = toBridgeProperties(sdkType, q.GetOldInputs())
	q.Urn, q.Type = toBridgeName(urn), toBridgeName(q.GetType())
	r, err := p.bridge.Delete(ctx, q)
	return r, withSdkNamesErr(urn, err)
}

// warnLimits tells the user what of a resource does not reach the cloud.
func (p *provider) warnLimits(ctx context.Context, urn, sdkType string, inputs *structpb.Struct) {
	if recordedOnly[sdkType] {
		p.warn(ctx, urn, recordedMessage(sdkType))
	} else {
		p.warn(ctx, urn, unknownMessage(sdkType, inputs))
	}
}

// toBridgeProperties gives properties the shape that the bridge expects, and the region that the bridge does not know.
func toBridgeProperties(sdkType string, properties *structpb.Struct) (*structpb.Struct, *structpb.Value) {
	return withoutRegion(sdkType, toBridgeShape(sdkType, properties))
}

// toSdk gives outputs of the bridge the shape of @pulumi/aws, and the region: the one that was asked for, or the
// provider's.
func (p *provider) toSdk(sdkType string, outputs *structpb.Struct, region *structpb.Value) *structpb.Struct {
	if region == nil {
		region = structpb.NewStringValue(p.region)
	}
	return withRegion(sdkType, toSdkOutputs(sdkType, outputs), region)
}

// translateDiff names the properties of a diff as @pulumi/aws does.
func translateDiff(sdkType string, r *pulumirpc.DiffResponse) *pulumirpc.DiffResponse {
	if r == nil {
		return nil
	}
	r.Diffs = mapped(r.GetDiffs(), sdkType, toSdkPath)
	r.Replaces = mapped(r.GetReplaces(), sdkType, toSdkPath)
	detailed := make(map[string]*pulumirpc.PropertyDiff, len(r.GetDetailedDiff()))
	for path, diff := range r.GetDetailedDiff() {
		detailed[toSdkPath(sdkType, path)] = diff
	}
	r.DetailedDiff = detailed
	return r
}

func mapped(paths []string, sdkType string, translate func(sdkType, path string) string) []string {
	for i, path := range paths {
		paths[i] = translate(sdkType, path)
	}
	return paths
}
