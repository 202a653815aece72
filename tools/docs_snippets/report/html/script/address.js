// The address says what is shown: `#findings?q=port&severity=error`. It can be kept and sent.

function readAddress() {
  const [part, query = ""] = location.hash.slice(1).split("?");
  return [part, Object.fromEntries(new URLSearchParams(query))];
}

function address(part, options = {}) {
  const query = new URLSearchParams(Object.entries(options).filter(([, value]) => value));
  return `#${part}${query.size ? `?${query}` : ""}`;
}

/** Keeps the address true without a step in the browser's history. */
function keepAddress(part, options) {
  history.replaceState(null, "", address(part, options));
}
