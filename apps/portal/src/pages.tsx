import { LocationProvider, Route, Router } from 'preact-iso';
import { useEffect, useMemo, useRef } from 'preact/hooks';
import { ApiClient } from './api/client';
import { ApiContext, useData } from './api/use-api';
import { CARRIER_ROUTES } from './carrier/routes';
import { FaceContext, isStaff, PersonContext, type Face, type Person } from './frame/face';
import { Frame } from './frame/frame';
import { NotFound } from './frame/not-found';
import { SessionEnded } from './frame/session-ended';
import { Welcome } from './frame/welcome';
import { OFFICER_ROUTES } from './officer/routes';
import { Loading } from './ui/loading';
import { ProblemPanel } from './ui/problem-panel';
import { ProblemAnswer } from './api/problem';
import { SpeechProvider, useSpeech } from './words/language';

/** All pages of one service. */
export function Pages({ face }: { face: Face }) {
  return (
    <FaceContext.Provider value={face}>
      <SpeechProvider preferred={face.language}>
        <LocationProvider scope="/portal">
          <WithApi />
        </LocationProvider>
      </SpeechProvider>
    </FaceContext.Provider>
  );
}

function WithApi() {
  const { language } = useSpeech();
  const spoken = useRef(language);
  spoken.current = language;
  const api = useMemo(() => new ApiClient(() => spoken.current), []);
  return (
    <ApiContext.Provider value={api}>
      <WhoIsThere />
    </ApiContext.Provider>
  );
}

function WhoIsThere() {
  const me = useData<Person>('/v1/me');
  const isNobody = me.error instanceof ProblemAnswer && me.error.problem.status === 401;
  if (me.data)
    return (
      <PersonContext.Provider value={me.data}>
        <SessionEnded />
        <SignedIn person={me.data} />
      </PersonContext.Provider>
    );
  return (
    <Frame>
      {me.isLoading && <Loading />}
      {isNobody && <Welcome />}
      {me.error !== undefined && !isNobody && <ProblemPanel error={me.error} onRetry={me.reload} />}
    </Frame>
  );
}

function SignedIn({ person }: { person: Person }) {
  const routes = isStaff(person) ? OFFICER_ROUTES : CARRIER_ROUTES;
  useEffect(() => window.scrollTo(0, 0), []);
  return (
    <Frame person={person}>
      <Router>
        {routes.map(({ path, page }) => (
          <Route key={path} path={`/portal${path}`} component={page} />
        ))}
        <Route default component={NotFound} />
      </Router>
    </Frame>
  );
}
