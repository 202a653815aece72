// What is wrong with how the page is now: for people who see little, and for those who see nothing.
() => {
  const wrong = [];
  const shown = (element) => element.checkVisibility({ visibilityProperty: true });
  const said = (element) => element.textContent.trim().replace(/\s+/g, " ").slice(0, 40);

  const colour = (words) => {
    const [red, green, blue, alpha = 1] = words.match(/[\d.]+/g).map(Number);
    return { light: [red, green, blue], alpha };
  };
  const luminance = ({ light }) => {
    const [red, green, blue] = light.map((part) => part / 255)
      .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const behind = (element) => {
    for (let up = element; up; up = up.parentElement) {
      const found = colour(getComputedStyle(up).backgroundColor);
      if (found.alpha === 1) return found;
    }
    return { light: [255, 255, 255] };
  };
  for (const element of document.querySelectorAll("body *")) {
    const own = [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim());
    if (!own || !shown(element) || element.closest("script, style, .hide, option")) continue;
    const [one, two] = [colour(getComputedStyle(element).color), behind(element)].map(luminance).sort((a, b) => b - a);
    const contrast = (one + 0.05) / (two + 0.05);
    if (contrast < 4.5) wrong.push(`contrast ${contrast.toFixed(2)}: ${said(element)}`);
  }

  for (const control of document.querySelectorAll("button, input, select, a")) {
    const named = control.getAttribute("aria-label") || control.labels?.[0]?.textContent || control.textContent;
    if (shown(control) && !named.trim()) wrong.push(`no name: ${control.outerHTML.slice(0, 80)}`);
  }
  let level = 0;
  for (const heading of document.querySelectorAll("h1, h2, h3, h4, h5, h6")) {
    const own = Number(heading.tagName[1]);
    if (own > level + 1) wrong.push(`heading ${own} after ${level}: ${said(heading)}`);
    level = own;
  }
  const width = document.documentElement.scrollWidth;
  if (width > innerWidth) wrong.push(`${width} pixels wide, the window ${innerWidth}`);
  return [...new Set(wrong)];
}
