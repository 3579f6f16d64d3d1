import type { ApplicationForm } from '@harmonization/domain/application-form';
import type { ApiClient } from '../../api/client';
import { isStale } from '../../api/problem';
import type { Application } from '../../api/types';
import { mergePatchOf, overlap, patched } from '../../form/merge-patch';

export type Form = Partial<ApplicationForm>;

/** A draft as the service has it, with its version; only what changed is sent. */
export class SavedDraft {
  private etag: string | undefined;
  private form: Form = {};

  constructor(
    private readonly api: ApiClient,
    private readonly id: string,
  ) {}

  async load(): Promise<Application> {
    return this.heard(await this.api.send<Application>(this.path));
  }

  /** Saves what was typed. `keep` hears what the form is, where another tab or person has saved other answers meanwhile. */
  async save(typed: Form, keep: (form: Form) => void): Promise<void> {
    const own = mergePatchOf(this.form, typed);
    if (Object.keys(own).length === 0) return;
    try {
      await this.send(own);
    } catch (error) {
      if (!isStale(error)) throw error;
      await this.merge(own, keep, error);
    }
  }

  /** What others answered is taken. Where both answered the same question the person is told, and decides by saving again. */
  private async merge(own: object, keep: (form: Form) => void, stale: unknown): Promise<void> {
    const before = this.form;
    const { form } = await this.load();
    keep(patched(form, own) as Form);
    if (overlap(own, mergePatchOf(before, form))) throw stale;
    await this.send(own);
  }

  private async send(json: object): Promise<void> {
    this.heard(await this.api.send<Application>(this.path, { method: 'PATCH', json, etag: this.etag }));
  }

  private heard({ body, etag }: { body: Application; etag?: string }): Application {
    this.etag = etag;
    this.form = body.form;
    return body;
  }

  private get path(): string {
    return `/v1/applications/${this.id}`;
  }
}
