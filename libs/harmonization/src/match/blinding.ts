import { Worker } from 'node:worker_threads';
import { blindingWorker } from './blinding-worker';

/** The peer sent something that is no point of the group: nothing of ours is multiplied with it. */
export class TokenInvalid extends Error {}

/** Points of one message to the worker: its answer is a sign of progress. */
const PORTION = 200;

type Task = { readonly kind: 'blind' | 'double'; readonly values: readonly string[] };
type Reply = { readonly tokens: string[] } | { readonly invalid: true };

/**
 * Diffie–Hellman blinding on ristretto255, in a thread of its own: a scalar multiplication takes milliseconds, and requests must
 * not wait for thousands of them. `secret` is this run's scalar and never leaves the service.
 */
export class Blinding {
  private readonly worker: Worker;

  private constructor(secret: string) {
    const modules = {
      curve: require.resolve('@noble/curves/ed25519'),
      utils: require.resolve('@noble/curves/utils'),
    };
    this.worker = new Worker(`(${blindingWorker.toString()})(require)`, {
      eval: true,
      workerData: { secret, ...modules },
      execArgv: [],
    });
  }

  static async with<T>(secret: string, work: (blinding: Blinding) => Promise<T>): Promise<T> {
    const blinding = new Blinding(secret);
    try {
      return await work(blinding);
    } finally {
      await blinding.worker.terminate();
    }
  }

  /** `H(value)^secret` of each value, in their order. */
  blind(values: readonly string[]): Promise<string[]> {
    return this.all('blind', values);
  }

  /** `token^secret` of each token of the peer; TokenInvalid where one is no point, or the neutral one. */
  double(tokens: readonly string[]): Promise<string[]> {
    return this.all('double', tokens);
  }

  private async all(kind: Task['kind'], values: readonly string[]): Promise<string[]> {
    const tokens: string[] = [];
    for (let from = 0; from < values.length; from += PORTION)
      tokens.push(...(await this.portion({ kind, values: values.slice(from, from + PORTION) })));
    return tokens;
  }

  private portion(task: Task): Promise<string[]> {
    return new Promise((resolve, reject) => {
      const settle = (reply: Reply): void => {
        this.worker.off('error', reject);
        if ('invalid' in reply) reject(new TokenInvalid('A token is no point of the group'));
        else resolve(reply.tokens);
      };
      this.worker.once('message', settle).once('error', reject);
      this.worker.postMessage(task);
    });
  }
}
