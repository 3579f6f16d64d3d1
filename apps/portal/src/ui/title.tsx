import { useEffect } from 'preact/hooks';
import { useFace } from '../frame/face';
import { useSpeech } from '../words/language';

/** The heading of a page, which is the title of its tab too. */
export function Title({ children }: { children: string }) {
  const { words } = useSpeech();
  const face = useFace();
  useEffect(() => {
    document.title = `${children} – ${words.host[face.code] ?? face.shortName}`;
  }, [children, words, face]);
  return <h1>{children}</h1>;
}
