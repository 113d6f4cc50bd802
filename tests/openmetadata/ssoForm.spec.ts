import assert from "node:assert/strict";

import fc from "fast-check";

import { openMetadataSettings, type OpenMetadataSettings } from "../../openmetadata/settings";
import { renderSsoForm } from "../../openmetadata/ssoForm";
import { awkwardFacts, awkwardOptions, dev, prodConfidential } from "./samples";

describe("the settings for the page Settings > SSO", () => {
    it("come back as they went in, but for the server's own keys, which the page refuses", () => {
        fc.assert(
            fc.property(awkwardFacts, awkwardOptions, (facts, options) => {
                const settings = openMetadataSettings(facts, options);
                assert.deepEqual(JSON.parse(renderSsoForm(settings)), {
                    ...settings,
                    authenticationConfiguration: {
                        ...settings.authenticationConfiguration,
                        publicKeyUrls: [facts.jwksUrl],
                    },
                });
            }),
        );
    });

    it("hold the client secret of a confidential client, and none otherwise", () => {
        const formOf = ({ facts, options }: typeof dev) =>
            JSON.parse(renderSsoForm(openMetadataSettings(facts, options))) as OpenMetadataSettings;
        const { authenticationConfiguration } = formOf(prodConfidential);
        assert.equal(authenticationConfiguration.oidcConfiguration?.secret, prodConfidential.facts.clientSecret);
        assert.equal(formOf(dev).authenticationConfiguration.oidcConfiguration, undefined);
    });
});
