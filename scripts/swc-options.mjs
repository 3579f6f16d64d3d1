/** The one compiler setting for the build, the tests and the protocol model's mutants. */
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));

export const swcOptions = {
  jsc: {
    target: 'es2022',
    parser: { syntax: 'typescript', decorators: true },
    transform: { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: false },
    keepClassNames: true,
    baseUrl: root,
    paths: {
      '@harmonization/*': ['libs/harmonization/src/*'],
      '@messaging/*': ['libs/messaging/src/*'],
      '@peer-contract/*': ['libs/peer-contract/src/*'],
      '@platform/*': ['libs/platform/src/*'],
      '@testing/*': ['libs/testing/src/*'],
    },
  },
  module: { type: 'commonjs' },
  sourceMaps: true,
  swcrc: false,
};
