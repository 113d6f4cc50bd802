import * as pulumi from "@pulumi/pulumi";
import { seconds } from "../config/duration";
import { openMetadataOptions } from "../config/openMetadata";
import type { Settings } from "../config/settings";
import { renderCollateHandOff } from "../openmetadata/collateHandOff";
import { renderDockerEnv } from "../openmetadata/dockerEnv";
import type { DeployedFacts } from "../openmetadata/facts";
import { renderHelmValues } from "../openmetadata/helmValues";
import { openMetadataSettings } from "../openmetadata/settings";
import { renderSsoForm } from "../openmetadata/ssoForm";
import { openMetadataWarnings } from "../openmetadata/warnings";
import { renderYaml } from "../openmetadata/yaml";
import type { Addresses } from "./addresses";
import { providersOfAnybody } from "./warnings";

/** What is known only once the resources are there. */
export interface Deployed {
    readonly clientId: pulumi.Output<string>;
    readonly userPoolId: pulumi.Output<string>;
    /** A secret output; undefined for a public client. */
    readonly clientSecret: pulumi.Output<string> | undefined;
    readonly region: pulumi.Output<string>;
    readonly addresses: pulumi.Output<Addresses>;
}

/** Ready-made texts for OpenMetadata and Collate. Those that hold the client secret are secret outputs. */
export function openMetadataOutputs(settings: Settings, deployed: Deployed) {
    const options = openMetadataOptions(settings);
    const { clientSecret } = deployed;
    const openFacts = pulumi
        .all([deployed.clientId, deployed.userPoolId, deployed.region, deployed.addresses])
        .apply(([clientId, userPoolId, region, addresses]) => ({
            ...staticFacts(settings),
            ...addresses,
            ...{ clientId, userPoolId, region },
        }));
    const facts: pulumi.Output<DeployedFacts> =
        clientSecret === undefined
            ? openFacts
            : pulumi.all([openFacts, clientSecret]).apply(([known, secret]) => ({ ...known, clientSecret: secret }));
    const rendered = (render: (settings: ReturnType<typeof openMetadataSettings>) => string) =>
        facts.apply((known) => render(openMetadataSettings(known, options)));

    return {
        openMetadataDockerEnv: rendered(renderDockerEnv),
        openMetadataYaml: rendered(renderYaml),
        // Helm values name the Kubernetes Secret and never hold the client's own, so they need not be a secret output.
        openMetadataHelmValues: openFacts.apply((known) =>
            renderHelmValues(openMetadataSettings({ ...known, clientSecret: "" }, options), options),
        ),
        openMetadataSsoForm: rendered(renderSsoForm),
        collateHandOff: openFacts.apply(renderCollateHandOff),
    };
}

/** Says what will surprise the owner of this OpenMetadata; all of it is known before anything is created. */
export function warnAboutOpenMetadata(settings: Settings, region: pulumi.Output<string>): void {
    region.apply((known) => {
        const warnings = openMetadataWarnings(
            {
                ...staticFacts(settings),
                region: known,
                anybodyJoins: settings.userPool.selfSignUp || providersOfAnybody(settings).length > 0,
            },
            openMetadataOptions(settings),
        );
        warnings.forEach((warning) => void pulumi.log.warn(warning));
    });
}

function staticFacts(settings: Settings) {
    return {
        callbackUrl: settings.callbackUrl,
        clientType: settings.clientType,
        refreshTokenSeconds: seconds(settings.tokens.refresh),
        // A function before tokens may name groups that the pool does not have.
        hasGroups: settings.groups.length > 0 || settings.triggers?.preTokenGeneration !== undefined,
    };
}
