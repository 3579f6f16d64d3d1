/**
 * `npm run answers` writes what every route answers, as JSON Schema, from the return types of the controllers' methods;
 * `--check` says instead whether the written file is what the types say now. Nothing of this is needed to run a service.
 */
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import prettier from 'prettier';
import { answersOf, programOf } from './answers/describe.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const FILE = join(root, 'libs', 'harmonization', 'src', 'answers.json');

const controllers = (await readdir(join(root, 'libs'), { recursive: true }))
  .filter((file) => /\.controllers?\.ts$/.test(file))
  .map((file) => join(root, 'libs', file))
  .toSorted();
const told = answersOf(programOf(controllers, join(root, 'tsconfig.json')));
const silent = Object.keys(told.routes).filter((route) => !told.routes[route].description);
if (silent.length > 0) {
  console.error(`The methods of these routes have no comment that says what they do: ${silent.join(', ')}`);
  process.exit(1);
}
const text = await prettier.format(JSON.stringify(told), {
  ...(await prettier.resolveConfig(FILE)),
  parser: 'json',
});

if (!process.argv.includes('--check')) await writeFile(FILE, text);
else if (text !== (await readFile(FILE, 'utf8').catch(() => ''))) {
  console.error(
    'What the routes answer has changed: `npm run answers`, and commit libs/harmonization/src/answers.json',
  );
  process.exitCode = 1;
}
