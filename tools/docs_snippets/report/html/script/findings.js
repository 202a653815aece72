// Findings folded by root cause, filtered and grouped; what a reader opens is made when it is opened.

const everyCause = [...data.causes, ...data.accepted];
const accepted = new Set(data.accepted);
const haystacks = everyCause.map((cause) => [
  cause.rule, text(cause.page),
  ...new Set(cause.places.flatMap(({ path, message, text: line = [] }) => [text(path), text(message), line.map(text).join("")])),
].join("\n").toLowerCase());

function findings(into, options) {
  if (!everyCause.length) {
    into.append(make("p", { class: "empty" }, `Nothing was found on ${text(data.checked)}.`));
    return;
  }
  const list = make("div", {});
  const count = make("span", { role: "status", "aria-live": "polite" });
  const clear = make("button", { type: "button", class: "quiet", click: () => { location.hash = address("findings", { by: options.by }); } }, "Clear filters");
  const change = (name) => (value) => {
    options[name] = value;
    delete options.open;
    show();
  };
  const show = () => {
    keepAddress("findings", options);
    const found = filtered(options);
    const places = found.reduce((total, cause) => total + here(cause, options).length, 0);
    count.textContent = found.length
      ? `${counted(found.length, "root cause")}, ${counted(places, "finding")}`
      : "Nothing matches these filters";
    clear.hidden = !(options.q || options.tree || options.rule || options.severity);
    list.replaceChildren(...grouped(found, options));
  };
  into.append(controls(options, change, count, clear), list);
  show();
  list.querySelector(".item.open .line")?.focus();
  list.querySelector(".item.open")?.scrollIntoView({ block: "center" });
}

function controls(options, change, count, clear) {
  const rules = [...new Set(everyCause.map((cause) => cause.rule))].sort();
  const trees = [...new Set(everyCause.flatMap((cause) => cause.places.map(({ tree }) => tree)))].sort((a, b) => a - b);
  const levels = new Set((options.severity ?? "").split(",").filter(Boolean));
  const toggle = (level) => (checked) => {
    if (checked) levels.add(level);
    else levels.delete(level);
    change("severity")(SEVERITIES.filter((each) => levels.has(each)).join(","));
  };
  return make("div", { class: "filters", role: "search", "aria-label": "Filter findings" },
    search("Search messages, pages and text", options.q ?? "", change("q")),
    select("Tree", [["", "All trees"], ...trees.map((tree) => [filterName(tree), treeName(tree)])], options.tree ?? "", change("tree")),
    select("Rule", [["", "All rules"], ...rules.map((rule) => [rule, rule])], options.rule ?? "", change("rule")),
    select("Group by", [["", "Page"], ["rule", "Rule"]], options.by ?? "", change("by"), "short"),
    make("div", { class: "count" },
      make("fieldset", {}, make("legend", { class: "hide" }, "Severity"),
        make("div", { class: "toggles" }, SEVERITIES.map((level) => checkbox(tag(level), levels.has(level), toggle(level))))),
      accepted.size > 0 && checkbox(`Accepted by the baseline: ${accepted.size.toLocaleString("en")}`, Boolean(options.accepted), (checked) => change("accepted")(checked ? "yes" : "")),
      count, clear));
}

function filtered({ q = "", tree, rule, severity, accepted: all }) {
  const words = q.toLowerCase().split(/\s+/).filter(Boolean);
  return everyCause.filter((cause, number) =>
    (all || !accepted.has(cause)) &&
    (!rule || cause.rule === rule) &&
    (!severity || severity.split(",").includes(cause.severity)) &&
    (!tree || here(cause, { tree }).length) &&
    words.every((word) => haystacks[number].includes(word)));
}

/** The places of a cause in the tree that was chosen, all of them without one. */
const here = (cause, { tree }) => (tree ? cause.places.filter((each) => filterName(each.tree) === tree) : cause.places);

function grouped(found, options) {
  const key = options.by === "rule" ? (cause) => cause.rule : (cause) => text(cause.page);
  const groups = gathered(found, key);
  const order = options.by === "rule" ? [...groups.keys()].sort() : [...groups.keys()];
  const ordered = order.flatMap((name) => groups.get(name));
  const sections = new Map();
  const list = make("div", {});
  const draw = (cause) => {
    const name = key(cause);
    const item = entry(cause, options);
    if (!sections.has(name)) sections.set(name, section(name, groups.get(name), options));
    sections.get(name).append(item);
    return item.parentElement;
  };
  const opened = ordered.findIndex((cause) => cause.id && cause.id === options.open);
  return [list, growing(list, ordered, draw, Math.max(100, opened + 20))];
}

function section(name, causes, options) {
  const heading = make("h3", {}, name || "not about a page", make("span", { class: "soft" }, counted(causes.length, "cause")));
  const about = options.by === "rule" && data.rules[name] && make("p", { class: "soft small" }, spans(firstParagraph(text(data.rules[name].what))));
  return make("section", { class: "group" }, heading, about);
}

const firstParagraph = (words) => words.split("\n\n")[0];

function entry(cause, options) {
  const places = here(cause, options);
  const [first] = places;
  const trees = new Set(places.map(({ tree }) => tree));
  const where = trees.size > 1 ? `in ${trees.size} trees` : treeName(first.tree);
  const at = first.line === undefined ? "" : `line ${first.line} · `;
  const open = () => {
    const expanded = button.getAttribute("aria-expanded") === "true";
    if (!expanded && !item.querySelector(".detail")) item.append(detail(cause, places, options));
    item.querySelector(".detail").hidden = expanded;
    item.classList.toggle("open", !expanded);
    button.setAttribute("aria-expanded", String(!expanded));
    options.open = expanded ? "" : cause.id;
    keepAddress("findings", options);
  };
  const button = make("button", { type: "button", class: "line", "aria-expanded": "false", click: open },
    tag(cause.severity),
    make("span", { class: "what" }, text(first.message),
      make("span", { class: "sub" }, options.by === "rule" ? `${at}${text(cause.page)}` : `${at}${cause.rule}`)),
    make("span", { class: "meta" }, accepted.has(cause) && "accepted · ", where));
  const item = make("article", { class: "item" }, make("h4", {}, button));
  if (cause.id && cause.id === options.open) open();
  return item;
}

function detail(cause, places, options) {
  return make("div", { class: "detail" },
    lineOf(places[0]), fixOf(places[0]), notesOf(places[0]),
    whereOf(places), siblingsOf(cause), manualOf(cause), footOf(cause, options));
}

/** A place as a link to the file, where an address was given. */
const source = (words, url) => (url === undefined ? words : make("a", { href: text(url) }, words));

const block = (title, ...children) => titled("h5", title, ...children);

function lineOf({ text: line }) {
  if (!line) return undefined;
  const [before, found, after] = line.map(text);
  return make("pre", { tabindex: "0" }, before.trimStart(), make("mark", {}, found), after);
}

function fixOf({ fix }) {
  if (!fix) return undefined;
  const how = fix.applicability === "safe" ? "lint --fix" : "lint --fix --unsafe-fixes";
  const edits = fix.edits.map(([line, column, endLine, endColumn, words]) => make("li", {}, `line ${line}, column ${column}: `,
    text(words) ? ["write ", code(text(words))] : "remove ", line === endLine && column === endColumn ? "" : ` over what stands there up to column ${endColumn}`));
  return block("Can be fixed", make("p", { class: "small" }, code(`docs-snippets ${how}`), " does"), make("ul", { class: "small" }, edits));
}

function notesOf({ notes = [] }) {
  if (!notes.length) return undefined;
  return block("What decided", make("ul", { class: "notes" }, notes.map(([path, line, column, message]) =>
    make("li", {}, text(message), make("span", { class: "where code" }, place(text(path), line, column))))));
}

function whereOf(places) {
  const differ = new Set(places.map(({ message }) => message)).size > 1;
  const rows = places.map(({ tree, path, line, column, message, url }) =>
    row(treeName(tree), source(code(place(text(path), line, column)), url), ...(differ ? [text(message)] : [])));
  return block("Where it is", table(["Tree", "Place", ...(differ ? ["What is said there"] : [])], rows, "Places"));
}

function siblingsOf(cause) {
  const passages = cause.passages;
  if (!passages) return undefined;
  if (passages.length < 2) {
    const others = passages[0].trees.length - 1;
    return make("p", { class: "soft small" }, `${counted(others, "other tree has", "other trees have")} the same text here.`);
  }
  const title = `${passages.length} texts of this passage, by tree`;
  const made = () => make("div", {}, LEGEND(), beside(passages.map(({ trees, line, text: words }, number) => ({
    heading: [make("span", { class: "soft" }, `${number ? "there" : "here"}${line ? `, from line ${line}` : ""}`), chips(trees)],
    words: text(words),
  }))));
  if (data.rules[cause.rule]?.siblings) return block(title, made());
  const button = make("button", { type: "button", class: "quiet", "aria-expanded": "false", click: () => {
    const expanded = button.getAttribute("aria-expanded") === "true";
    if (!expanded && !holder.firstChild) holder.append(block(title, made()));
    holder.hidden = expanded;
    button.setAttribute("aria-expanded", String(!expanded));
  } }, `Compare with the other trees: ${passages.length} texts`);
  const holder = make("div", { hidden: true });
  return make("div", {}, make("p", {}, button), holder);
}

function manualOf(cause) {
  const rule = data.rules[cause.rule];
  if (!rule) return undefined;
  return [
    block(`Why ${cause.rule} reports this`, prose(text(rule.why) || firstParagraph(text(rule.what)))),
    rule.instead.length > 0 && block("How to fix it", rule.instead.map(([kind, words]) =>
      (kind === "code" ? make("pre", { tabindex: "0" }, text(words)) : prose(text(words))))),
  ];
}

function footOf(cause, options) {
  return make("p", { class: "foot soft" },
    make("a", { href: address("findings", { rule: cause.rule, by: options.by }) }, `All of ${cause.rule}`),
    cause.id && make("a", { href: address("findings", { open: cause.id }) }, "Link to this finding"),
    make("span", {}, `confidence: ${cause.confidence}`));
}
