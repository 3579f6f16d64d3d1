import { transformSync } from '@swc/core';
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, posix } from 'node:path';
import { compileFunction } from 'node:vm';
import type { Patch } from './mutants';
import type { Protocol } from './protocol';

const DOMAIN = 'libs/harmonization/src/domain';
const fromRoot = createRequire(join(process.cwd(), 'package.json'));

type Sources = ReadonlyMap<string, string>;
type Exports = Record<string, unknown>;
type Run = (exports: Exports, require: (to: string) => Exports) => void;

const isShipped = (file: string): boolean => file.endsWith('.ts') && !/\.spec(-support)?\.ts$/.test(file);

/** The shipped protocol's sources, by path inside the domain. */
function shippedSources(): Map<string, string> {
  const link = readdirSync(join(DOMAIN, 'link')).filter(isShipped);
  const files = [...link.map((file) => `link/${file}`), 'decision.ts', 'refusal.ts'];
  return new Map(files.map((file) => [file, readFileSync(join(DOMAIN, file), 'utf8')]));
}

/** A patch that does not match exactly once would plant nothing, or more than one bug. */
function patched(source: string, { file, search, replace }: Patch): string {
  const parts = source.split(search);
  if (parts.length !== 2) throw new Error(`"${search}" stands ${parts.length - 1} times in ${file}`);
  return parts.join(replace);
}

function withPatches(patches: readonly Patch[]): Sources {
  const sources = shippedSources();
  for (const one of patches) {
    const path = `link/${one.file}`;
    sources.set(path, patched(sources.get(path) ?? '', one));
  }
  return sources;
}

/** Compiles in memory and links the files to each other. */
class Linker {
  private readonly loaded = new Map<string, Exports>();
  private readonly options = (fromRoot('./scripts/swc-options.mjs') as { swcOptions: object }).swcOptions;

  constructor(private readonly sources: Sources) {}

  load(path: string): Exports {
    const known = this.loaded.get(path);
    if (known) return known;
    const exports: Exports = {};
    this.loaded.set(path, exports);
    const source = this.sources.get(path);
    if (source === undefined) throw new Error(`the protocol imports ${path}, which is not part of it`);
    const { code } = transformSync(source, { ...this.options, filename: path, sourceMaps: false });
    const run = compileFunction(code, ['exports', 'require']) as Run;
    run(exports, (to) => this.load(`${posix.normalize(posix.join(dirname(path), to))}.ts`));
    return exports;
  }
}

/** The protocol as it ships, or with planted bugs, from the sources in the present folder. */
export function loadProtocol(patches: readonly Patch[] = []): Protocol {
  const linker = new Linker(withPatches(patches));
  const { step } = linker.load('link/step.ts') as Pick<Protocol, 'step'>;
  const { holdsToken } = linker.load('link/token.ts') as Pick<Protocol, 'holdsToken'>;
  return { step, holdsToken };
}
