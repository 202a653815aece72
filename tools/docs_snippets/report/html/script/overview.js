// The first part: how many of what, by tree and by rule, each number leading to what it counts.

const SEVERITIES = ["error", "warning", "info"];

function overview(into) {
  into.append(
    figures(),
    make("h3", { class: "title" }, "Trees"), byTree(),
    make("h3", { class: "title" }, "Rules"), byRule());
}

function figures() {
  const levels = SEVERITIES.map((level) => [level, sum(data.causes.filter((cause) => cause.severity === level))]);
  const placements = data.snippets.flatMap((snippet) => snippet.placements).filter((each) => each.state !== "not applicable");
  const current = placements.filter((each) => each.state === "current").length;
  const figure = (number, ...words) => make("div", {}, make("dt", {}, words), make("dd", {}, number));
  return make("dl", { class: "figures" },
    figure(data.causes.length.toLocaleString("en"), data.causes.length === 1 ? "root cause" : "root causes"),
    levels.map(([level, number]) => figure(number
      ? make("a", { href: address("findings", { severity: level }) }, number.toLocaleString("en"))
      : "0", tag(level, plural(level, number)))),
    placements.length > 0 && figure(`${current} of ${placements.length}`, "placements current"),
    data.parameters.length > 0 && figure(data.parameters.length.toLocaleString("en"), "parameters"));
}

const sum = (causes) => causes.reduce((total, cause) => total + cause.places.length, 0);
const plural = (level, number) => (level === "info" ? "for information" : `${level}${number === 1 ? "" : "s"}`);

function linked(number, part, options) {
  return make("td", { class: "num" }, number
    ? make("a", { href: address(part, options) }, number.toLocaleString("en"))
    : make("span", { class: "zero" }, "0"));
}

function byTree() {
  const counts = new Map();
  for (const cause of data.causes) {
    for (const { tree } of cause.places) {
      const key = `${tree} ${cause.severity}`;
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
  }
  const trees = data.causes.some((cause) => cause.places.some(({ tree }) => tree < 0)) ? [...shownTrees, -1] : shownTrees;
  const rows = trees.map((tree, number) => {
    const levels = SEVERITIES.map((severity) =>
      linked(counts.get(`${tree} ${severity}`) ?? 0, "findings", { tree: filterName(tree), severity }));
    const about = data.trees[tree];
    const made = row([treeName(tree), about?.frozen && make("span", { class: "soft small" }, " frozen")], make("td", { class: "num extra" }, about ? about.pages.toLocaleString("en") : ""), ...levels,
      make("td", { class: "extra" }, placementsOf(tree)),
      make("td", { class: "extra soft" }, about ? documents(about) : ""));
    if (number && product(tree) !== product(trees[number - 1])) made.classList.add("rise");
    return made;
  });
  return table(["Tree", ["Pages", "num extra"], ["Errors", "num"], ["Warnings", "num"], ["Info", "num"], ["Snippets", "extra"], ["Reference", "extra"]],
    rows, "Findings by tree");
}

const documents = ({ reference, documented }) => (reference === null ? "no reference" : counted(documented, "parameter"));
const product = (tree) => treeName(tree).split("/")[0];
const filterName = (tree) => (tree < 0 ? "-" : treeName(tree));

function placementsOf(tree) {
  const here = data.snippets.flatMap((snippet) => snippet.placements).filter((each) => each.tree === tree && each.state !== "not applicable");
  if (!here.length) return make("span", { class: "soft" }, "none");
  const states = new Map();
  for (const { state } of here) states.set(state, (states.get(state) ?? 0) + 1);
  return spaced([...states].map(([state, number]) => tag(state, `${number} ${state}`)));
}

function byRule() {
  const rules = gathered(data.causes, (cause) => cause.rule);
  const found = [...rules].sort(([one, a], [two, b]) => b.length - a.length || one.localeCompare(two, "en"));
  if (!found.length) return make("p", { class: "empty" }, "Nothing was found.");
  const most = found[0][1].length;
  const rows = found.map(([rule, causes]) => {
    const bar = make("i", {});
    bar.style.setProperty("--share", `${(100 * causes.length) / most}%`);
    return row(make("a", { href: address("findings", { rule }) }, rule),
      spaced(SEVERITIES.filter((level) => causes.some((cause) => cause.severity === level)).map((level) => tag(level))),
      make("td", { class: "num" }, causes.length.toLocaleString("en")),
      make("td", { class: "num" }, sum(causes).toLocaleString("en")),
      make("td", { class: "share" }, bar));
  });
  return table(["Rule", "Severity", ["Causes", "num"], ["Findings", "num"], ["", "share"]], rows, "Findings by rule");
}
