const variables = require('./src/remark/variables');

// `SKIP_NEXT=true` builds what is released and nothing else, as a public site would.
const nextVersion = process.env.SKIP_NEXT === 'true' ? [] : ['current'];

export default async function createAsyncConfig() {
  const config = {
    title: 'Calico example docs',
    url: process.env.DOCS_URL ? process.env.DOCS_URL : 'https://docs.example.com',
    baseUrl: '/',
    future: {
      v4: {
        removeLegacyPostBuildHeadAttribute: true,
        mdx1CompatDisabledByDefault: true,
      },
    },
    onBrokenLinks: 'throw',
    onBrokenAnchors: 'throw',
    markdown: { hooks: { onBrokenMarkdownLinks: 'throw' } },
    themes: ['@docusaurus/theme-classic'],
    themeConfig: {
      navbar: {
        title: 'Calico example docs',
        items: [
          { to: '/calico/latest', label: 'Calico' },
          { to: '/calico-enterprise/latest', label: 'Calico Enterprise' },
          { to: '/calico-cloud', label: 'Calico Cloud' },
          { type: 'docsVersionDropdown', docsPluginId: 'calico', position: 'right' },
        ],
      },
      prism: { additionalLanguages: ['bash'] },
    },
    plugins: [
      [
        '@docusaurus/plugin-content-docs',
        {
          id: 'calico',
          path: 'calico',
          routeBasePath: 'calico',
          sidebarPath: './sidebars.js',
          beforeDefaultRemarkPlugins: [variables],
          onlyIncludeVersions: [...nextVersion, '3.31', '3.30'],
          lastVersion: '3.31',
          versions: {
            'current': { label: 'next', path: 'next', banner: 'unreleased' },
            '3.31': { path: 'latest', banner: 'none' },
            '3.30': { path: '3.30', banner: 'none' },
          },
        },
      ],
      [
        '@docusaurus/plugin-content-docs',
        {
          id: 'calico-enterprise',
          path: 'calico-enterprise',
          routeBasePath: 'calico-enterprise',
          sidebarPath: './sidebars.js',
          beforeDefaultRemarkPlugins: [variables],
          onlyIncludeVersions: [...nextVersion, '3.23-1'],
          lastVersion: '3.23-1',
          versions: {
            'current': { label: 'next', path: 'next', banner: 'unreleased' },
            '3.23-1': { path: 'latest', banner: 'none' },
          },
        },
      ],
      [
        '@docusaurus/plugin-content-docs',
        {
          id: 'calico-cloud',
          path: 'calico-cloud',
          routeBasePath: 'calico-cloud',
          sidebarPath: './sidebars.js',
          beforeDefaultRemarkPlugins: [variables],
          lastVersion: 'current',
          versions: {
            'current': { path: '/', banner: 'none' },
          },
        },
      ],
      [
        '@docusaurus/plugin-content-docs',
        {
          id: 'default',
          path: 'default',
          routeBasePath: '/',
          sidebarPath: './sidebars.js',
          beforeDefaultRemarkPlugins: [variables],
        },
      ],
    ],
  };
  return config;
}
