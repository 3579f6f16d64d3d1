import { Controller, Get } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Roles } from '@platform/auth/access';
import { Database } from '@platform/database';

/** How many links stand alike at this program. */
export interface LinkFigure {
  readonly phase: string;
  /** Code of the program that hosts them. */
  readonly host: string;
  readonly paused: boolean;
  readonly links: number;
}

// Paused is shown, never stored: either side's set of reasons is not empty.
const FIGURES = `
  SELECT phase, host, live AND (copy->'own'->'pauses' <> '[]' OR coalesce(copy->'mirror'->'pauses' <> '[]', false)) AS paused,
    count(*)::int AS links
  FROM link GROUP BY 1, 2, 3 ORDER BY 1, 2, 3`;

/** Links by state and host, for the operations page. */
@ApiTags('staff: links')
@Controller('v1/staff/link-figures')
export class LinkFiguresController {
  constructor(private readonly db: Database) {}

  /** How many links there are, by state and host. */
  @Get()
  @Roles('OFFICER', 'HQ', 'AUDITOR')
  async list(): Promise<{ items: LinkFigure[] }> {
    return { items: await this.db.query<LinkFigure>(FIGURES) };
  }
}
