import { useState } from 'preact/hooks';
import { Options, type Option } from '../form/options';

interface Narrowing {
  readonly chosen: Readonly<Record<string, string>>;
  /** What was chosen, as the query of the list. */
  readonly query: string;
  readonly choose: (name: string, value: string) => void;
}

/** What narrows a list, each by its name in the list's query; empty narrows nothing. */
export function useNarrowing(atFirst: Readonly<Record<string, string>>): Narrowing {
  const [chosen, setChosen] = useState(atFirst);
  const said = Object.entries(chosen).filter(([, value]) => value !== '');
  return {
    chosen,
    query: new URLSearchParams(said).toString(),
    choose: (name, value) => setChosen((before) => ({ ...before, [name]: value })),
  };
}

interface FiltersProps {
  readonly by: Narrowing;
  readonly filters: readonly { name: string; label: string; options: readonly Option[] }[];
}

/** The choices that narrow a list at once. */
export const Filters = ({ by, filters }: FiltersProps) => (
  <p class="actions">
    {filters.map(({ name, label, options }) => (
      <span key={name} class="filter">
        <label for={name}>{label}</label>
        <select
          id={name}
          value={by.chosen[name]}
          onChange={(event) => by.choose(name, event.currentTarget.value)}
        >
          <Options options={options} />
        </select>
      </span>
    ))}
  </p>
);
