package main

import (
	"testing"

	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
	"google.golang.org/protobuf/encoding/protojson"
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/types/known/structpb"
)

const (
	secret  = `"` + resource.SigKey + `": "` + resource.SecretSig + `"`
	output  = `"` + resource.SigKey + `": "` + resource.OutputValueSig + `"`
	unknown = `"04da6b54-80e4-46f7-96ec-b56ff0331ba9"`
)

func object(t *testing.T, text string) *structpb.Struct {
	t.Helper()
	parsed := &structpb.Struct{}
	if err := protojson.Unmarshal([]byte(text), parsed); err != nil {
		t.Fatal(err)
	}
	return parsed
}

// Each pair is one resource's properties as @pulumi/aws and as the bridge writes them.
var shapePairs = []struct{ name, sdkType, sdk, bridge string }{
	{"an object that is a list there", clientType,
		`{"tokenValidityUnits": {"idToken": "minutes"}}`, `{"tokenValidityUnits": [{"idToken": "minutes"}]}`},
	{"one with another name there", clientType,
		`{"refreshTokenRotation": {"feature": "ENABLED"}}`, `{"refreshTokenRotations": [{"feature": "ENABLED"}]}`},
	{"a text with another name there", "lambda/permission:Permission",
		`{"function": "sign-in"}`, `{"functionName": "sign-in"}`},
	{"a list that is an object there", recordType,
		`{"aliases": [{"name": "a"}], "type": "A"}`, `{"alias": {"name": "a"}, "type": "A"}`},
	{"an object at any depth", webACLType,
		`{"rules": [{"statement": {"andStatement": {"statements": [{"notStatement": {"statement": {"x": 1}}}]}}}]}`,
		`{"rules": [{"statement": {"andStatement": {"statements": [{"notStatement": {"statements": [{"x": 1}]}}]}}}]}`},
	{"an object within one of its kind", webACLType,
		`{"notStatement": {"statement": {"notStatement": {"statement": {"x": 1}}}}}`,
		`{"notStatement": {"statements": [{"notStatement": {"statements": [{"x": 1}]}}]}}`},
	{"a secret", clientType,
		`{"tokenValidityUnits": {` + secret + `, "value": {"idToken": "minutes"}}}`,
		`{"tokenValidityUnits": {` + secret + `, "value": [{"idToken": "minutes"}]}}`},
	{"an output with dependencies", clientType,
		`{"tokenValidityUnits": {` + output + `, "secret": true, "dependencies": ["urn"], "value": {"idToken": "days"}}}`,
		`{"tokenValidityUnits": {` + output + `, "secret": true, "dependencies": ["urn"], "value": [{"idToken": "days"}]}}`},
	{"within a secret", webACLType,
		`{"rules": {` + secret + `, "value": [{"notStatement": {"statement": {"x": 1}}}]}}`,
		`{"rules": {` + secret + `, "value": [{"notStatement": {"statements": [{"x": 1}]}}]}}`},
	{"an unknown value", clientType,
		`{"refreshTokenRotation": ` + unknown + `}`, `{"refreshTokenRotations": ` + unknown + `}`},
	{"null", clientType, `{"tokenValidityUnits": null}`, `{"tokenValidityUnits": null}`},
	{"what is the same", poolType,
		`{"passwordPolicy": {"minimumLength": 12}, "schemas": [{"name": "email"}]}`,
		`{"passwordPolicy": {"minimumLength": 12}, "schemas": [{"name": "email"}]}`},
	{"a name that means something elsewhere only", poolType,
		`{"tokenValidityUnits": {"a": 1}}`, `{"tokenValidityUnits": {"a": 1}}`},
}

func TestShapesBothWays(t *testing.T) {
	for _, pair := range shapePairs {
		t.Run(pair.name, func(t *testing.T) {
			sdk, bridge := object(t, pair.sdk), object(t, pair.bridge)
			if got := toBridgeShape(pair.sdkType, sdk); !proto.Equal(got, bridge) {
				t.Errorf("to the bridge: got %v, want %v", got, bridge)
			}
			if got := toSdkInputs(pair.sdkType, bridge); !proto.Equal(got, sdk) {
				t.Errorf("inputs back: got %v, want %v", got, sdk)
			}
			if got := toSdkOutputs(pair.sdkType, bridge); !proto.Equal(got, sdk) {
				t.Errorf("outputs back: got %v, want %v", got, sdk)
			}
			if !proto.Equal(sdk, object(t, pair.sdk)) || !proto.Equal(bridge, object(t, pair.bridge)) {
				t.Error("what was given has been changed")
			}
		})
	}
}

func TestAnEmptyListIsNoObject(t *testing.T) {
	for name, pair := range map[string][2]string{
		"plain": {`{"refreshTokenRotations": [], "name": "x"}`, `{"name": "x"}`},
		"secret": {
			`{"refreshTokenRotations": {` + secret + `, "value": []}}`,
			`{"refreshTokenRotation": {` + secret + `, "value": null}}`,
		},
	} {
		bridge := object(t, pair[0])
		if got := toSdkInputs(clientType, bridge); !proto.Equal(got, object(t, pair[1])) {
			t.Errorf("%s: got %v, want %s", name, got, pair[1])
		}
		outputs := toSdkOutputs(clientType, bridge)
		if !proto.Equal(outputs, bridge) || !proto.Equal(toBridgeShape(clientType, outputs), bridge) {
			t.Errorf("%s: outputs do not come back to the bridge as they were: %v", name, outputs)
		}
	}
}

func TestTheIDOfTheBridgeIsNoInput(t *testing.T) {
	read := object(t, `{"name": "pool", "cognitoUserPoolId": "eu-west-1_a"}`)
	if got := toSdkInputs(poolType, read); !proto.Equal(got, object(t, `{"name": "pool"}`)) {
		t.Errorf("got %v", got)
	}
	if len(read.GetFields()) != 2 {
		t.Error("what was given has been changed")
	}
}

func TestAWantedShapeIsLeftAlone(t *testing.T) {
	list := object(t, `{"tokenValidityUnits": [{"idToken": "minutes"}]}`)
	if got := toBridgeShape(clientType, list); !proto.Equal(got, list) {
		t.Errorf("got %v", got)
	}
	if got := toBridgeShape(clientType, nil); got != nil {
		t.Errorf("got %v for nothing", got)
	}
}
