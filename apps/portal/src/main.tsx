import { render } from 'preact';
import { Pages } from './pages';
import type { Face } from './frame/face';
import './style/base.css';
import './style/looks.css';
import './style/parts.css';
import './style/print.css';

/** Whose pages these are is asked first: colours, name and language follow from it. */
async function start(): Promise<void> {
  const face = (await (await fetch('/portal/face.json')).json()) as Face;
  document.documentElement.dataset.look = face.look;
  const place = document.getElementById('pages');
  if (place) render(<Pages face={face} />, place);
}

void start();
