/** What is worth knowing about a test that has just failed; nothing where it has nothing to do with it. */
type Witness = () => Promise<string | undefined>;

const witnesses = new Set<Witness>();

/** Has the witness asked after each test that fails. */
export function onFailure(witness: Witness): void {
    witnesses.add(witness);
}

/** What all witnesses know. */
export async function findings(): Promise<string[]> {
    const known = await Promise.all([...witnesses].map((witness) => witness()));
    return known.filter((text) => text !== undefined);
}
