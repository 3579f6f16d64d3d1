-- A link that becomes active closes the suggestions about its account: found by the account, in the transaction of the link.
CREATE INDEX staff_case_open_match_of_account ON staff_case ((facts->>'accountNumber'))
  WHERE kind = 'MATCH_REVIEW' AND state = 'OPEN';
