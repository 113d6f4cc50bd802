package main

import (
	"context"
	"testing"

	pulumirpc "github.com/pulumi/pulumi/sdk/v3/proto/go"
	"google.golang.org/grpc"
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/types/known/emptypb"
	"google.golang.org/protobuf/types/known/structpb"
)

// fakeBridge keeps what it was asked and answers with what it was given, as a resource that stays as it is would.
type fakeBridge struct {
	pulumirpc.ResourceProviderClient
	urn, typ string
	inputs   *structpb.Struct
	ignored  []string
}

func (b *fakeBridge) Configure(
	_ context.Context, q *pulumirpc.ConfigureRequest, _ ...grpc.CallOption,
) (*pulumirpc.ConfigureResponse, error) {
	b.inputs = q.GetArgs()
	return &pulumirpc.ConfigureResponse{AcceptSecrets: true}, nil
}

func (b *fakeBridge) CheckConfig(
	_ context.Context, q *pulumirpc.CheckRequest, _ ...grpc.CallOption,
) (*pulumirpc.CheckResponse, error) {
	b.inputs = proto.Clone(q.GetNews()).(*structpb.Struct)
	return &pulumirpc.CheckResponse{Inputs: q.GetNews()}, nil
}

func (b *fakeBridge) Check(
	_ context.Context, q *pulumirpc.CheckRequest, _ ...grpc.CallOption,
) (*pulumirpc.CheckResponse, error) {
	b.urn, b.typ, b.inputs = q.GetUrn(), q.GetType(), q.GetNews()
	return &pulumirpc.CheckResponse{Inputs: q.GetNews(), Failures: []*pulumirpc.CheckFailure{{
		Property: "tokenValidityUnits[0].idToken", Reason: "aws:index/cognitoUserPoolClient:CognitoUserPoolClient: no",
	}}}, nil
}

func (b *fakeBridge) Create(
	_ context.Context, q *pulumirpc.CreateRequest, _ ...grpc.CallOption,
) (*pulumirpc.CreateResponse, error) {
	b.urn, b.typ, b.inputs = q.GetUrn(), q.GetType(), q.GetProperties()
	return &pulumirpc.CreateResponse{Id: "id", Properties: q.GetProperties()}, nil
}

func (b *fakeBridge) Read(
	_ context.Context, q *pulumirpc.ReadRequest, _ ...grpc.CallOption,
) (*pulumirpc.ReadResponse, error) {
	b.inputs = q.GetInputs()
	return &pulumirpc.ReadResponse{Id: q.GetId(), Properties: q.GetProperties(), Inputs: q.GetInputs()}, nil
}

func (b *fakeBridge) Diff(
	_ context.Context, q *pulumirpc.DiffRequest, _ ...grpc.CallOption,
) (*pulumirpc.DiffResponse, error) {
	b.inputs, b.ignored = q.GetNews(), q.GetIgnoreChanges()
	return &pulumirpc.DiffResponse{
		Changes: pulumirpc.DiffResponse_DIFF_SOME, HasDetailedDiff: true,
		Diffs:    []string{"refreshTokenRotations"},
		Replaces: []string{"tokenValidityUnits[0].idToken"},
		DetailedDiff: map[string]*pulumirpc.PropertyDiff{
			"refreshTokenRotations[0].feature": {Kind: pulumirpc.PropertyDiff_UPDATE},
		},
	}, nil
}

func (b *fakeBridge) Invoke(
	_ context.Context, q *pulumirpc.InvokeRequest, _ ...grpc.CallOption,
) (*pulumirpc.InvokeResponse, error) {
	b.typ, b.inputs = q.GetTok(), q.GetArgs()
	return &pulumirpc.InvokeResponse{Return: &structpb.Struct{}}, nil
}

// fakeEngine keeps what it is told to show.
type fakeEngine struct {
	pulumirpc.EngineClient
	shown, urns []string
}

func (e *fakeEngine) Log(
	_ context.Context, q *pulumirpc.LogRequest, _ ...grpc.CallOption,
) (*emptypb.Empty, error) {
	e.shown, e.urns = append(e.shown, q.GetMessage()), append(e.urns, q.GetUrn())
	return &emptypb.Empty{}, nil
}

func testProvider(t *testing.T) (*provider, *fakeBridge, *fakeEngine) {
	t.Helper()
	bridge, engine := &fakeBridge{}, &fakeEngine{}
	p := newProvider(bridge, engine)
	if _, err := p.Configure(t.Context(), &pulumirpc.ConfigureRequest{Args: object(t, `{"region": "eu-west-1"}`)}); err != nil {
		t.Fatal(err)
	}
	return p, bridge, engine
}

func same(t *testing.T, what string, got *structpb.Struct, want string) {
	t.Helper()
	if !proto.Equal(got, object(t, want)) {
		t.Errorf("%s: got %v, want %s", what, got, want)
	}
}

const clientURN = "urn:pulumi:dev::p::aws:cognito/userPoolClient:UserPoolClient::client"

func TestCheckTranslatesBothWays(t *testing.T) {
	p, bridge, _ := testProvider(t)
	inputs := `{"tokenValidityUnits": {"idToken": "minutes"}, "region": "eu-west-1"}`
	r, err := p.Check(t.Context(), &pulumirpc.CheckRequest{
		Urn: clientURN, Type: "aws:cognito/userPoolClient:UserPoolClient", News: object(t, inputs),
	})
	if err != nil {
		t.Fatal(err)
	}
	same(t, "asked", bridge.inputs, `{"tokenValidityUnits": [{"idToken": "minutes"}]}`)
	same(t, "answered", r.GetInputs(), inputs)
	if bridge.typ != "aws:index/cognitoUserPoolClient:CognitoUserPoolClient" {
		t.Errorf("asked about %s", bridge.typ)
	}
	failure := r.GetFailures()[0]
	if failure.GetProperty() != "tokenValidityUnits.idToken" ||
		failure.GetReason() != "aws:cognito/userPoolClient:UserPoolClient: no" {
		t.Errorf("failure %v", failure)
	}
}

func TestCheckRefusesAnotherRegionAndATypeThatIsNotServed(t *testing.T) {
	p, _, _ := testProvider(t)
	r, err := p.Check(t.Context(), &pulumirpc.CheckRequest{Urn: poolURN, News: object(t, `{"region": "us-east-1"}`)})
	want := "the Terraform AWS provider on this machine knows no region of a single resource (us-east-1): give the" +
		" resource a provider for that region"
	if err != nil || len(r.GetFailures()) != 1 || r.GetFailures()[0].GetReason() != want {
		t.Errorf("got %v, %v", r, err)
	}
	if r, err := p.Check(t.Context(), &pulumirpc.CheckRequest{
		Urn: poolURN, News: object(t, `{"region": `+unknown+`}`),
	}); err != nil || r.GetFailures()[0].GetReason() == want {
		t.Errorf("an unknown region is refused: %v, %v", r, err)
	}
	if _, err := p.Check(t.Context(), &pulumirpc.CheckRequest{Urn: "urn:pulumi:dev::p::aws:s3/bucket:Bucket::b"}); err == nil {
		t.Error("a type that is not served is checked")
	}
}

func TestCreateKeepsSecretsAndFillsTheRegion(t *testing.T) {
	p, bridge, engine := testProvider(t)
	details := `"providerDetails": {` + secret + `, "value": {"client_secret": "s"}}`
	r, err := p.Create(t.Context(), &pulumirpc.CreateRequest{
		Urn:        "urn:pulumi:dev::p::aws:cognito/identityProvider:IdentityProvider::google",
		Properties: object(t, `{`+details+`}`),
	})
	if err != nil {
		t.Fatal(err)
	}
	same(t, "asked", bridge.inputs, `{`+details+`}`)
	same(t, "answered", r.GetProperties(), `{`+details+`, "region": "eu-west-1"}`)
	if len(engine.shown) != 0 {
		t.Errorf("shown %q", engine.shown)
	}
}

func TestATypeOfNoRegionGetsNone(t *testing.T) {
	p, _, _ := testProvider(t)
	r, err := p.Create(t.Context(), &pulumirpc.CreateRequest{
		Urn: "urn:pulumi:dev::p::aws:iam/role:Role::r", Properties: object(t, `{"name": "r"}`),
	})
	if err != nil {
		t.Fatal(err)
	}
	same(t, "answered", r.GetProperties(), `{"name": "r"}`)
}

func TestAnUnknownArgumentIsSaidOnce(t *testing.T) {
	p, _, engine := testProvider(t)
	q := &pulumirpc.CreateRequest{
		Urn:        "urn:pulumi:dev::p::aws:cloudwatch/logGroup:LogGroup::l",
		Properties: object(t, `{"deletionProtectionEnabled": true}`), Preview: true,
	}
	for _, preview := range []bool{true, false} {
		q.Preview = preview
		if _, err := p.Create(t.Context(), proto.Clone(q).(*pulumirpc.CreateRequest)); err != nil {
			t.Fatal(err)
		}
	}
	want := "not sent: deletionProtectionEnabled of aws:cloudwatch/logGroup:LogGroup is newer than the Terraform AWS" +
		" provider here"
	if len(engine.shown) != 1 || engine.shown[0] != want {
		t.Errorf("shown %q", engine.shown)
	}
}

func TestARecordedResourceLivesInTheStateOnly(t *testing.T) {
	p, bridge, engine := testProvider(t)
	bridge.inputs = nil
	urn := "urn:pulumi:dev::p::aws:cognito/managedLoginBranding:ManagedLoginBranding::branding"
	inputs := object(t, `{"useCognitoProvidedValues": true}`)
	r, err := p.Create(t.Context(), &pulumirpc.CreateRequest{Urn: urn, Properties: inputs})
	if err != nil || r.GetId() != "branding" || !proto.Equal(r.GetProperties(), inputs) {
		t.Errorf("created %v, %v", r, err)
	}
	for changes, news := range map[pulumirpc.DiffResponse_DiffChanges]string{
		pulumirpc.DiffResponse_DIFF_NONE: `{"useCognitoProvidedValues": true}`,
		pulumirpc.DiffResponse_DIFF_SOME: `{"useCognitoProvidedValues": false}`,
	} {
		d, err := p.Diff(t.Context(), &pulumirpc.DiffRequest{Urn: urn, OldInputs: inputs, News: object(t, news)})
		if err != nil || d.GetChanges() != changes {
			t.Errorf("diff of %s: %v, %v", news, d, err)
		}
	}
	if _, err := p.Update(t.Context(), &pulumirpc.UpdateRequest{Urn: urn, News: inputs, Preview: true}); err != nil {
		t.Error(err)
	}
	if _, err := p.Delete(t.Context(), &pulumirpc.DeleteRequest{Urn: urn}); err != nil {
		t.Error(err)
	}
	if bridge.inputs != nil {
		t.Error("the bridge was asked")
	}
	want := "kept in the state only, and not sent: aws:cognito/managedLoginBranding:ManagedLoginBranding is newer than" +
		" the Terraform AWS provider here"
	if len(engine.shown) != 1 || engine.shown[0] != want {
		t.Errorf("shown %q", engine.shown)
	}
}

func TestDiffNamesPropertiesAsTheProgramDoes(t *testing.T) {
	p, bridge, _ := testProvider(t)
	r, err := p.Diff(t.Context(), &pulumirpc.DiffRequest{
		Urn:  clientURN,
		Olds: object(t, `{"region": "eu-west-1"}`), News: object(t, `{"refreshTokenRotation": {"feature": "ENABLED"}}`),
		IgnoreChanges: []string{"refreshTokenRotation.retryGracePeriodSeconds"},
	})
	if err != nil {
		t.Fatal(err)
	}
	same(t, "asked", bridge.inputs, `{"refreshTokenRotations": [{"feature": "ENABLED"}]}`)
	if bridge.ignored[0] != "refreshTokenRotations[0].retryGracePeriodSeconds" {
		t.Errorf("ignored %q", bridge.ignored)
	}
	if r.GetDiffs()[0] != "refreshTokenRotation" || r.GetReplaces()[0] != "tokenValidityUnits.idToken" ||
		r.GetDetailedDiff()["refreshTokenRotation.feature"] == nil || len(r.GetDetailedDiff()) != 1 {
		t.Errorf("diff %v", r)
	}
}

func TestWhatTheEmulatorDoesNotGiveBackIsNoDifference(t *testing.T) {
	rotation := object(t, `{"refreshTokenRotation": {"feature": "ENABLED"}}`)
	answer := func(paths ...string) *pulumirpc.DiffResponse {
		r := &pulumirpc.DiffResponse{
			Changes: pulumirpc.DiffResponse_DIFF_SOME, HasDetailedDiff: true, DetailedDiff: map[string]*pulumirpc.PropertyDiff{},
		}
		for _, path := range paths {
			r.Diffs = append(r.Diffs, path)
			r.DetailedDiff[path] = &pulumirpc.PropertyDiff{}
		}
		return r
	}
	for _, diff := range []struct {
		name    string
		news    *structpb.Struct
		paths   []string
		changes pulumirpc.DiffResponse_DiffChanges
		left    int
	}{
		{"the program is the same", rotation, []string{"refreshTokenRotation.feature"}, pulumirpc.DiffResponse_DIFF_NONE, 0},
		{"something else differs", rotation, []string{"refreshTokenRotation", "callbackUrls[0]"}, pulumirpc.DiffResponse_DIFF_SOME, 1},
		{"the program has changed it", object(t, `{}`), []string{"refreshTokenRotation"}, pulumirpc.DiffResponse_DIFF_SOME, 1},
	} {
		got := withoutEchoes(clientType, rotation, diff.news, answer(diff.paths...))
		if got.GetChanges() != diff.changes || len(got.GetDiffs()) != diff.left || len(got.GetDetailedDiff()) != diff.left {
			t.Errorf("%s: %v", diff.name, got)
		}
	}
}

func TestReadGivesInputsToo(t *testing.T) {
	p, _, _ := testProvider(t)
	r, err := p.Read(t.Context(), &pulumirpc.ReadRequest{
		Urn: clientURN, Id: "id", Properties: object(t, `{"tokenValidityUnits": {"idToken": "minutes"}}`),
		Inputs: object(t, `{"tokenValidityUnits": {"idToken": "minutes"}}`),
	})
	if err != nil {
		t.Fatal(err)
	}
	same(t, "inputs", r.GetInputs(), `{"tokenValidityUnits": {"idToken": "minutes"}}`)
	same(t, "outputs", r.GetProperties(), `{"tokenValidityUnits": {"idToken": "minutes"}, "region": "eu-west-1"}`)
	gone, err := p.Read(t.Context(), &pulumirpc.ReadRequest{Urn: clientURN})
	if err != nil || gone.GetId() != "" || gone.GetProperties() != nil {
		t.Errorf("what is gone: %v, %v", gone, err)
	}
}

func TestInvokeNamesTheFunctionAndFillsTheRegion(t *testing.T) {
	p, bridge, _ := testProvider(t)
	r, err := p.Invoke(t.Context(), &pulumirpc.InvokeRequest{
		Tok: "aws:cognito/getUserPool:getUserPool", Args: object(t, `{"userPoolId": "eu-west-1_a"}`),
	})
	if err != nil || bridge.typ != "aws:index/getCognitoUserPool:getCognitoUserPool" {
		t.Fatalf("asked %s: %v", bridge.typ, err)
	}
	same(t, "answered", r.GetReturn(), `{"region": "eu-west-1"}`)
	refused, err := p.Invoke(t.Context(), &pulumirpc.InvokeRequest{
		Tok: "aws:index/getRegion:getRegion", Args: object(t, `{"region": "us-east-1"}`),
	})
	if err != nil || len(refused.GetFailures()) != 1 {
		t.Errorf("got %v, %v", refused, err)
	}
	if _, err := p.Invoke(t.Context(), &pulumirpc.InvokeRequest{Tok: "aws:s3/getBucket:getBucket"}); err == nil {
		t.Error("a function that is not served is called")
	}
}

func TestTheRegionComesFromTheConfigurationOrTheEnvironment(t *testing.T) {
	t.Setenv("AWS_REGION", "eu-west-2")
	t.Setenv("AWS_DEFAULT_REGION", "eu-west-3")
	if got := configuredRegion(object(t, `{"region": "eu-west-1"}`)); got != "eu-west-1" {
		t.Errorf("got %s", got)
	}
	if got := configuredRegion(nil); got != "eu-west-2" {
		t.Errorf("got %s", got)
	}
	t.Setenv("AWS_REGION", "")
	if got := configuredRegion(nil); got != "eu-west-3" {
		t.Errorf("got %s", got)
	}
}
