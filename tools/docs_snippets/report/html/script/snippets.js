// Trees × placements: a cell is the state, and opens to the text and what decided.

function snippets(into, options) {
  if (!data.snippets.length) {
    into.append(make("p", { class: "empty" }, data.causes.some((cause) => cause.rule === "invalid-snippet")
      ? "A definition cannot be used; the findings say which, and why."
      : "No snippets are defined here. A snippet says a thing once and is rendered into every tree it holds for; the README shows a small one."));
    return;
  }
  const used = new Set(data.snippets.flatMap((snippet) => snippet.placements.map(({ tree }) => tree)));
  const trees = [...used].sort((a, b) => a - b);
  const headings = data.snippets.map((snippet) => {
    const [name, placement] = text(snippet.name).split("/");
    return [[make("span", {}, `${name}/`), make("span", { class: "code" }, placement ?? "")]];
  });
  const rows = trees.map((tree, number) => {
    const made = row(treeName(tree), ...data.snippets.map((snippet) =>
      snippet.placements.filter((each) => each.tree === tree).map((each) => cell(snippet, each, options))));
    if (number && product(tree) !== product(trees[number - 1])) made.classList.add("rise");
    return made;
  });
  const states = [...new Set(data.snippets.flatMap((snippet) => snippet.placements.map(({ state }) => state)))];
  const holder = table(["Tree", ...headings], rows, "State of every placement, by tree");
  holder.classList.add("wide");
  into.append(make("p", { class: "soft" }, "Choose a state to read the text there, and what decided."),
    make("p", { class: "legend" }, states.map((state) => make("span", {}, tag(state), `: ${MEANINGS[state]}`))), holder);
  into.querySelector("[data-open]")?.click();
}

const MEANINGS = {
  current: "as it should be", missing: "not on the page yet", stale: "the template or a fact moved on",
  edited: "a hand changed it", orphan: "no longer holds", unmanaged: "written by hand", unplaced: "its place is not found",
  broken: "its marker is broken", undecided: "no reference answers", "not applicable": "no place for it",
};

function cell(snippet, placement, options) {
  const key = `${text(snippet.name)} ${filterName(placement.tree)}`;
  const open = () => {
    const expanded = button.getAttribute("aria-expanded") === "true";
    const current = button.closest("tbody").querySelectorAll(".cell[aria-expanded=true]");
    current.forEach((each) => each.setAttribute("aria-expanded", "false"));
    button.closest("tbody").querySelectorAll(".panel").forEach((each) => each.remove());
    options.open = expanded ? "" : key;
    keepAddress("snippets", options);
    if (expanded) return;
    button.setAttribute("aria-expanded", "true");
    button.closest("tr").after(make("tr", { class: "panel" },
      make("td", { colspan: data.snippets.length + 1 }, placementDetail(snippet, placement))));
  };
  const button = make("button", { type: "button", class: "cell", "aria-expanded": "false", click: open,
    "data-open": options.open === key, "aria-label": `${placement.state}: ${text(snippet.name)} in ${treeName(placement.tree)}` }, tag(placement.state));
  return button;
}

function placementDetail(snippet, placement) {
  const { wanted, found } = placement;
  const alike = snippet.placements.filter((each) => each !== placement && each.wanted !== undefined && each.wanted === wanted);
  return make("div", {},
    make("div", {}, make("h3", {}, `${text(snippet.name)} in ${treeName(placement.tree)}`),
      make("p", { class: "soft small" }, tag(placement.state), " ", code(place(text(placement.page), placement.line)))),
    decided(placement), textsOf(wanted, found),
    alike.length > 0 && titled("h4", "The same text in", chips(alike.map(({ tree }) => tree))));
}

function decided({ reason, quote }) {
  if (!text(reason) && !quote) return undefined;
  const [path, line, column, words] = quote ?? [];
  return titled("h4", "What decided", text(reason) && make("p", { class: "prose" }, spans(text(reason))),
    quote && make("blockquote", {}, make("p", {}, text(words)), make("footer", { class: "code" }, place(text(path), line, column))));
}

function textsOf(wanted, found) {
  if (wanted === undefined && found === undefined) return make("p", { class: "soft" }, "It says nothing in this tree.");
  if (wanted !== undefined && found !== undefined && wanted !== found) {
    return titled("h4", "On the page, and as it should be", LEGEND(), beside([
      { heading: "on the page", words: text(found) }, { heading: "rendered", words: text(wanted) }]));
  }
  const title = wanted === undefined ? "On the page" : found === undefined ? "What it should say" : "The text";
  return titled("h4", title, make("pre", { tabindex: "0" }, text(wanted ?? found)));
}
