-- SEP-1: the former host ended its account; this one is read-only until this program's staff have confirmed that it stands alone.
ALTER TABLE account ADD COLUMN separation_pending boolean NOT NULL DEFAULT false;
