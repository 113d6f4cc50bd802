import type { z } from "zod";
import type { Problem } from "./problem";
import { choice, flag, wordOrMap } from "./shapes";

/** Whether the pool remembers the devices that people sign in on (AWS: amazon-cognito-user-pools-device-tracking). */
export const devicesSchema = wordOrMap("remember", {
    /** `always`: each device. `optIn`: those that people want remembered. @default off */
    remember: choice(["off", "always", "optIn"]).default("off").describe("which devices are remembered"),

    /** Whether a remembered device takes the place of the second factor. @default false */
    skipMfa: flag().default(false).describe("whether a remembered device takes the place of the second factor"),
});

export type DevicesSettings = z.output<typeof devicesSchema>;

export function devicesProblems({ userPool }: { userPool: { devices: DevicesSettings } }): Problem[] {
    const { remember, skipMfa } = userPool.devices;
    return remember === "off" && skipMfa
        ? [
              {
                  key: "userPool.devices.skipMfa",
                  given: "true, with remember off",
                  allowed: "true only where devices are remembered",
                  fix: "set userPool.devices.remember to always or optIn, or remove skipMfa",
              },
          ]
        : [];
}
