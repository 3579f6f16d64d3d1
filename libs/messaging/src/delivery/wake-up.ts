/**
 * Tells whoever delivers that there is something to deliver. A wake-up carries nothing: losing every one of them only
 * delays a message until the sweep, so callers neither wait for it nor hear of its failure.
 */
export class DeliveryWakeUp {
  private readonly listeners: (() => void)[] = [];
  private readonly times = new Set<number>();

  onSignal(listener: () => void): void {
    this.listeners.push(listener);
  }

  signal(): void {
    this.listeners.forEach((listener) => listener());
  }

  /** Signals at a time of the machine's clock (ms): once, however often it is asked for. It keeps no process alive. */
  signalAt(time: number): void {
    if (this.times.has(time)) return;
    this.times.add(time);
    const signal = (): void => {
      this.times.delete(time);
      this.signal();
    };
    setTimeout(signal, Math.max(0, time - Date.now())).unref();
  }
}
