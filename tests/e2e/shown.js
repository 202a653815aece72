// Answers what of `wanted` a reader does not see on this page, tab by tab where there are tabs.
async (wanted) => {
  const article = document.querySelector('article');
  if (!article) return ['the page has no article'];
  const plain = (text) => text.replace(/[\s\u200b]+/g, '');
  const all = (selector) => [...article.querySelectorAll(selector)];
  const wrong = [];

  const until = async (holds) => {
    for (let tries = 0; tries < 200 && !holds(); tries += 1) {
      await new Promise((done) => setTimeout(done, 50));
    }
    return holds();
  };

  await until(() => document.documentElement.dataset.hasHydrated === 'true');

  const reveal = (element) => {
    for (let panel = element; (panel = panel.parentElement?.closest('[role=tabpanel]')); ) {
      const place = [...panel.parentElement.children].indexOf(panel);
      panel.closest('.tabs-container').querySelectorAll('[role=tab]')[place].click();
    }
    return until(() => element.checkVisibility({ visibilityProperty: true, opacityProperty: true }));
  };

  const look = {
    admonition: ({ name, words, inside }) =>
      all(`.theme-admonition-${name}`).find(
        (each) =>
          plain(each.querySelector('[class*=admonitionHeading]').textContent) === plain(words) &&
          inside.every((part) => plain(each.textContent).includes(plain(part))),
      ),
    heading: ({ name, words }) =>
      all('h1, h2, h3, h4, h5, h6').find(
        (each) => each.id === name && plain(each.textContent).startsWith(plain(words)),
      ),
    code: ({ words }) => all('pre').find((each) => plain(each.textContent) === plain(words)),
    text: ({ words }) => all('p, li').find((each) => plain(each.textContent).includes(plain(words))),
  };

  for (const each of wanted) {
    const found = look[each.kind](each);
    const named = `${each.kind} ${JSON.stringify((each.words || each.name).slice(0, 60))}`;
    if (!found) wrong.push(`${named} is not there`);
    else if (!(await reveal(found))) wrong.push(`${named} cannot be seen`);
  }
  for (const literal of [':::', '$[', 'docs-snippets', '{/*']) {
    if (article.textContent.includes(literal)) wrong.push(`${literal} is shown as text`);
  }
  return wrong;
};
