const fs = require('fs');
const path = require('path');

const ROOT = path.resolve(__dirname, '../..');
const TOKEN = /\$\[([\w.\/-]+)\]/g;

/** Replaces `$[name]` by the variables of the tree a page is in, then by those of the site. */
function variablesPlugin() {
  return (tree, file) => {
    const scopes = scopesOf(file.path);
    visit(tree, (node) => {
      for (const key of ['value', 'url', 'title', 'alt']) {
        if (typeof node[key] === 'string') node[key] = substitute(node[key], scopes, file);
      }
    });
  };
}

function visit(node, action) {
  if (node.type !== 'mdxjsEsm' && node.type !== 'mdxFlowExpression') action(node);
  const attributes = Array.isArray(node.attributes) ? node.attributes : [];
  for (const child of [...(node.children ?? []), ...attributes]) visit(child, action);
}

function scopesOf(page) {
  const scopes = [];
  for (let folder = path.dirname(page); folder.startsWith(ROOT); folder = path.dirname(folder)) {
    const found = path.join(folder, 'variables.js');
    if (fs.existsSync(found)) scopes.push(require(found));
  }
  return scopes;
}

function substitute(text, scopes, file) {
  return text.replace(TOKEN, (token, name) => {
    for (const scope of scopes) {
      const value = name.split('.').reduce((inner, part) => inner?.[part], scope);
      if (value !== undefined) return String(value);
    }
    throw new Error(`${file.path}: ${token} is not defined`);
  });
}

module.exports = variablesPlugin;
