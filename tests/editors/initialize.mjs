// Replays what editors really say first (tests/fixtures/initialize) to the server, opens the sample, and asks for what
// each of them asks for: with the protocol library of VS Code's own client.
// Arguments: the extension's folder (for the library), the fixtures, a project's folder. The server is the one on PATH.

import { spawn } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { pathToFileURL } from "node:url";

const [extension, fixtures, root] = process.argv.slice(2).map((folder) => path.resolve(folder));
const require = createRequire(path.join(extension, "package.json"));
const client = createRequire(require.resolve("vscode-languageclient/node"));
const lsp = client("vscode-languageserver-protocol/node");

let failures = 0;
function check(editor, name, holds, details) {
    console.log(`${holds ? "ok    " : "FAILED"} initialize/${editor}: ${name}`);
    if (!holds) {
        failures += 1;
        console.log(details ?? "");
    }
}

function within(milliseconds, promise) {
    const late = new Promise((_, reject) => setTimeout(() => reject(new Error("no answer in time")), milliseconds).unref());
    return Promise.race([promise, late]);
}

async function replay(editor, params) {
    const server = spawn("rescue-lsp", ["--stdio"], { cwd: root, stdio: ["pipe", "pipe", "inherit"] });
    const ended = new Promise((resolve) => server.on("exit", resolve));
    const connection = lsp.createProtocolConnection(
        new lsp.StreamMessageReader(server.stdout),
        new lsp.StreamMessageWriter(server.stdin),
    );
    const uri = pathToFileURL(path.join(root, "sample.py")).href;
    let heard;
    const published = new Promise((resolve) => (heard = resolve));
    connection.onNotification("textDocument/publishDiagnostics", (told) => told.uri === uri && told.diagnostics.length && heard(told.diagnostics));
    connection.onRequest("workspace/configuration", ({ items }) => items.map(() => null));
    for (const method of ["client/registerCapability", "window/workDoneProgress/create", "workspace/diagnostic/refresh"]) {
        connection.onRequest(method, () => null);
    }
    connection.listen();

    const { capabilities } = await within(10_000, connection.sendRequest("initialize", params));
    check(editor, "is answered", capabilities.textDocumentSync !== undefined, JSON.stringify(capabilities));
    const encodings = params.capabilities.general?.positionEncodings ?? ["utf-16"];
    const encoding = capabilities.positionEncoding ?? "utf-16";
    check(editor, `agrees on ${encoding}`, encodings.includes(encoding), JSON.stringify(encodings));
    const pulls = params.capabilities.textDocument?.diagnostic !== undefined;
    check(editor, pulls ? "may pull diagnostics" : "has diagnostics pushed", pulls === (capabilities.diagnosticProvider !== undefined));

    await connection.sendNotification("initialized", {});
    const text = readFileSync(path.join(root, "sample.py"), "utf8");
    await connection.sendNotification("textDocument/didOpen", { textDocument: { uri, languageId: "python", version: 1, text } });
    const textDocument = { uri };
    const items = pulls
        ? (await within(10_000, connection.sendRequest("textDocument/diagnostic", { textDocument }))).items
        : await within(10_000, published);
    const finding = items.find((one) => JSON.stringify(one.code).includes("CWE-89"));
    check(editor, "is told of CWE-89", finding?.range.start.line === 8, JSON.stringify(items));
    if (finding) {
        const context = { diagnostics: [finding], triggerKind: 1 };
        const actions = await within(10_000, connection.sendRequest("textDocument/codeAction", { textDocument, range: finding.range, context }));
        check(editor, "is offered a fix", actions.some((action) => action.kind === "quickfix"), JSON.stringify(actions));
        const hover = await within(10_000, connection.sendRequest("textDocument/hover", { textDocument, position: finding.range.start }));
        check(editor, "hovers", JSON.stringify(hover).includes("CWE-89"), JSON.stringify(hover));
    }
    await within(10_000, connection.sendRequest("shutdown"));
    await connection.sendNotification("exit");
    check(editor, "ends at exit", (await within(5_000, ended)) === 0);
}

for (const file of readdirSync(fixtures).filter((name) => name.endsWith(".json")).sort()) {
    const editor = path.basename(file, ".json");
    const params = JSON.parse(readFileSync(path.join(fixtures, file), "utf8").replaceAll("${ROOT}", root));
    await replay(editor, params).catch((error) => check(editor, "goes through", false, error));
}
process.exit(failures ? 1 : 0);
