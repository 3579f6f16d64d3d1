/** Commands of a document, and what the document says that the last of them prints. */
export interface Example {
  readonly commands: string;
  readonly printed: string;
}

const SHELL_BLOCK = /^```sh\n([\s\S]*?)^```$/gm;
const PRINTED = /^# → (.*)$/;

/** The examples of all shell blocks, in order: each ends with a line `# → what is printed`. */
export function shellExamples(markdown: string): Example[] {
  const lines = [...markdown.matchAll(SHELL_BLOCK)].flatMap(([, block]) => (block ?? '').split('\n'));
  const examples: Example[] = [];
  const commands: string[] = [];
  for (const line of lines) {
    const [, printed] = PRINTED.exec(line) ?? [];
    if (printed === undefined) commands.push(line);
    else examples.push({ commands: commands.splice(0).join('\n'), printed });
  }
  return examples;
}

/** A line that no example prints. */
const BETWEEN = '-- end of example --';

/** All examples as one script, because later ones use the variables of earlier ones. */
export const scriptOf = (examples: readonly Example[]): string =>
  examples.map(({ commands }) => `${commands}\necho '${BETWEEN}'\n`).join('');

/** What each example printed. */
export const partsOf = (output: string): string[] => output.split(`${BETWEEN}\n`).slice(0, -1);
