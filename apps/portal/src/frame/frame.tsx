import type { ComponentChildren } from 'preact';
import { useLocation } from 'preact-iso';
import { useEffect, useRef } from 'preact/hooks';
import { useApi } from '../api/use-api';
import { useSpeech } from '../words/language';
import { isStaff, useFace, type Person } from './face';
import { Places } from './places';

/** What stands around every page: name of the program, language, navigation, and one place for the page itself. */
export function Frame({ person, children }: { person?: Person; children: ComponentChildren }) {
  const { words } = useSpeech();
  const { path } = useLocation();
  const main = useRef<HTMLElement>(null);
  const isFirst = useRef(true);
  useEffect(() => {
    // Who goes on by keyboard or screen reader starts at the top of the new page.
    if (!isFirst.current) main.current?.focus();
    isFirst.current = false;
  }, [path]);
  return (
    <>
      <a class="skip" href="#main">
        {words.frame.skip}
      </a>
      <Header person={person} />
      {person && <Navigation person={person} />}
      <main id="main" tabIndex={-1} ref={main}>
        {children}
      </main>
      <footer>
        <p>{words.frame.demonstration}</p>
      </footer>
    </>
  );
}

function Header({ person }: { person?: Person }) {
  const { words, language, toggle, of } = useSpeech();
  const face = useFace();
  return (
    <header>
      <a class="name" href="/portal/">
        <strong>{words.host[face.code] ?? face.shortName}</strong> <span>{of(face.name)}</span>
      </a>
      <div class="tools">
        {person && <SignedInAs person={person} />}
        <button type="button" class="plain" lang={language === 'en' ? 'fr' : 'en'} onClick={toggle}>
          {words.frame.otherLanguage}
        </button>
      </div>
    </header>
  );
}

function SignedInAs({ person }: { person: Person }) {
  const { words } = useSpeech();
  const api = useApi();
  const signOut = async (): Promise<void> => {
    await api.send('/sign-out', { method: 'POST' });
    location.assign('/portal/');
  };
  return (
    <span class="signed-in">
      <span>{words.frame.signedInAs(person.name ?? person.subject)}</span>
      <button type="button" class="plain" onClick={() => void signOut()}>
        {words.frame.signOut}
      </button>
    </span>
  );
}

/** Who reads of the peer and of keys. */
const readsKeys = ({ roles }: Person): boolean => roles.includes('HQ') || roles.includes('AUDITOR');

function Navigation({ person }: { person: Person }) {
  const { words } = useSpeech();
  const pairing: [string, string][] = readsKeys(person) ? [['/portal/peers', words.frame.peers]] : [];
  const places: [string, string][] = isStaff(person)
    ? [
        ['/portal/', words.frame.cases],
        ['/portal/applications', words.frame.applications],
        ['/portal/accounts', words.frame.accounts],
        ['/portal/validations', words.frame.validations],
        ['/portal/due', words.frame.due],
        ['/portal/arrangements', words.frame.arrangements],
        ...pairing,
        ['/portal/operations', words.frame.operations],
      ]
    : [
        ['/portal/', words.frame.home],
        ['/portal/applications', words.frame.applications],
        ['/portal/notices', words.frame.notices],
      ];
  return <Places label={words.frame.menu} places={places} />;
}
