import assert from "node:assert/strict";
import { hiddenHost } from "../../config/publicHost";

const hidden = (...hosts: string[]) => hosts.map((host) => hiddenHost(`https://${host}/path`));

describe("a host that nobody finds from outside", () => {
    it("is a private, shared, link-local or loopback address, however it is written", () => {
        const addresses = [
            ...["10.0.0.12", "10.255.255.255", "172.16.0.1", "172.31.255.255", "192.168.1.1", "127.0.0.53", "0.0.0.0"],
            ...["169.254.169.254", "100.64.0.1", "100.127.255.255", "198.18.0.1", "224.0.0.1", "255.255.255.255"],
            ...["192.0.2.1", "198.51.100.1", "203.0.113.1", "0xa.0.0.1", "167772172", "10.1"],
            ...["[::]", "[::1]", "[fe80::1]", "[fd00::1]", "[fc00::1]", "[2001:db8::1]", "[ff02::1]"],
            ...["[::ffff:10.0.0.1]", "[::ffff:c0a8:101]"],
        ];
        assert.deepEqual(
            hidden(...addresses).map((why, index) => [addresses[index], why]),
            addresses.map((address) => [address, "a private address"]),
        );
    });

    it("is not an address or a name of the internet", () => {
        const found = [
            ...[
                "9.255.255.255",
                "11.0.0.1",
                "172.15.255.255",
                "172.32.0.1",
                "192.167.1.1",
                "100.63.255.255",
                "100.128.0.1",
            ],
            ...["8.8.8.8", "[2600:1f18::1]", "[::ffff:8.8.8.8]"],
            ...["login.mycompany.com", "corp.mycompany.com", "internal.mycompany.com", "local.dev", "mycompany.homes"],
            ...["test.mycompany.com", "MYCOMPANY.COM", "login.mycompany.com.", "myexample.com"],
        ];
        assert.deepEqual(
            hidden(...found).map((why, index) => [found[index], why]),
            found.map((host) => [host, undefined]),
        );
    });

    it("is a name that only one's own network knows", () => {
        const names = [
            ...["keycloak.corp.internal", "keycloak.local", "keycloak.corp", "keycloak.lan", "router.home.arpa"],
            ...[
                "keycloak.home",
                "Keycloak.INTERNAL",
                "keycloak.internal.",
                "a.localhost",
                "login.test",
                "login.example.com",
            ],
            ...["example.org", "login.invalid", "a.onion", "a.intranet", "a.localdomain", "a.private"],
        ];
        assert.deepEqual(
            hidden(...names).map((why, index) => [names[index], why]),
            names.map((name) => [name, "a name that the internet does not know"]),
        );
        assert.deepEqual(hidden("keycloak", "intranet."), ["a name without a domain", "a name without a domain"]);
    });
});
