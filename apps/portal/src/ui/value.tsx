import { useSpeech } from '../words/language';

/** Any value of shared data as a person reads it: lists as lists, records as lines. */
export function Value({ value }: { value: unknown }) {
  const { words } = useSpeech();
  if (value === undefined || value === null || value === '')
    return <span class="muted">{words.field.none}</span>;
  if (typeof value === 'boolean') return <>{value ? words.action.yes : words.action.no}</>;
  if (Array.isArray(value))
    return (
      <ul>
        {(value as unknown[]).map((one, index) => (
          <li key={index}>
            <Value value={one} />
          </li>
        ))}
      </ul>
    );
  if (typeof value === 'object')
    return (
      <>
        {Object.values(value)
          .filter((one) => typeof one !== 'object')
          .join(', ')}
      </>
    );
  return (
    <>{typeof value === 'string' || typeof value === 'number' ? String(value) : JSON.stringify(value)}</>
  );
}
