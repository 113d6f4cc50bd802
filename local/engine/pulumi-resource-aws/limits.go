package main

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
	pulumirpc "github.com/pulumi/pulumi/sdk/v3/proto/go"
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/types/known/structpb"
)

// What the Terraform provider on this machine is too old to know is either kept in the state only (a whole type) or left
// out (a property), and each create, update and delete of such a resource says so in one line.

// Types of @pulumi/aws that the Terraform provider does not know. Their inputs are checked for nothing and sent nowhere:
// they come back as outputs.
var recordedOnly = map[string]bool{
	"cognito/logDeliveryConfiguration:LogDeliveryConfiguration": true,
	"cognito/managedLoginBranding:ManagedLoginBranding":         true,
}

// Arguments that the emulator takes and does not give back. As long as the program does not change them, there is nothing
// to change.
var notEchoed = map[string][]string{
	"cognito/userPoolClient:UserPoolClient": {"refreshTokenRotation"},
}

// withoutEchoes takes out of a diff what is only there because the emulator does not give it back.
func withoutEchoes(sdkType string, oldInputs, news *structpb.Struct, r *pulumirpc.DiffResponse) *pulumirpc.DiffResponse {
	echo := func(path string) bool {
		elements, err := resource.ParsePropertyPath(path)
		if err != nil || len(elements) == 0 {
			return false
		}
		property, _ := elements[0].(string)
		return slices.Contains(notEchoed[sdkType], property) &&
			proto.Equal(oldInputs.GetFields()[property], news.GetFields()[property])
	}
	before := len(r.GetDiffs()) + len(r.GetDetailedDiff())
	r.Diffs = slices.DeleteFunc(r.GetDiffs(), echo)
	maps.DeleteFunc(r.GetDetailedDiff(), func(path string, _ *pulumirpc.PropertyDiff) bool { return echo(path) })
	if before > 0 && len(r.GetDiffs())+len(r.GetDetailedDiff()) == 0 {
		r.Changes = pulumirpc.DiffResponse_DIFF_NONE
	}
	return r
}

func recordedMessage(sdkType string) string {
	return fmt.Sprintf("kept in the state only, and not sent: aws:%s is newer than the Terraform AWS provider here", sdkType)
}

func recordedCreate(q *pulumirpc.CreateRequest) *pulumirpc.CreateResponse {
	if q.GetPreview() {
		return &pulumirpc.CreateResponse{Properties: q.GetProperties()}
	}
	name := q.GetUrn()[strings.LastIndex(q.GetUrn(), ":")+1:]
	return &pulumirpc.CreateResponse{Id: name, Properties: q.GetProperties()}
}

func recordedDiff(q *pulumirpc.DiffRequest) *pulumirpc.DiffResponse {
	if proto.Equal(q.GetOldInputs(), q.GetNews()) {
		return &pulumirpc.DiffResponse{Changes: pulumirpc.DiffResponse_DIFF_NONE}
	}
	return &pulumirpc.DiffResponse{Changes: pulumirpc.DiffResponse_DIFF_SOME}
}

// unknownMessage names the properties that are given and that the Terraform provider does not know; empty if there are
// none.
func unknownMessage(sdkType string, inputs *structpb.Struct) string {
	var given []string
	for _, property := range table[sdkType].Unknown {
		if _, ok := inputs.GetFields()[property]; ok {
			given = append(given, property)
		}
	}
	if given == nil {
		return ""
	}
	return fmt.Sprintf("not sent: %s of aws:%s is newer than the Terraform AWS provider here",
		strings.Join(given, ", "), sdkType)
}

// warn shows a line beside a resource. A line that cannot be shown is no reason to fail.
func (p *provider) warn(ctx context.Context, urn, message string) {
	if message != "" {
		_, _ = p.engine.Log(ctx, &pulumirpc.LogRequest{
			Severity: pulumirpc.LogSeverity_WARNING, Urn: urn, Message: message,
		})
	}
}
