import {
    CreateIdentityProviderCommand,
    CreateUserPoolClientCommand,
    CreateUserPoolCommand,
    CreateUserPoolDomainCommand,
    DeleteUserPoolCommand,
    DeleteUserPoolDomainCommand,
    DescribeUserPoolCommand,
    ListIdentityProvidersCommand,
    ListUsersCommand,
    UpdateUserPoolCommand,
    type CreateUserPoolCommandInput,
    type UserPoolType,
} from "@aws-sdk/client-cognito-identity-provider";

import { cognito } from "./harness";
import { invite, madeUpPassword } from "./people";

/** A pool that somebody made without this program. */
export interface ForeignPool {
    readonly id: string;
    readonly describe: () => Promise<UserPoolType>;
    /** User names of the people in it. */
    readonly users: () => Promise<string[]>;
    readonly addUser: (email: string) => Promise<void>;
    /** Names of its identity providers. */
    readonly providers: () => Promise<string[]>;
    readonly addProvider: (name: string) => Promise<void>;
    readonly addDomain: (prefix: string) => Promise<void>;
    /** @returns the client's id */
    readonly addClient: (options?: { readonly secret?: boolean }) => Promise<string>;
    /** Deletes it with all that is in it, whatever guards it has. */
    readonly remove: () => Promise<void>;
}

/** What the console's wizard sends for the choices of OpenMetadata's "Amazon Cognito SSO" guide. */
const GUIDE: CreateUserPoolCommandInput = {
    PoolName: "OpenMetadata",
    UsernameAttributes: ["email"],
    UsernameConfiguration: { CaseSensitive: false },
    Schema: [{ Name: "email", AttributeDataType: "String", Required: true, Mutable: true }],
    AutoVerifiedAttributes: ["email"],
    UserAttributeUpdateSettings: { AttributesRequireVerificationBeforeUpdate: ["email"] },
    AdminCreateUserConfig: { AllowAdminCreateUserOnly: false },
    AccountRecoverySetting: { RecoveryMechanisms: [{ Name: "verified_email", Priority: 1 }] },
    Policies: {
        PasswordPolicy: {
            MinimumLength: 8,
            RequireLowercase: true,
            RequireUppercase: true,
            RequireNumbers: true,
            RequireSymbols: true,
            TemporaryPasswordValidityDays: 7,
        },
    },
    MfaConfiguration: "OFF",
    EmailConfiguration: { EmailSendingAccount: "COGNITO_DEFAULT" },
    VerificationMessageTemplate: { DefaultEmailOption: "CONFIRM_WITH_CODE" },
    UserPoolTier: "ESSENTIALS",
    DeletionProtection: "ACTIVE",
};

/** Makes a pool through the API, as the console does for the choices of the guide. `changes` are other choices. */
export async function makeForeignPool(changes: Partial<CreateUserPoolCommandInput> = {}): Promise<ForeignPool> {
    const api = await cognito();
    const { UserPool } = await api.send(new CreateUserPoolCommand({ ...GUIDE, ...changes }));
    const UserPoolId = UserPool!.Id!;
    const describe = async () => (await api.send(new DescribeUserPoolCommand({ UserPoolId }))).UserPool!;
    return {
        id: UserPoolId,
        describe,
        users: async () => {
            const { Users = [] } = await api.send(new ListUsersCommand({ UserPoolId }));
            return Users.map(({ Username }) => Username!).sort();
        },
        addUser: (email) => invite(UserPoolId, { email, password: madeUpPassword() }),
        providers: async () => {
            const { Providers = [] } = await api.send(new ListIdentityProvidersCommand({ UserPoolId }));
            return Providers.map(({ ProviderName }) => ProviderName!).sort();
        },
        addProvider: async (ProviderName) => {
            await api.send(
                new CreateIdentityProviderCommand({
                    UserPoolId,
                    ProviderName,
                    ProviderType: "OIDC",
                    ProviderDetails: {
                        client_id: "pool",
                        client_secret: "made-up",
                        authorize_scopes: "openid email",
                        attributes_request_method: "GET",
                        oidc_issuer: "https://login.mycompany.com",
                        authorize_url: "https://login.mycompany.com/authorize",
                        token_url: "https://login.mycompany.com/token",
                        attributes_url: "https://login.mycompany.com/userinfo",
                        jwks_uri: "https://login.mycompany.com/keys",
                    },
                }),
            );
        },
        addDomain: async (Domain) => {
            await api.send(new CreateUserPoolDomainCommand({ UserPoolId, Domain, ManagedLoginVersion: 1 }));
        },
        addClient: async ({ secret = false } = {}) => {
            const { UserPoolClient } = await api.send(
                new CreateUserPoolClientCommand({
                    UserPoolId,
                    ClientName: "openmetadata",
                    GenerateSecret: secret,
                    ExplicitAuthFlows: ["ALLOW_REFRESH_TOKEN_AUTH", "ALLOW_USER_SRP_AUTH"],
                    SupportedIdentityProviders: ["COGNITO"],
                    AllowedOAuthFlowsUserPoolClient: true,
                    AllowedOAuthFlows: ["code"],
                    AllowedOAuthScopes: ["email", "openid", "phone"],
                    CallbackURLs: ["https://om.mycompany.com/callback"],
                    AccessTokenValidity: 60,
                    IdTokenValidity: 60,
                    RefreshTokenValidity: 30,
                    TokenValidityUnits: { AccessToken: "minutes", IdToken: "minutes", RefreshToken: "days" },
                    AuthSessionValidity: 3,
                    EnableTokenRevocation: true,
                    PreventUserExistenceErrors: "ENABLED",
                }),
            );
            return UserPoolClient!.ClientId!;
        },
        remove: async () => {
            const { Domain } = await describe();
            if (Domain) {
                await api.send(new DeleteUserPoolDomainCommand({ UserPoolId, Domain }));
            }
            await api.send(new UpdateUserPoolCommand({ UserPoolId, DeletionProtection: "INACTIVE" }));
            await api.send(new DeleteUserPoolCommand({ UserPoolId }));
        },
    };
}
