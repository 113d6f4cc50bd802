import { CognitoSso } from "./components/cognitoSso";
import { readStackConfig } from "./config/stackConfig";

const sso = new CognitoSso("openmetadata", readStackConfig());

// What OpenMetadata, or the Collate team, must be told: `pulumi stack output`.
export = sso.outputs;
