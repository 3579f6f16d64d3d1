import type { ComponentChildren } from 'preact';

/** A box that says how something stands. Errors are announced at once. */
export const Notice = ({
  kind,
  children,
}: {
  kind: 'info' | 'success' | 'warning' | 'error';
  children: ComponentChildren;
}) => (
  <div class={`notice ${kind}`} role={kind === 'error' ? 'alert' : 'status'}>
    {children}
  </div>
);
