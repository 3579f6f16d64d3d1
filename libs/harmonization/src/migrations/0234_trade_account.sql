-- The accounts of one company: a trade account, or a legal entity. company_key is what the program knows the company by, if it does.
CREATE TABLE trade_account (
  id          uuid PRIMARY KEY,
  company_key text,
  opened_at   timestamptz NOT NULL,
  CONSTRAINT trade_account_once_per_company UNIQUE (company_key)
);

CREATE TABLE trade_account_member (
  account_number   text PRIMARY KEY REFERENCES account,
  trade_account_id uuid NOT NULL REFERENCES trade_account,
  joined_at        timestamptz NOT NULL
);
CREATE INDEX trade_account_member_by_trade_account ON trade_account_member (trade_account_id);
