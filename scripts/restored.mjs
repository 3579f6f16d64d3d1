// `npm run restored -- --program ctpat`: B1 for a database into which a backup was put back, before its service starts.
// The address is CTPAT_DATABASE_URL or PIP_DATABASE_URL; in an image, run `node apps/<program>/src/restored.js` with DATABASE_URL.
import { spawnSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const { values } = parseArgs({ options: { program: { type: 'string' } } });
const url = process.env[`${(values.program ?? '').toUpperCase()}_DATABASE_URL`];
if (!['ctpat', 'pip'].includes(values.program ?? '') || !url) {
  process.stderr.write(
    'npm run restored -- --program ctpat|pip, with CTPAT_DATABASE_URL or PIP_DATABASE_URL set\n',
  );
  process.exit(2);
}
const entry = join(root, 'dist', 'apps', values.program, 'src', 'restored.js');
const { status } = spawnSync(process.execPath, [entry], {
  stdio: 'inherit',
  env: { ...process.env, DATABASE_URL: url },
});
process.exit(status ?? 1);
