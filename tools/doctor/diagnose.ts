import { COMPARED_SETTINGS, databaseWins, releaseOf } from "../../openmetadata/doctor";
import type { DeployedStack } from "../stack";

import { appClientChecks } from "./appClient";
import { authorizeChecks } from "./authorize";
import { type CheckResult, runChecks } from "./check";
import { defaultAdminCheck } from "./defaultAdmin";
import { discoveryChecks } from "./discovery";
import { loginDomainCheck } from "./loginDomain";
import { loginPageCheck } from "./loginPage";
import { openMetadataChecks, OpenMetadataServer, settingId } from "./openMetadata";
import { releaseCheck } from "./release";
import type { Report } from "./report";

export interface DiagnoseOptions {
    /** Base URL of an OpenMetadata server, without a slash at the end. @default - none is asked */
    readonly openMetadata?: string;
    /** Tries the account that OpenMetadata ships with, once. @default false */
    readonly checkDefaultAdmin?: boolean;
    /** Longest wait for one answer, in milliseconds. @default 10000 */
    readonly timeout?: number;
}

/** Looks at a deployment from outside, and at an OpenMetadata server if there is one. Changes nothing. */
export async function diagnose(deployed: DeployedStack, options: DiagnoseOptions = {}): Promise<Report> {
    const { openMetadata, checkDefaultAdmin = false, timeout = 10_000 } = options;
    const server = openMetadata === undefined ? undefined : new OpenMetadataServer(openMetadata, { timeout });
    const results = await runChecks([
        ...discoveryChecks(deployed, { timeout }),
        loginDomainCheck({ ...deployed.outputs, timeout }),
        ...authorizeChecks(deployed, { timeout }),
        loginPageCheck(deployed, { timeout }),
        ...appClientChecks(deployed, { timeout }),
        releaseCheck(deployed),
        ...(server ? openMetadataChecks(server, deployed) : []),
        ...(server ? [defaultAdminCheck(server, { timeout }, checkDefaultAdmin)] : []),
    ]);
    return { deployed, ...(openMetadata && { openMetadata }), results, hints: hints(results) };
}

/** The trap in which a setting that was mended already is still different. */
function hints(results: readonly CheckResult[]): string[] {
    const ids = new Set<string>(COMPARED_SETTINGS.map(settingId));
    const version = results.find(({ id }) => id === "openmetadata-version")?.found ?? "";
    return results.some(({ id, status }) => ids.has(id) && status === "fix") ? [databaseWins(releaseOf(version))] : [];
}
