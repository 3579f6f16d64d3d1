import { CONSENT_TEXTS } from '@harmonization/domain/consent-texts';
import { checkForm, isHarmonizable, type FormContext } from '@harmonization/domain/form-check';
import { toSharedData } from '@harmonization/domain/form-mapping';
import { assignHost } from '@harmonization/domain/host-assignment';
import { bn9Of, luhnHolds } from '@harmonization/domain/identifiers';
import { normalizeForm } from '@harmonization/domain/normalize-form';
import { isPostBox } from '@harmonization/domain/post-box';
import { flowNameOf } from '@harmonization/domain/scenario';
import { unansweredMusts } from '@harmonization/domain/security-profile/profile';
import { checkSharedData } from '@harmonization/domain/shared-data-check';
import fc from 'fast-check';
import { CTPAT_PROFILE } from '../../apps/ctpat/src/ctpat.profile';
import { PIP_PROFILE } from '../../apps/pip/src/pip.profile';
import { carriers, formWith, type CarrierDocument } from './carriers';
import { freshIdentifiers } from './fresh-identifiers';

const TODAY = '2026-03-02';
const PROFILES = [CTPAT_PROFILE, PIP_PROFILE] as const;

const context = (requiredSupplements: FormContext['requiredSupplements']): FormContext => ({
  requiredSupplements,
  today: TODAY,
  harmonizableLines: CTPAT_PROFILE.harmonizableLines,
  consentTexts: CONSENT_TEXTS,
});

const memberships = ({ memberOf }: CarrierDocument) => {
  const [us, ca] = PROFILES.map(({ code, country }) => ({
    code,
    country,
    member: memberOf.includes(country),
  }));
  return [us!, ca!] as const;
};

const hostOf = ({ form, memberOf }: CarrierDocument) => {
  const headquarters = form.common.addresses.find(({ type }) => type === 'HEADQUARTERS')!;
  const [us, ca] = PROFILES.map(({ code, country }) => ({
    code,
    country,
    linked: false,
    headquarters: 'PENDING' as const,
    standing: 'ELIGIBLE' as const,
    ...(memberOf.includes(country) && { headquartersCountry: headquarters.country }),
  }));
  return assignHost({
    programs: [us!, ca!],
    lineOfBusiness: form.common.lineOfBusiness,
    isHarmonizable: isHarmonizable(form.common.lineOfBusiness, CTPAT_PROFILE.harmonizableLines, TODAY),
    headquarters: {
      country: headquarters.country,
      isPostBox: isPostBox(headquarters.street, headquarters.country),
    },
    ...form.attestations,
    today: TODAY,
  });
};

describe('the carriers of the pilot and of the other flows', () => {
  it('are eight, one a flow, with two American and two Canadian pilot carriers', () => {
    const all = carriers('any');
    const pilot = all.filter((carrier) => carrier.pilot).map(({ hostCountry }) => hostCountry);

    expect(all.map(({ flow }) => flow)).toEqual(['F1', 'F2', 'F3', 'F4', 'F5', 'F6', 'F7', 'F8']);
    expect(pilot.toSorted()).toEqual(['CA', 'CA', 'US', 'US']);
  });

  describe.each(carriers('document').map((carrier) => [carrier.flow, carrier] as const))(
    '%s',
    (flow, carrier) => {
      it('has a complete application in its normal form, without a wrong field', () => {
        expect(checkForm(carrier.form, context(['usSupplement', 'canadianSupplement']))).toEqual([]);
        expect(normalizeForm(carrier.form)).toEqual(carrier.form);
        expect(unansweredMusts(carrier.form.common.securityProfile)).toEqual([]);
      });

      it('may leave out the supplement that its membership holds, and no other', () => {
        const needed = PROFILES.filter(({ country }) => !carrier.memberOf.includes(country)).map(
          ({ ownSupplement }) => ownSupplement,
        );

        expect(checkForm(formWith(carrier.form, needed), context(needed))).toEqual([]);
        expect(checkForm(formWith(carrier.form, []), context(needed)).map(({ pointer }) => pointer)).toEqual(
          needed.map((name) => `/${name}`),
        );
      });

      it('meets every eligibility rule of both programs', () => {
        const unmet = PROFILES.flatMap((profile) => profile.assessEligibility(carrier.form)).filter(
          ({ met }) => !met,
        );

        expect(unmet).toEqual([]);
      });

      it('plays the flow that it names, at the host that the rules give it', () => {
        const { host } = hostOf(carrier);

        expect(flowNameOf(memberships(carrier), host!)).toBe(flow);
        expect(PROFILES.find(({ code }) => code === host)?.country).toBe(carrier.hostCountry);
      });

      it('makes accounts whose shared data are right before and after its edit', () => {
        const data = toSharedData(carrier.form);
        const clients = { ...data, ...carrier.heldByClient };

        expect(checkSharedData(data, { today: TODAY })).toEqual([]);
        expect(checkSharedData({ ...data, ...carrier.hostEdit }, { today: TODAY })).toEqual([]);
        expect(checkSharedData(clients, { today: TODAY })).toEqual([]);
      });
    },
  );
});

describe('fresh identifiers', () => {
  it('are valid for any seed, and the same for the same seed', () => {
    fc.assert(
      fc.property(fc.string(), (seed) => {
        const [carrier] = carriers(seed);

        expect(checkForm(carrier!.form, context(['usSupplement', 'canadianSupplement']))).toEqual([]);
        expect(luhnHolds(bn9Of(freshIdentifiers(seed).bn15))).toBe(true);
        expect(freshIdentifiers(seed)).toEqual(freshIdentifiers(seed));
      }),
      { numRuns: 50 },
    );
  });

  it('differ between runs and between the carriers of one run', () => {
    const seeds = Array.from({ length: 500 }, (_, run) => `run-${run}`);
    const numbers = seeds.flatMap((seed) => carriers(seed).map(({ form }) => form.usSupplement?.usdot));

    expect(new Set(numbers).size).toBe(numbers.length);
  });
});
