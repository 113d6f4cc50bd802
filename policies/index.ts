import { PolicyPack } from "@pulumi/policy";

import { controls } from "./controls";

// The constructor starts a server, so that this file is for Pulumi alone.
new PolicyPack("openmetadata-cognito-sso", { policies: [...controls] });
