// Two texts side by side: which words one has and the other has not.

const WORDS = /[\p{L}\p{N}_]+|\s+|[^\p{L}\p{N}_\s]/gu;
const MOST = 6_000_000; // cells of the table below; texts that need more are shown unmarked

/** `[kind, text]` from one text to another, kind being "same", "del" or "ins". */
function compared(before, after) {
  const [a, b] = [before.match(WORDS) ?? [], after.match(WORDS) ?? []];
  let start = 0;
  while (start < a.length && start < b.length && alike(a[start], b[start])) start++;
  let end = 0;
  while (end < Math.min(a.length, b.length) - start && alike(a.at(-1 - end), b.at(-1 - end))) end++;
  const middle = steps(a.slice(start, a.length - end), b.slice(start, b.length - end));
  return joined([...b.slice(0, start).map(same), ...middle, ...b.slice(b.length - end).map(same)]);
}

const same = (word) => ["same", word];
const blank = (word) => /^[^\S\n]+$/.test(word);

/** How wide a gap is does not matter: cells of tables are padded. */
const alike = (a, b) => a === b || (blank(a) && blank(b));

/** The longest common subsequence, told as steps. */
function steps(a, b) {
  if (a.length * b.length > MOST) return b.map(same);
  const width = b.length + 1;
  const longest = new Uint16Array((a.length + 1) * width);
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      longest[i * width + j] = alike(a[i], b[j])
        ? longest[(i + 1) * width + j + 1] + 1
        : Math.max(longest[(i + 1) * width + j], longest[i * width + j + 1]);
    }
  }
  const found = [];
  let [i, j] = [0, 0];
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && alike(a[i], b[j])) {
      found.push(same(b[j++]));
      i++;
    } else if (j < b.length && (i === a.length || longest[i * width + j + 1] > longest[(i + 1) * width + j])) {
      found.push(["ins", b[j++]]);
    } else {
      found.push(["del", a[i++]]);
    }
  }
  return found;
}

/** Changes with nothing but a gap between them as one: what went, then what came. */
function joined(parts) {
  const found = [];
  let change = { del: "", ins: "" };
  let gap = "";
  const close = () => {
    found.push(...Object.entries(change).filter(([, words]) => words), ["same", gap]);
    change = { del: "", ins: "" };
    gap = "";
  };
  for (const [kind, words] of parts) {
    const changing = change.del || change.ins;
    if (kind === "same" && changing && !gap && blank(words)) gap = words;
    else if (kind === "same") {
      close();
      found.push(["same", words]);
    } else {
      if (gap) change = { del: change.del + gap, ins: change.ins + gap };
      gap = "";
      change[kind] += words;
    }
  }
  close();
  return found;
}

/** Gaps in cells of tables are of no use where there is little room. */
const narrow = (words) => words.replace(/(?<=\S) {3,}/g, "  ");

function marked(before, after) {
  return compared(narrow(before), narrow(after)).map(([kind, words]) => (kind === "same" ? words : make(kind, {}, words)));
}

const LEGEND = () => make("p", { class: "legend" },
  make("span", {}, make("ins", {}, "words"), " only there"),
  make("span", {}, make("del", {}, "words"), " only in the first text"));

/** Texts beside each other, each with its heading; all but the first are compared with it. */
function beside(texts) {
  const [first] = texts;
  return make("div", { class: "beside" }, texts.map(({ heading, words }, number) =>
    make("figure", {}, make("figcaption", {}, heading),
      make("pre", { tabindex: "0" }, words
        ? (number ? marked(first.words, words) : narrow(words))
        : make("span", { class: "nothing" }, "nothing like it is found there")))));
}
