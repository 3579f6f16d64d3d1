import { join } from 'node:path';
import type { Program } from '@harmonization/start-program';
import { PIP_PROFILE } from './pip.profile';

/** The kernel, this program's profile, and the tables that only it has. */
export const PIP_PROGRAM: Program = { profile: PIP_PROFILE, migrations: join(__dirname, 'migrations') };
