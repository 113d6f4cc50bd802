package main

import (
	_ "embed"
	"encoding/json"
	"strings"
)

// typeDifferences says how a type of @pulumi/aws differs from what the bridge serves. Both are made from the same Terraform
// schema; @pulumi/aws adds names, and "at most one", that the schema does not hold.
type typeDifferences struct {
	// Bridge is its token there.
	Bridge string `json:"bridge"`
	// Regional types have a property "region" that the bridge does not know.
	Regional bool `json:"regional"`
	// Unknown lists other arguments that the bridge does not know.
	Unknown []string `json:"unknown"`
	// Shapes lists properties that look different there: by the property that holds the object ("" for the type itself), by
	// property, in the names of @pulumi/aws. An object looks the same wherever the property that holds it stands.
	Shapes map[string]map[string]shape `json:"shapes"`
}

// idInput is what the bridge calls Terraform's id among the inputs: cognitoUserPoolId.
func (d typeDifferences) idInput() string {
	_, file, _ := strings.Cut(d.Bridge, "/")
	name, _, _ := strings.Cut(file, ":")
	return name + "Id"
}

// A shape is how one property looks on the side of the bridge.
type shape struct {
	Bridge string `json:"bridge"`
	// List is true where the bridge has a list of at most one element and @pulumi/aws a plain object, and false where it is
	// the other way round, or neither has a list and the name alone differs.
	List bool `json:"list"`
}

// The name under which the table has the configuration of the provider itself.
const providerType = "provider"

// types.json is made by tests/e2e/engineTypes.spec.ts, which compares all that the bridge serves with the typings of
// @pulumi/aws, and fails when they no longer differ as the file says.
//
//go:embed types.json
var typesFile []byte

// table has the differences by type, for example cognito/userPool:UserPool.
var table = readTable(typesFile)

func readTable(file []byte) (types map[string]typeDifferences) {
	if err := json.Unmarshal(file, &types); err != nil {
		panic("types.json: " + err.Error())
	}
	return types
}
