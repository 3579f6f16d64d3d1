/**
 * Tells whoever delivers that there is something to deliver. A wake-up carries nothing: losing every one of them only
 * delays a message until the sweep, so callers neither wait for it nor hear of its failure.
 */
export class DeliveryWakeUp {
  private readonly listeners: (() => void)[] = [];

  onSignal(listener: () => void): void {
    this.listeners.push(listener);
  }

  signal(): void {
    this.listeners.forEach((listener) => listener());
  }
}
