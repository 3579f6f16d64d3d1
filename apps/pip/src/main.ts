import { startProgram } from '@harmonization/start-program';
import { PIP_PROGRAM } from './pip.program';

startProgram(PIP_PROGRAM).catch((error: Error) => {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
});
