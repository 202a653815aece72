// What two trees tell differently: references, variables, and pages with what each says.

function differences(into, options) {
  const { trees, references, variables, pages } = data.differences;
  const [one, two] = trees.map(text);
  const both = pages.filter(({ before, after }) => text(before) && text(after));
  const alone = (side, other) => pages.filter((each) => text(each[side]) && !text(each[other])).map((each) => text(each[side]));
  into.append(make("p", { class: "soft" }, `What ${two} tells differently from ${one}, by meaning: names of products, variables, own versions and order are set aside.`));
  listed(into, `Pages of ${one} alone`, alone("before", "after"));
  listed(into, `Pages of ${two} alone`, alone("after", "before"));
  if (references.length) {
    into.append(titled("h3", "References", table(["Name", "What", one, two],
      references.map(([name, kind, before, after]) => row(code(text(name)), kind, text(before), text(after))), "References that differ")));
  }
  if (variables.length) {
    into.append(titled("h3", "Variables", table(["Name", one, two],
      variables.map(([name, before, after]) => row(code(text(name)), code(text(before)), code(text(after)))), "Variables that differ")));
  }
  const body = make("div", {});
  const count = make("span", { role: "status", "aria-live": "polite" });
  const show = () => {
    keepAddress("differences", options);
    const words = (options.q ?? "").toLowerCase();
    const found = both.filter(({ before, differences }) => `${text(before)} ${saidOf(differences)}`.toLowerCase().includes(words));
    count.textContent = found.length ? counted(found.length, "page") : "No page matches";
    body.replaceChildren();
    body.append(growing(body, found, (each) => differencesOf(each, one, two), 40));
  };
  const change = (value) => {
    options.q = value;
    show();
  };
  if (both.length) {
    into.append(make("div", { class: "filters", role: "search", "aria-label": "Filter pages" },
      search("Search pages and what they say", options.q ?? "", change), make("div", { class: "count" }, count)), body);
    show();
  } else if (!pages.length && !references.length && !variables.length) {
    into.append(make("p", { class: "empty" }, "Both tell the same."));
  }
}

const saidOf = (found) => found.flatMap((each) => each.slice(4)).filter(Boolean).map(([, words]) => text(words)).join(" ");

function listed(into, title, paths) {
  if (paths.length) into.append(titled("h3", title, make("ul", {}, paths.map((path) => make("li", {}, code(path))))));
}

function differencesOf({ before, after, how, differences: found }, one, two) {
  const said = (side) => (side ? make("td", {}, make("span", { class: "soft small" }, `${side[0]} `), text(side[1])) : make("td", {}));
  const rows = found.map(([kind, state, section, more, old, now]) =>
    row([kind, make("div", { class: "soft small" }, state)], text(section) + (more ? ` (${counted(more, "thing")} said there)` : ""), said(old), said(now)));
  return titled("h3", text(before), text(how) && make("p", { class: "soft" }, `${text(after)} there: ${text(how)}`),
    rows.length > 0 && table(["Kind", "Section", one, two], rows, `Differences of ${text(before)}`));
}
