import assert from "node:assert/strict";
import { mappingWarningsOf } from "../../../config/identityProviders";
import { ownPool } from "../../../config/identityProviders/mapping";
import { settingsOf } from "../../components/settingsOf";
import { paragraph } from "../paragraph";
import { problemsIn } from "../refusal";

const OKTA = { type: "oidc", name: "Okta", clientId: "a", issuer: "https://mycompany.okta.com" };
const GOOGLE = { type: "google", clientId: "a" };
const APPLE = { type: "apple", clientId: "a", teamId: "A1B2C3D4E5", keyId: "F6G7H8J9K0" };

const SECRETS: Readonly<Record<string, object>> = {
    oidc: { Okta: "s" },
    google: { Google: "s" },
    facebook: { Facebook: "s" },
    amazon: { LoginWithAmazon: "s" },
    apple: { SignInWithApple: "k".repeat(60) },
};

const stack = (provider: { type: string }, userPool: object = {}) => ({
    userPool,
    identityProviders: [provider],
    identityProviderSecrets: SECRETS[provider.type],
});

/** What a stack with this provider and this pool is warned of, without the place. */
function warned(provider: { type: string }, userPool: object = {}): string[] {
    const settings = settingsOf(stack(provider, userPool) as never);
    const warnings = mappingWarningsOf(settings.identityProviders, ownPool(settings.userPool));
    return warnings.map((warning) => warning.replace(/^identityProviders\[0\]\.attributeMapping\./, ""));
}

describe("a mapped attribute", () => {
    const custom = (attribute: object) =>
        warned({ ...OKTA, ...mapped({ "custom:id": "id" }) }, { customAttributes: [{ name: "id", ...attribute }] });
    const mapped = (attributeMapping: object) => ({ attributeMapping });
    const narrow = (takes: string) => [
        `custom:id: it takes ${takes}. Whoever comes from Okta with anything else cannot sign in.`,
    ];

    it("has room for whatever a provider may say", () => {
        assert.deepEqual(warned(OKTA), []);
        assert.deepEqual(custom({}), []);
        assert.deepEqual(custom({ minimum: 0, maximum: 2048 }), []);
        assert.deepEqual(warned({ ...OKTA, ...mapped({ picture: "photo", locale: "locale" }) }), []);
    });

    it("of narrow limits is warned about: they can never change", () => {
        assert.deepEqual(custom({ minimum: 36, maximum: 36 }), narrow("36 to 36 characters only, and that for good"));
        assert.deepEqual(custom({ maximum: 256 }), narrow("0 to 256 characters only, and that for good"));
        assert.deepEqual(custom({ minimum: 1 }), narrow("1 to 2048 characters only, and that for good"));
    });

    it("of another type than text is warned about", () => {
        assert.deepEqual(custom({ type: "number" }), narrow("numbers only"));
        assert.deepEqual(custom({ type: "number", minimum: 1, maximum: 9 }), narrow("numbers from 1 to 9 only"));
        assert.deepEqual(custom({ type: "dateTime" }), narrow("dates and times only"));
        assert.deepEqual(custom({ type: "boolean" }), narrow("true and false only"));
    });

    it("that is not mapped may be as narrow as its owner likes", () =>
        assert.deepEqual(warned(OKTA, { customAttributes: [{ name: "id", minimum: 36, maximum: 36 }] }), []));

    it("among the standard ones may have a form of its own", () => {
        const forms = {
            birthdate: "dates as 2001-12-31 only",
            phone_number: "numbers as +4930123456 only",
            updated_at: "seconds since 1970 only",
        };
        for (const [name, takes] of Object.entries(forms)) {
            assert.deepEqual(warned({ ...OKTA, ...mapped({ [name]: "claim" }) }), [
                `${name}: it takes ${takes}. Whoever comes from Okta with anything else cannot sign in.`,
            ]);
        }
    });
});

describe("a required attribute", () => {
    const required = (name: string) => ({ requiredAttributes: [name] });

    it("is mapped, and a social provider is known to send few", () => {
        const missing = (provider: { type: string }, attribute: string, name: string, sent: string) =>
            assert.equal(
                problemsIn(stack(provider, required(attribute))),
                paragraph(
                    "identityProviders[0].attributeMapping",
                    `nothing for ${attribute}, which userPool.requiredAttributes asks for`,
                    "a mapping for each required attribute: without it every sign-in would fail",
                    `for example: attributeMapping: { ${attribute}: <what ${name} calls it> }${sent}`,
                ),
            );
        missing(OKTA, "phone_number", "Okta", "");
        missing(
            GOOGLE,
            "phone_number",
            "Google",
            "; of itself Google sends only sub, email, email_verified, name, given_name, family_name, picture",
        );
        missing(
            { type: "facebook", clientId: "a" } as never,
            "birthdate",
            "Facebook",
            "; of itself Facebook sends only id, email, name, first_name, middle_name, last_name, picture",
        );
        missing(
            { type: "amazon", clientId: "a" } as never,
            "given_name",
            "LoginWithAmazon",
            "; of itself LoginWithAmazon sends only user_id, email, name",
        );
        missing(
            APPLE,
            "name",
            "SignInWithApple",
            "; of itself SignInWithApple sends only sub, email, email_verified, firstName, lastName",
        );
    });

    it("that a social provider is known not to send is warned about", () => {
        const phone = { ...GOOGLE, attributeMapping: { phone_number: "phoneNumbers" } };
        const form =
            "phone_number: it takes numbers as +4930123456 only. Whoever comes from Google with anything else cannot sign in.";
        assert.deepEqual(warned(phone, required("phone_number")), [
            form,
            "phone_number: userPool.requiredAttributes asks for phone_number, and of itself Google does not send phoneNumbers: " +
                'sign-ins end in "attributes required: [phone_number]".',
        ]);
        assert.deepEqual(warned(phone), [form]);
        assert.deepEqual(warned({ ...APPLE, attributeMapping: { nickname: "nick" } } as never, required("nickname")), [
            "nickname: userPool.requiredAttributes asks for nickname, and of itself SignInWithApple does not send nick: " +
                'sign-ins end in "attributes required: [nickname]".',
        ]);
    });

    it("is filled by what a provider sends, or may send when it is asked for more", () => {
        assert.deepEqual(
            warned({ ...GOOGLE, attributeMapping: { nickname: "given_name" } } as never, required("nickname")),
            [],
        );
        assert.deepEqual(
            warned({ ...OKTA, attributeMapping: { nickname: "nick" } } as never, required("nickname")),
            [],
        );
        const scopes = ["openid", "email", "https://www.googleapis.com/auth/user.gender.read"];
        assert.deepEqual(
            warned({ ...GOOGLE, scopes, attributeMapping: { gender: "genders" } } as never, required("gender")),
            [],
        );
    });
});
