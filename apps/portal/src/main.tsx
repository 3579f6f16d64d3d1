import { render } from 'preact';
import { Pages } from './pages';
import type { Face } from './frame/face';
import { ServiceAway } from './frame/service-away';
import './style/base.css';
import './style/looks.css';
import './style/parts.css';
import './style/print.css';

/** Long enough for a slow line; afterwards a sentence says more than a blank page. */
const PATIENCE_MS = 20_000;

async function readFace(): Promise<Face> {
  const answer = await fetch('/portal/face.json', { signal: AbortSignal.timeout(PATIENCE_MS) });
  if (!answer.ok) throw new Error(`face.json answered ${answer.status}`);
  return (await answer.json()) as Face;
}

/** Whose pages these are is asked first: colours, name and language follow from it. */
async function start(): Promise<void> {
  const place = document.getElementById('pages');
  if (!place) return;
  const face = await readFace().catch(() => undefined);
  if (face) document.documentElement.dataset.look = face.look;
  render(face ? <Pages face={face} /> : <ServiceAway onRetry={() => void start()} />, place);
}

void start();
