-- What this side says of a thing, and what it last heard the peer say of it (protocol, sections 1 and 5).
CREATE TABLE said_record (
  kind        text NOT NULL,
  subject     text NOT NULL,
  incarnation integer NOT NULL,
  seq         bigint NOT NULL,
  record      jsonb NOT NULL,
  PRIMARY KEY (kind, subject)
);

CREATE TABLE heard_record (
  kind        text NOT NULL,
  subject     text NOT NULL,
  incarnation integer NOT NULL,
  seq         bigint NOT NULL,
  record      jsonb NOT NULL,
  PRIMARY KEY (kind, subject)
);

-- How often this side has been restored from a backup: a restored side numbers what it says anew.
CREATE TABLE service_incarnation (
  only_row    boolean PRIMARY KEY DEFAULT true CHECK (only_row),
  incarnation integer NOT NULL
);
INSERT INTO service_incarnation (incarnation) VALUES (0);
