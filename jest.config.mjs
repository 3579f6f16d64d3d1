import { swcOptions } from './scripts/swc-options.mjs';

// ESM-only packages are compiled for CommonJS Jest: jose, and the development issuer with what it needs.
const ESM_ONLY =
  'jose|openid-client|oauth4webapi|oidc-provider|nanoid|quick-lru|got|@sindresorhus/is|@szmarczak/http-timer|cacheable-lookup|cacheable-request|keyv|@keyv/serialize|' +
  'mimic-response|normalize-url|responselike|lowercase-keys|form-data-encoder|p-cancelable';

const shared = {
  rootDir: import.meta.dirname,
  testEnvironment: 'node',
  transform: { '^.+\\.(t|j|mj)s$': ['@swc/jest', swcOptions] },
  transformIgnorePatterns: [`/node_modules/(?!(${ESM_ONLY})/)`],
  moduleNameMapper: {
    '^@harmonization/(.*)$': '<rootDir>/libs/harmonization/src/$1',
    '^@messaging/(.*)$': '<rootDir>/libs/messaging/src/$1',
    '^@peer-contract/(.*)$': '<rootDir>/libs/peer-contract/src/$1',
    '^@platform/(.*)$': '<rootDir>/libs/platform/src/$1',
    '^@testing/(.*)$': '<rootDir>/libs/testing/src/$1',
  },
  modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/.local/'],
};
const servers = {
  globalSetup: '<rootDir>/libs/testing/global-setup.ts',
  globalTeardown: '<rootDir>/libs/testing/global-teardown.ts',
};

export default {
  projects: [
    { ...shared, displayName: 'unit', testMatch: ['**/*.spec.ts'] },
    { ...shared, ...servers, displayName: 'integration', testMatch: ['**/*.int-spec.ts'] },
    { ...shared, ...servers, displayName: 'e2e', testMatch: ['<rootDir>/test/**/*.e2e-spec.ts'] },
    { ...shared, ...servers, displayName: 'screenshots', testMatch: ['<rootDir>/test/**/*.shots.ts'] },
  ],
};
