import { CTPAT_PROFILE } from '../../apps/ctpat/src/ctpat.profile';
import { PIP_PROFILE } from '../../apps/pip/src/pip.profile';
import { lineInWords } from '@harmonization/domain/code-words';
import { WIRE_STATUSES } from '@harmonization/domain/life-cycle';
import { REASON_WORDS } from '@harmonization/domain/reason-words';
import { regionName } from '@harmonization/domain/region-names';
import { codeInWords, reasonBehind, spokenCode } from '@harmonization/domain/spoken-codes';

const PROFILES = [CTPAT_PROFILE, PIP_PROFILE];
const RAW = /[A-Z]{2,}_|^[A-Z]{3,}$/;

describe('what a person reads for a code (TXT-7)', () => {
  it.each(PROFILES.map((profile) => [profile.code, profile] as const))(
    'is a word for every status, reason and line of business, read at %s',
    (_code, profile) => {
      const codes = PROFILES.flatMap(({ lifeCycle, reasonCodes, otherLines, accountLines }) => [
        ...Object.keys(lifeCycle.moves),
        ...reasonCodes.map(({ code }) => code),
        ...otherLines,
        ...Object.values(accountLines),
      ]);
      const spoken = [...codes, ...WIRE_STATUSES].map((code) => codeInWords(profile, code));
      expect(spoken.flatMap(({ en, fr }) => [en, fr]).filter((words) => RAW.test(words))).toEqual([]);
      expect(spoken.every(({ en, fr }) => en !== '' && fr !== '')).toBe(true);
    },
  );

  it('has words of its own for each status of the program, and none that it does not have', () => {
    for (const { statusNames, lifeCycle } of PROFILES) {
      const statuses = new Set([
        ...Object.keys(lifeCycle.moves),
        ...Object.values(lifeCycle.moves).flatMap((moves) => moves.map(({ to }) => to)),
      ]);
      statuses.delete('PRIOR');
      expect(Object.keys(statusNames).sort()).toEqual([...statuses].sort());
    }
  });

  it('is the other program’s reason too, whose list nobody has here', () => {
    expect(reasonBehind(CTPAT_PROFILE, 'SIGN_IN_MISSED').fr).toBe(' (Aucune ouverture de session en un an)');
    expect(reasonBehind(PIP_PROFILE, undefined)).toEqual({ en: '', fr: '' });
    for (const { reasonCodes } of PROFILES)
      expect(reasonCodes.filter(({ code }) => !Object.hasOwn(REASON_WORDS, code))).toEqual([]);
  });

  it('is plain words where nobody has written any, and nothing of what is no code', () => {
    expect(codeInWords(PIP_PROFILE, 'NEVER_HEARD_OF')).toEqual({
      en: 'never heard of',
      fr: 'never heard of',
    });
    expect(spokenCode(PIP_PROFILE, 'Bedrock Freight Ltd.')).toBeUndefined();
    expect(spokenCode(PIP_PROFILE, 'CTPAT')).toBe(PIP_PROFILE.peer.name);
    expect(lineInWords('CUSTOMS_BROKER').fr).toBe('courtier en douane');
  });

  it('is the name of a state or province', () => {
    expect(regionName('US-NC')).toEqual({ en: 'North Carolina', fr: 'Caroline du Nord' });
    expect(regionName('CA-QC')?.fr).toBe('Québec');
    expect(regionName('DE-BY')).toBeUndefined();
  });
});
