/** What a bundle may weigh and hold. Adding a bundle, or a package to one, is a line here. */
export interface Budget {
  readonly bundle: string;
  readonly mostBytes: number;
  /** The packages that it is made of, by name; every other one is over the budget, `undici` before all: it is nine tenths of what http-client would bring. */
  readonly packages: readonly string[];
}

export const budgets: readonly Budget[] = [
  { bundle: 'dist/index.js', mostBytes: 160_000, packages: ['@actions/core', '@actions/http-client', 'tunnel'] },
  {
    bundle: 'dist/deployment/index.js',
    mostBytes: 900_000,
    packages: [
      '@actions/github',
      '@actions/http-client',
      '@octokit/auth-token',
      '@octokit/core',
      '@octokit/endpoint',
      '@octokit/graphql',
      '@octokit/plugin-paginate-rest',
      '@octokit/plugin-rest-endpoint-methods',
      '@octokit/request',
      '@octokit/request-error',
      'before-after-hook',
      'content-type',
      'json-with-bigint',
      'tunnel',
      'undici',
      'universal-user-agent',
    ],
  },
  { bundle: 'dist/sandbox/index.js', mostBytes: 280_000, packages: ['yaml'] },
];

/** What is over the budget, a line for each; `modules` is the bundle's modules.txt, which `npm run check:dist` proves to be what the bundler read. */
export function overruns({ bundle, mostBytes, packages }: Budget, bytes: number, modules: string): string[] {
  const names = modules.split('\n').filter((line) => line !== '');
  const held = new Set(names.map((name) => /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(name)?.[1] ?? '').filter((name) => name !== ''));
  return [
    ...(bytes > mostBytes ? [`${bundle} has ${bytes} bytes, ${bytes - mostBytes} over its limit`] : []),
    ...(names.length === 0 ? [`${bundle} has no list of modules`] : []),
    ...[...held].filter((name) => !packages.includes(name)).map((name) => `${bundle} holds the package ${name}`),
    ...packages.filter((name) => !held.has(name)).map((name) => `${bundle} holds no ${name} any more: take it off its list`),
  ];
}
