// Starts the server when a Python file is opened, and gives the palette four commands.

import * as vscode from "vscode";
import { Client } from "./client";
import { complain, log } from "./log";

let running: Client | undefined;

export async function activate(context: vscode.ExtensionContext): Promise<void> {
    const client = new Client(context);
    const command = (name: string, run: () => unknown) => vscode.commands.registerCommand(`rescue.client.${name}`, run);
    context.subscriptions.push(
        log(),
        { dispose: () => client.stop() },
        command("restart", () => client.restart()),
        command("showLog", () => log().show()),
        command("fixAll", fixAll),
        command("status", () => showStatus(client)),
        vscode.workspace.onDidChangeConfiguration((event) => {
            if (event.affectsConfiguration("rescue.server")) {
                void client.restart();
            }
        }),
    );
    running = client;
    await client.start();
}

export async function deactivate(): Promise<void> {
    await running?.stop();
}

/** The same action that `editor.codeActionsOnSave` can run. */
function fixAll(): Thenable<unknown> {
    return vscode.commands.executeCommand("editor.action.sourceAction", { kind: "source.fixAll.rescue", apply: "first" });
}

/** The server shows a line itself; the rest of what it says goes to the log. */
async function showStatus(client: Client): Promise<void> {
    const status = await client.execute<unknown>("rescue.status");
    log().info(`${client.describe()}: ${JSON.stringify(status ?? null, null, 2)}`);
    if (status === undefined) {
        await complain(client.describe(), { Restart: () => client.restart() });
    }
}
