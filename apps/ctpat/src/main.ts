import { startProgram } from '@harmonization/start-program';
import { CTPAT_PROGRAM } from './ctpat.program';

startProgram(CTPAT_PROGRAM).catch((error: Error) => {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
});
