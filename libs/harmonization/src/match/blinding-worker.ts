/**
 * What runs in the thread. It is sent there as text, so that it is the same from TypeScript and from the build: it may use nothing
 * but its argument.
 */
/* v8 ignore start -- runs in a thread that no coverage reaches */
export function blindingWorker(load: NodeJS.Require): void {
  const threads = load('node:worker_threads') as typeof import('node:worker_threads');
  const { secret, curve, utils } = threads.workerData as { secret: string; curve: string; utils: string };
  const { ristretto255, ristretto255_hasher: hasher } = load(curve) as typeof import('@noble/curves/ed25519');
  const { utf8ToBytes } = load(utils) as typeof import('@noble/curves/utils');
  const { Point } = ristretto255;
  const scalar = BigInt(`0x${secret}`);
  const options = { DST: 'harmonization-match-v1-ristretto255' };

  type Point = InstanceType<typeof Point>;
  const encode = (point: Point): string => Buffer.from(point.toBytes()).toString('base64url');
  const hashed = (value: string): Point => hasher.hashToCurve(utf8ToBytes(value), options) as Point;
  const decoded = (token: string): Point => {
    const point = Point.fromBytes(new Uint8Array(Buffer.from(token, 'base64url')));
    if (point.equals(Point.ZERO)) throw new Error('The neutral point');
    return point;
  };
  threads.parentPort?.on('message', ({ kind, values }: { kind: string; values: string[] }) => {
    let points: Point[];
    try {
      points = values.map(kind === 'blind' ? hashed : decoded);
    } catch {
      threads.parentPort?.postMessage({ invalid: true });
      return;
    }
    threads.parentPort?.postMessage({ tokens: points.map((point) => encode(point.multiply(scalar))) });
  });
}
/* v8 ignore stop */
