package main

import (
	"testing"

	pulumirpc "github.com/pulumi/pulumi/sdk/v3/proto/go"
	"google.golang.org/protobuf/proto"
)

func TestConfigBothWays(t *testing.T) {
	for name, config := range map[string]struct{ sdk, bridge string }{
		"as the SDK sends it, JSON in a text": {
			`{"defaultTags": "{\"tags\":{\"project\":\"x\"}}", "region": "eu-west-1", "endpoints": "[{\"sts\":\"http://127.0.0.1\"}]"}`,
			`{"defaultTags": "[{\"tags\":{\"project\":\"x\"}}]", "region": "eu-west-1", "endpoints": "[{\"sts\":\"http://127.0.0.1\"}]"}`,
		},
		"as the engine keeps it, decoded": {
			`{"defaultTags": {"tags": {"project": "x"}}, "skipMetadataApiCheck": true}`,
			`{"defaultTags": [{"tags": {"project": "x"}}], "skipMetadataApiCheck": true}`,
		},
		"with another name": {
			`{"assumeRoleWithWebIdentity": "{\"roleArn\":\"arn\"}"}`,
			`{"assumeRoleWithWebIdentities": "[{\"roleArn\":\"arn\"}]"}`,
		},
		"a text that is no JSON": {`{"ignoreTags": "none"}`, `{"ignoreTags": "none"}`},
	} {
		t.Run(name, func(t *testing.T) {
			sdk, bridge := object(t, config.sdk), object(t, config.bridge)
			if got := toBridgeConfig(sdk); !proto.Equal(got, bridge) {
				t.Errorf("to the bridge: got %v, want %v", got, bridge)
			}
			if got := toSdkConfig(bridge); !proto.Equal(got, sdk) {
				t.Errorf("back: got %v, want %v", got, sdk)
			}
		})
	}
	if toBridgeConfig(nil) != nil {
		t.Error("nothing became something")
	}
}

func TestTheBridgeChecksNoEndpoints(t *testing.T) {
	for name, config := range map[string]struct{ given, asked, answered string }{
		"as the SDK sends them": {
			`{"region": "eu-west-1", "endpoints": "[{\"sts\":\"http://a\",\"acm\":\"http://b\"}]"}`,
			`{"region": "eu-west-1"}`,
			`{"region": "eu-west-1", "endpoints": "[{\"acm\":\"http://b\",\"sts\":\"http://a\"}]"}`,
		},
		"none":                   {`{"region": "eu-west-1"}`, `{"region": "eu-west-1"}`, `{"region": "eu-west-1"}`},
		"a text that is no JSON": {`{"endpoints": "all"}`, `{"endpoints": "all"}`, `{"endpoints": "all"}`},
		"unknown ones":           {`{"endpoints": ` + unknown + `}`, `{"endpoints": ` + unknown + `}`, `{"endpoints": ` + unknown + `}`},
	} {
		t.Run(name, func(t *testing.T) {
			bridge := &fakeBridge{}
			news := object(t, config.given)
			r, err := newProvider(bridge, nil).CheckConfig(t.Context(), &pulumirpc.CheckRequest{News: news})
			if err != nil {
				t.Fatal(err)
			}
			same(t, "asked", bridge.inputs, config.asked)
			same(t, "answered", r.GetInputs(), config.answered)
		})
	}
}
