"use strict";
// What every part of the report is made of. All of the data is other people's text: it becomes text
// nodes, and never HTML or a style. An address is one that the report was given, with a quoted path.

const data = JSON.parse(document.getElementById("data").textContent);
const text = (number) => data.texts[number];
const treeName = (number) => (number < 0 ? "no tree" : text(data.trees[number].name));
const shownTrees = data.trees.map((_, number) => number).filter((number) => data.trees[number].shown);

/** An element. Of `props`, functions listen to the event of their name; the rest are attributes. */
function make(tag, props, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(props ?? {})) {
    if (typeof value === "function") element.addEventListener(name, value);
    else if (value === true) element.setAttribute(name, "");
    else if (value !== false && value !== undefined) element.setAttribute(name, value);
  }
  element.append(...children.flat(Infinity).filter((child) => child !== undefined && child !== false));
  return element;
}

/** Items by a key, in the order in which the keys come. */
function gathered(items, key) {
  const found = new Map();
  for (const item of items) {
    const name = key(item);
    if (found.has(name)) found.get(name).push(item);
    else found.set(name, [item]);
  }
  return found;
}

const counted = (number, one, many = `${one}s`) => `${number.toLocaleString("en")} ${number === 1 ? one : many}`;
const code = (words) => make("code", {}, words);
const place = (path, line, column) => [path, line, column].filter((part) => part !== undefined).join(":");

const SHAPES = {
  error: "◆", warning: "▲", info: "●",
  current: "✓", missing: "○", stale: "↻", edited: "✎", orphan: "✕", unmanaged: "≈",
  unplaced: "?", broken: "!", undecided: "…", "not applicable": "–",
};

/** A severity or a state: its shape, its colour and its word. */
function tag(word, said = word) {
  return make("span", { class: `tag ${word.replace(" ", "-")}` },
    make("span", { "aria-hidden": "true" }, SHAPES[word] ?? "·"), make("span", {}, said));
}

const spaced = (elements) => make("span", { class: "spaced" }, elements);
const chips = (trees) => make("span", { class: "chips" }, trees.map((tree) => make("span", { class: "chip" }, treeName(tree))));

/** Words of a manual: paragraphs, lists and code. */
function prose(words) {
  const blocks = words.split(/\n{2,}/).map((block) => {
    const items = block.split(/^- /m).filter((item) => item.trim());
    if (!block.startsWith("- ")) return make("p", {}, spans(block));
    return make("ul", {}, items.map((item) => make("li", {}, spans(item))));
  });
  return make("div", { class: "prose" }, blocks);
}

const spans = (words) =>
  words.split(/`([^`]+)`/).map((part, number) => (number % 2 ? code(part) : part.replace(/\s+/g, " ")));

/** A part of what is opened, under a heading of its level. */
const titled = (level, title, ...children) => make("div", {}, make(level, { class: "part" }, title), children);

function table(headings, rows, caption) {
  const heading = (words) => {
    const [name, kind] = [].concat(words);
    return make("th", { scope: "col", class: kind }, name);
  };
  return make("div", { class: "scroll", role: "group", tabindex: "0", "aria-label": caption },
    make("table", {},
      make("caption", { class: "hide" }, caption),
      make("thead", {}, make("tr", {}, headings.map(heading))),
      make("tbody", {}, rows)));
}

const row = (first, ...cells) =>
  make("tr", {}, make("th", { scope: "row" }, first),
    cells.map((cell) => (cell instanceof HTMLTableCellElement ? cell : make("td", {}, cell))));

function field(label, control, kind = "") {
  control.id = `field-${label.split(" ")[0].toLowerCase()}`;
  return make("div", { class: `field ${kind}` }, make("label", { for: control.id }, label), control);
}

function search(label, value, change) {
  const input = make("input", { type: "search", autocomplete: "off", spellcheck: "false", input: () => change(input.value) });
  input.value = value;
  return field(label, input, "grow");
}

function select(label, options, value, change, kind) {
  const choice = make("select", { change: () => change(choice.value) },
    options.map(([key, words]) => make("option", { value: key }, words)));
  choice.value = value;
  if (choice.selectedIndex < 0) choice.selectedIndex = 0;
  return field(label, choice, kind);
}

function checkbox(label, checked, change) {
  const box = make("input", { type: "checkbox", change: () => change(box.checked) });
  box.checked = checked;
  return make("label", { class: "toggle" }, box, label);
}

/** Draws a list into an element, the first of its items at once; gives a button that draws more. */
function growing(into, items, draw, first = 100) {
  let done = 0;
  const grow = (number, focus) => {
    const made = items.slice(done, done + number).map(draw);
    done += made.length;
    into.append(...made);
    button.hidden = done >= items.length;
    const left = items.length - done;
    button.textContent = left > 200 ? `Show 200 more of ${left.toLocaleString("en")}` : `Show ${left} more`;
    if (focus) made[0]?.querySelector("button")?.focus();
  };
  const button = make("button", { type: "button", class: "more", click: () => grow(200, true) });
  grow(first, false);
  return button;
}
