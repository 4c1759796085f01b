"use strict";
const data = JSON.parse(document.getElementById("data").textContent);
const $ = (id) => document.getElementById(id);
const SVG = "http://www.w3.org/2000/svg";

/** An element with attributes and children; texts become text, never markup. */
function el(name, attributes, ...children) {
  const node = document.createElement(name);
  for (const [key, value] of Object.entries(attributes || {})) {
    if (value === false || value == null) continue;
    if (key.startsWith("on")) node.addEventListener(key.slice(2), value);
    else node.setAttribute(key, value === true ? "" : value);
  }
  node.append(...children.flat().filter((child) => child != null));
  return node;
}
/** A text with what stands in backticks as code. */
const rich = (text) => text.split("`").map((part, at) => (at % 2 ? el("code", {}, part) : part));
const plural = (count, one) => `${count} ${one}${count === 1 ? "" : one.endsWith("s") ? "es" : "s"}`;
const anchor = (cwe) => cwe.toLowerCase();
const recordAnchor = (id) => "record-" + id.replaceAll("/", "--");
const byCwe = new Map(data.weaknesses.map((weakness, at) => [weakness.cwe, { ...weakness, at }]));
const byRecord = new Map(data.records.map((record) => [record.id, record]));
const recordsOf = new Map(data.weaknesses.map((weakness) => [weakness.cwe, []]));
data.records.forEach((record) => recordsOf.get(record.cwe)?.push(record));
/** Hues a golden angle apart: neighbours in the list look different. */
const colour = (at) => `hsl(${(at * 137.508) % 360} ${44 + (at % 3) * 8}% ${48 + (at % 2) * 8}%)`;

// Theme: the reader's choice lasts as long as the page.
$("theme").addEventListener("click", () => {
  const set = document.documentElement.dataset, isDark = matchMedia("(prefers-color-scheme: dark)").matches;
  set.theme = (set.theme || (isDark ? "dark" : "light")) === "dark" ? "light" : "dark";
});

// Figures
$("lead").textContent = `${plural(data.weaknesses.length, "weakness")} under MITRE's entries, each with its causes and guidelines, ` +
  `and ${plural(data.records.length, "record")}: a vulnerable program, its repair, and the slice that is left of it.`;
for (const [name, value] of data.figures) $("figures").append(el("div", {}, el("dt", {}, name), el("dd", {}, value)));

// Hierarchy
function branch(node) {
  let at = node, chain = [node];
  while (at.children.length === 1 && !byCwe.has(at.cwe)) { at = at.children[0]; chain.push(at); }
  const known = byCwe.get(at.cwe);
  const above = chain.slice(0, known ? -1 : chain.length);
  const item = el("li", {});
  if (above.length) {
    item.append(el("span", { class: "group" }, above.map((one, nth) => [nth ? " › " : "", el("span", { title: one.cwe }, one.name)]).flat()));
  }
  if (known) {
    const link = el("a", { href: "#" + anchor(at.cwe) }, el("b", {}, known.name), " ", el("span", { class: "cwe" }, at.cwe), " ",
      el("span", { class: "count" }, String(recordsOf.get(at.cwe).length)));
    item.append(above.length ? el("ul", {}, el("li", {}, link, at.children.length ? el("ul", {}, at.children.map(branch)) : null)) : link);
    if (!above.length && at.children.length) item.append(el("ul", {}, at.children.map(branch)));
  } else if (at.children.length) item.append(el("ul", {}, at.children.map(branch)));
  return item;
}
$("tree").append(el("ul", {}, data.tree.map(branch)));

// Coverage
function matrix(all) {
  const count = new Map();
  data.records.forEach((record) => record.libraries.forEach((library) => count.set(library, (count.get(library) || 0) + 1)));
  let libraries = [...count].sort((a, b) => b[1] - a[1] || a[0].localeCompare(b[0])).map(([name]) => name);
  const rest = libraries.length - 28;
  if (!all && rest > 0) libraries = libraries.slice(0, 28);
  const head = el("tr", {}, el("th", { scope: "col" }, "Weakness"), ["records", "rules"].concat(libraries).map((name) => el("th", { scope: "col" }, el("span", {}, name))));
  const rows = data.weaknesses.map((weakness) => {
    const records = recordsOf.get(weakness.cwe);
    const cells = libraries.map((library) => {
      const here = records.filter((record) => record.libraries.includes(library)).length;
      const heat = here ? `background: color-mix(in srgb, var(--accent) ${Math.min(16 + here * 12, 75)}%, var(--card))` : null;
      return el("td", { style: heat, title: here ? `${weakness.cwe}, ${library}: ${plural(here, "record")}` : null }, here ? String(here) : "");
    });
    return el("tr", {}, el("th", { scope: "row", title: weakness.name }, el("a", { href: "#" + anchor(weakness.cwe) }, el("span", { class: "cwe" }, weakness.cwe), " " + weakness.name)),
      el("td", { class: "sum" }, String(records.length)), el("td", { class: "sum" }, String(weakness.rules.length)), cells);
  });
  $("matrix").replaceChildren(el("thead", {}, head), el("tbody", {}, rows));
}
$("all-libraries").addEventListener("change", (event) => matrix(event.target.checked));
matrix(false);

// Map
const plot = $("plot"), topic = $("map-topic"), ofWeakness = $("map-weakness");
let shown = [], now = -1;
data.weaknesses.forEach((weakness) => ofWeakness.append(el("option", { value: weakness.cwe }, `${weakness.cwe} ${weakness.name}`)));
/** Where points go so that they fill the plot. */
function placing(points) {
  const [left, right, low, high] = [0, 1].flatMap((axis) => [Math.min(...points.map((point) => point.at[axis])), Math.max(...points.map((point) => point.at[axis]))]);
  return ({ at: [x, y] }) => [22 + ((x - left) / (right - left || 1)) * 956, 538 - ((y - low) / (high - low || 1)) * 516];
}
function svg(name, attributes, title) {
  const node = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
  if (title) { const text = document.createElementNS(SVG, "title"); text.textContent = title; node.append(text); }
  return node;
}
function draw() {
  const plane = data.planes[topic.value];
  plot.replaceChildren();
  shown = []; now = -1;
  const wanted = ofWeakness.value;
  const at = placing(plane.points);
  for (const point of plane.points) {
    if (point.of != null && (!wanted || point.cwe === wanted)) {
      const [x1, y1] = at(point), [x2, y2] = at(plane.points[point.of]);
      if (x1 !== x2 || y1 !== y2) plot.append(svg("line", { x1, y1, x2, y2 }));
    }
  }
  plane.points.forEach((point) => {
    // A record whose own words became the statement has its place already.
    if (point.of != null && plane.points[point.of].text === point.text) return;
    const [cx, cy] = at(point), weakness = byCwe.get(point.cwe);
    const faint = wanted && point.cwe !== wanted;
    const dot = svg("circle", { cx, cy, r: point.said ? 2.6 + 2.2 * Math.sqrt(point.said) : 2.4, fill: colour(weakness.at), "fill-opacity": point.said ? 0.85 : 0.45, class: faint ? "faint" : "" },
      `${point.cwe} ${weakness.name}\n${point.text}`);
    if (!faint) {
      const nth = shown.length;
      dot.addEventListener("pointerenter", () => show(nth));
      dot.addEventListener("click", () => open(point.cwe));
      shown.push({ point, dot, x: cx, y: cy });
    }
    plot.append(dot);
  });
  $("map-text").textContent = `Each large dot is a ${topic.value === "g" ? "guideline" : "cause"}, the larger the more records it was distilled from; the small ones around it are what these records say themselves. ` +
    `The plane shows the two directions in which the vectors differ most (${plane.shown.map((share) => (100 * share).toFixed(1) + " %").join(" and ")} of all difference), so what lies near on it need not be near in truth.`;
}
function show(nth) {
  if (!shown.length) return;
  shown[now]?.dot.classList.remove("now");
  now = (nth + shown.length) % shown.length;
  const { point, dot } = shown[now];
  dot.classList.add("now");
  const weakness = byCwe.get(point.cwe);
  $("point").replaceChildren(el("span", { class: "dot", style: `background: ${colour(weakness.at)}` }), el("a", { href: "#" + anchor(point.cwe) }, `${point.cwe} ${weakness.name}`),
    el("br"), point.text, " ", el("span", { class: "count" }, point.said ? plural(point.records, "record") : `record ${point.record}`));
}
/** The nearest dot in a direction. */
function step(dx, dy) {
  if (now < 0) return show(0);
  const from = shown[now];
  let best = null;
  shown.forEach((to, nth) => {
    const along = (to.x - from.x) * dx + (to.y - from.y) * dy, across = Math.abs((to.x - from.x) * dy) + Math.abs((to.y - from.y) * dx);
    if (along > 0.5 && (!best || along + 2.5 * across < best.cost)) best = { nth, cost: along + 2.5 * across };
  });
  if (best) show(best.nth);
}
plot.addEventListener("keydown", (event) => {
  const way = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
  if (way) { step(...way); event.preventDefault(); }
  if (event.key === "Enter" && now >= 0) open(shown[now].point.cwe);
});
topic.addEventListener("change", draw);
ofWeakness.addEventListener("change", draw);
draw();

// Weaknesses and records
const chip = (id) => el("a", { class: "chip", href: "#" + recordAnchor(id) }, id.split("/").pop());
function said(statements) {
  return el("ol", { class: "said" }, statements.map((statement) => el("li", {}, rich(statement.text),
    statement.records.length ? el("div", { class: "behind", title: plural(statement.records.length, "record") + " behind it" }, statement.records.map(chip)) : null)));
}
const KEYWORDS = new Set("False None True and as assert async await break class continue def del elif else except finally for from global if import in is lambda nonlocal not or pass raise return try while with yield match case".split(" "));
const TOKEN = /(#.*$)|((?:[rbfu]{0,2})(?:"""[^]*?(?:"""|$)|'''[^]*?(?:'''|$)|"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'))|([A-Za-z_]\w*)/gim;
/** One line with its keywords, texts and comments marked. */
function painted(line) {
  const parts = [];
  let from = 0;
  for (const found of line.matchAll(TOKEN)) {
    const kind = found[1] ? "n" : found[2] ? "s" : KEYWORDS.has(found[3]) ? "k" : null;
    if (!kind) continue;
    parts.push(line.slice(from, found.index), el("span", { class: kind }, found[0]));
    from = found.index + found[0].length;
  }
  parts.push(line.slice(from) || "\u200b");
  return parts;
}
function code(text, kept, changed, gone) {
  const keep = new Set(kept), change = new Set(changed);
  const lines = text.replace(/\n$/, "").split("\n");
  return el("pre", { tabindex: "0" }, lines.map((line, at) => {
    const stays = !kept || keep.has(at);
    const name = [kept && (stays ? "keep" : "drop"), stays && change.has(at) && "change", gone && "gone"].filter(Boolean).join(" ");
    return el("span", { class: name }, painted(line));
  }));
}
function sides(record) {
  const box = el("div", {});
  const draw = (vulnerable) => {
    const whole = vulnerable ? record.whole_vulnerable : record.whole;
    const slice = vulnerable ? record.vulnerable : record.code;
    const count = (text) => text.split("\n").filter((line) => line.trim()).length;
    const figure = (caption, body) => el("figure", {}, el("figcaption", {}, caption), body);
    const name = vulnerable ? "vulnerable.py" : "secure.py";
    box.replaceChildren(
      el("div", { class: "tabs", role: "group", "aria-label": "Version" },
        el("button", { type: "button", "aria-pressed": String(!vulnerable), onclick: () => draw(false) }, "Repaired"),
        el("button", { type: "button", "aria-pressed": String(vulnerable), onclick: () => draw(true) }, "Vulnerable")),
      el("div", { class: "side" },
        whole ? figure(`${name}, ${plural(count(whole.text), "line")}`, code(whole.text, whole.kept, whole.changed, vulnerable)) : null,
        figure(`its slice, ${plural(count(slice), "line")}`, code(slice))),
      whole ? el("p", { class: "legend" }, el("span", {}, el("i", { style: `background: var(--${vulnerable ? "gone" : "change"})` }), vulnerable ? "what the repair takes away" : "what the repair brings"),
        el("span", {}, el("i", { style: "background: var(--keep)" }), "kept because it depends on that, or that on it"), el("span", {}, el("i", { style: "background: var(--code)" }), "cut away")) : "");
  };
  draw(false);
  return box;
}
/** A folded part that is made when it is first opened. */
function fold(attributes, summary, make) {
  const details = el("details", attributes, summary);
  let made = false;
  details.fill = () => { if (!made) { made = true; details.append(make()); } };
  details.addEventListener("toggle", () => details.open && details.fill());
  return details;
}
function recordPart(record) {
  const doubts = (record.unsure || []).map((doubt) => el("span", { class: "chip doubt" }, doubt));
  return fold({ class: "record", id: recordAnchor(record.id) },
    el("summary", {}, el("div", {}, record.title, record.unproven ? el("span", { class: "chip doubt" }, "unproven") : null, el("span", { class: "count" }, record.libraries.join(", ")))),
    () => el("div", { class: "record-body" }, el("p", {}, rich(record.cause)), el("p", {}, el("b", {}, "Guideline: "), rich(record.guideline)),
      doubts.length ? el("div", { class: "behind" }, doubts) : null,
      el("div", { class: "behind" }, record.tasks.map((task) => el("span", { class: "chip" }, task))), sides(record)));
}
const parts = new Map();
for (const weakness of data.weaknesses) {
  const records = recordsOf.get(weakness.cwe);
  const part = fold({ class: "weakness", id: anchor(weakness.cwe) },
    el("summary", {}, el("span", { class: "cwe" }, weakness.cwe), el("b", {}, weakness.name), el("span", { class: "count" }, plural(records.length, "record"))),
    () => el("div", { class: "inside" }, el("p", {}, rich(weakness.summary)),
      el("p", { class: "count" }, `MITRE: ${weakness.official}. `, weakness.also.length ? `Also labelled ${weakness.also.join(", ")}.` : ""),
      el("div", { class: "two" }, el("div", {}, el("h3", {}, "Guidelines"), said(weakness.guidelines)), el("div", {}, el("h3", {}, "Causes"), said(weakness.causes))),
      el("h3", {}, "Rules"), el("div", { class: "behind" }, weakness.rules.length ? weakness.rules.map((rule) => el("span", { class: "chip" }, el("code", {}, rule))) : "none"),
      el("h3", {}, "Records"), records.map((record) => recordPart(record))));
  parts.set(weakness.cwe, part);
  $("list").append(part);
}
$("close-all").addEventListener("click", () => document.querySelectorAll("details[open]").forEach((part) => (part.open = false)));
/** Opens a weakness, and a record in it, and goes there. */
function open(cwe, id) {
  const part = parts.get(cwe);
  part.open = true;
  part.fill();
  let target = part;
  if (id) { target = document.getElementById(recordAnchor(id)); target.open = true; target.fill(); }
  target.scrollIntoView({ block: "start" });
  target.querySelector("summary").focus({ preventScroll: true });
  history.replaceState(null, "", "#" + target.id);
}
function follow(hash) {
  const name = decodeURIComponent(hash.slice(1));
  const weakness = data.weaknesses.find((one) => anchor(one.cwe) === name);
  if (weakness) { open(weakness.cwe); return true; }
  const record = data.records.find((one) => recordAnchor(one.id) === name);
  if (record) { open(record.cwe, record.id); return true; }
  return false;
}
document.addEventListener("click", (event) => {
  const link = event.target.closest?.("a[href^='#']");
  if (link && follow(link.getAttribute("href"))) { event.preventDefault(); search(""); }
});
window.addEventListener("hashchange", () => follow(location.hash));

// Search
const index = [];
for (const weakness of data.weaknesses) {
  index.push({ kind: "Weaknesses", text: `${weakness.cwe} ${weakness.name}`, more: [weakness.summary, weakness.official, ...weakness.also, ...weakness.words, ...weakness.rules].join(" "), cwe: weakness.cwe });
  weakness.guidelines.forEach((one) => index.push({ kind: "Guidelines", text: one.text, more: weakness.name, cwe: weakness.cwe, small: weakness.cwe }));
  weakness.causes.forEach((one) => index.push({ kind: "Causes", text: one.text, more: weakness.name, cwe: weakness.cwe, small: weakness.cwe }));
}
for (const record of data.records) {
  index.push({ kind: "Records", text: record.title, more: [record.id, ...record.tasks, ...record.libraries, record.cause, record.guideline, record.code].join(" "), cwe: record.cwe, record: record.id, small: `${record.cwe}, ${record.libraries.join(", ")}` });
}
index.forEach((entry) => { entry.low = entry.text.toLowerCase(); entry.all = entry.low + " " + entry.more.toLowerCase(); });
function marked(text, words) {
  const spans = words.map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  return text.split(new RegExp(`(${spans.join("|")})`, "i")).map((part, at) => (at % 2 ? el("mark", {}, part) : part));
}
function search(query) {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean), box = $("hits");
  $("search").value = query;
  box.replaceChildren();
  box.hidden = !words.length;
  if (!words.length) return;
  const hits = index.filter((entry) => words.every((word) => entry.all.includes(word)));
  const score = (entry) => words.filter((word) => entry.low.includes(word)).length;
  hits.sort((a, b) => score(b) - score(a));
  for (const kind of ["Weaknesses", "Guidelines", "Causes", "Records"]) {
    const here = hits.filter((entry) => entry.kind === kind);
    if (!here.length) continue;
    box.append(el("h3", {}, `${kind} (${here.length})`));
    here.slice(0, 8).forEach((entry) => box.append(el("a", { href: "#" + (entry.record ? recordAnchor(entry.record) : anchor(entry.cwe)) }, marked(entry.text, words), entry.small ? [" ", el("small", {}, entry.small)] : "")));
  }
  if (!hits.length) box.append(el("p", {}, "Nothing has all of these words."));
}
$("search").addEventListener("input", (event) => search(event.target.value));
document.addEventListener("keydown", (event) => {
  const typing = /^(INPUT|SELECT|TEXTAREA)$/.test(document.activeElement?.tagName || "");
  if (event.key === "/" && !typing) { event.preventDefault(); $("search").focus(); $("search").select(); }
  if (event.key === "Escape" && !$("hits").hidden) { search(""); $("search").focus(); }
  const links = [...$("hits").querySelectorAll("a")];
  const at = links.indexOf(document.activeElement);
  if (!$("hits").hidden && (event.key === "ArrowDown" || event.key === "ArrowUp") && (at >= 0 || document.activeElement === $("search"))) {
    event.preventDefault();
    const next = at + (event.key === "ArrowDown" ? 1 : -1);
    if (next < 0) $("search").focus(); else links[Math.min(next, links.length - 1)]?.focus();
  }
});

// Where the reader is
const links = [...document.querySelectorAll("nav a")];
const watch = new IntersectionObserver((entries) => {
  for (const entry of entries) if (entry.isIntersecting) links.forEach((link) => link.classList.toggle("here", link.getAttribute("href") === "#" + entry.target.id));
}, { rootMargin: "-30% 0px -65% 0px" });
["hierarchy", "coverage", "map", "weaknesses"].forEach((id) => watch.observe($(id)));
if (location.hash) follow(location.hash);
