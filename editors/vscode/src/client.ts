// The language client: started, stopped and started anew, one step at a time.

import * as os from "node:os";
import * as vscode from "vscode";
import { ErrorAction, LanguageClient, type LanguageClientOptions, type ServerOptions, TransportKind } from "vscode-languageclient/node";
import { complain, log } from "./log";
import { findServer, NoServer, type Server } from "./server";

export class Client {
    private client: LanguageClient | undefined;
    private server: Server | undefined;
    private queue: Promise<void> = Promise.resolve();

    constructor(private readonly context: vscode.ExtensionContext) {}

    start(): Promise<void> {
        return this.inTurn(() => this.startNow());
    }

    stop(): Promise<void> {
        return this.inTurn(() => this.stopNow());
    }

    restart(): Promise<void> {
        return this.inTurn(async () => {
            await this.stopNow();
            await this.startNow();
        });
    }

    /** Which server runs, in one line. */
    describe(): string {
        return this.server && this.client?.isRunning()
            ? `rescue-lsp ${this.server.version} at ${this.server.path} (${this.server.origin})`
            : "Rescue's server is not running";
    }

    /** Runs a command of the server; undefined if there is no server. */
    async execute<T>(command: string, args: unknown[] = []): Promise<T | undefined> {
        await this.queue;
        if (!this.client?.isRunning()) {
            return undefined;
        }
        return this.client.sendRequest<T>("workspace/executeCommand", { command, arguments: args });
    }

    private inTurn(step: () => Promise<void>): Promise<void> {
        this.queue = this.queue.then(step).catch((error: unknown) => void complain(`Rescue: ${String(error)}`));
        return this.queue;
    }

    private async startNow(): Promise<void> {
        try {
            this.server = await findServer(this.place(), (line) => log().warn(line));
        } catch (error) {
            if (error instanceof NoServer) {
                // Nobody waits for the user to read it.
                void complain(error.message, { "Open Settings": openPathSetting });
                return;
            }
            throw error;
        }
        log().info(`starting ${this.server.path} (${this.server.origin}), version ${this.server.version}`);
        const run: ServerOptions = { command: this.server.path, transport: TransportKind.stdio };
        const client = new LanguageClient("rescue", "Rescue", run, clientOptions());
        // A message that meets a server which has just died is no reason to give up: the end of the connection follows,
        // and that starts the server anew, unless it keeps dying.
        const whenClosed = client.createDefaultErrorHandler();
        client.clientOptions.errorHandler = {
            error: () => ({ action: ErrorAction.Continue }),
            closed: () => whenClosed.closed(),
        };
        this.client = client;
        await client.start();
    }

    private async stopNow(): Promise<void> {
        const client = this.client;
        this.client = undefined;
        this.server = undefined;
        // One that never came up can't be stopped, and needs not be.
        await client?.dispose().catch((error: unknown) => log().warn(`stopping the server: ${String(error)}`));
    }

    private place() {
        return {
            setting: vscode.workspace.getConfiguration("rescue").get<string | null>("server.path"),
            extension: this.context.extensionPath,
            platform: process.platform,
            arch: process.arch,
            home: os.homedir(),
            env: process.env,
        };
    }
}

function clientOptions(): LanguageClientOptions {
    return {
        documentSelector: [
            { scheme: "file", language: "python" },
            { scheme: "untitled", language: "python" },
        ],
        // No initializationOptions: the server asks for its settings, and for those that change.
        outputChannel: log(),
    };
}

function openPathSetting(): Thenable<unknown> {
    return vscode.commands.executeCommand("workbench.action.openSettings", "rescue.server.path");
}
