import { consentText } from '@harmonization/domain/consent-texts';
import { v7 as uuidv7 } from 'uuid';
import { formOf, identifiersOf } from './documents';

/**
 * The yardstick of a submission: the same rows in one statement, and nothing else. Fixed: it is not made slower when the
 * service writes more, and `rows-agree.ts` says when the two no longer write the same rows.
 */
export const WRITE_SUBMISSION = `
  WITH application AS (
    INSERT INTO application (id, reference, is_entry, applicant, state, version, form, progress, usdot, bn9, canadian_carrier_code,
      created_at, submitted_at, state_since)
    VALUES ($1, $2, true, $3, 'SUBMITTED', 1, $4, $5, $6, $7, $8, $9, $9, $9)),
  consent AS (
    INSERT INTO consent (id, application_id, scope, text_version, language, fields, given_by, given_at)
    VALUES ($10, $1, 'HARMONIZATION_SHARE', '2026-01', 'en', $11, $3, $9)),
  audit AS (
    INSERT INTO audit_entry (id, at, actor, actor_role, action, subject_kind, subject_id, after, correlation_id)
    VALUES ($12, $9, $3, 'CARRIER_OFFICER', 'application.submitted', 'application', $1::uuid::text, $13, $14)),
  said AS (
    INSERT INTO said_record (kind, subject, incarnation, seq, record) VALUES ('application', $1::uuid::text, 0, 1, $15)),
  outbox AS (
    INSERT INTO outbox (id, peer, kind, subject, envelope, created_at, next_attempt_at)
    VALUES ($16, 'REFERENCE', 'application', $1::uuid::text, $17, $9, $9))
  INSERT INTO idempotency_key (caller, route, key, body_sha256, status, body, location, created_at, expires_at)
  VALUES ($3, 'POST /v1/applications', $18, $19, 201, $20, '/v1/applications/' || $1::uuid, $9, $9 + interval '1 day')`;

const CONSENTED_FIELDS = JSON.stringify(consentText('HARMONIZATION_SHARE', '2026-01')?.fields ?? []);
const BODY_HASH = Buffer.alloc(32, 7);

/** The values of `WRITE_SUBMISSION` for the n-th application. */
export function submissionValues(n: number, applicant: string): unknown[] {
  const fresh = identifiersOf(n);
  const [id, now, bn9] = [uuidv7(), new Date(), fresh.bn15.slice(0, 9)];
  const reference = `HA-R-2026-${String(n).padStart(6, '0')}`;
  const form = formOf(fresh);
  const identifiers = { usdot: fresh.usdot, bn9, canadianCarrierCode: fresh.canadianCarrierCode };
  const standing = { member: false, active: false, linked: false, standing: 'ELIGIBLE' };
  const known = {
    entry: 'CTPAT',
    lineOfBusiness: 'HIGHWAY_CARRIER',
    identifiers,
    standing,
    headquarters: 'PENDING',
  };
  const record = { reference, state: 'SUBMITTED', ...known };
  const message = {
    id: uuidv7(),
    kind: 'application',
    subject: id,
    incarnation: 0,
    seq: 1,
    heardIncarnation: 0,
    heardSeq: 0,
    record,
  };
  const names = {
    id,
    reference,
    state: 'SUBMITTED',
    entry: 'CTPAT',
    standalone: false,
    hostRules: [],
    headquarters: { own: 'PENDING' },
  };
  const answer = `${JSON.stringify({ ...names, decisions: {}, asks: [], createdAt: now, submittedAt: now, version: 1 }).slice(0, -1)},"form":${form}}`;
  return [
    ...[id, reference, applicant, form, JSON.stringify({ ...known, proofHere: false, proofThere: false })],
    ...[fresh.usdot, bn9, fresh.canadianCarrierCode, now],
    ...[uuidv7(), CONSENTED_FIELDS],
    ...[uuidv7(), JSON.stringify({ reference }), uuidv7()],
    JSON.stringify(record),
    ...[message.id, JSON.stringify(message)],
    ...[`reference-${n}`, BODY_HASH, answer],
  ];
}
