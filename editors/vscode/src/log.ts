// One output channel: what the extension does, and what the server writes on its standard error.

import * as vscode from "vscode";

let channel: vscode.LogOutputChannel | undefined;

/** The channel "Rescue". */
export function log(): vscode.LogOutputChannel {
    channel ??= vscode.window.createOutputChannel("Rescue", { log: true });
    return channel;
}

/** Says something once, with a way to the log and other ways on. */
export async function complain(message: string, ways: Record<string, () => unknown> = {}): Promise<void> {
    log().error(message);
    const all: Record<string, () => unknown> = { ...ways, "Show Log": () => log().show() };
    const chosen = await vscode.window.showErrorMessage(message, ...Object.keys(all));
    if (chosen) {
        await all[chosen]?.();
    }
}
