import assert from "node:assert/strict";
import path from "node:path";

import { compareTypes, type BridgeSchema } from "../../local/engineTypes";
import { sandbox } from "./sandbox";

describe("the comparison of @pulumi/aws with a bridge", () => {
    const box = sandbox();
    const sdk = path.join(box.folder, "aws");

    beforeEach(() => {
        box.write(
            "aws/provider.d.ts",
            "export interface ProviderArgs { defaultTags?: pulumi.Input<inputs.ProviderDefaultTags>; }",
        );
        box.write(
            "aws/types/input.d.ts",
            `export interface ProviderDefaultTags { tags?: pulumi.Input<{ [key: string]: string }>; }
export declare namespace cognito {
    interface Units { idToken?: pulumi.Input<string | undefined>; }
    interface Rule { notStatement?: pulumi.Input<inputs.cognito.Not | undefined>; }
    interface Not { statement: pulumi.Input<inputs.cognito.Rule>; }
}`,
        );
        box.write(
            "aws/types/output.d.ts",
            "export declare namespace cognito { interface Units { idToken?: string; } }",
        );
        box.write("aws/cognito/userPoolUI.js", 'UserPoolUI.__pulumiType = "aws:cognito/userPoolUI:UserPoolUI";');
        box.write(
            "aws/cognito/userPoolUI.d.ts",
            `export declare class UserPoolUI extends pulumi.CustomResource {
    static get(name: string): UserPoolUI;
    readonly region: pulumi.Output<string>;
    readonly units: pulumi.Output<outputs.cognito.Units | undefined>;
}
export interface UserPoolUIArgs {
    region?: pulumi.Input<string | undefined>;
    units?: pulumi.Input<inputs.cognito.Units | undefined>;
    aliases?: pulumi.Input<pulumi.Input<inputs.cognito.Units>[] | undefined>;
    rules?: pulumi.Input<pulumi.Input<inputs.cognito.Rule>[] | undefined>;
    names?: pulumi.Input<pulumi.Input<string>[] | undefined>;
    function?: pulumi.Input<string | undefined>;
    newer?: pulumi.Input<boolean | undefined>;
}`,
        );
        box.write("aws/cognito/notServed.js", '"aws:cognito/notServed:NotServed"');
        box.write("aws/cognito/notServed.d.ts", "export declare class NotServed {}");
        box.write("aws/getRegion.js", '"aws:index/getRegion:getRegion"');
        box.write(
            "aws/getRegion.d.ts",
            "export interface GetRegionArgs { id?: string; }\nexport interface GetRegionResult { readonly region: string; readonly id: string; }",
        );
    });

    const object = (type: string) => ({ $ref: `#/types/aws:index%2F${type}:${type}` });
    const list = (items: object) => ({ type: "array", items });
    const text = { type: "string" };
    const schema: BridgeSchema = {
        config: { variables: { defaultTags: list(object("Tags")) } },
        types: {
            "aws:index/Tags:Tags": { properties: { tags: { type: "object" } } },
            "aws:index/Units:Units": { properties: { idToken: text } },
            "aws:index/Rule:Rule": { properties: { notStatement: object("Not") } },
            "aws:index/Not:Not": { properties: { statements: list(object("Rule")) } },
        },
        resources: {
            "aws:index/cognitoUserPoolUi:CognitoUserPoolUi": {
                inputProperties: {
                    units: list(object("Units")),
                    alias: object("Units"),
                    rules: list(object("Rule")),
                    names: list(text),
                    functionName: text,
                },
                properties: { units: list(object("Units")) },
            },
        },
        functions: {
            "aws:index/getRegion:getRegion": {
                inputs: { properties: { id: text } },
                outputs: { properties: { id: text } },
            },
        },
    };

    it("finds other names and shapes at any depth, regions, and what is newer", () => {
        assert.deepEqual(compareTypes(sdk, schema), {
            provider: {
                bridge: "pulumi:providers:aws",
                shapes: { "": { defaultTags: { bridge: "defaultTags", list: true } } },
            },
            "cognito/userPoolUI:UserPoolUI": {
                bridge: "aws:index/cognitoUserPoolUi:CognitoUserPoolUi",
                regional: true,
                unknown: ["newer"],
                shapes: {
                    "": {
                        units: { bridge: "units", list: true },
                        aliases: { bridge: "alias", list: false },
                        function: { bridge: "functionName", list: false },
                    },
                    notStatement: { statement: { bridge: "statements", list: true } },
                },
            },
            "index/getRegion:getRegion": { bridge: "aws:index/getRegion:getRegion", regional: true },
        });
    });
});
