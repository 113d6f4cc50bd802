package main

import (
	"testing"

	pulumirpc "github.com/pulumi/pulumi/sdk/v3/proto/go"
	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/credentials/insecure"
	"google.golang.org/grpc/status"
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
	engine, forBridge := &fakeEngine{}, &engineForBridge{}
	address, err := forBridge.serve()
	if err != nil {
		t.Fatal(err)
	}
	connection, err := grpc.NewClient(address, grpc.WithTransportCredentials(insecure.NewCredentials()))
	if err != nil {
		t.Fatal(err)
	}
	defer connection.Close()
	q := &pulumirpc.LogRequest{Urn: toBridgeName(poolURN), Message: "domain exists"}
	client := pulumirpc.NewEngineClient(connection)
	if _, err := client.Log(t.Context(), q); status.Code(err) != codes.Unavailable {
		t.Errorf("without an engine: %v", err)
	}
	forBridge.use(engine)
	if _, err := client.Log(t.Context(), q); err != nil {
		t.Fatal(err)
	}
	if len(engine.shown) != 1 || engine.shown[0] != "domain exists" || engine.urns[0] != poolURN {
		t.Errorf("shown %q about %q", engine.shown, engine.urns)
	}
}
