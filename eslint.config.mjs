import eslint from '@eslint/js';
import jest from 'eslint-plugin-jest';
import tseslint from 'typescript-eslint';

const TESTS = ['**/*.spec.ts', '**/*.int-spec.ts', '**/*.e2e-spec.ts', '**/*.spec-support.ts'];

/** What Nest hands to a controller's method (`@Body()`, `@Param()` …) is the request in parts, not an argument list. */
const isDecorated = (param) => (param.decorators ?? param.parameter?.decorators ?? []).length > 0;

/** `max-params`, but not for constructors (what Nest injects is a list of collaborators) nor for decorated parameters. */
const maxParams = {
  meta: {
    type: 'suggestion',
    schema: [{ type: 'integer' }],
    messages: { many: 'Takes {{count}} parameters; at most {{most}}.' },
  },
  create(context) {
    const [most] = context.options;
    const check = (node) => {
      const count = node.params.filter((param) => !isDecorated(param)).length;
      if (node.parent.kind === 'constructor' || count <= most) return;
      context.report({ node, messageId: 'many', data: { count, most } });
    };
    return { FunctionDeclaration: check, FunctionExpression: check, ArrowFunctionExpression: check };
  },
};

/** House style, `Size and shape`: a smell to explain, not an error. */
const SIZE = {
  complexity: ['warn', 10],
  'max-depth': ['warn', 3],
  'max-lines': ['warn', { max: 250, skipBlankLines: true, skipComments: true }],
  'max-lines-per-function': ['warn', { max: 40, skipBlankLines: true, skipComments: true }],
  'house/max-params': ['warn', 4],
};

export default tseslint.config(
  { ignores: ['**/node_modules/', 'dist/', '.local/', 'coverage/'] },
  { plugins: { house: { rules: { 'max-params': maxParams } } } },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  eslint.configs.recommended,
  {
    files: ['**/*.mjs', '**/*.cjs'],
    languageOptions: {
      globals: {
        console: 'readonly',
        process: 'readonly',
        URL: 'readonly',
        URLSearchParams: 'readonly',
        fetch: 'readonly',
        setTimeout: 'readonly',
        setInterval: 'readonly',
        clearInterval: 'readonly',
        clearTimeout: 'readonly',
        module: 'writable',
      },
    },
  },
  {
    files: ['**/*.ts', '**/*.tsx'],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      ...SIZE,
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-console': 'error',
      'no-restricted-syntax': [
        'error',
        { selector: 'TSEnumDeclaration', message: 'Use a union of string literals.' },
        { selector: 'ExportDefaultDeclaration', message: 'Export by name.' },
      ],
      '@typescript-eslint/consistent-type-imports': [
        'error',
        { fixStyle: 'inline-type-imports', disallowTypeAnnotations: false },
      ],
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', ignoreRestSiblings: true }],
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allowBoolean: true },
      ],
      // `return reply(…)` ends a branch.
      '@typescript-eslint/no-confusing-void-expression': 'off',
      // A row class satisfies the domain interface, and is made and copied as plain data: there is no mapper.
      '@typescript-eslint/no-unsafe-class-instance-assignment': 'off',
      '@typescript-eslint/no-misused-spread': 'off',
      // Modules and entities of Nest are classes that hold nothing but decorators.
      '@typescript-eslint/no-extraneous-class': ['error', { allowWithDecorator: true, allowEmpty: true }],
      // What arrives over the wire or from SQL is checked although its type promises it.
      '@typescript-eslint/no-unnecessary-condition': 'off',
      '@typescript-eslint/no-unnecessary-type-parameters': 'off',
      '@typescript-eslint/no-non-null-assertion': 'warn',
      // An interface may be asynchronous where one of its implementations need not be.
      '@typescript-eslint/require-await': 'off',
    },
  },
  {
    files: ['apps/local/**/*.ts', 'test/**/*.ts'],
    rules: { 'no-console': 'off' },
  },
  {
    files: ['libs/*/src/domain/**/*.ts', 'apps/*/src/domain/**/*.ts'],
    ignores: TESTS,
    rules: {
      'no-restricted-globals': [
        'error',
        ...[
          'Buffer',
          'console',
          'crypto',
          'fetch',
          'performance',
          'process',
          'setImmediate',
          'setInterval',
          'setTimeout',
        ].map((name) => ({
          name,
          message: 'Rules are facts in, decision out: no input, output, time or randomness.',
        })),
      ],
      'no-restricted-syntax': [
        'error',
        { selector: 'TSEnumDeclaration', message: 'Use a union of string literals.' },
        { selector: 'ExportDefaultDeclaration', message: 'Export by name.' },
        { selector: ':function[async=true]', message: 'Rules are synchronous.' },
        {
          selector: "NewExpression[callee.name='Date'][arguments.length=0]",
          message: 'The present is an argument.',
        },
        {
          selector: "MemberExpression[object.name='Date'][property.name='now']",
          message: 'The present is an argument.',
        },
        {
          selector: "MemberExpression[object.name='Math'][property.name='random']",
          message: 'Randomness is an argument.',
        },
      ],
    },
  },
  {
    files: [...TESTS, 'libs/testing/**/*.ts', 'test/**/*.ts'],
    rules: {
      'max-lines-per-function': 'off',
      'max-lines': 'off',
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-explicit-any': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      'no-restricted-syntax': 'off',
    },
  },
  {
    files: TESTS,
    extends: [jest.configs['flat/recommended']],
    rules: {
      '@typescript-eslint/unbound-method': 'off',
      'jest/unbound-method': 'error',
      'jest/no-focused-tests': 'error',
      // Skipped on a condition (no Redis) is allowed where it is said so; `xit` and friends are not.
      'jest/no-disabled-tests': 'error',
      'jest/no-conditional-expect': 'off',
      'jest/expect-expect': [
        'error',
        {
          assertFunctionNames: [
            'expect*',
            'fc.assert',
            '**.expect',
            'assert*',
            'bothResolved',
            'until*',
            '**.until',
            'eventually*',
            'request.**.expect',
          ],
        },
      ],
      'jest/no-standalone-expect': 'off',
      'jest/valid-title': ['error', { ignoreTypeOfDescribeName: true, ignoreTypeOfTestName: true }],
    },
  },
  {
    files: ['libs/testing/global-*.ts', '**/*.config.mjs'],
    rules: { 'no-restricted-syntax': 'off' },
  },
  {
    // A page is one function that reads top to bottom; a catalogue of words is one list.
    files: ['apps/portal/**/*.tsx'],
    rules: { 'max-lines-per-function': ['warn', { max: 80, skipBlankLines: true, skipComments: true }] },
  },
  { files: ['apps/portal/src/words/*.ts'], rules: { 'max-lines': 'off' } },
);
