import { faultsOf } from './answer-check';

const CLAIMED = { accountNumber: 'CT1', expiresAt: '2026-03-02T12:00:00.000Z' };
const answered = (
  status: number,
  body: unknown,
  call = 'POST /v1/account-claims',
  headers: Record<string, string> = {},
): string[] => {
  const [method = '', path = ''] = call.split(' ');
  return faultsOf({ method, path, answer: { status, body, headers: new Headers(headers) } });
};

describe('holding an answer against what is described', () => {
  it('finds nothing in an answer that is as described, nor in a problem', () => {
    expect(answered(202, CLAIMED)).toEqual([]);
    expect(answered(422, { code: 'REQUEST_INVALID' })).toEqual([]);
    expect(answered(204, undefined, 'DELETE /v1/svi/monitored/SVI-1')).toEqual([]);
    expect(answered(200, '%PDF', 'GET /v1/library/0197/content')).toEqual([]);
  });

  it('names each field that is missing, of another form, or not described', () => {
    expect(answered(202, { accountNumber: 7, more: true })).toEqual([
      expect.stringContaining('"missingProperty":"expiresAt"'),
      expect.stringContaining('"additionalProperty":"more"'),
      expect.stringContaining('/accountNumber must be string'),
    ]);
    expect(answered(202, { ...CLAIMED, expiresAt: 'tomorrow' })).toEqual([
      expect.stringContaining('/expiresAt must match format "date-time"'),
    ]);
  });

  it('names a field that is not described also inside what is one of several', () => {
    const peer = { accountNumber: 'PIP1', program: 'PIP', wireStatus: 'ACTIVE', secret: 1 };

    expect(answered(200, { items: [{ peer }] }, 'GET /v1/accounts').join()).toContain(
      '"additionalProperty":"secret"',
    );
  });

  it('names a status, a body and a route that are not described', () => {
    expect(answered(200, CLAIMED)).toEqual(['POST /v1/account-claims is not said to answer 200']);
    expect(answered(204, { id: 1 }, 'DELETE /v1/svi/monitored/SVI-1')).toEqual([
      'DELETE /v1/svi/monitored/{number} is said to answer without a body',
    ]);
    expect(answered(200, {}, 'GET /v1/nowhere')).toEqual(['GET /v1/nowhere is no route that is described']);
  });

  it('names a header that is told but not sent, or sent but not told', () => {
    expect(answered(201, undefined, 'POST /v1/links')).toContain('POST /v1/links is said to send Location');
    expect(answered(202, CLAIMED, undefined, { etag: '"1"' })).toEqual([
      'POST /v1/account-claims is not said to send ETag',
    ]);
  });

  it('takes a path without a parameter for itself', () => {
    expect(answered(200, { items: [] }, 'GET /v1/staff/imports/incomplete?limit=1')).toEqual([]);
  });
});
