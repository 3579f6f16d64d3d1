import {
  accessSync,
  chmodSync,
  constants,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { PlainError } from '../plain-error';

/** Where everything of this machine is kept: secrets, logs, the clock, the addresses of what runs. */
export class LocalFolder {
  private constructor(readonly path: string) {}

  /** Makes the folder; one clear sentence when that cannot be written. */
  static open(path: string): LocalFolder {
    try {
      mkdirSync(join(path, 'logs'), { recursive: true });
      // Root hands PostgreSQL to another account, which must pass through: it may enter, not list. Secrets have mode 600.
      chmodSync(path, process.getuid?.() === 0 ? 0o711 : 0o700);
      [path, join(path, 'logs')].forEach((folder) => accessSync(folder, constants.W_OK));
    } catch (error) {
      const { code = 'unknown error' } = error as NodeJS.ErrnoException;
      throw new PlainError(
        `The folder ${path} cannot be written (${code}): make it yours, or run from a copy of the project that you own.`,
      );
    }
    return new LocalFolder(path);
  }

  at(...names: string[]): string {
    return join(this.path, ...names);
  }

  /** Undefined when absent; a file that cannot be read, or is broken, is named. */
  readJson<T>(name: string): T | undefined {
    try {
      return JSON.parse(readFileSync(this.at(name), 'utf8')) as T;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
      throw new PlainError(
        `${this.at(name)} cannot be used (${(error as Error).message}): remove the folder .local to start anew.`,
      );
    }
  }

  /** Whole or not at all, and readable by its owner only. */
  writeJson(name: string, value: unknown): void {
    const draft = this.at(`${name}.draft`);
    writeFileSync(draft, `${JSON.stringify(value, null, 2)}\n`, { mode: 0o600 });
    renameSync(draft, this.at(name));
  }

  remove(name: string): void {
    rmSync(this.at(name), { force: true });
  }
}
