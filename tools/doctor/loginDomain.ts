import { lookup } from "node:dns/promises";
import tls from "node:tls";

import { domainHost } from "../../config/partition";
import { type Check, EarlyFinding, fix, type Finding, ok, printable, unknown } from "./check";
import { describeCertificateFault, request } from "./request";

/** A certificate that ends sooner than this is renewed by nobody: ACM begins 60 days before the end. */
const RENEWAL_DAYS = 14;

export interface LoginDomain {
    /** Base URL of the login pages. */
    readonly domainUrl: string;
    /** The issuer, whose host tells whether this machine has DNS at all. */
    readonly authority: string;
    readonly region: string;
    /** Longest wait, in milliseconds. */
    readonly timeout: number;
    /** Authorities to trust, PEM. @default - those that Node.js trusts */
    readonly ca?: string;
}

/** Whether browsers can open the login pages' host: its DNS record and its certificate. */
export function loginDomainCheck(domain: LoginDomain): Check {
    return { id: "login-domain", title: "DNS and certificate", run: () => checkLoginDomain(domain) };
}

async function checkLoginDomain(domain: LoginDomain): Promise<Finding> {
    const { protocol, hostname, port } = new URL(domain.domainUrl);
    await resolve(hostname, domain);
    if (protocol === "http:") {
        await request(domain.domainUrl, { timeout: domain.timeout, follow: false });
        return ok(`${hostname} answers; an emulator needs no certificate`);
    }
    const certificate = await readCertificate(hostname, Number(port || 443), domain);
    return judge(hostname, certificate, new Date());
}

async function resolve(hostname: string, { domainUrl, authority, region }: LoginDomain): Promise<void> {
    try {
        await lookup(hostname.replace(/^\[|\]$/g, ""));
    } catch {
        if (!(await resolves(new URL(authority).hostname))) {
            throw new EarlyFinding(
                unknown(
                    `DNS answers neither for ${hostname} nor for Cognito itself`,
                    "Check the network of this machine.",
                ),
            );
        }
        throw new EarlyFinding(
            fix(
                `there is no DNS record for ${hostname}`,
                `${domainUrl} leads to Cognito`,
                domainHost({ domain: hostname.split(".")[0], region }) === hostname
                    ? "The domain was deleted, or is younger than a minute. Deploy again, and wait a minute."
                    : "Create the record for the custom domain: an alias or CNAME to its CloudFront distribution.",
            ),
        );
    }
}

function resolves(hostname: string): Promise<boolean> {
    return lookup(hostname).then(
        () => true,
        () => false,
    );
}

/** What is needed of a certificate. */
export interface Certificate {
    readonly validTo: Date;
    /** Why it is not to be trusted, in a code of OpenSSL or Node.js. @default - it is */
    readonly fault?: string;
}

function readCertificate(hostname: string, port: number, { timeout, ca }: LoginDomain): Promise<Certificate> {
    return new Promise((resolve, reject) => {
        // A fault is to be described, not to end the connection; nothing is sent over it.
        const socket = tls.connect({ host: hostname, port, servername: hostname, ca, rejectUnauthorized: false });
        const end = (finding: Finding) => {
            socket.destroy();
            reject(new EarlyFinding(finding));
        };
        socket.setTimeout(timeout, () =>
            end(unknown(`${hostname} did not answer within ${timeout / 1000} s`, "Check firewalls and VPN.")),
        );
        socket.on("error", (error: Error) =>
            end(unknown(`no TLS connection to ${hostname}: ${printable(error.message)}`, "Check firewalls and VPN.")),
        );
        socket.on("secureConnect", () => {
            const validTo = new Date(socket.getPeerCertificate().valid_to);
            const fault = socket.authorized ? undefined : String(socket.authorizationError);
            socket.destroy();
            resolve({ validTo, ...(fault && { fault }) });
        });
    });
}

/** Whether the certificate of a host is good now, and will be for a while. */
export function judge(hostname: string, { validTo, fault }: Certificate, now: Date): Finding {
    if (fault !== undefined) {
        return (
            describeCertificateFault(hostname, fault) ??
            unknown(
                `the certificate of ${hostname} was refused: ${printable(fault)}`,
                "Look at it with openssl s_client.",
            )
        );
    }
    const days = Math.floor((validTo.getTime() - now.getTime()) / 86_400_000);
    const end = validTo.toISOString().slice(0, 10);
    if (days < RENEWAL_DAYS) {
        return fix(
            `the certificate of ${hostname} ends in ${days} days, on ${end}`,
            "a certificate that was renewed in time",
            "ACM could not renew it: put its DNS validation record back. An imported certificate: import the next one.",
        );
    }
    return ok(`${hostname} has an address and a certificate until ${end}`);
}
