import { startProgram } from '@harmonization/start-program';
import { runService } from '@platform/run-service';
import { CTPAT_PROGRAM } from './ctpat.program';

void runService(() => startProgram(CTPAT_PROGRAM));
