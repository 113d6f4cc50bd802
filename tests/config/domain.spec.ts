import assert from "node:assert/strict";
import fc from "fast-check";
import { domainSchema, LONGEST_PREFIX, RESERVED_WORDS } from "../../config/domain";

const prefix = (given: unknown) => domainSchema.safeParse({ prefix: given }).data?.prefix;

describe("the domain", () => {
    it("by default is a prefix that the component makes", () =>
        assert.deepEqual(domainSchema.parse({}), { existing: false }));
});

describe("a domain prefix", () => {
    it("is one DNS label without a reserved word", () => {
        for (const given of ["a", "0", "openmetadata", "my-company--sso", "1-2-3", "a".repeat(63)]) {
            assert.equal(prefix(given), given);
        }
        for (const given of ["", "-a", "a-", "a_b", "a.b", "a b", "ä", "a".repeat(64), ["a"], {}, null]) {
            assert.equal(prefix(given), undefined, JSON.stringify(given));
        }
    });

    it("may have capitals, blank space around it, or be a number", () => {
        assert.equal(prefix(" MyCompany "), "mycompany");
        assert.equal(prefix(4711), "4711");
    });

    it("is refused with a reserved word anywhere in it, which is named", () => {
        for (const word of RESERVED_WORDS) {
            for (const given of [word, `${word}-sso`, `my${word}`, `s${word.toUpperCase()}s`]) {
                const [issue] = domainSchema.safeParse({ prefix: given }).error?.issues ?? [];
                const { fix } = (issue as unknown as { params: { fix: string } }).params;
                assert.equal(fix, `choose a prefix without the word ${word}`);
            }
        }
        assert.equal(prefix("a-ws"), "a-ws");
    });

    it("is accepted exactly where Cognito accepts it", () =>
        fc.assert(
            fc.property(fc.string({ unit: fc.constantFrom(..."abws09-_."), maxLength: 70 }), (given) => {
                const sound =
                    given.length >= 1 &&
                    given.length <= LONGEST_PREFIX &&
                    /^[a-z0-9-]*$/.test(given) &&
                    !given.startsWith("-") &&
                    !given.endsWith("-") &&
                    !given.includes("aws");
                assert.equal(prefix(given), sound ? given : undefined);
            }),
        ));
});
