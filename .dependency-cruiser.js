/** The rooms of the house and who may import whom: the table of CONTRIBUTING.md, enforced. `types` are imports that vanish at run time. */
const rooms = {
  '^src/index[.]ts$': { values: ['^src/main[.]ts$'] },
  '^src/(main|step|record)[.]ts$': { values: ['^src/(?!sandbox/|stubs/|deployment/)'] },
  '^src/action/': {
    values: ['^src/action/', '^src/(plan|outcome|rollUp|verdict|text|clock)[.]ts$', '^src/http/origin[.]ts$'],
    types: ['^src/(http|marketplace|deployment)/', '^src/progress[.]ts$'],
  },
  '^src/deployment/': { values: ['^src/deployment/', '^src/text[.]ts$', '^src/auth/scrub[.]ts$'] },
  '^src/cancelOffer[.]ts$': { values: ['^src/steps/', '^src/(plan|advice|verdict|clock)[.]ts$', '^src/marketplace/'] },
  '^src/steps/': { values: ['^src/steps/', '^src/(plan|advice|verdict|clock|text)[.]ts$', '^src/marketplace/'] },
  '^src/(plan[.]ts$|rules/)': {
    values: ['^src/rules/', '^src/text[.]ts$', '^src/marketplace/location[.]ts$', '^src/http/origin[.]ts$', '^src/auth/tokenForm[.]ts$'],
    types: ['^src/auth/'],
  },
  '^src/auth/': { values: ['^src/auth/', '^src/http/', '^src/(clock|text)[.]ts$'] },
  '^src/marketplace/': { values: ['^src/marketplace/', '^src/http/', '^src/(clock|text)[.]ts$'] },
  '^src/http/': { values: ['^src/http/', '^src/(clock|text)[.]ts$'] },
  '^src/signals[.]ts$': { values: ['^src/clock[.]ts$'] },
  '^src/rollUp[.]ts$': { values: ['^src/(outcome|verdict|text)[.]ts$'] },
  '^src/verdict[.]ts$': { values: ['^src/(advice|outcome|text)[.]ts$'], types: ['^src/progress[.]ts$'] },
  '^src/progress[.]ts$': { values: [], types: ['^src/marketplace/'] },
  '^src/advice[.]ts$': { values: ['^src/outcome[.]ts$'] },
  '^src/(outcome|clock|text)[.]ts$': { values: [] },
  '^src/stubs/': { values: [] },
  '^src/sandbox/': { values: ['^src/sandbox/', '^src/clock[.]ts$'], types: ['^src/http/'] },
};

const roomRules = Object.entries(rooms).flatMap(([from, { values, types = [] }]) => [
  {
    name: `room ${from}`,
    severity: 'error',
    from: { path: from },
    to: { path: '^src/', pathNot: [...values, ...types] },
  },
  ...types.map((type) => ({
    name: `room ${from}: types only of ${type}`,
    severity: 'error',
    from: { path: from },
    to: { path: type, pathNot: values, dependencyTypesNot: ['type-only'] },
  })),
]);

/** Packages and Node modules that only one place may touch. */
const doors = [
  ['@actions/core', '^src/action/runner[.]ts$', 'node_modules/@actions/core'],
  ['@actions/github', '^src/deployment/octokit[.]ts$', 'node_modules/@(actions/github|octokit)/'],
  ['other bundles', '^src/action/deployment[.]ts$', '^(node:)?module$'],
  ['@actions/http-client', '^src/http/(transport|proxy)[.]ts$', 'node_modules/@actions/http-client'],
  ['the network', '^src/(http/(transport|socket)|sandbox/server)[.]ts$', '^(node:)?(http|https|net|tls|http2|dgram|dns)$'],
  ['processes', '^src/sandbox/', '^(node:)?child_process$'],
  ['files', '^src/(sandbox/|action/runner[.]ts$)', '^(node:)?fs(/promises)?$'],
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
    { name: 'every file has a room', severity: 'error', from: { path: '^src/', pathNot: Object.keys(rooms) }, to: {} },
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
