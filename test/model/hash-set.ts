/** A set of strings kept as 64-bit fingerprints: with ten million members the chance of any collision is below one in 300,000. */
export class HashSet {
  private low = new Int32Array(1 << 16);
  private high = new Int32Array(1 << 16);
  private count = 0;

  get size(): number {
    return this.count;
  }

  /** True where the text was not in the set before. */
  add(text: string): boolean {
    const [low, high] = fingerprint(text);
    const slot = this.slotOf(low, high);
    if (this.low[slot] !== 0 || this.high[slot] !== 0) return false;
    this.low[slot] = low;
    this.high[slot] = high;
    this.count += 1;
    if (this.count * 2 > this.low.length) this.grow();
    return true;
  }

  has(text: string): boolean {
    const [low, high] = fingerprint(text);
    return this.high[this.slotOf(low, high)] !== 0;
  }

  private slotOf(low: number, high: number): number {
    const mask = this.low.length - 1;
    let slot = (low ^ (high >>> 7)) & mask;
    while (
      (this.low[slot] !== 0 || this.high[slot] !== 0) &&
      (this.low[slot] !== low || this.high[slot] !== high)
    ) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  private grow(): void {
    const [low, high] = [this.low, this.high];
    this.low = new Int32Array(low.length * 2);
    this.high = new Int32Array(low.length * 2);
    for (let slot = 0; slot < low.length; slot += 1) this.move(low[slot] ?? 0, high[slot] ?? 0);
  }

  private move(low: number, high: number): void {
    if (low === 0 && high === 0) return;
    const slot = this.slotOf(low, high);
    this.low[slot] = low;
    this.high[slot] = high;
  }
}

const scrambled = (bits: number): number => {
  let mixed = Math.imul(bits ^ (bits >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return mixed ^ (mixed >>> 16);
};

/** Two independent multiplicative hashes, each mixed at the end (murmur3's finaliser). */
function fingerprint(text: string): readonly [number, number] {
  let one = 0x9747b28c;
  let two = 0x1b873593;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    one = Math.imul(one ^ code, 0x5bd1e995);
    one ^= one >>> 15;
    two = Math.imul(two ^ code, 0xcc9e2d51);
    two = (two << 13) | (two >>> 19);
  }
  return [scrambled(one ^ text.length), scrambled(two) || 1];
}
