package main

import (
	"encoding/json"
	"maps"

	"google.golang.org/protobuf/types/known/structpb"
)

// toBridgeConfig gives the configuration of the provider the shape that the bridge expects.
func toBridgeConfig(config *structpb.Struct) *structpb.Struct {
	return translateConfig(config, toBridgeShape)
}

// toSdkConfig gives it the shape of @pulumi/aws again.
func toSdkConfig(config *structpb.Struct) *structpb.Struct {
	return translateConfig(config, toSdkInputs)
}

// withoutEndpoints gives a copy of the configuration without the addresses of AWS's services, and a function that puts them
// into what the bridge makes of it, as the bridge itself would. Terraform's check of that block (all services of AWS, each
// with the text of all others as its path) takes seconds of CPU and finds nothing: any text passes.
func withoutEndpoints(config *structpb.Struct) (*structpb.Struct, func(*structpb.Struct)) {
	endpoints, ok := decodeJSON(config.GetFields()[endpointsProperty])
	if !ok {
		return config, func(*structpb.Struct) {}
	}
	rest := maps.Clone(config.GetFields())
	delete(rest, endpointsProperty)
	return &structpb.Struct{Fields: rest}, func(checked *structpb.Struct) {
		if checked.GetFields() != nil {
			checked.Fields[endpointsProperty] = encodeJSON(endpoints)
		}
	}
}

const endpointsProperty = "endpoints"

// translateConfig changes shapes in the configuration of the provider, where the SDK sends whatever is no text as JSON in
// a text. Only the properties that differ are decoded; they stay decoded if they were.
func translateConfig(
	config *structpb.Struct, translate func(string, *structpb.Struct) *structpb.Struct,
) *structpb.Struct {
	if config == nil {
		return nil
	}
	decoded, encoded := maps.Clone(config.GetFields()), map[string]bool{}
	for sdkName, shape := range table[providerType].Shapes[""] {
		for _, name := range []string{sdkName, shape.Bridge} {
			if value, ok := decodeJSON(decoded[name]); ok {
				decoded[name], encoded[sdkName], encoded[shape.Bridge] = value, true, true
			}
		}
	}
	translated := translate(providerType, &structpb.Struct{Fields: decoded})
	for name := range encoded {
		if value, ok := translated.GetFields()[name]; ok {
			translated.Fields[name] = encodeJSON(value)
		}
	}
	return translated
}

// decodeJSON reads a text that holds a JSON object or list.
func decodeJSON(value *structpb.Value) (*structpb.Value, bool) {
	text, ok := value.GetKind().(*structpb.Value_StringValue)
	if !ok {
		return nil, false
	}
	decoded := &structpb.Value{}
	if err := decoded.UnmarshalJSON([]byte(text.StringValue)); err != nil {
		return nil, false
	}
	return decoded, decoded.GetStructValue() != nil || decoded.GetListValue() != nil
}

// encodeJSON writes the same text for the same value every time, unlike protobuf's own encoder.
func encodeJSON(value *structpb.Value) *structpb.Value {
	text, err := json.Marshal(value.AsInterface())
	if err != nil {
		return value
	}
	return structpb.NewStringValue(string(text))
}
