import type { Adapter, AdapterPayload } from 'oidc-provider';

interface Kept {
  payload: AdapterPayload;
  until: number;
}

const MAX_KEPT = 10_000;

/** Sign-in sessions and codes, in memory: a restart of the launcher signs everyone out. The oldest go when there are many. */
export class MemoryStore implements Adapter {
  private readonly kept = new Map<string, Kept>();

  upsert(id: string, payload: AdapterPayload, expiresIn: number): Promise<void> {
    this.kept.delete(id);
    this.kept.set(id, { payload, until: Date.now() + expiresIn * 1000 });
    const oldest = this.kept.keys().next();
    if (this.kept.size > MAX_KEPT && !oldest.done) this.kept.delete(oldest.value);
    return Promise.resolve();
  }

  find(id: string): Promise<AdapterPayload | undefined> {
    const kept = this.kept.get(id);
    return Promise.resolve(kept && kept.until > Date.now() ? kept.payload : undefined);
  }

  findByUid(uid: string): Promise<AdapterPayload | undefined> {
    return this.first((payload) => payload.uid === uid);
  }

  findByUserCode(userCode: string): Promise<AdapterPayload | undefined> {
    return this.first((payload) => payload.userCode === userCode);
  }

  consume(id: string): Promise<void> {
    const kept = this.kept.get(id);
    if (kept) kept.payload.consumed = Math.floor(Date.now() / 1000);
    return Promise.resolve();
  }

  destroy(id: string): Promise<void> {
    this.kept.delete(id);
    return Promise.resolve();
  }

  revokeByGrantId(grantId: string): Promise<void> {
    for (const [id, { payload }] of this.kept) if (payload.grantId === grantId) this.kept.delete(id);
    return Promise.resolve();
  }

  private first(matches: (payload: AdapterPayload) => boolean): Promise<AdapterPayload | undefined> {
    const found = [...this.kept.values()].find(
      ({ payload, until }) => until > Date.now() && matches(payload),
    );
    return Promise.resolve(found?.payload);
  }
}
