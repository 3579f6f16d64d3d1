import { Injectable, type OnModuleInit } from '@nestjs/common';
import { ScheduledJobs } from '@messaging/scheduled-jobs';
import { DocumentBlobs } from './document-blobs';

const EVERY_MS = 60 * 60_000;

/** Sweeps bytes that no row names, an hour apart: uploads that broke off after their bytes were kept, replicas that were withdrawn. */
@Injectable()
export class SweepDocuments implements OnModuleInit {
  constructor(
    private readonly jobs: ScheduledJobs,
    private readonly blobs: DocumentBlobs,
  ) {}

  onModuleInit(): void {
    this.jobs.add({ name: 'sweep-documents', everyMs: EVERY_MS, run: () => this.run() });
  }

  async run(): Promise<void> {
    while ((await this.blobs.sweep()) > 0);
  }
}
