import type { Kept } from '../domain/retention-periods';

/**
 * The statements that carry a period out on the kernel's own tables: `$1` is the time before which something is too old, `$2` the most
 * that one statement deletes. Each names only what has ended; what the protocol needs is not among them.
 */
export const FORGET: Readonly<
  Record<Exclude<Kept, 'deliveredMessages' | 'receivedMessages'>, readonly string[]>
> = {
  // Never said to the peer: had it heard of the application, its next word would open it anew.
  abandonedDrafts: [
    // Evidence in an application that ended before there was an account; of one that gave way to another, documents are kept (domain §5).
    `DELETE FROM application_document WHERE id IN (
       SELECT d.id FROM application_document d JOIN application a ON a.id = d.application_id
       WHERE a.state IN ('EXPIRED', 'WITHDRAWN', 'REFUSED') AND a.state_since < $1 ORDER BY d.id LIMIT $2 FOR UPDATE OF d SKIP LOCKED)`,
    `DELETE FROM application WHERE id IN (
       SELECT a.id FROM application a WHERE a.state = 'EXPIRED' AND a.submitted_at IS NULL AND a.state_since < $1
         AND NOT EXISTS (SELECT 1 FROM said_record s WHERE s.kind = 'application' AND s.subject = a.id::text)
         AND NOT EXISTS (SELECT 1 FROM heard_record h WHERE h.kind = 'application' AND h.subject = a.id::text)
       ORDER BY a.id LIMIT $2 FOR UPDATE SKIP LOCKED)`,
  ],
  oneTimeCodes: [
    `DELETE FROM link_code WHERE id IN (
       SELECT c.id FROM link_code c WHERE c.expires_at < $1 AND NOT EXISTS (SELECT 1 FROM application a WHERE a.id::text = c.used_for
         AND a.state NOT IN ('DECIDED', 'WITHDRAWN', 'SUPERSEDED', 'REFUSED', 'EXPIRED')) ORDER BY c.id LIMIT $2)`,
    `DELETE FROM link_code_try WHERE ctid IN (SELECT ctid FROM link_code_try WHERE at < $1 LIMIT $2)`,
    `DELETE FROM account_claim_code WHERE id IN (SELECT id FROM account_claim_code WHERE expires_at < $1 ORDER BY id LIMIT $2)`,
  ],
  invitations: [
    `DELETE FROM account_invitation WHERE id IN (
       SELECT id FROM account_invitation WHERE coalesce(accepted_at, revoked_at, expires_at) < $1 ORDER BY id LIMIT $2)`,
  ],
  mails: [
    `DELETE FROM mail WHERE id IN (SELECT id FROM mail WHERE state <> 'PENDING' AND settled_at < $1 ORDER BY id LIMIT $2)`,
  ],
  notices: [
    `DELETE FROM notice WHERE id IN (SELECT id FROM notice WHERE at < $1 AND mail_state <> 'DUE' ORDER BY id LIMIT $2)`,
  ],
  // The number stays, so that an older record is refused as ever.
  differences: [
    `UPDATE heard_record SET record = '{}' WHERE kind = 'differences' AND subject IN (
       SELECT h.subject FROM heard_record h JOIN link l ON l.link_id::text = h.subject
       WHERE h.kind = 'differences' AND h.record <> '{}' AND NOT l.live AND l.changed_at < $1 LIMIT $2)`,
  ],
  ownershipRequests: [
    `DELETE FROM ownership_request WHERE id IN (SELECT id FROM ownership_request WHERE closed_at < $1 ORDER BY id LIMIT $2)`,
  ],
  logins: [
    `DELETE FROM known_login WHERE login IN (
       SELECT login FROM known_login WHERE last_seen_at < $1 AND disabled_at IS NULL ORDER BY login LIMIT $2)`,
  ],
};

/** A request that names no account of this program waits as any other would, and is then refused. */
export const REFUSE_UNKNOWN = `
  UPDATE ownership_request r SET state = 'REFUSED', closed_at = $2 WHERE r.state = 'REQUESTED' AND r.requested_at < $1
    AND NOT EXISTS (SELECT 1 FROM account a WHERE a.account_number = r.account_number)`;
