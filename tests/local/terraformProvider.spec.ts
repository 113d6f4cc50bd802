import assert from "node:assert/strict";
import path from "node:path";

import { findTerraformProvider, mirrors } from "../../local/terraformProvider";
import { sandbox } from "./sandbox";

describe("the Terraform AWS provider of a machine", () => {
    const box = sandbox();
    const shell = (more: NodeJS.ProcessEnv = {}) => ({ HOME: path.join(box.folder, "home"), ...more });
    /** A platform that no mirror of the machine that runs the tests has. */
    const platform = "plan9_test";

    function provider(mirror: string, version: string, on = platform): string {
        const folder = path.join(mirror, "registry.terraform.io", "hashicorp", "aws", version, on);
        return box.write(path.join(folder, `terraform-provider-aws_v${version}_x5`), "");
    }

    it("is the newest in the places where Terraform looks", () => {
        provider("home/.terraform.d/plugins", "5.9.0");
        const newest = provider("home/.local/share/terraform/plugins", "5.100.0");
        provider("home/.terraform.d/plugins", "5.20.1");
        provider("home/.terraform.d/plugins", "6.0.0", "other_platform");
        assert.equal(findTerraformProvider(shell(), platform), newest);
    });

    it("is found in the mirrors and the cache of Terraform's own config", () => {
        const mirror = path.join(box.folder, "mirror");
        const cache = path.join(box.folder, "cache");
        const file = box.write(
            "terraformrc",
            `plugin_cache_dir = "${cache}"\nprovider_installation {\n  filesystem_mirror {\n    path    = "${mirror}"\n  }\n}\n`,
        );
        assert.deepEqual(mirrors(shell({ TF_CLI_CONFIG_FILE: file })).slice(0, 2), [mirror, cache]);
        const inMirror = provider("mirror", "5.1.0");
        assert.equal(findTerraformProvider(shell({ TF_CLI_CONFIG_FILE: file }), platform), inMirror);
    });

    it("is found in the cache that the environment names", () => {
        const cached = provider("cached", "5.1.0");
        const cache = path.join(box.folder, "cached");
        assert.equal(findTerraformProvider(shell({ TF_PLUGIN_CACHE_DIR: cache }), platform), cached);
    });

    it("is the one that is named, if it is there", () => {
        provider("home/.terraform.d/plugins", "5.9.0");
        const named = box.write("named", "");
        assert.equal(findTerraformProvider(shell({ PULUMI_AWS_TERRAFORM_PROVIDER: named }), platform), named);
        const missing = path.join(box.folder, "missing");
        assert.equal(findTerraformProvider(shell({ PULUMI_AWS_TERRAFORM_PROVIDER: missing }), platform), undefined);
    });

    it("need not exist", () => {
        assert.equal(findTerraformProvider(shell(), platform), undefined);
    });
});
