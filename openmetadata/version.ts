/** The oldest release whose settings are known well enough to write them. */
export const OLDEST_VERSION = "1.5.0";

/**
 * The first release whose server and Helm chart both take a setting. Older ones do not merely ignore it: the server stops at an
 * unknown key of its yaml file, the chart at an unknown value.
 * Measured on OpenMetadata's own models (`openmetadata-ingestion` 1.5.0 to 2.0.7) and on every `values.schema.json` of the chart.
 */
const FIRST_RELEASE = {
    "authorizerConfiguration.allowedDomains": "1.7.0",
    // maxAge, which only makes sense beside it, is one release older.
    "oidcConfiguration.prompt": "1.7.1",
    // The server has it since 1.8.2; the chart 1.8.3 lost it once more.
    "oidcConfiguration.sessionExpiry": "1.8.4",
    "authenticationConfiguration.jwtTeamClaimMapping": "1.12.0",
    "authenticationConfiguration.sessionExpiry": "2.0.0",
} as const;

export type DatedSetting = keyof typeof FIRST_RELEASE;

/** Whether this release takes the setting; without a version a current release is assumed, which takes all. */
export function supports(version: string | undefined, setting: DatedSetting): boolean {
    return version === undefined || !isOlder(version, FIRST_RELEASE[setting]);
}

/** The first release that takes the setting. */
export function firstRelease(setting: DatedSetting): string {
    return FIRST_RELEASE[setting];
}

/** Whether the text is a release of OpenMetadata: three numbers. `1.12` is none: YAML would read 1.10 as 1.1. */
export function isVersion(text: string): boolean {
    return /^\d+\.\d+\.\d+$/.test(text);
}

/** Whether `version` came before `other`. */
export function isOlder(version: string, other: string): boolean {
    const [left, right] = [version, other].map((text) => text.split(".").map(Number)) as [number[], number[]];
    const differing = left.findIndex((number, index) => number !== right[index]);
    return differing !== -1 && left[differing] < right[differing];
}
