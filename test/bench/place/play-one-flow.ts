import { freePort } from '@testing/postgres/free-port';
import { startControl } from '../../../apps/local/src/clock/control-server';
import { Services } from '../../../apps/local/src/services/services';
import { carriers } from '../../data/carriers';
import { play, type Played } from '../../pilot/flows';
import { examine } from '../../pilot/verdict';
import { World } from '../../pilot/world';
import type { Place, Say } from './place';

/** What a carrier leaves behind in both databases once its two accounts are linked. */
export interface LinkedCarrier {
  readonly linkId: string;
  readonly applicationId: string;
  readonly ctpat: string;
  readonly pip: string;
}

/** Plays the first flow of the pilot to its end, hosted by C-TPAT, over HTTP and with a clock that is moved; the services are stopped again. */
export async function playOneFlow(place: Place, say: Say): Promise<LinkedCarrier> {
  const services = new Services(place.around, place.folder, say);
  const urls = await services.start();
  const control = await startControl(services, await freePort(4_300));
  try {
    const world = await World.open({ ...urls, issuer: place.around.identity.issuer, control: control.url });
    const [carrier] = carriers('bench');
    return await linkedCarrierOf(await play(world, carrier!, () => undefined));
  } finally {
    await control.stop();
    await services.stop();
  }
}

async function linkedCarrierOf(played: Played): Promise<LinkedCarrier> {
  const { ok, problems } = await examine(played);
  if (!ok) throw new Error(`The carrier to start from was not linked: ${problems.join('; ')}`);
  return {
    linkId: played.linkId,
    applicationId: played.application.id,
    ctpat: played.numbers.CTPAT!,
    pip: played.numbers.PIP!,
  };
}
