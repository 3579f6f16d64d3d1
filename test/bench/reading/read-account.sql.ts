/** The yardstick of reading an account: everything that the answer holds, and the right to see it, in one statement. Fixed. */
export const READ_ACCOUNT = `
  SELECT a.account_number, a.line_of_business, a.record_role, a.status, a.version, a.shared, l.link_id, l.host, l.copy, h.record AS peer,
    (SELECT json_agg(json_build_object('status', c.status, 'on', c.effective_on, 'reasonCode', c.reason_code, 'source', c.source) ORDER BY c.id)
       FROM account_status_change c WHERE c.account_number = a.account_number) AS history,
    (SELECT json_agg(d) FROM (SELECT DISTINCT ON (name) name, value, source FROM account_date_change
       WHERE account_number = a.account_number ORDER BY name, id DESC) d) AS dates,
    (SELECT json_agg(json_build_object('subject', v.subject, 'outcome', v.outcome, 'on', v.verified_on))
       FROM account_verification v WHERE v.account_number = a.account_number) AS verifications
  FROM account a
    LEFT JOIN link l ON l.local_account_number = a.account_number AND l.live
    LEFT JOIN heard_record h ON h.kind = 'account' AND h.subject = l.link_id::text
  WHERE a.account_number = $1
    AND EXISTS (SELECT 1 FROM account_access x WHERE x.account_number = a.account_number AND (x.login = $2 OR x.email = $3))`;
