// Runs the extension as it is packaged, and through its language client the real server, and looks at what VS Code
// would be told. Arguments: the extension's folder, the project's folder. The server is the one on PATH.

const fs = require("node:fs");
const Module = require("node:module");
const path = require("node:path");
const { make } = require("./vscode-stub.cjs");

const [extension, root] = process.argv.slice(2).map((folder) => path.resolve(folder));
const expected = JSON.parse(process.env.RESCUE_EXPECTED);
const stub = make(root, path.join(root, "sample.py"), extension);
const { vscode, document, providers } = stub;

const load = Module._load;
Module._load = (name, ...rest) => (name === "vscode" ? vscode : load(name, ...rest));

// While the server is killed under it, the client may write into a pipe that has just gone. VS Code's extension host
// logs what nobody caught and goes on; anything else ends the drive.
process.on("uncaughtException", (error) => {
    if (error.code === "ERR_STREAM_DESTROYED" || error.code === "EPIPE") return;
    console.error(error);
    process.exit(1);
});

let failures = 0;
function check(name, holds, details) {
    console.log(`${holds ? "ok    " : "FAILED"} vscode: ${name}`);
    if (!holds) {
        failures += 1;
        console.log(details ?? "");
    }
}

async function waitFor(condition, milliseconds = 20_000) {
    const end = Date.now() + milliseconds;
    for (;;) {
        const value = await condition();
        if (value || Date.now() > end) return value;
        await new Promise((resolve) => setTimeout(resolve, 50));
    }
}

const token = new vscode.CancellationTokenSource().token;
const diagnostics = () => stub.collections.flatMap((one) => one.get(document.uri) ?? []);
const about = (cwe) => diagnostics().filter((one) => JSON.stringify(one.code ?? "").includes(cwe));

async function actions(range, only) {
    const context = { diagnostics: diagnostics().filter((one) => one.range.start.line === range.start.line), only, triggerKind: 1 };
    const lists = await Promise.all(providers.codeAction.map((one) => one.provideCodeActions(document, range, context, token)));
    return lists.flat().filter(Boolean);
}

async function take(action) {
    const [provider] = providers.codeAction;
    const whole = action.edit ? action : await provider.resolveCodeAction(action, token);
    if (whole.edit) await vscode.workspace.applyEdit(whole.edit);
    else if (whole.command) await vscode.commands.executeCommand(whole.command.command, ...(whole.command.arguments ?? []));
}

async function main() {
    const { activate, deactivate } = require(path.join(extension, "dist", "extension.js"));
    await activate({ subscriptions: [], extensionPath: extension });
    check("the server starts", stub.messages.some((line) => /starting .*rescue-lsp/.test(line)), stub.messages.join("\n"));

    await waitFor(() => about("CWE-89").length > 0 && about("CWE-502").length > 0);
    const all = JSON.stringify(diagnostics(), null, 1);
    const [sql] = about("CWE-89");
    const [yaml] = about("CWE-502");
    check("shows CWE-89 on the query", sql?.range.start.line === 8, all + stub.messages.join("\n"));
    check("shows CWE-502 on yaml.load", yaml && document.getText(yaml.range).includes("yaml.load"), all);
    if (!sql || !yaml) return deactivate();
    check("a finding links to its weakness", String(sql.code?.target ?? "").startsWith("https://"), JSON.stringify(sql.code));

    stub.configure("rescue.disable", ["CWE-502"]);
    await waitFor(() => about("CWE-502").length === 0);
    check("a setting takes effect at once", about("CWE-502").length === 0 && about("CWE-89").length > 0, JSON.stringify(diagnostics()));
    stub.configure("rescue.disable", []);
    await waitFor(() => about("CWE-502").length > 0);
    check("and so does its end", about("CWE-502").length > 0, JSON.stringify(diagnostics()));

    const [hover] = await Promise.all(providers.hover.map((one) => one.provideHover(document, sql.range.start, token)));
    check("hover explains", JSON.stringify(hover ?? "").includes("CWE-89"), JSON.stringify(hover));

    const offered = await actions(sql.range, vscode.CodeActionKind.QuickFix);
    const fix = offered.find((action) => action.title.includes(expected.title));
    check("offers the quick fix", fix, JSON.stringify(offered.map((action) => action.title)));
    if (fix) await take(fix);
    check("the quick fix writes parameters", document.text.includes(expected.fixed), document.text);
    await waitFor(() => about("CWE-89").length === 0);
    check("the finding goes away", about("CWE-89").length === 0, JSON.stringify(about("CWE-89")));

    const before = document.text;
    const line = before.split("\n").indexOf(expected.fixed.trimEnd()) + 1;
    const at = new vscode.Position(line, 0);
    stub.edited([new vscode.TextEdit(new vscode.Range(at, at), "    x = yaml.\n")]);
    const cursor = new vscode.Position(line, "    x = yaml.".length);
    const list = await providers.completion[0].provideCompletionItems(document, cursor, token, { triggerKind: 0 });
    const items = await Promise.all((list?.items ?? list ?? []).map((item) => providers.completion[0].resolveCompletionItem?.(item, token) ?? item));
    const texts = items.map((item) => item.insertText?.value ?? item.insertText ?? item.label);
    check("completion offers safe_load", texts.some((text) => String(text).startsWith("safe_load")), JSON.stringify(texts));
    stub.edited([new vscode.TextEdit(new vscode.Range(at, new vscode.Position(line + 1, 0)), "")]);
    check("the text is what it was", document.text === before, document.text);

    const whole = new vscode.Range(new vscode.Position(0, 0), new vscode.Position(document.text.split("\n").length, 0));
    const [all_] = await actions(whole, vscode.CodeActionKind.SourceFixAll.append("rescue"));
    if (all_) await take(all_);
    await waitFor(() => document.text.includes(expected.rest), 5_000);
    check("source.fixAll.rescue fixes the rest", document.text.includes(expected.rest), document.text);

    await vscode.commands.executeCommand("rescue.client.status");
    await waitFor(() => stub.messages.some((text) => text.includes('"version"')), 5_000);
    check("Show Status answers", stub.messages.some((text) => /rescue-lsp \S+ at .*"version"/s.test(text)), stub.messages.join("\n"));

    await vscode.commands.executeCommand("rescue.client.restart");
    const starts = stub.messages.filter((line) => /starting .*rescue-lsp/.test(line)).length;
    check("Restart Server starts it anew", starts === 2, stub.messages.join("\n"));

    if (process.platform === "linux") {
        const [first] = await waitFor(servers);
        process.kill(first, "SIGKILL");
        const again = await waitFor(async () => (await servers())?.some((pid) => pid !== first));
        check("a server that dies is started anew", again, stub.messages.join("\n"));
        const answers = () => vscode.commands.executeCommand("rescue.client.status").then(() => stub.messages.at(-1)?.includes('"version"'));
        check("and answers", await waitFor(answers), stub.messages.join("\n"));
    }
    await deactivate();
    check("no server is left", await waitFor(async () => !(await servers()), 5_000), String(await servers()));
}

/** The running servers of this process; undefined if there is none. */
async function servers() {
    if (process.platform !== "linux") return undefined;
    const children = fs.readdirSync("/proc/self/task").flatMap((task) => fs.readFileSync(`/proc/self/task/${task}/children`, "utf8").split(" "));
    const found = children.filter(Boolean).map(Number);
    return found.length > 0 ? found : undefined;
}

main().then(
    () => process.exit(failures ? 1 : 0),
    (error) => {
        console.error(error, stub.messages.join("\n"));
        process.exit(1);
    },
);
