import { useLocation } from 'preact-iso';

interface PlacesProps {
  readonly label: string;
  readonly class?: string;
  /** Address and name of each. */
  readonly places: readonly (readonly [string, string])[];
}

/** A way between pages; where one stands is marked. */
export function Places({ label, class: look, places }: PlacesProps) {
  const { path } = useLocation();
  return (
    <nav class={look} aria-label={label}>
      <ul>
        {places.map(([href, name]) => (
          <li key={href}>
            <a href={href} aria-current={path === href ? 'page' : undefined}>
              {name}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
