import { describeProblem, knownProblems, signInVerdict } from "../../openmetadata/releases";
import type { StackOutputs } from "../stack";

import { type Check, fix, type Finding, ok, skipped } from "./check";
import { clientTypeOf, mainCallbackUrl } from "./expected";

/** Whether the release that the stack names can sign people in. */
export function releaseCheck({ outputs }: { readonly outputs: StackOutputs }): Check {
    return {
        id: "release",
        title: "Release",
        run: () => Promise.resolve(judgeRelease(outputs.openMetadataVersion, outputs)),
    };
}

/** What is known of a release, for this deployment. Where nobody has named it, that is said, and fails nothing. */
export function judgeRelease(version: string | undefined, outputs: StackOutputs): Finding {
    const clientType = clientTypeOf(outputs);
    const { answer, text, fix: wayOut } = signInVerdict({ clientType, callbackUrl: mainCallbackUrl(outputs) }, version);
    const problems = knownProblems(clientType, version);
    const told = problems.map((problem) => describeProblem(problem, version));
    if (answer === "broken") {
        return fix(text, "a release, and an address, with which people can sign in", [wayOut, ...told].join(" "));
    }
    const vulnerable = problems.some(({ kind }) => kind === "security");
    if (version === undefined && (answer === "unknown" || vulnerable)) {
        return skipped([text, ...told].join(" "), wayOut ?? "Set openMetadata.version to the release of your server.");
    }
    return vulnerable
        ? fix(text, "a release without a known vulnerability", told.join(" "))
        : ok([text, ...told].join(" "));
}
