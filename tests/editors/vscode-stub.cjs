// As much of VS Code's API as the extension and its language client need to run in plain Node: one window, one open
// Python file, settings at their defaults. What nobody asks about is an empty class or a function that does nothing.

const fs = require("node:fs");
const path = require("node:path");
const { pathToFileURL, fileURLToPath } = require("node:url");

class Disposable {
    constructor(run) {
        this.run = run;
    }
    dispose() {
        this.run?.();
    }
    static from(...all) {
        return new Disposable(() => all.forEach((one) => one.dispose()));
    }
}

class EventEmitter {
    listeners = new Set();
    event = (listener, self) => {
        const bound = self ? listener.bind(self) : listener;
        this.listeners.add(bound);
        return new Disposable(() => this.listeners.delete(bound));
    };
    fire(value) {
        for (const listener of [...this.listeners]) listener(value);
    }
    dispose() {
        this.listeners.clear();
    }
}

class CancellationTokenSource {
    emitter = new EventEmitter();
    token = { isCancellationRequested: false, onCancellationRequested: this.emitter.event };
    cancel() {
        this.token.isCancellationRequested = true;
        this.emitter.fire();
    }
    dispose() {}
}

class Position {
    constructor(line, character) {
        Object.assign(this, { line, character });
    }
    isBefore(other) {
        return this.line < other.line || (this.line === other.line && this.character < other.character);
    }
}

class Range {
    constructor(...ends) {
        const [start, end] = ends.length === 4 ? [new Position(ends[0], ends[1]), new Position(ends[2], ends[3])] : ends;
        Object.assign(this, { start, end });
    }
    get isEmpty() {
        return !this.start.isBefore(this.end);
    }
    intersection(other) {
        const start = this.start.isBefore(other.start) ? other.start : this.start;
        const end = this.end.isBefore(other.end) ? this.end : other.end;
        return end.isBefore(start) ? undefined : new Range(start, end);
    }
}

class Uri {
    constructor(url) {
        this.url = url;
        this.scheme = url.split(":")[0];
    }
    static file(file) {
        return new Uri(pathToFileURL(file).href);
    }
    static parse(url) {
        return new Uri(url);
    }
    get fsPath() {
        return fileURLToPath(this.url);
    }
    get path() {
        return new URL(this.url).pathname;
    }
    toString() {
        return this.url;
    }
}

class Diagnostic {
    constructor(range, message, severity) {
        Object.assign(this, { range, message, severity });
    }
}

class TextEdit {
    constructor(range, newText) {
        Object.assign(this, { range, newText });
    }
    static replace(range, text) {
        return new TextEdit(range, text);
    }
}

class WorkspaceEdit {
    changes = new Map();
    set(uri, edits) {
        const known = this.changes.get(uri.toString()) ?? [];
        this.changes.set(uri.toString(), [...known, ...edits.map((edit) => (Array.isArray(edit) ? edit[0] : edit))]);
    }
    replace(uri, range, text) {
        this.set(uri, [new TextEdit(range, text)]);
    }
    insert(uri, at, text) {
        this.set(uri, [new TextEdit(new Range(at, at), text)]);
    }
}

class CodeActionKind {
    constructor(value) {
        this.value = value;
    }
    append(part) {
        return new CodeActionKind(this.value ? `${this.value}.${part}` : part);
    }
    static Empty = new CodeActionKind("");
    static QuickFix = new CodeActionKind("quickfix");
    static Refactor = new CodeActionKind("refactor");
    static RefactorExtract = new CodeActionKind("refactor.extract");
    static RefactorInline = new CodeActionKind("refactor.inline");
    static RefactorRewrite = new CodeActionKind("refactor.rewrite");
    static Source = new CodeActionKind("source");
    static SourceFixAll = new CodeActionKind("source.fixAll");
    static SourceOrganizeImports = new CodeActionKind("source.organizeImports");
}

class CodeAction {
    constructor(title, kind) {
        Object.assign(this, { title, kind });
    }
}

class CompletionItem {
    constructor(label, kind) {
        Object.assign(this, { label, kind });
    }
}

class MarkdownString {
    constructor(value = "") {
        this.value = value;
    }
    appendCodeblock(text) {
        this.value += text;
    }
}

class Document {
    version = 1;
    languageId = "python";
    isClosed = false;
    isDirty = false;
    constructor(file) {
        this.uri = Uri.file(file);
        this.fileName = file;
        this.text = fs.readFileSync(file, "utf8");
    }
    getText(range) {
        return range ? this.text.slice(this.offset(range.start), this.offset(range.end)) : this.text;
    }
    offset({ line, character }) {
        const before = this.text.split("\n").slice(0, line);
        return before.reduce((sum, text) => sum + text.length + 1, 0) + character;
    }
    /** Applies edits, last first, and returns the changes as VS Code reports them. */
    apply(edits) {
        const ordered = [...edits].sort((a, b) => this.offset(b.range.start) - this.offset(a.range.start));
        const contentChanges = ordered.map(({ range, newText }) => {
            const rangeOffset = this.offset(range.start);
            const rangeLength = this.offset(range.end) - rangeOffset;
            this.text = this.text.slice(0, rangeOffset) + newText + this.text.slice(rangeOffset + rangeLength);
            return { range, rangeOffset, rangeLength, text: newText };
        });
        this.version += 1;
        return contentChanges;
    }
}

/** The stub for a folder with one open file. */
exports.make = (root, file, extension) => {
    const document = new Document(file);
    const providers = {};
    const collections = [];
    const messages = [];
    const commands = new Map();
    const changed = new EventEmitter();
    const folder = { uri: Uri.file(root), name: path.basename(root), index: 0 };
    const manifest = JSON.parse(fs.readFileSync(path.join(extension, "package.json"), "utf8"));
    const values = nested(manifest.contributes.configuration.properties);
    const configured = new EventEmitter();

    const quiet = () => new Disposable();
    const register = (name) => (selector, provider) => {
        (providers[name] ??= []).push(provider);
        return new Disposable();
    };
    const collection = (name) => {
        const entries = new Map();
        const one = {
            name,
            set: (uri, list) => entries.set(uri.toString(), list ?? []),
            delete: (uri) => entries.delete(uri.toString()),
            get: (uri) => entries.get(uri.toString()),
            has: (uri) => entries.has(uri.toString()),
            clear: () => entries.clear(),
            forEach: (run) => entries.forEach((list, uri) => run(new Uri(uri), list)),
            dispose: () => entries.clear(),
        };
        collections.push(one);
        return one;
    };
    const channel = () => {
        const line = (text) => messages.push(String(text));
        const names = ["append", "appendLine", "info", "warn", "error", "debug", "trace"];
        return { ...Object.fromEntries(names.map((name) => [name, line])), show() {}, dispose() {}, logLevel: 3 };
    };
    const shows = async (text) => void messages.push(String(text));
    const tab = { input: { uri: document.uri }, isActive: true };

    const workspace = anything({
        name: folder.name,
        rootPath: root,
        workspaceFolders: [folder],
        textDocuments: [document],
        notebookDocuments: [],
        isTrusted: true,
        onDidChangeTextDocument: changed.event,
        onDidChangeConfiguration: configured.event,
        getConfiguration: (section) => configuration(section ? pick(values, section) : values),
        getWorkspaceFolder: () => folder,
        createFileSystemWatcher: () => ({
            onDidCreate: quiet,
            onDidChange: quiet,
            onDidDelete: quiet,
            dispose() {},
        }),
        applyEdit: async (edit) => {
            for (const [uri, edits] of edit.changes) {
                if (uri === document.uri.toString()) edited(edits);
            }
            return true;
        },
    });
    const edited = (edits) => changed.fire({ document, contentChanges: document.apply(edits), reason: undefined });

    const vscode = {
        Disposable, EventEmitter, CancellationTokenSource, Position, Range, Selection: Range, Uri, Diagnostic, TextEdit,
        SnippetTextEdit: class {}, WorkspaceEdit, CodeActionKind, CodeAction, CompletionItem, MarkdownString,
        RelativePattern: class { constructor(base, pattern) { Object.assign(this, { base, pattern }); } },
        TabInputText: class { static [Symbol.hasInstance](value) { return value === tab.input; } },
        Location: class { constructor(uri, range) { Object.assign(this, { uri, range }); } },
        DiagnosticRelatedInformation: class { constructor(location, message) { Object.assign(this, { location, message }); } },
        Hover: class { constructor(contents, range) { Object.assign(this, { contents: [contents].flat(), range }); } },
        SnippetString: class { constructor(value) { this.value = value; } },
        CompletionList: class { constructor(items, isIncomplete) { Object.assign(this, { items, isIncomplete }); } },
        CancellationError: class extends Error {},
        DiagnosticSeverity: { Error: 0, Warning: 1, Information: 2, Hint: 3 },
        DiagnosticTag: { Unnecessary: 1, Deprecated: 2 },
        CompletionItemTag: { Deprecated: 1 },
        CompletionTriggerKind: { Invoke: 0, TriggerCharacter: 1, TriggerForIncompleteCompletions: 2 },
        CodeActionTriggerKind: { Invoke: 1, Automatic: 2 },
        TextDocumentSaveReason: { Manual: 1, AfterDelay: 2, FocusOut: 3 },
        TextDocumentChangeReason: { Undo: 1, Redo: 2 },
        version: "1.105.0",
        env: anything({ appName: "Visual Studio Code", language: "en" }),
        workspace,
        commands: {
            registerCommand: (name, run) => {
                commands.set(name, run);
                return new Disposable(() => commands.delete(name));
            },
            executeCommand: async (name, ...args) => commands.get(name)?.(...args),
        },
        languages: anything({
            match: (selector, { uri, languageId }) =>
                [selector].flat().some((one) => one === languageId
                    || ((!one.language || one.language === languageId) && (!one.scheme || one.scheme === uri.scheme))) ? 10 : 0,
            createDiagnosticCollection: collection,
            registerHoverProvider: register("hover"),
            registerCompletionItemProvider: register("completion"),
            registerCodeActionsProvider: register("codeAction"),
        }),
        window: anything({
            activeTextEditor: { document },
            visibleTextEditors: [{ document }],
            tabGroups: anything({ all: [{ tabs: [tab] }], activeTabGroup: { tabs: [tab], activeTab: tab } }),
            createOutputChannel: channel,
            showErrorMessage: shows,
            showWarningMessage: shows,
            showInformationMessage: shows,
            withProgress: async (_, run) => run({ report() {} }, new CancellationTokenSource().token),
        }),
    };
    const configure = (name, value) => {
        place(values, name, value);
        configured.fire({ affectsConfiguration: (section) => name === section || name.startsWith(`${section}.`) });
    };
    return { vscode: anything(vscode), document, providers, collections, messages, commands, edited, configure };
};

/** What is asked for and not there: events and functions that do nothing, and classes without anything in them. */
function anything(known) {
    return new Proxy(known, {
        get(target, name) {
            if (!(name in target) && typeof name === "string" && name !== "then" && name !== "default") {
                target[name] = /^[A-Z]/.test(name) ? class { constructor(...parts) { this.parts = parts; } } : () => new Disposable();
            }
            return target[name];
        },
    });
}

function nested(properties) {
    const values = {};
    for (const [name, property] of Object.entries(properties)) place(values, name, property.default);
    return values;
}

function place(values, name, value) {
    const parts = name.split(".");
    const last = parts.pop();
    parts.reduce((inner, part) => (inner[part] ??= {}), values)[last] = value;
}

function pick(values, section) {
    return section.split(".").reduce((inner, part) => inner?.[part], values);
}

function configuration(values) {
    return {
        ...values,
        get: (name, fallback) => pick(values ?? {}, name) ?? fallback,
        has: (name) => pick(values ?? {}, name) !== undefined,
        inspect: () => undefined,
    };
}
