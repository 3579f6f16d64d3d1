import { startProgram } from '@harmonization/start-program';
import { runService } from '@platform/run-service';
import { PIP_PROGRAM } from './pip.program';

void runService(() => startProgram(PIP_PROGRAM));
