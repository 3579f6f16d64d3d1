import { join } from 'node:path';
import type { Program } from '@harmonization/start-program';
import { CTPAT_PROFILE } from './ctpat.profile';

/** The kernel, this program's profile, and the tables that only it has. */
export const CTPAT_PROGRAM: Program = { profile: CTPAT_PROFILE, migrations: join(__dirname, 'migrations') };
