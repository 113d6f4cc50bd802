export interface Output {
    outputText: string;
    sourceMapText?: string;
    diagnostics?: readonly unknown[];
}

export function openStore(circumstances: { compiler: string; settings: unknown; folder?: string }): {
    outputOf(source: string, fileName: string, compile: () => Output): Output;
};
