import type { Program } from '@harmonization/start-program';
import { CTPAT_PROGRAM } from '../../../apps/ctpat/src/ctpat.program';
import { PIP_PROGRAM } from '../../../apps/pip/src/pip.program';

export type ProgramCode = 'CTPAT' | 'PIP';

export const PROGRAMS: Readonly<Record<ProgramCode, Program>> = { CTPAT: CTPAT_PROGRAM, PIP: PIP_PROGRAM };

export const PROGRAM_CODES: readonly ProgramCode[] = ['CTPAT', 'PIP'];

export const otherThan = (code: ProgramCode): ProgramCode => (code === 'CTPAT' ? 'PIP' : 'CTPAT');

export const audienceOf = (code: ProgramCode): string => `urn:harmonization:${code.toLowerCase()}`;
