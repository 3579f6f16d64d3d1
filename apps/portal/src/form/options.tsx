export interface Option {
  readonly value: string;
  readonly label: string;
}

/** Codes with their names as options; `all` names the choice that narrows nothing. */
export const optionsOf = (names: Readonly<Record<string, string>>, all?: string): readonly Option[] => [
  ...(all === undefined ? [] : [{ value: '', label: all }]),
  ...Object.entries(names).map(([value, label]) => ({ value, label })),
];

/** What stands inside a `select`. */
export const Options = ({ options }: { options: readonly Option[] }) => (
  <>
    {options.map(({ value, label }) => (
      <option key={value} value={value}>
        {label}
      </option>
    ))}
  </>
);
