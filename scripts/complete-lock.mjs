/**
 * Names in package-lock.json the builds of optional native packages for every platform. npm leaves out those that its
 * registry mirror does not carry, and `npm ci` then refuses the whole file. Run after each `npm install`; `--check` only tells.
 */
import { readFileSync, writeFileSync } from 'node:fs';

const file = new URL('../package-lock.json', import.meta.url);
const lock = JSON.parse(readFileSync(file, 'utf8'));

const SYSTEMS = ['android', 'darwin', 'freebsd', 'linux', 'openharmony', 'win32', 'windows'];
const PROCESSORS = ['arm64', 'arm', 'ia32', 'loong64', 'ppc64', 'riscv64', 's390x', 'x64'];

/** `@swc/core-linux-arm64-gnu` → linux, arm64, glibc: the names of native builds say what npm would read from their manifest. */
function platformOf(name) {
  const words = name.split(/[/-]/);
  const system = SYSTEMS.find((word) => words.includes(word));
  const cpu = PROCESSORS.find((word) => words.includes(word));
  if (!system || !cpu) return undefined;
  const libc = words.some((word) => word.startsWith('musl'))
    ? 'musl'
    : words.some((word) => word.startsWith('gnu'))
      ? 'glibc'
      : undefined;
  return {
    cpu: [cpu],
    ...(libc && system === 'linux' ? { libc: [libc] } : {}),
    os: [system === 'windows' ? 'win32' : system],
  };
}

function missingBuilds() {
  const missing = {};
  for (const { optionalDependencies = {}, dev } of Object.values(lock.packages)) {
    for (const [name, version] of Object.entries(optionalDependencies)) {
      const path = `node_modules/${name}`;
      const platform = platformOf(name);
      if (!platform || lock.packages[path] || !/^\d/.test(version)) continue;
      missing[path] = { version, ...platform, ...(dev ? { dev: true } : {}), optional: true };
    }
  }
  return missing;
}

const missing = missingBuilds();
const count = Object.keys(missing).length;
if (process.argv.includes('--check')) {
  if (count > 0)
    console.error(
      `package-lock.json lacks ${count} builds for other platforms: run node scripts/complete-lock.mjs`,
    );
  process.exitCode = count > 0 ? 1 : 0;
} else if (count > 0) {
  const packages = { ...lock.packages, ...missing };
  lock.packages = Object.fromEntries(Object.entries(packages).sort(([a], [b]) => (a < b ? -1 : 1)));
  writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);
  console.log(`package-lock.json: ${count} builds for other platforms added`);
}
