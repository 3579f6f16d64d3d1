/** The dependency rules of ARCHITECTURE.md: who may import whom. `npm run check` fails on each of them. */
const TESTS = '\\.(spec|int-spec|e2e-spec|spec-support)\\.ts$';

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: 'no-cycles',
      comment: 'What needs each other in a circle cannot be understood, tested or moved apart.',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'no-orphans',
      comment:
        'A module that nothing needs and that needs nothing is dead. What is `served` is needed by a browser.',
      severity: 'error',
      from: { orphan: true, pathNot: [TESTS, '^test/', '\\.d\\.ts$', '^libs/testing/global-', '/served/'] },
      to: {},
    },
    {
      name: 'domain-is-pure',
      comment: 'Rules are facts in, decision out: no framework, no Node API, nothing outside domain.',
      severity: 'error',
      from: { path: '^(libs/[^/]+|apps/(?!local)[^/]+)/src/domain/', pathNot: TESTS },
      to: { pathNot: '^(libs/harmonization|apps/[^/]+)/src/domain/' },
    },
    {
      name: 'libraries-name-no-app',
      severity: 'error',
      from: { path: '^libs/' },
      to: { path: '^apps/' },
    },
    {
      name: 'apps-never-import-each-other',
      comment: 'The two services meet over the wire only.',
      severity: 'error',
      from: { path: '^apps/(ctpat|pip|portal)/' },
      to: { path: '^apps/', pathNot: '^apps/$1/' },
    },
    {
      name: 'platform-stands-alone',
      severity: 'error',
      from: { path: '^libs/platform/', pathNot: TESTS },
      to: { path: '^libs/', pathNot: '^libs/platform/' },
    },
    {
      name: 'peer-contract-stands-alone',
      comment: 'Shared by sender and receiver: it may name nothing of either.',
      severity: 'error',
      from: { path: '^libs/peer-contract/', pathNot: TESTS },
      to: { path: '^libs/', pathNot: '^libs/peer-contract/' },
    },
    {
      name: 'messaging-knows-no-domain',
      severity: 'error',
      from: { path: '^libs/messaging/', pathNot: TESTS },
      to: { path: '^libs/', pathNot: '^libs/(messaging|peer-contract|platform)/' },
    },
    {
      name: 'only-messaging-has-a-queue',
      severity: 'error',
      from: { path: '^(apps|libs)/', pathNot: ['^libs/messaging/', TESTS] },
      to: { path: 'node_modules/(bullmq|ioredis)/' },
    },
    {
      name: 'shipped-code-never-tests',
      comment: 'apps/local is not shipped: it starts the same embedded PostgreSQL as the tests.',
      severity: 'error',
      from: { path: '^(apps/(?!local/)|libs/(?!testing/))', pathNot: TESTS },
      to: { path: ['^libs/testing/', '^test/', TESTS] },
    },
    {
      name: 'shipped-code-only-production-packages',
      severity: 'error',
      // The pages are bundled when they are built: what they are made of is needed then only.
      from: { path: '^(apps/(?!local/|portal/)|libs/(?!testing/))', pathNot: TESTS },
      to: { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'], dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'local-is-never-shipped',
      severity: 'error',
      from: { path: '^(apps/(?!local/)|libs/(?!testing/))', pathNot: TESTS },
      to: { path: '^apps/local/' },
    },
    {
      name: 'everything-resolves',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: ['^dist/', '^\\.local/'] },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
};
