/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Shows the JSON of the page (html.c writes it). Rows are made once, at load;
 * what a finding holds (chain, source, picture) when it is opened. Text gets
 * into the page as text, never as markup.
 */
"use strict";
(() => {
const data = JSON.parse(document.getElementById("data").textContent);
const str = n => data.strings[n];
const sources = new Map(data.sources.map(s => [s.file, s]));
const LEVELS = ["certain", "likely", "possible", "note"];
const AROUND = 4; /* lines of source before and after; as in excerpt.c */
const NEW_TASK = new Set(["handoff", "callback", "wake"]);
const KINDS = {
	entry: "entry", call: "calls", slot: "through a slot",
	value: "through a pointer", handoff: "hands off to",
	callback: "on completion", wake: "wakes",
};

/* ---- the document ---- */

function make(element, attributes, children) {
	for (const [name, value] of Object.entries(attributes)) {
		if (name.startsWith("on"))
			element.addEventListener(name.slice(2), value);
		else if (value !== undefined)
			element.setAttribute(name, value);
	}
	element.append(...children.filter(c => c !== null));
	return element;
}

const el = (tag, attributes = {}, ...children) =>
	make(document.createElement(tag), attributes, children);
const draw = (tag, attributes = {}, ...children) =>
	make(document.createElementNS("http://www.w3.org/2000/svg", tag),
	     attributes, children);
const byId = id => document.getElementById(id);
const plural = (n, word) => `${n} ${word}${n === 1 ? "" : "s"}`;

/* ---- findings ---- */

function subsystem(file) {
	const folders = file.split("/").slice(0, -1);
	return folders.slice(0, 2).join("/") || "(top)";
}

const place = ([file, fn, line]) => ({file: str(file), fn: str(fn), line});
const at = p => `${p.file}:${p.line}`;

function step(n) {
	const [file, fn, line, kind, how, scope, mask] =
		data.steps[n].split(" ").map(Number);
	return {file: str(file), fn: str(fn), line, kind: str(kind),
		how: str(how), scope: str(scope), mask: str(mask)};
}

const TEXTS = ["kind", "rule", "context", "confidence", "entry", "reason",
	       "advice", "mask", "scope", "layer", "baseline"];

function decode(raw) {
	const f = {...raw, at: place(raw.at), origin: place(raw.origin),
		   alloc: place(raw.alloc), members: raw.members.map(
			   m => ({...m, at: place(m.at)}))};
	for (const key of TEXTS)
		f[key] = str(raw[key]);
	f.subsystem = subsystem(f.at.file);
	return f;
}

const findings = data.findings.map(decode);
const byFragment = new Map();
for (const f of findings) { /* two static functions may share all their names */
	f.fragment = f.id;
	for (let n = 2; byFragment.has(f.fragment); n++)
		f.fragment = `${f.id}-${n}`;
	byFragment.set(f.fragment, f);
}
for (const f of findings)
	for (const m of f.members)
		if (!byFragment.has(m.id))
			byFragment.set(m.id, f);

/* what the search looks into */
function words(f) {
	if (f.words === undefined) {
		const chain = f.chain.map(step).map(s => `${s.fn} ${s.file}`);
		const members = f.members.map(m => `${m.id} ${m.message} ${at(m.at)}`);
		f.words = [f.id, f.message, f.rule, f.context, f.confidence,
			   at(f.at), at(f.origin), f.origin.fn, at(f.alloc),
			   f.alloc.fn, f.entry, f.reason, f.mask, f.layer,
			   f.baseline,
			   ...chain, ...members].join(" ").toLowerCase();
	}
	return f.words;
}

/* ---- source ---- */

function part_with(source, line) {
	for (const [first, text] of source.parts) {
		const lines = text.split("\n");
		if (line >= first && line < first + lines.length)
			return {first, lines};
	}
	return null;
}

function excerpt(p) {
	const source = sources.get(p.file);
	const why = !source ? "it was not kept" : source.missing;
	const part = why ? null : part_with(source, p.line);
	if (!part)
		return el("p", {class: "missing"}, `No source is shown for ${at(p)}: ` +
			  (why || "the file has no such line now."));
	const from = Math.max(part.first, p.line - AROUND);
	const to = Math.min(part.first + part.lines.length - 1, p.line + AROUND);
	const label = `Source of ${at(p)}` +
		(source.overlay ? ", as the overlay has it" : "");
	const pre = el("pre", {class: "excerpt", tabindex: 0, role: "group",
			       "aria-label": label});
	for (let n = from; n <= to; n++)
		pre.append(el("code", n === p.line ?
			      {class: "here", "aria-current": "true"} : {},
			      el("i", {}, String(n)),
			      el("span", {}, `${part.lines[n - part.first]}\n`)));
	return source.overlay ?
		el("div", {}, el("p", {class: "missing"}, `${label}:`), pre) : pre;
}

/* ---- the chain as a tree ---- */

function expand(item, open) {
	if (open === (item.getAttribute("aria-expanded") === "true"))
		return;
	item.setAttribute("aria-expanded", String(open));
	if (open)
		item.append(excerpt(item.place));
	else
		item.lastChild.remove();
}

const toggle = item =>
	expand(item, item.getAttribute("aria-expanded") !== "true");

function focus_item(item) {
	for (const other of item.parentNode.querySelectorAll("[tabindex='0'][role=treeitem]"))
		other.tabIndex = -1;
	item.tabIndex = 0;
	item.focus();
}

function tree_key(event) {
	const item = event.target;
	if (item.getAttribute("role") !== "treeitem" || event.ctrlKey ||
	    event.altKey || event.metaKey)
		return;
	const items = [...event.currentTarget.querySelectorAll("[role=treeitem]")];
	const i = items.indexOf(item);
	const acts = {
		ArrowDown: () => focus_item(items[Math.min(i + 1, items.length - 1)]),
		ArrowUp: () => focus_item(items[Math.max(i - 1, 0)]),
		Home: () => focus_item(items[0]),
		End: () => focus_item(items[items.length - 1]),
		ArrowRight: () => expand(item, true),
		ArrowLeft: () => expand(item, false),
		Enter: () => toggle(item),
		" ": () => toggle(item),
	};
	if (!acts[event.key])
		return;
	event.preventDefault();
	event.stopPropagation();
	acts[event.key]();
}

function tree(label, items) {
	items[0].tabIndex = 0;
	const list = el("ul", {role: "tree", "aria-label": label,
			       onkeydown: tree_key});
	for (const item of items) {
		if (item.task)
			list.append(el("li", {role: "none", class: "task"}, item.task));
		list.append(item);
	}
	return list;
}

const chip = text => el("span", {class: "chip"}, text);

/* one line of a tree, with source below it when it is open */
function tree_item(p, before, chips, evidence) {
	const head = el("div", {class: "step",
				onclick: () => { focus_item(item); toggle(item); }},
			before ? `${before} ` : null,
			el("code", {}, `${p.fn}()`), " ",
			el("code", {class: "dim"}, at(p)), ...chips);
	if (evidence)
		head.append(el("div", {class: "evidence"}, `\u2190 ${evidence}`));
	const item = el("li", {role: "treeitem", tabindex: -1,
			       "aria-expanded": "false"}, head);
	item.place = p;
	return item;
}

const same = (a, b) => a.file === b.file && a.line === b.line;

function step_item(f, s, i, last) {
	const chips = [chip(`scope ${s.scope || "none"}`)];
	if (s.mask)
		chips.push(chip(s.mask));
	if (f.kind === "mask" && same(s, f.origin))
		chips.push(chip("the mask is written here"));
	if (last && f.mask)
		chips.push(chip(`effective mask ${f.mask}`));
	const evidence = i && s.kind === "call" ? null : s.how;
	const item = tree_item(s, i ? KINDS[s.kind] : `enters ${f.context}:`,
			       chips, evidence);
	item.style.setProperty("--depth", Math.min(i, 10));
	return item;
}

function chain_tree(f, steps) {
	let task = 1;
	const items = steps.map((s, i) => {
		const item = step_item(f, s, i, i === steps.length - 1);
		if (i && NEW_TASK.has(s.kind))
			item.task = `task ${++task}: a new task, without the ` +
				    "scopes of the one before";
		return item;
	});
	if (task > 1)
		items[0].task = "task 1";
	if (items.length)
		expand(items[items.length - 1], true);
	return items.length ? tree("Chain from the entry to the allocation", items) :
		el("p", {class: "dim"}, "This finding has no chain.");
}

function places_tree(f) {
	const items = [tree_item(f.at, "what to change:", [])];
	if (f.kind === "mask" && !same(f.origin, f.at))
		items.push(tree_item(f.origin, "the mask is written in", []));
	if (f.kind !== "duty" && !same(f.alloc, f.at))
		items.push(tree_item(f.alloc, f.layer ? `enters the ${f.layer} layer in` :
				     "allocates in", []));
	expand(items[0], true);
	return tree("Places", items);
}

/* the bugs of a group: the chain is that of the first */
function members_tree(f) {
	return tree("Mended by the same scope", f.members.map(m =>
		tree_item(m.at, "", [chip(m.id)], m.message)));
}

/* ---- the picture ---- */

const BOX = {line: 17, gap: 36, char: 7.9, pad: 12, title: 22, lane: 70};

function boxes(f, steps) {
	const out = [];
	let lane = 0;
	steps.forEach((s, i) => {
		lane += i && NEW_TASK.has(s.kind) ? 1 : 0;
		out.push({lane, kind: s.kind, class: i ? "" : "entry",
			  lines: [`${s.fn}()`, at(s), `scope ${s.scope || "none"}` +
				  (s.mask ? `, ${s.mask}` : "")]});
	});
	if (f.kind !== "duty" && steps.length)
		out.push({lane, kind: f.layer ? "door" : "alloc", class: "end",
			  lines: [f.layer ? `${f.layer} layer` : "allocation",
				  `effective mask ${f.mask || "unknown"}`]});
	return out;
}

/* Boxes stand one below another, so the lane of the next task need not stand
 * beside the one before: it begins below it, a little to the right. */
function place_boxes(list) {
	const widest = Math.max(...list.flatMap(b => b.lines.map(l => l.length)), 18);
	const width = widest * BOX.char + 2 * BOX.pad;
	const lanes = [];
	let y = 0;
	for (const b of list) {
		if (!lanes[b.lane])
			lanes[b.lane] = {x: b.lane * BOX.lane, y, width: width + 2 * BOX.pad};
		y += lanes[b.lane].height ? 0 : BOX.title;
		Object.assign(b, {x: b.lane * BOX.lane + BOX.pad, y, width,
				  height: b.lines.length * BOX.line + 10});
		y += b.height + BOX.gap;
		lanes[b.lane].height = y - BOX.gap + 10 - lanes[b.lane].y;
	}
	return {width: lanes[lanes.length - 1].x + width + 2 * BOX.pad,
		height: y - BOX.gap + 10, lanes};
}

function edge(a, b) {
	const from = [a.x + a.width / 2, a.y + a.height];
	const to = [b.x + b.width / 2, b.y];
	const mid = from[1] + 16;
	const label = {alloc: "allocates", door: "enters"}[b.kind] || KINDS[b.kind];
	const style = NEW_TASK.has(b.kind) ? "way new-task" : "way";
	return draw("g", {},
		draw("path", {class: style, "marker-end": "url(#point)",
			      d: `M${from} V${mid} H${to[0]} V${to[1]}`}),
		draw("text", {class: "small", x: to[0] + 10, y: to[1] - 9}, label));
}

function box(b) {
	return draw("g", {},
		draw("rect", {class: `box ${b.class}`, x: b.x, y: b.y, rx: 4,
			      width: b.width, height: b.height}),
		...b.lines.map((line, i) =>
			draw("text", {class: i ? "small" : "", x: b.x + BOX.pad,
				      y: b.y + (i + 1) * BOX.line}, line)));
}

function picture(f, steps) {
	const list = boxes(f, steps);
	const {width, height, lanes} = place_boxes(list);
	const marker = draw("marker", {id: "point", viewBox: "0 0 8 8", refX: 8,
				       refY: 4, markerWidth: 8, markerHeight: 8,
				       orient: "auto"},
			    draw("path", {class: "point", d: "M0 0 L8 4 L0 8z"}));
	const svg = draw("svg", {role: "img", width, height,
				 viewBox: `0 0 ${width} ${height}`,
				 "aria-label": `Chain of ${plural(steps.length, "step")} ` +
				 `from ${f.entry}() to ${f.alloc.fn}(), ` +
				 `in ${plural(lanes.length, "task")}`},
			 draw("defs", {}, marker));
	lanes.forEach((l, i) => svg.append(
		draw("rect", {class: "lane", x: l.x, y: l.y, rx: 4, width: l.width,
			      height: l.height}),
		draw("text", {class: "small", x: l.x + BOX.pad, y: l.y + 15},
		     `task ${i + 1}`)));
	list.forEach((b, i) => svg.append(...i ? [edge(list[i - 1], b)] : []));
	svg.append(...list.map(box));
	return el("figure", {tabindex: 0, "aria-label": "Picture of the chain"}, svg);
}

/* ---- one finding ---- */

function facts(f) {
	const rows = [
		["rule", f.rule], ["context", f.context],
		["confidence", f.confidence], ["against the baseline", f.baseline],
		["entry", `${f.entry}(): ${f.reason}`],
		["effective mask", f.mask], ["scope", f.scope || "none"],
		["layer", f.layer],
		["behind it", f.count > 1 ? plural(f.count, "allocation") : null],
		["to do", f.advice],
	].filter(([, text]) => text);
	const list = el("dl");
	for (const [name, text] of rows)
		list.append(el("dt", {}, name), el("dd", {}, text));
	list.append(el("dt", {}, "fingerprint"),
		    el("dd", {}, el("a", {href: `#${f.fragment}`, class: "mono"}, f.id)));
	return list;
}

function all_sources(body) {
	const items = [...body.querySelectorAll("[role=treeitem]")];
	const open = items.some(i => i.getAttribute("aria-expanded") === "false");
	for (const item of items)
		expand(item, open);
}

function body(f) {
	const steps = f.chain.map(step);
	const out = el("div", {class: "body", role: "region", id: `body-${f.fragment}`,
			       "aria-label": f.message});
	out.append(facts(f), el("h2", {}, "Where"), places_tree(f),
		   ...f.members.length ? [
			   el("h2", {}, `Mended by the same scope: ${f.members.length}`),
			   members_tree(f)] : [],
		   el("h2", {}, "Chain"), chain_tree(f, steps),
		   el("button", {type: "button", class: "control",
				 onclick: () => all_sources(out)},
		      "Show or hide all source"));
	if (steps.length)
		out.append(el("h2", {}, "Picture"), picture(f, steps));
	return out;
}

function is_open(f) {
	return f.button.getAttribute("aria-expanded") === "true";
}

function open_finding(f, open) {
	if (open === is_open(f))
		return;
	f.button.setAttribute("aria-expanded", String(open));
	f.row.classList.toggle("open", open);
	if (open)
		f.row.append(body(f));
	else
		f.row.lastChild.remove();
	if (open || location.hash === `#${f.fragment}`)
		history.replaceState(null, "", open ? `#${f.fragment}` :
				     location.pathname + location.search);
}

function row(f) {
	f.button = el("button", {class: "head", type: "button",
				 "aria-expanded": "false",
				 onclick: () => open_finding(f, !is_open(f))},
		      el("span", {class: `confidence ${f.confidence}`}, f.confidence),
		      el("span", {class: "where mono"}, at(f.at)),
		      el("span", {class: "message"}, `${f.message} `,
			 el("span", {class: "rule"}, `[${f.rule}]`),
			 f.baseline === "new" ? chip("new") : null));
	/* no element has the fragment itself as its id: on finding one the browser
	 * would take the focus away after the page has loaded */
	f.row = el("li", {class: "finding", id: `f-${f.fragment}`},
		   el("h3", {}, f.button));
	f.row.finding = f;
	return f.row;
}

/* ---- summary ---- */

function count(list, key) {
	const out = new Map();
	for (const f of list)
		out.set(key(f), (out.get(key(f)) || 0) + 1);
	return out;
}

const most_first = map => [...map].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));

function total_words() {
	const levels = count(findings, f => f.confidence);
	const hidden = Object.entries(data.coverage.hidden)
		.map(([level, n]) => `; ${n} ${level} not shown`).join("");
	return `${plural(findings.length, "finding")}: ` + LEVELS
		.filter(l => l === "note" ? levels.has(l) : !(l in data.coverage.hidden))
		.map(l => `${levels.get(l) || 0} ${l}`).join(", ") + hidden;
}

function summary_row(name, list, contexts, cell) {
	const by = count(list, f => f.context);
	return el("tr", {}, el("th", {scope: "row"}, cell),
		  ...contexts.map(c => el("td", {}, String(by.get(c) || 0))),
		  el("td", {}, String(list.length)));
}

function summary() {
	const contexts = [...count(findings, f => f.context).keys()].sort();
	const head = el("tr", {}, el("th", {scope: "col"}, "subsystem"),
			...contexts.map(c => el("th", {scope: "col"}, c)),
			el("th", {scope: "col"}, "all"));
	const rows = most_first(count(findings, f => f.subsystem)).map(([name]) =>
		summary_row(name, findings.filter(f => f.subsystem === name), contexts,
			    el("button", {class: "plain", type: "button",
					  onclick: () => only("subsystem", name)},
			       name)));
	make(byId("summary"), {}, [
		el("h2", {}, total_words()),
		findings.length ? el("div", {class: "scroll", tabindex: 0, role: "group",
					     "aria-label": "Findings by subsystem and context"},
			el("table", {}, el("thead", {}, head),
			   el("tbody", {}, ...rows,
			      summary_row("all", findings, contexts, "all")))) : null]);
	byId("about").textContent = [data.tool, data.release && `Linux ${data.release}`,
		data.config, data.tree].filter(Boolean).join(" \u00b7 ");
}

/* ---- filters ---- */

const FILTERS = ["subsystem", "context", "rule", "confidence"];
const SORTS = {
	file: () => 0, /* as the report is */
	confidence: (a, b) => LEVELS.indexOf(a.confidence) - LEVELS.indexOf(b.confidence),
	"short chain": (a, b) => a.chain.length - b.chain.length,
	"most allocations": (a, b) => b.count - a.count,
};
const chosen = {}; /* name -> <select> */
let search;

function choice(name, first, options, changed) {
	chosen[name] = el("select", {onchange: changed},
			  ...(first ? [el("option", {value: ""}, first)] : []),
			  ...options.map(([value, text]) => el("option", {value}, text)));
	return el("label", {}, name, chosen[name]);
}

function matches(f, wanted) {
	return FILTERS.every(k => !chosen[k].value || f[k] === chosen[k].value) &&
		wanted.every(w => words(f).includes(w));
}

function filter() {
	const wanted = search.value.toLowerCase().split(/\s+/).filter(Boolean);
	let shown = 0;
	for (const f of findings) {
		f.row.hidden = !matches(f, wanted);
		shown += !f.row.hidden;
	}
	byId("status").textContent = `${shown} of ${plural(findings.length, "finding")} shown`;
}

function sort() {
	const order = SORTS[chosen.order.value];
	const list = findings.map((f, i) => [f, i])
		.sort((a, b) => order(a[0], b[0]) || a[1] - b[1]);
	byId("findings").append(...list.map(([f]) => f.row));
}

function only(name, value) {
	chosen[name].value = value;
	filter();
	byId("filters").scrollIntoView();
}

function reset() {
	search.value = "";
	for (const name of FILTERS)
		chosen[name].value = "";
	filter();
}

function filters() {
	search = el("input", {type: "search", oninput: filter, spellcheck: "false",
			      placeholder: "function, file, message, fingerprint"});
	const form = byId("filters");
	form.addEventListener("submit", e => e.preventDefault());
	form.append(el("label", {}, "search", search));
	for (const name of FILTERS)
		form.append(choice(name, "all",
			most_first(count(findings, f => f[name]))
				.map(([v, n]) => [v, `${v} (${n})`]), filter));
	form.append(choice("order", null, Object.keys(SORTS).map(s => [s, s]), sort),
		    el("button", {type: "button", onclick: reset}, "Show all"));
	const keys = el("p", {class: "keys"});
	for (const [key, what] of [["/", "search"], ["j", "next"], ["k", "previous"],
				   ["Enter", "open"], ["Esc", "close"],
				   ["\u2191\u2193\u2190\u2192", "within a chain"]])
		keys.append(el("kbd", {}, key), ` ${what}  `);
	form.append(keys);
}

/* what is scrolled to must not end up below the controls */
function keep_clear() {
	const bar = byId("filters");
	const sticks = getComputedStyle(bar).position === "sticky";

	document.documentElement.style.scrollPaddingTop =
		`${(sticks ? bar.offsetHeight : 0) + 8}px`;
}

/* ---- keys and fragments ---- */

const here = () => document.activeElement.closest(".finding")?.finding;

function move(by) {
	const shown = [...byId("findings").children].map(r => r.finding)
		.filter(f => !f.row.hidden);
	const i = shown.indexOf(here());
	const next = i < 0 ? shown[by > 0 ? 0 : shown.length - 1] : shown[i + by];
	if (next) {
		next.button.focus({preventScroll: true});
		next.button.scrollIntoView({block: "nearest"});
	}
}

function escape() {
	const f = here();
	if (f) {
		open_finding(f, false);
		f.button.focus();
	} else if (document.activeElement === search) {
		search.value = "";
		filter();
		search.blur();
	}
}

function key(event) {
	if (event.ctrlKey || event.altKey || event.metaKey)
		return;
	const typing = /^(INPUT|SELECT)$/.test(event.target.tagName);
	const acts = {"/": () => search.focus(), j: () => move(1), k: () => move(-1)};
	if (event.key === "Escape") {
		escape();
	} else if (event.key === "Enter" && event.target === search) {
		event.preventDefault();
		move(1);
	} else if (!typing && acts[event.key]) {
		event.preventDefault();
		acts[event.key]();
	}
}

/* #FINGERPRINT, or the beginning of one */
function go_to_fragment() {
	const wanted = decodeURIComponent(location.hash.slice(1));
	const f = byFragment.get(wanted) || (wanted.length >= 4 &&
		findings.find(g => g.fragment.startsWith(wanted)));
	if (!wanted)
		return;
	if (!f) {
		byId("status").textContent = `There is no finding ${wanted} in this report`;
		return;
	}
	if (f.row.hidden)
		reset();
	open_finding(f, true);
	f.button.focus({preventScroll: true});
	f.row.scrollIntoView();
}

/* ---- coverage ---- */

function coverage() {
	const c = data.coverage;
	const lines = [
		`${plural(c.units, "unit")}, ${c.degraded} degraded, ${c.failed} failed; ` +
		`${plural(c.functions, "function")}, ${c.reached} on an I/O path, ` +
		plural(c.states, "state"),
		`not seen: ${c.unresolved} of ${c.pointer_calls} pointer calls unresolved, ` +
		`${c.partly_resolved} on some ways, ` +
		`${c.undefined_functions} called functions that no unit defines, ` +
		`${c.cut} edges cut by boundaries, ${c.handoffs_lost} hand-offs lost, ` +
		`${c.announcements} announcements not followed, ` +
		`${c.ways_left_out} ways into shared code not told, ` +
		`${c.widened} states widened, ${c.given_up} given up`,
		...c.notes.map(n => `note: ${n}`),
		...c.problems.map(p => `${p.status} ${p.unit}: ${p.reason}`),
	];
	byId("coverage").append(el("h2", {}, "Coverage: what silence means"),
		el("ul", {}, ...lines.map(l => el("li", {}, l))));
}

summary();
filters();
byId("findings").append(...findings.map(row));
coverage();
filter();
keep_clear();
new ResizeObserver(keep_clear).observe(byId("filters"));
document.addEventListener("keydown", key);
window.addEventListener("hashchange", go_to_fragment);
go_to_fragment();
document.documentElement.dataset.ready = Math.round(performance.now());
})();
