import { useSpeech } from '../words/language';
import { Title } from '../ui/title';

export function NotFound() {
  const { words } = useSpeech();
  return (
    <>
      <Title>{words.frame.notFoundTitle}</Title>
      <p>{words.frame.notFoundText}</p>
      <p>
        <a href="/portal/">{words.frame.home}</a>
      </p>
    </>
  );
}
