import { CognitoSso } from "./components/cognitoSso";
import { readStackConfig } from "./config/stackConfig";

const sso = new CognitoSso("openmetadata", readStackConfig());

// What OpenMetadata, or the Collate team, must be told: `pulumi stack output`.
export const {
    clientId,
    userPoolId,
    clientSecret,
    region,
    authority,
    discoveryUrl,
    jwksUrl,
    domainUrl,
    signInUrl,
    signOutUrl,
    callbackUrls,
    logoutUrls,
} = sso;
