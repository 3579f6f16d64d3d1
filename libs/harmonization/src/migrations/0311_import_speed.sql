-- An import writes five dates a member, and nobody looks for a date by its id alone: one index a row instead of two.
ALTER TABLE account_date_change DROP CONSTRAINT account_date_change_pkey;
DROP INDEX account_date_change_by_account;
ALTER TABLE account_date_change ADD PRIMARY KEY (account_number, name, id);

-- That a date has its account is checked once a statement instead of once a row. The account itself cannot go: its statuses, which
-- every account has and which are append-only, still refer to it.
ALTER TABLE account_date_change DROP CONSTRAINT account_date_change_account_number_fkey;
CREATE FUNCTION account_date_change_has_account() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM added d WHERE NOT EXISTS (SELECT FROM account a WHERE a.account_number = d.account_number)) THEN
    RAISE foreign_key_violation USING MESSAGE = 'a date of an account that is not there',
      TABLE = 'account_date_change', CONSTRAINT = 'account_date_change_has_account';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER account_date_change_has_account AFTER INSERT ON account_date_change
  REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION account_date_change_has_account();

-- Pieces of a file are read once and go: compressing half a megabyte for a few seconds helps nobody.
ALTER TABLE member_import_piece ALTER COLUMN bytes SET STORAGE EXTERNAL;
