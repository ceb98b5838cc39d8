const adapters = ['portal', 'submission', 'productIngestion'].map((name) => [
  `^src/marketplace/${name}/`,
  {
    values: [`^src/marketplace/((?!apis)[^/]+[.]ts$|${name}/)`, '^src/http/', '^src/text/', '^src/clock[.]ts$'],
    types: ['^src/auth/credential[.]ts$'],
  },
]);

/** The folders and who may import whom: the map of CONTRIBUTING.md, enforced. `types` are imports that vanish at run time. */
const rooms = {
  '^src/index[.]ts$': { values: ['^src/(main|run/start)[.]ts$'] },
  '^src/(main[.]ts$|run/)': { values: ['^src/(?!sandbox/|stubs/|deployment/|recording/)'] },
  '^src/action/': {
    values: ['^src/action/', '^src/outcome/', '^src/inputs/(inputs|recording)[.]ts$', '^src/(text/|clock[.]ts$)', '^src/http/origin[.]ts$'],
    types: ['^src/(http|marketplace|deployment|recording)/', '^src/inputs/plan[.]ts$'],
  },
  '^src/recording/': {
    values: [
      '^src/recording/',
      '^src/marketplace/(recording|time)[.]ts$',
      '^src/marketplace/[^/]+/recording[.]ts$',
      '^src/http/certificate[.]ts$',
      '^src/http/headers[.]ts$',
      '^src/text/spelling[.]ts$',
      '^src/version[.]ts$',
    ],
    types: ['^src/(inputs/plan|marketplace/api|outcome/result)[.]ts$', '^src/http/'],
  },
  '^src/deployment/': { values: ['^src/deployment/', '^src/http/(transport|reply)[.]ts$', '^src/text/', '^src/(clock|version)[.]ts$'] },
  '^src/inputs/': {
    values: [
      '^src/inputs/',
      '^src/text/',
      '^src/marketplace/(apis|portal/operationPath)[.]ts$',
      '^src/http/origin[.]ts$',
      '^src/auth/credential[.]ts$',
    ],
    types: ['^src/(auth|marketplace)/', '^src/outcome/outcome[.]ts$'],
  },
  '^src/cancel/': {
    values: ['^src/cancel/', '^src/marketplace/(api|operations|cancelPolicy)[.]ts$', '^src/outcome/', '^src/text/', '^src/clock[.]ts$'],
    types: ['^src/inputs/plan[.]ts$'],
  },
  '^src/outcome/': { values: ['^src/outcome/', '^src/text/'], types: ['^src/marketplace/api[.]ts$'] },
  '^src/auth/': { values: ['^src/auth/', '^src/http/', '^src/text/', '^src/clock[.]ts$'] },
  '^src/marketplace/apis[.]ts$': { values: ['^src/marketplace/'], types: ['^src/http/retry[.]ts$'] },
  '^src/marketplace/(?!apis)[^/]+[.]ts$': {
    values: ['^src/marketplace/(?!apis)[^/]+[.]ts$', '^src/http/', '^src/auth/credential[.]ts$', '^src/text/', '^src/clock[.]ts$'],
  },
  ...Object.fromEntries(adapters),
  '^src/http/': { values: ['^src/http/', '^src/text/', '^src/(clock|version)[.]ts$'] },
  '^src/(clock|version)[.]ts$': { values: [] },
  '^src/text/': { values: ['^src/text/'] },
  '^src/stubs/': { values: [] },
  '^src/sandbox/': { values: ['^src/sandbox/', '^src/clock[.]ts$'], types: ['^src/http/', '^src/recording/form[.]ts$'] },
};

const roomRules = Object.entries(rooms).flatMap(([from, { values, types = [] }]) => [
  {
    name: `folder ${from}`,
    severity: 'error',
    from: { path: from },
    to: { path: '^src/', pathNot: [...values, ...types] },
  },
  ...types.map((type) => ({
    name: `folder ${from}: types only of ${type}`,
    severity: 'error',
    from: { path: from },
    to: { path: type, pathNot: values, dependencyTypesNot: ['type-only'] },
  })),
]);

/** Packages and Node modules that only one place may touch. */
const doors = [
  ['@actions/core', '^src/action/runner[.]ts$', 'node_modules/@actions/core'],
  ['@actions/github', '^src/deployment/octokit[.]ts$', 'node_modules/@(actions/github|octokit)/'],
  ['other bundles', '^src/action/(deployment|recording)[.]ts$', '^(node:)?module$'],
  ['@actions/http-client', '^src/http/(transport|proxy)[.]ts$', 'node_modules/@actions/http-client'],
  ['the network', '^src/(http/(transport|socket)|sandbox/(server|action/background))[.]ts$', '^(node:)?(http|https|net|http2|dgram|dns)$'],
  ['TLS', '^src/(http/(transport|socket)|action/runner|sandbox/server)[.]ts$', '^(node:)?tls$'],
  ['processes', '^src/sandbox/', '^(node:)?child_process$'],
  ['files', '^src/(sandbox/|action/(runner|workspaceFile)[.]ts$)', '^(node:)?fs(/promises)?$'],
].map(([name, from, to]) => ({
  name: `door to ${name}`,
  severity: 'error',
  from: { path: '^src/', pathNot: from },
  to: { path: to, dependencyTypesNot: ['type-only'] },
}));

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    { name: 'no circles', severity: 'error', from: {}, to: { circular: true } },
    { name: 'every file has a folder', severity: 'error', from: { path: '^src/', pathNot: Object.keys(rooms) }, to: {} },
    ...roomRules,
    ...doors,
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default'] },
  },
};
