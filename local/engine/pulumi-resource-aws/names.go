package main

import (
	"regexp"
	"strings"

	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
)

var (
	// A type or function of @pulumi/aws: aws:cognito/userPool:UserPool.
	sdkToken = regexp.MustCompile(`aws:[a-z0-9]+/[A-Za-z0-9]+:[A-Za-z0-9]+`)
	// One of the bridge: aws:index/cognitoUserPool:CognitoUserPool.
	bridgeToken = regexp.MustCompile(`aws:index/[A-Za-z0-9]+:[A-Za-z0-9]+`)
)

// toBridgeName renames the last token of @pulumi/aws in text, which is a token, a chain of types or a URN. A type that is
// not served keeps its name: see checkServed.
func toBridgeName(text string) string {
	matches := sdkToken.FindAllStringIndex(text, -1)
	if matches == nil {
		return text
	}
	last := matches[len(matches)-1]
	entry, ok := table[sdkTypeOf(text)]
	if !ok {
		return text
	}
	return text[:last[0]] + entry.Bridge + text[last[1]:]
}

// checkServed refuses a type that nobody has asked the bridge for yet.
func checkServed(sdkType string) error {
	if _, ok := table[sdkType]; ok || recordedOnly[sdkType] {
		return nil
	}
	return status.Errorf(codes.Unimplemented, "the engine that is built from Go modules does not serve aws:%s yet: add its"+
		" Terraform type to local/engine/pulumi-resource-aws/bridge.go, or install Pulumi", sdkType)
}

// sdkTypeOf gives the type of the resource that a URN or token names, as @pulumi/aws names it and without the package:
// cognito/userPool:UserPool. It is empty for anything else.
func sdkTypeOf(text string) string {
	tokens := sdkToken.FindAllString(text, -1)
	if tokens == nil {
		return ""
	}
	return strings.TrimPrefix(tokens[len(tokens)-1], "aws:")
}

// withSdkNames puts @pulumi/aws's name of a resource back into a message of the bridge.
func withSdkNames(urn, message string) string {
	if sdkType := sdkTypeOf(urn); sdkType != "" {
		return bridgeToken.ReplaceAllString(message, "aws:"+sdkType)
	}
	return message
}

// withSdkNamesErr does the same for an error, and keeps its code and details.
func withSdkNamesErr(urn string, err error) error {
	state, ok := status.FromError(err)
	if err == nil || !ok {
		return err
	}
	renamed := state.Proto()
	renamed.Message = withSdkNames(urn, renamed.Message)
	return status.FromProto(renamed).Err()
}
