import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

export interface Certificate {
    /** PEM. */
    readonly key: string;
    /** PEM. */
    readonly cert: string;
}

/** An authority of its own, and certificates of it with every fault, made anew for each run: no key is in git. */
export interface Certificates {
    /** File with the certificate of the authority, PEM. */
    readonly authorityFile: string;
    readonly sound: Certificate;
    readonly expired: Certificate;
    readonly notYetValid: Certificate;
    readonly endsSoon: Certificate;
    readonly wrongHost: Certificate;
    /** Signed by itself. */
    readonly untrusted: Certificate;
    remove(): void;
}

export function makeCertificates(): Certificates {
    const folder = mkdtempSync(path.join(tmpdir(), "doctor-certificates-"));
    const file = (name: string) => path.join(folder, name);
    const read = (name: string) => readFileSync(file(name), "utf8");
    const openssl = (...words: string[]) => execFileSync("openssl", words, { cwd: folder, stdio: "pipe" });
    const request = ["-newkey", "rsa:2048", "-nodes", "-keyout", "key.pem"];

    mkdirSync(file("issued"));
    writeFileSync(file("index.txt"), "");
    writeFileSync(file("ca.cnf"), CONFIGURATION);
    openssl("req", "-x509", ...request, "-subj", "/CN=Doctor test authority", "-days", "2", "-out", "authority.pem");
    writeFileSync(file("authority-key.pem"), read("key.pem"));
    openssl("req", ...request, "-subj", "/CN=stand-in", "-out", "request.pem");
    const key = read("key.pem");

    const issue = (start: Date, end: Date, host = "localhost"): Certificate => {
        const section = host === "localhost" ? "localhost" : "elsewhere";
        const dates = ["-startdate", asn1Time(start), "-enddate", asn1Time(end)];
        openssl(
            "ca",
            "-batch",
            "-config",
            "ca.cnf",
            "-extensions",
            section,
            ...dates,
            "-in",
            "request.pem",
            "-out",
            "cert.pem",
        );
        return { key, cert: read("cert.pem") };
    };
    const selfSigned = (): Certificate => {
        const names = ["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"];
        openssl("req", "-x509", "-key", "key.pem", ...names, "-days", "60", "-out", "cert.pem");
        return { key, cert: read("cert.pem") };
    };
    return {
        authorityFile: file("authority.pem"),
        sound: issue(daysFromNow(-1), daysFromNow(60)),
        expired: issue(daysFromNow(-9), daysFromNow(-2)),
        notYetValid: issue(daysFromNow(2), daysFromNow(60)),
        endsSoon: issue(daysFromNow(-1), daysFromNow(5.5)),
        wrongHost: issue(daysFromNow(-1), daysFromNow(60), "auth.example.org"),
        untrusted: selfSigned(),
        remove: () => rmSync(folder, { recursive: true }),
    };
}

export function daysFromNow(days: number): Date {
    return new Date(Date.now() + days * 86_400_000);
}

/** `20260131120000Z`. */
function asn1Time(date: Date): string {
    return `${date.toISOString().replaceAll(/[-:T]|\.\d+Z/g, "")}Z`;
}

/** `openssl ca` is the one command of old and new releases alike that takes a start and an end. */
const CONFIGURATION = `
[ca]
default_ca = authority
[authority]
database = index.txt
new_certs_dir = issued
certificate = authority.pem
private_key = authority-key.pem
rand_serial = yes
unique_subject = no
default_md = sha256
policy = policy
[policy]
commonName = supplied
[localhost]
subjectAltName = DNS:localhost
[elsewhere]
subjectAltName = DNS:auth.example.org
`;
