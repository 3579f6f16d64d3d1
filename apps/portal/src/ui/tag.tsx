/** A short state, with a colour that says nothing the words do not say. */
export const Tag = ({
  tone = 'plain',
  children,
}: {
  tone?: 'plain' | 'good' | 'warn' | 'bad';
  children: string;
}) => <span class={`tag ${tone}`}>{children}</span>;
