import { carriers, formWith } from '../../../../test/data/carriers';
import { fromSharedData, toSharedData } from './form-mapping';

const all = carriers('mapping').map(({ flow, form }) => [flow, form] as const);

describe.each(all)('the application of %s', (_, form) => {
  it('MAP-1: becomes shared data with the identifiers of both supplements, and without what only the form asks', () => {
    const data = toSharedData(form);

    expect(data.identifiers).toMatchObject({ scac: form.usSupplement?.scac, carmRegistered: true });
    expect(JSON.stringify(data)).not.toMatch(/crossBorderTrips|lineOfBusiness|accurate/);
    expect(Object.values(data)).not.toContain(undefined);
  });

  it('MAP-1: completes the identifiers that a membership holds', () => {
    const held = toSharedData(formWith(form, ['usSupplement'])).identifiers;
    const data = toSharedData(formWith(form, ['canadianSupplement']), held);

    expect(data).toEqual(toSharedData(form));
  });

  it('MAP-2: can be filled again from what it became', () => {
    const { lineOfBusiness: _line, ...common } = form.common;
    const {
      crossBorderTrips12Months: _year,
      crossBorderTrips90Days: _quarter,
      ...canadianSupplement
    } = form.canadianSupplement!;

    expect(fromSharedData(toSharedData(form))).toEqual({
      common,
      usSupplement: form.usSupplement,
      canadianSupplement,
    });
  });
});

it('MAP-2: leaves a supplement out that the account does not hold', () => {
  const [, form] = all[0]!;

  expect(fromSharedData(toSharedData(formWith(form, []))).usSupplement).toBeUndefined();
  expect(fromSharedData(toSharedData(formWith(form, []))).canadianSupplement).toBeUndefined();
});
