import type { OpenMetadataSettings } from "./settings";

/**
 * The settings as OpenMetadata's page Settings > SSO takes them, as JSON. That page accepts Cognito's own public keys only:
 * the releases that have it know the server's keys by themselves. Holds the client secret of a confidential client. JSON has no comments: docs/openmetadata.md says
 * what to do with it.
 */
export function renderSsoForm(settings: OpenMetadataSettings): string {
    const { authenticationConfiguration: authentication } = settings;
    const publicKeyUrls = authentication.publicKeyUrls.filter((url) => url.startsWith(`${authentication.authority}/`));
    const form = { ...settings, authenticationConfiguration: { ...authentication, publicKeyUrls } };
    return JSON.stringify(form, undefined, 2);
}
