const { themes } = require('prism-react-renderer');

// Where the site is published is known to whoever publishes it: SITE_URL and SITE_BASE say so.
module.exports = {
  title: 'docs-snippets',
  tagline: 'Keeps the versions of your docs consistent with the software, and with each other',
  url: process.env.SITE_URL || 'https://docs.example.com',
  baseUrl: process.env.SITE_BASE || '/',
  onBrokenLinks: 'throw',
  onBrokenAnchors: 'throw',
  markdown: { format: 'detect', hooks: { onBrokenMarkdownLinks: 'throw', onBrokenMarkdownImages: 'throw' } },
  plugins: [
    ['@docusaurus/plugin-content-docs', { path: 'docs', routeBasePath: '/', sidebarPath: './sidebars.js' }],
  ],
  themes: [
    ['@docusaurus/theme-classic', { customCss: './custom.css' }],
    ['@easyops-cn/docusaurus-search-local', { docsRouteBasePath: '/', indexBlog: false, hashed: true, searchBarShortcutHint: false }],
  ],
  themeConfig: {
    colorMode: { respectPrefersColorScheme: true },
    navbar: {
      title: 'docs-snippets',
      items: [
        { to: '/tour', label: 'Tour' },
        { to: '/rules', label: 'Rules' },
        { to: '/reference', label: 'Reference' },
      ],
    },
    prism: { theme: themes.vsLight, darkTheme: themes.vsDark, additionalLanguages: ['bash', 'json', 'toml'] },
  },
};
