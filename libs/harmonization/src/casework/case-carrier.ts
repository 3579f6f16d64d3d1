import type { CarrierIdentifiers } from '../domain/application-record';

/** The carrier that a case is about, as this program itself knows it. Staff, who decide, see its name in a dispute too (DISP-2). */
export interface CaseCarrier {
  /** Null at a program that the form has not reached: until the host is fixed only the inquiry's identifiers cross (domain §8). */
  readonly name: string | null;
  /** What the other program asked by, where the name is not known. */
  readonly identifiers: CarrierIdentifiers | null;
  /** Its account here, where it has one. */
  readonly accountNumber: string | null;
  /** The application that the case is about. */
  readonly applicationId: string | null;
}

const IS_UUID = `'^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$'`;

/**
 * As SQL, of a row `page` of the queue: the carrier as JSON, or null where the subject is of none, or of one that this program does not
 * know. Each table is looked up by its key, so that a page of the queue stays cheap.
 */
export const CASE_CARRIER = `
  (SELECT json_build_object('name', coalesce(ap.form->'common'->>'legalName', a.shared->>'legalName'), 'accountNumber', a.account_number,
       'applicationId', ap.id,
       'identifiers', CASE WHEN coalesce(ap.form->'common'->>'legalName', a.shared->>'legalName') IS NULL THEN ap.progress->'identifiers' END)
     FROM (SELECT CASE WHEN page.subject_id ~ ${IS_UUID} THEN page.subject_id::uuid END AS id, page.subject_kind AS kind) s
       LEFT JOIN application ap ON s.kind = 'application' AND ap.id = s.id
       LEFT JOIN link l ON s.kind = 'link' AND l.link_id = s.id
       LEFT JOIN validation v ON s.kind = 'validation' AND v.id = s.id
       LEFT JOIN document d ON s.kind = 'document' AND d.id = s.id
       LEFT JOIN account a ON a.account_number = CASE s.kind WHEN 'account' THEN page.subject_id
         ELSE coalesce(ap.account_number, l.local_account_number, v.account_number, d.account_number, page.facts->>'accountNumber') END
     WHERE ap.id IS NOT NULL OR a.account_number IS NOT NULL) AS carrier`;
