import { useLocation } from 'preact-iso';

interface PlacesProps {
  readonly label: string;
  readonly class?: string;
  /** Address and name of each. */
  readonly places: readonly (readonly [string, string])[];
}

/** The router leaves the last slash out, so that the first page is `/portal` there. */
const isSame = (path: string, href: string): boolean => path.replace(/\/$/, '') === href.replace(/\/$/, '');

/** A way between pages; where one stands is marked. */
export function Places({ label, class: look, places }: PlacesProps) {
  const { path } = useLocation();
  return (
    <nav class={look} aria-label={label}>
      <ul>
        {places.map(([href, name]) => (
          <li key={href}>
            <a href={href} aria-current={isSame(path, href) ? 'page' : undefined}>
              {name}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
