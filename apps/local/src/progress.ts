const seconds = (since: number): string => `${((Date.now() - since) / 1000).toFixed(1)} s`;

/** Progress as plain lines: they read the same in a terminal and in a log. */
export class Progress {
  constructor(private readonly write: (line: string) => void = (line) => console.log(line)) {}

  readonly say = (line: string): void => this.write(`  ${line}`);

  async step<T>(name: string, work: () => Promise<T>): Promise<T> {
    const since = Date.now();
    this.write(`- ${name} …`);
    const result = await work();
    this.write(`  ${name}: ready (${seconds(since)})`);
    return result;
  }
}
