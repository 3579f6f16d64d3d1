-- Every message a peer ever had answered: a second copy of it changes nothing and hears the same receipt.
CREATE TABLE inbox (
  sender      text NOT NULL,
  id          uuid NOT NULL,
  kind        text NOT NULL,
  subject     text NOT NULL,
  received_at timestamptz NOT NULL,
  result      text NOT NULL DEFAULT 'applied',
  code        text,
  CONSTRAINT inbox_message_once PRIMARY KEY (sender, id),
  CONSTRAINT inbox_result CHECK (result IN ('applied', 'duplicate', 'superseded', 'refused')),
  CONSTRAINT inbox_refusal_has_code CHECK ((result = 'refused') = (code IS NOT NULL))
);
