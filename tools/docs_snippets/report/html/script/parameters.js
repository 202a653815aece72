// Parameters × trees: who documents what, with the sentences.

const parameterWords = data.parameters.map((each) =>
  [...each.spellings, each.group, ...each.records.flatMap((record) => [record.type, record.default])].map(text).join("\n").toLowerCase());
const documenting = shownTrees.filter((tree) => data.trees[tree].reference !== null);

function parameters(into, options) {
  if (!data.parameters.length) {
    into.append(make("p", { class: "empty" }, "No tree has a reference of parameters here. versions.yaml can name one, under references; everything else works without."));
    return;
  }
  const body = make("tbody", {});
  const count = make("span", { role: "status", "aria-live": "polite" });
  const holder = make("div", {});
  const show = () => {
    keepAddress("parameters", options);
    const words = (options.q ?? "").toLowerCase().split(/\s+/).filter(Boolean);
    const found = data.parameters.filter((each, number) =>
      words.every((word) => parameterWords[number].includes(word)) && (!options.differing || differs(each)));
    count.textContent = found.length ? counted(found.length, "parameter") : "No parameter matches";
    body.replaceChildren();
    holder.replaceChildren(growing(body, found, (each) => parameterRow(each, options)));
  };
  const change = (name) => (value) => {
    options[name] = value || "";
    delete options.open;
    show();
  };
  const shown = table(["Parameter", "Trees", ["Type", "extra"], ["Default", "extra"], ["Special values", "extra"]], [], "Parameters");
  shown.querySelector("tbody").replaceWith(body);
  into.append(
    make("div", { class: "filters", role: "search", "aria-label": "Filter parameters" },
      search("Search names, in any spelling", options.q ?? "", change("q")),
      checkbox("Only where trees differ", Boolean(options.differing), (checked) => change("differing")(checked ? "yes" : "")),
      make("div", { class: "count" }, count)),
    make("p", { class: "legend" }, "One mark a tree, newest of each product first:",
      stripKey("", "documented"), stripKey("second", "documented otherwise"), stripKey("none", "not documented")),
    shown, holder);
  show();
  body.querySelector("[data-open]")?.click();
}

const stripKey = (kind, words) => make("span", {}, make("span", { class: "strip", "aria-hidden": "true" }, make("i", { class: kind })), words);

const treesOf = (record) => record.places.map(([tree]) => tree);
const differs = (each) => each.records.length > 1 || each.records[0].places.length < documenting.length;

function strip(each) {
  const which = new Map(each.records.flatMap((record, number) => treesOf(record).map((tree) => [tree, number])));
  return make("span", { class: "strip", "aria-hidden": "true" }, documenting.map((tree, at) => {
    const kind = !which.has(tree) ? "none" : which.get(tree) ? "second" : "";
    const gap = at && product(tree) !== product(documenting[at - 1]) ? "gap" : "";
    return make("i", { class: `${kind} ${gap}`, title: treeName(tree) });
  }));
}

function parameterRow(each, options) {
  const open = () => {
    const expanded = button.getAttribute("aria-expanded") === "true";
    button.setAttribute("aria-expanded", String(!expanded));
    options.open = expanded ? "" : text(each.name);
    keepAddress("parameters", options);
    if (expanded) made.nextElementSibling.remove();
    else made.after(make("tr", { class: "panel" }, make("td", { colspan: 5 }, parameterDetail(each))));
  };
  const button = make("button", { type: "button", class: "name", "aria-expanded": "false", click: open,
    "data-open": options.open === text(each.name) }, text(each.name));
  const trees = each.records.flatMap(treesOf).length;
  const column = (words) => make("td", { class: "extra" }, variety(each.records.map(words)));
  const made = row(button, [strip(each), make("span", { class: "small soft" }, `${trees} of ${documenting.length}`)],
    column((record) => text(record.type)), column((record) => shortened(text(record.default) || '""')),
    column((record) => specialsOf(record) || "none"));
  return made;
}

/** The whole of it is in what opens. */
const shortened = (words) => (words.length > 40 ? `${words.slice(0, 38)}…` : words);

const specialsOf = (record) => record.sentences.filter(({ value }) => value !== undefined).map(({ value }) => text(value)).join(", ");

function variety(words) {
  const distinct = [...new Set(words)];
  const shown = distinct.slice(0, 2).flatMap((each, at) => [at ? make("span", { class: "soft" }, " or ") : "", code(each)]);
  return distinct.length > 2 ? [...shown, make("span", { class: "soft" }, ` or ${distinct.length - 2} more`)] : shown;
}

function parameterDetail(each) {
  const has = new Set(each.records.flatMap(treesOf));
  const lacking = documenting.filter((tree) => !has.has(tree));
  const silent = shownTrees.filter((tree) => data.trees[tree].reference === null);
  const plain = (words) => make("td", {}, words);
  const rows = each.records.map((record) => row(chips(treesOf(record)), "yes", code(text(record.type)),
    [code(text(record.default) || '""')], plain(specialsOf(record) ? code(specialsOf(record)) : "none"), text(record.values)));
  if (lacking.length) rows.push(row(chips(lacking), "no", "–", "–", "–", "–"));
  if (silent.length) rows.push(row(chips(silent), "no reference", "–", "–", "–", "–"));
  return make("div", {},
    make("div", {}, make("h3", {}, code(text(each.name))),
      make("p", { class: "soft small" }, `${text(each.group)} · also `,
        each.spellings.slice(1).flatMap((word, at) => [at ? ", " : "", code(text(word))]))),
    table(["Trees", "Documented", "Type", "Default", "Special values", "Takes"], rows, `${text(each.name)} by tree`),
    sayings(each), placesOf(each),
    titled("h4", "Description", make("p", { class: "prose" }, text(each.records[0].description) || "none")));
}

/** The sentences about special values, each once with every place it stands at. */
function sayings(each) {
  const said = new Map();
  for (const { value, text: words, places } of each.records.flatMap((record) => record.sentences)) {
    const key = `${value} ${words}`;
    said.set(key, { value, words, places: [...(said.get(key)?.places ?? []), ...places] });
  }
  if (!said.size) return undefined;
  return titled("h4", "Sentences about special values", make("div", { class: "sayings" }, [...said.values()].map(({ value, words, places }) =>
    make("blockquote", {}, make("p", {}, value === undefined ? make("em", {}, "not understood: ") : [code(text(value)), ": "], text(words)),
      make("footer", {}, placeList(places))))));
}

function placesOf(each) {
  return titled("h4", "Where it is documented", placeList(each.records.flatMap((record) => record.places)));
}

function placeList(places) {
  const lines = places.map(([tree, path, line]) => make("li", {}, `${treeName(tree)}  `, code(place(text(path), line))));
  const few = make("ul", { class: "small" }, lines.slice(0, 3));
  if (lines.length <= 3) return few;
  const button = make("button", { type: "button", class: "quiet", click: () => {
    few.append(...lines.slice(3));
    button.remove();
  } }, `${lines.length - 3} more places`);
  return [few, button];
}
