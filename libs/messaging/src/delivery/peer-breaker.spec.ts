import { PeerBreaker } from './peer-breaker';

describe('the breaker of a peer', () => {
  let probes = 0;
  const breaker = (): PeerBreaker =>
    new PeerBreaker({
      failuresToOpen: 2,
      probeEveryMs: 1_000,
      countsAsFailure: () => true,
      probe: async () => {
        probes++;
        throw new Error('still down');
      },
      onClosed: () => undefined,
    });
  const failTwice = async (opened: PeerBreaker): Promise<void> => {
    for (let failure = 1; failure <= 2; failure++)
      await opened.run(() => Promise.reject(new Error('down'))).catch(() => undefined);
  };

  beforeEach(() => {
    probes = 0;
    jest.useFakeTimers();
  });
  afterEach(() => jest.useRealTimers());

  it('asks every few seconds while it is open', async () => {
    const opened = breaker();
    await failTwice(opened);

    await jest.advanceTimersByTimeAsync(3_100);

    expect(opened.state).toBe('OPEN');
    expect(probes).toBe(3);
    opened.close();
  });

  it('asks nothing once it is closed for good, not even where calls under way fail afterwards', async () => {
    const [before, after] = [breaker(), breaker()];
    await failTwice(before);
    before.close();
    after.close();
    await failTwice(after);

    await jest.advanceTimersByTimeAsync(10_000);

    expect(probes).toBe(0);
    expect(jest.getTimerCount()).toBe(0);
  });
});
