package main

import (
	"errors"
	"testing"

	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
)

const (
	poolURN = "urn:pulumi:dev::openmetadata-cognito-sso::openmetadata-cognito-sso:index:CognitoSso$" +
		"aws:cognito/userPool:UserPool::openmetadata"
	poolType   = "cognito/userPool:UserPool"
	clientType = "cognito/userPoolClient:UserPoolClient"
	recordType = "route53/record:Record"
	webACLType = "wafv2/webAcl:WebAcl"
)

func TestToBridgeName(t *testing.T) {
	for given, want := range map[string]string{
		"aws:cognito/userPool:UserPool": "aws:index/cognitoUserPool:CognitoUserPool",
		"aws:cognito/userPoolUICustomization:UserPoolUICustomization": "aws:index/cognitoUserPoolUiCustomization:" +
			"CognitoUserPoolUiCustomization",
		"aws:wafv2/webAcl:WebAcl":                       "aws:index/wafv2WebAcl:Wafv2WebAcl",
		"aws:cognito/getUserPool:getUserPool":           "aws:index/getCognitoUserPool:getCognitoUserPool",
		"aws:index/getCallerIdentity:getCallerIdentity": "aws:index/getCallerIdentity:getCallerIdentity",
		"pulumi:providers:aws":                          "pulumi:providers:aws",
		"aws:s3/bucket:Bucket":                          "aws:s3/bucket:Bucket",
		poolURN: "urn:pulumi:dev::openmetadata-cognito-sso::openmetadata-cognito-sso:index:CognitoSso$" +
			"aws:index/cognitoUserPool:CognitoUserPool::openmetadata",
		// Only the resource itself is renamed, not what it is a child of.
		"urn:pulumi:dev::p::aws:cognito/userPool:UserPool$aws:cognito/userGroup:UserGroup::g": "urn:pulumi:dev::p::" +
			"aws:cognito/userPool:UserPool$aws:index/cognitoUserGroup:CognitoUserGroup::g",
	} {
		if got := toBridgeName(given); got != want {
			t.Errorf("toBridgeName(%q) = %q, want %q", given, got, want)
		}
	}
}

func TestSdkTypeOf(t *testing.T) {
	for given, want := range map[string]string{
		poolURN:                         poolType,
		"aws:cognito/userPool:UserPool": poolType,
		"urn:pulumi:dev::p::pulumi:providers:aws::emulator": "",
	} {
		if got := sdkTypeOf(given); got != want {
			t.Errorf("sdkTypeOf(%q) = %q, want %q", given, got, want)
		}
	}
}

func TestCheckServed(t *testing.T) {
	for _, served := range []string{poolType, "cognito/managedLoginBranding:ManagedLoginBranding"} {
		if err := checkServed(served); err != nil {
			t.Errorf("checkServed(%q) = %v", served, err)
		}
	}
	err := checkServed("s3/bucket:Bucket")
	want := "the engine that is built from Go modules does not serve aws:s3/bucket:Bucket yet: add its Terraform type to" +
		" local/engine/pulumi-resource-aws/bridge.go, or install Pulumi"
	if status.Convert(err).Message() != want {
		t.Errorf("got %v, want %q", err, want)
	}
}

func TestWithSdkNamesErr(t *testing.T) {
	given := status.Error(codes.InvalidArgument, "aws:index/cognitoUserPool:CognitoUserPool (openmetadata): no")
	got := status.Convert(withSdkNamesErr(poolURN, given))
	if got.Code() != codes.InvalidArgument || got.Message() != "aws:cognito/userPool:UserPool (openmetadata): no" {
		t.Errorf("got %v %q", got.Code(), got.Message())
	}
	if plain := errors.New("aws:index/x:X"); !errors.Is(withSdkNamesErr(poolURN, plain), plain) {
		t.Error("an error without a status is changed")
	}
	if withSdkNamesErr(poolURN, nil) != nil {
		t.Error("no error became one")
	}
}
