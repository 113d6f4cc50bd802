package main

import (
	"fmt"
	"maps"
	"os"

	"github.com/pulumi/pulumi/sdk/v3/go/common/resource/plugin"
	pulumirpc "github.com/pulumi/pulumi/sdk/v3/proto/go"
	"google.golang.org/protobuf/types/known/structpb"
)

// Since version 7, most types of @pulumi/aws have a property "region": the one they live in, the provider's unless given.
// The Terraform provider here is older and does not know it. So it is taken out on the way to the bridge and put in again
// on the way back, and a region other than the provider's is refused.

const regionProperty = "region"

// configuredRegion finds the provider's region where the released provider does: its configuration, then the environment.
func configuredRegion(config *structpb.Struct) string {
	if region := config.GetFields()[regionProperty].GetStringValue(); region != "" {
		return region
	}
	if region := os.Getenv("AWS_REGION"); region != "" {
		return region
	}
	return os.Getenv("AWS_DEFAULT_REGION")
}

// withoutRegion gives a copy of the properties without their region, and the region.
func withoutRegion(sdkType string, properties *structpb.Struct) (*structpb.Struct, *structpb.Value) {
	region, ok := properties.GetFields()[regionProperty]
	if !ok || !table[sdkType].Regional {
		return properties, nil
	}
	fields := maps.Clone(properties.GetFields())
	delete(fields, regionProperty)
	return &structpb.Struct{Fields: fields}, region
}

// withRegion gives a copy of the properties with a region, if there is one and the type has such a property.
func withRegion(sdkType string, properties *structpb.Struct, region *structpb.Value) *structpb.Struct {
	if properties == nil || region == nil || !table[sdkType].Regional {
		return properties
	}
	fields := maps.Clone(properties.GetFields())
	if fields == nil {
		fields = map[string]*structpb.Value{}
	}
	fields[regionProperty] = region
	return &structpb.Struct{Fields: fields}
}

// checkRegion refuses a region that a resource cannot have here.
func checkRegion(wanted *structpb.Value, provider string) []*pulumirpc.CheckFailure {
	region := wanted.GetStringValue()
	if region == "" || region == provider || region == plugin.UnknownStringValue {
		return nil
	}
	return []*pulumirpc.CheckFailure{{Property: regionProperty, Reason: fmt.Sprintf(
		"the Terraform AWS provider on this machine knows no region of a single resource (%s): give the resource a"+
			" provider for that region", region)}}
}
