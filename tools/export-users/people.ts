import {
    paginateListGroups,
    paginateListUsers,
    paginateListUsersInGroup,
    type CognitoIdentityProviderClient,
    type UserType,
} from "@aws-sdk/client-cognito-identity-provider";

/** Somebody in a user pool, without anything that is secret. */
export interface Person {
    /** Cognito's own name for the person, a UUID where people sign in with their e-mail address. */
    readonly username: string;
    /** Whether the person may sign in. */
    readonly enabled: boolean;
    /** For instance `CONFIRMED`, or `FORCE_CHANGE_PASSWORD` before the first sign-in (AWS: UserType). */
    readonly status: string;
    /** ISO 8601. */
    readonly created: string;
    /** Names of groups, sorted. */
    readonly groups: readonly string[];
    /** By Cognito's names: `email`, `sub`, `custom:department`. */
    readonly attributes: Readonly<Record<string, string>>;
}

/** Everybody in the pool, by e-mail address. Groups are asked for one by one, since Cognito has no such list for all people. */
export async function readPeople(client: CognitoIdentityProviderClient, userPoolId: string): Promise<Person[]> {
    const groups = await groupsByUser(client, userPoolId);
    const people: Person[] = [];
    for await (const { Users = [] } of paginateListUsers({ client }, { UserPoolId: userPoolId })) {
        people.push(...Users.map((user) => person(user, groups)));
    }
    const name = ({ attributes, username }: Person) => attributes.email ?? username;
    return people.sort((one, other) => (name(one) < name(other) ? -1 : 1));
}

async function groupsByUser(
    client: CognitoIdentityProviderClient,
    UserPoolId: string,
): Promise<ReadonlyMap<string, readonly string[]>> {
    const groups = new Map<string, string[]>();
    for await (const { Groups = [] } of paginateListGroups({ client }, { UserPoolId })) {
        for (const { GroupName = "" } of Groups) {
            for await (const { Users = [] } of paginateListUsersInGroup({ client }, { UserPoolId, GroupName })) {
                for (const { Username = "" } of Users) {
                    groups.set(Username, [...(groups.get(Username) ?? []), GroupName].sort());
                }
            }
        }
    }
    return groups;
}

function person(user: UserType, groups: ReadonlyMap<string, readonly string[]>): Person {
    const { Username = "", Enabled = false, UserStatus = "", UserCreateDate, Attributes = [] } = user;
    return {
        username: Username,
        enabled: Enabled,
        status: UserStatus,
        created: UserCreateDate?.toISOString() ?? "",
        groups: groups.get(Username) ?? [],
        attributes: Object.fromEntries(Attributes.map(({ Name = "", Value = "" }) => [Name, Value])),
    };
}
