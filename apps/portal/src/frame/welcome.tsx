import { useLocation } from 'preact-iso';
import { Notice } from '../ui/notice';
import { Title } from '../ui/title';
import { useSpeech } from '../words/language';
import { useFace } from './face';

const PROBLEMS = ['SIGN_IN_EXPIRED', 'SIGN_IN_FAILED'] as const;

/** For who is not signed in: the way in, back to the page that was asked for. */
export function Welcome() {
  const { words } = useSpeech();
  const face = useFace();
  const { url, query } = useLocation();
  const problem = PROBLEMS.find((code) => code === query.problem);
  const to = encodeURIComponent(problem ? '/portal/' : url);
  return (
    <>
      <Title>{words.session.welcome(words.host[face.code] ?? face.shortName)}</Title>
      {problem && <Notice kind="error">{words.session[problem]}</Notice>}
      <p class="lead">{words.session.lead}</p>
      <p class="actions">
        <a class="button" href={`/sign-in?to=${to}`} data-native>
          {words.frame.signIn}
        </a>
        <a href={`/sign-in?other=1&to=${to}`} data-native>
          {words.frame.signInOther}
        </a>
      </p>
    </>
  );
}
