import { spawnSync } from 'node:child_process';
import { documentAt } from './documents';
import { OwnCopy } from './own-copy';
import { partsOf, scriptOf, shellExamples } from './shell-examples';

const EXAMPLES = shellExamples(documentAt('README.md').text);
const hasCurl = spawnSync('curl', ['--version']).status === 0;

(hasCurl ? describe : describe.skip)(
  `the examples of the README${hasCurl ? '' : ' (skipped: no curl)'}`,
  () => {
    let copy: OwnCopy | undefined;
    let printed: string[];

    // Not a timing: a start, a build and a dozen calls, on a machine that may be busy.
    beforeAll(async () => {
      copy = await OwnCopy.make();
      await copy.start();
      printed = partsOf(await copy.run(scriptOf(EXAMPLES)));
    }, 180_000);
    afterAll(() => copy?.stop(), 60_000);

    it('are there', () => {
      expect(EXAMPLES.length).toBeGreaterThan(4);
    });

    it.each(EXAMPLES.map((example, index) => [index + 1, example.printed] as const))(
      'no. %i prints %s',
      (number, expected) => {
        expect(printed[number - 1]).toContain(expected);
      },
    );
  },
);
