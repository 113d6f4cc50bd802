package main

import "github.com/pulumi/pulumi/sdk/v3/go/common/resource"

// toBridgePath translates the path of a property, for example one of ignoreChanges.
func toBridgePath(sdkType, path string) string {
	return translation{table[sdkType].Shapes, toBridge}.path(path)
}

// toSdkPath translates the path of a property back, for example one of a diff.
func toSdkPath(sdkType, path string) string {
	return translation{table[sdkType].Shapes, outputsToSdk}.path(path)
}

func (t translation) path(path string) string {
	elements, err := resource.ParsePropertyPath(path)
	if err != nil || t.shapes == nil {
		return path
	}
	var translated resource.PropertyPath
	holder := ""
	for i := 0; i < len(elements); i++ {
		name, ok := elements[i].(string)
		if !ok {
			translated = append(translated, elements[i])
			continue
		}
		sdkName := t.sdkName(holder, name)
		shape, differs := t.shapes[holder][sdkName]
		holder = sdkName
		if !differs {
			translated = append(translated, name)
			continue
		}
		target, indexed := sdkName, !shape.List
		if t.direction == toBridge {
			target, indexed = shape.Bridge, shape.List
		}
		translated = append(translated, target)
		next, hasNext := any(nil), i+1 < len(elements)
		if hasNext {
			next = elements[i+1]
		}
		_, nextIsIndex := next.(int)
		switch {
		case indexed && hasNext && !nextIsIndex:
			translated = append(translated, 0)
		case !indexed && nextIsIndex:
			i++
		}
	}
	return translated.String()
}
