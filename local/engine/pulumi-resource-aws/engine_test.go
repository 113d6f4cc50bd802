package main

import (
	"strconv"
	"testing"

	pulumirpc "github.com/pulumi/pulumi/sdk/v3/proto/go"
	"google.golang.org/grpc"
	"google.golang.org/grpc/credentials/insecure"
)

func TestURNsComeBack(t *testing.T) {
	for sdkType := range table {
		urn := "urn:pulumi:dev::p::openmetadata-cognito-sso:index:CognitoSso$aws:" + sdkType + "::name"
		if sdkType == providerType {
			urn = "urn:pulumi:dev::p::pulumi:providers:aws::name"
		}
		if got := toSdkURN(toBridgeName(urn)); got != urn {
			t.Errorf("%s came back as %s", urn, got)
		}
	}
}

func TestTheBridgeLogsAboutResourcesOfTheProgram(t *testing.T) {
	engine := &fakeEngine{}
	port, err := serveEngineForBridge(engine)
	if err != nil {
		t.Fatal(err)
	}
	connection, err := grpc.NewClient("127.0.0.1:"+strconv.Itoa(port), grpc.WithTransportCredentials(insecure.NewCredentials()))
	if err != nil {
		t.Fatal(err)
	}
	defer connection.Close()
	q := &pulumirpc.LogRequest{Urn: toBridgeName(poolURN), Message: "domain exists"}
	if _, err := pulumirpc.NewEngineClient(connection).Log(t.Context(), q); err != nil {
		t.Fatal(err)
	}
	if len(engine.shown) != 1 || engine.shown[0] != "domain exists" || engine.urns[0] != poolURN {
		t.Errorf("shown %q about %q", engine.shown, engine.urns)
	}
}
