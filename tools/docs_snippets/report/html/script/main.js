// Which part is shown, how the page looks, and what the keyboard does.

const PARTS = {
  overview: ["Overview", overview],
  findings: ["Findings", findings, data.causes.length],
  snippets: ["Snippets", snippets, new Set(data.snippets.map((each) => text(each.name).split("/")[0])).size],
  parameters: ["Parameters", parameters, data.parameters.length],
  ...(data.differences ? { differences: ["Differences", differences, data.differences.pages.length] } : {}),
};
const main = document.getElementById("main");

document.getElementById("title").textContent = text(data.title);
document.getElementById("summary").textContent =
  `${text(data.checked)} checked, in ${counted(shownTrees.length, "tree")}: ` +
  (data.findings ? `${counted(data.findings, "finding")} from ${counted(data.causes.length, "root cause")}` : "nothing found") +
  (data.accepted.length ? `; ${counted(data.accepted.length, "root cause")} accepted by the baseline` : "") +
  (data.commit === null ? "" : `; commit ${text(data.commit)}`);
document.title = `${text(data.title)}: docs-snippets report`;
document.getElementById("nav").append(...Object.entries(PARTS).map(([part, [name, , number]]) =>
  make("li", {}, make("a", { href: `#${part}`, "data-part": part }, name,
    number !== undefined && make("span", { class: "n" }, number.toLocaleString("en"))))));

function show(event) {
  const [asked, options] = readAddress();
  const part = Object.hasOwn(PARTS, asked) ? asked : "overview";
  const [name, draw] = PARTS[part];
  for (const link of document.querySelectorAll("[data-part]")) {
    if (link.dataset.part === part) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
  const heading = make("h2", { tabindex: "-1", class: part === "overview" ? "hide" : "" }, name);
  main.replaceChildren(heading);
  draw(main, options);
  if (event && !options.open) {
    heading.focus({ preventScroll: true });
    scrollTo(0, 0);
  }
}

addEventListener("hashchange", show);
document.querySelector(".skip").addEventListener("click", (event) => {
  event.preventDefault(); // the address says what is shown
  main.focus();
});
addEventListener("keydown", (event) => {
  const typing = event.target.closest?.("input, select, textarea");
  const input = document.querySelector("input[type=search]");
  if (event.key !== "/" || typing || !input || event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  input.focus();
});

const LOOKS = ["system", "light", "dark"];
const KEPT = "docs-snippets-look";
const theme = document.getElementById("theme");

function look(name) {
  if (name === "system") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = name;
  theme.textContent = `Look: ${name}`;
  theme.value = name;
}

/** Browsers may refuse to keep anything for a file. */
function kept(name) {
  try {
    if (name) localStorage.setItem(KEPT, name);
    return localStorage.getItem(KEPT);
  } catch {
    return name;
  }
}

theme.addEventListener("click", () => {
  const next = LOOKS[(LOOKS.indexOf(theme.value) + 1) % LOOKS.length];
  look(next);
  kept(next);
});
look(LOOKS.find((name) => name === kept()) ?? "system");
show();
