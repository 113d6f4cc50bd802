package main

import (
	"maps"

	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
	"google.golang.org/protobuf/types/known/structpb"
)

// translation moves properties of one type between the two sides.
type translation struct {
	shapes    map[string]map[string]shape
	direction direction
}

type direction int

const (
	toBridge direction = iota
	// Inputs on their way back: an empty list is no object.
	inputsToSdk
	// Outputs on their way back: an empty list stays under the bridge's name, for the bridge counts on finding in the
	// state what it has put there.
	outputsToSdk
)

// toBridgeShape gives properties of @pulumi/aws the shape that the bridge expects.
func toBridgeShape(sdkType string, properties *structpb.Struct) *structpb.Struct {
	return translation{table[sdkType].Shapes, toBridge}.properties("", properties)
}

// toSdkInputs gives inputs of the bridge the shape that @pulumi/aws expects. The bridge's own input for Terraform's id,
// which it fills when it reads a resource, is none of them.
func toSdkInputs(sdkType string, inputs *structpb.Struct) *structpb.Struct {
	if idInput := table[sdkType].idInput(); inputs.GetFields()[idInput] != nil {
		fields := maps.Clone(inputs.GetFields())
		delete(fields, idInput)
		inputs = &structpb.Struct{Fields: fields}
	}
	return translation{table[sdkType].Shapes, inputsToSdk}.properties("", inputs)
}

// toSdkOutputs does the same for outputs.
func toSdkOutputs(sdkType string, outputs *structpb.Struct) *structpb.Struct {
	return translation{table[sdkType].Shapes, outputsToSdk}.properties("", outputs)
}

// properties translates the properties of the object that stands under a property of the given name, in a copy.
func (t translation) properties(holder string, properties *structpb.Struct) *structpb.Struct {
	if properties == nil || t.shapes == nil {
		return properties
	}
	fields := maps.Clone(properties.GetFields())
	for name, value := range fields {
		fields[name] = t.value(t.sdkName(holder, name), value)
	}
	for sdkName, shape := range t.shapes[holder] {
		from, to, wrap := sdkName, shape.Bridge, shape.List
		if t.direction != toBridge {
			from, to, wrap = shape.Bridge, sdkName, !shape.List
		}
		value, ok := fields[from]
		if !ok || t.direction == outputsToSdk && isEmptyList(value) {
			continue
		}
		delete(fields, from)
		if value := reshape(value, wrap); value != nil {
			fields[to] = value
		}
	}
	return &structpb.Struct{Fields: fields}
}

// value translates what is inside a value, which stands under a property of the given name.
func (t translation) value(name string, value *structpb.Value) *structpb.Value {
	switch kind := value.GetKind().(type) {
	case *structpb.Value_ListValue:
		elements := make([]*structpb.Value, len(kind.ListValue.GetValues()))
		for i, element := range kind.ListValue.GetValues() {
			elements[i] = t.value(name, element)
		}
		return structpb.NewListValue(&structpb.ListValue{Values: elements})
	case *structpb.Value_StructValue:
		if isWrapper(kind.StructValue) {
			return mapWrapped(value, func(inner *structpb.Value) *structpb.Value { return t.value(name, inner) })
		}
		return structpb.NewStructValue(t.properties(name, kind.StructValue))
	default:
		return value
	}
}

// sdkName gives @pulumi/aws's name of a property, on whichever side the properties are.
func (t translation) sdkName(holder, name string) string {
	if t.direction == toBridge {
		return name
	}
	for sdkName, shape := range t.shapes[holder] {
		if shape.Bridge == name {
			return sdkName
		}
	}
	return name
}

// reshape puts a value into a list, or takes it out of one; nil where the list is empty. Anything else (null, unknown, a
// value that has the wanted shape already) stays as it is.
func reshape(value *structpb.Value, wrap bool) *structpb.Value {
	if object := value.GetStructValue(); object != nil && isWrapper(object) {
		return mapWrapped(value, func(inner *structpb.Value) *structpb.Value { return reshape(inner, wrap) })
	}
	if wrap && value.GetStructValue() != nil {
		return structpb.NewListValue(&structpb.ListValue{Values: []*structpb.Value{value}})
	}
	if list := value.GetListValue(); !wrap && list != nil {
		if len(list.GetValues()) == 0 {
			return nil
		}
		return list.GetValues()[0]
	}
	return value
}

// isEmptyList looks into secrets and outputs, too.
func isEmptyList(value *structpb.Value) bool {
	if object := value.GetStructValue(); object != nil && isWrapper(object) {
		return isEmptyList(object.GetFields()["value"])
	}
	list := value.GetListValue()
	return list != nil && len(list.GetValues()) == 0
}

// isWrapper tells a secret or an output, which Pulumi sends as an object with a signature, from an object of the user.
func isWrapper(object *structpb.Struct) bool {
	switch object.GetFields()[resource.SigKey].GetStringValue() {
	case resource.SecretSig, resource.OutputValueSig:
		return true
	default:
		return false
	}
}

// mapWrapped changes the value inside a secret or an output. What becomes nothing becomes null: it stays a secret.
func mapWrapped(value *structpb.Value, change func(*structpb.Value) *structpb.Value) *structpb.Value {
	fields := maps.Clone(value.GetStructValue().GetFields())
	if inner, ok := fields["value"]; ok {
		changed := change(inner)
		if changed == nil {
			changed = structpb.NewNullValue()
		}
		fields["value"] = changed
	}
	return structpb.NewStructValue(&structpb.Struct{Fields: fields})
}
