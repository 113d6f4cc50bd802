import { isLoopback } from "./openMetadataUrl";

/** Whether the guards are on: unless the owner says otherwise, everywhere but where the callback is on localhost. */
export function isProtected({
    protect,
    callbackUrl,
}: {
    readonly protect?: boolean | undefined;
    readonly callbackUrl: string;
}): boolean {
    return protect ?? !isLoopback(callbackUrl);
}
