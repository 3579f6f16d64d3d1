-- Which identifiers of a host's account came from the client's when two memberships were linked, each with the hash of its value.
CREATE TABLE adopted_identifier (
  link_id uuid NOT NULL,
  name    text NOT NULL,
  sha256  text NOT NULL,
  PRIMARY KEY (link_id, name)
);
