import { randomUUID } from 'node:crypto';
import { request } from 'node:http';
import { parse } from 'papaparse';
import { csvLines } from '../members/files';
import type { ProgramName } from '../members/rows';
import { becomeMemberOfBoth } from './support/play/flows';
import { PROGRAM_CODES } from './support/programs';
import type { Side } from './support/side';
import { until } from './support/until';
import { startWorld, type World } from './support/world';

const SETTINGS = { seed: 'imports', count: 60, pairs: 10, lookAlikes: 2 };
const NAMES: Readonly<Record<string, ProgramName>> = { CTPAT: 'ctpat', PIP: 'pip' };

const linesFor = (side: Side): string[] => [...csvLines(NAMES[side.program]!, SETTINGS)];

let keys = 0;

describe('bringing in existing members', () => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld();
  });
  afterAll(() => world?.stop());

  async function send(
    side: Side,
    body: string | Buffer,
    options: { query?: string; type?: string; key?: string } = {},
  ) {
    const { query = '', type = 'text/csv', key = `import ${++keys}`.replace(' ', '-') } = options;
    return world.headquarters(side).call('POST', `/v1/staff/imports${query}`, {
      // The session takes any body that `fetch` takes.
      body: body as string,
      headers: { 'content-type': type, 'idempotency-key': key },
    });
  }

  async function imported(
    side: Side,
    body: string | Buffer,
    options: { query?: string; type?: string } = {},
  ) {
    const answer = await send(side, body, options);
    expect(answer).toMatchObject({ status: 202 });
    return until(
      async () => {
        const view = await world.headquarters(side).read(`/v1/staff/imports/${answer.body.id}`);
        return ['DONE', 'FAILED'].includes(view.state) && view;
      },
      { what: 'the end of the import' },
    );
  }

  const findingsOf = async (side: Side, id: string): Promise<any[]> =>
    (await world.headquarters(side).read(`/v1/staff/imports/${id}/findings?limit=100`)).items;

  const everything = async (side: Side): Promise<unknown> =>
    side.rows(`SELECT (SELECT json_agg(a ORDER BY account_number) FROM account a) AS accounts,
      (SELECT count(*) FROM account_status_change) AS statuses, (SELECT count(*) FROM account_date_change) AS dates,
      (SELECT count(*) FROM audit_entry WHERE subject_kind = 'account') AS audit`);

  /** The file with one cell of one account's row changed. */
  function withCell(lines: readonly string[], accountNumber: string, column: string, value: string): string {
    const rows = parse<string[]>(lines.join('\n')).data;
    const at = rows[0]!.indexOf(column);
    const changed = rows.map((row) => (row[0] === accountNumber ? row.toSpliced(at, 1, value) : row));
    return changed.map((row) => row.map((cell) => `"${cell}"`).join(',')).join('\n');
  }

  describe.each(PROGRAM_CODES)('at %s', (program) => {
    let side: Side;
    beforeEach(() => {
      side = program === 'CTPAT' ? world.ctpat : world.pip;
    });

    it('reads a file without changing anything where it is a dry run', async () => {
      const before = await everything(side);
      const view = await imported(side, linesFor(side).join('\r\n'), { query: '?dryRun=true' });

      expect(view).toMatchObject({ state: 'DONE', dryRun: true, added: 60, refused: 0 });
      expect(await everything(side)).toEqual(before);
    });

    it('makes accounts with their own numbers, dates of the import, history and audit', async () => {
      const view = await imported(side, linesFor(side).join('\r\n'), { query: '?fileName=members.csv' });
      const number = linesFor(side)[1]!.split(',')[0]!;
      const account = await world.officer(side).read(`/v1/staff/accounts/${number}`);

      expect(view).toMatchObject({
        state: 'DONE',
        added: 60,
        changed: 0,
        unchanged: 0,
        refused: 0,
        encoding: 'utf-8',
      });
      expect(account).toMatchObject({ recordRole: 'STANDALONE', history: [{ source: 'IMPORT' }] });
      expect(account.dates.nextRevalidationDue ?? account.dates.memberSince).toMatchObject({
        source: 'IMPORT',
      });
      const { items } = await world
        .headquarters(side)
        .read(`/v1/staff/audit?subjectKind=account&subjectId=${number}`);
      expect(items).toMatchObject([
        { action: 'account.imported', reason: expect.stringContaining('line 2') },
      ]);
      const incomplete = await world.officer(side).read('/v1/staff/imports/incomplete?limit=100');
      expect(incomplete.items.length).toBe(view.incomplete);
      // An answer to the security profile is in no such file: every record is incomplete until the carrier gives it.
      expect(incomplete.items[0].missing).toContain('securityProfile');
    });

    it('changes nothing when the same file comes again', async () => {
      const before = await everything(side);
      const view = await imported(side, linesFor(side).join('\n'));

      expect(view).toMatchObject({ state: 'DONE', added: 0, changed: 0, unchanged: 60, refused: 0 });
      expect(await everything(side)).toEqual(before);
    });

    it('FORM-15: lets the carrier edit only what completes its record, which is then incomplete no more', async () => {
      const carrier = world.carrier(program === 'CTPAT' ? 'F1' : 'F2');
      const { common } = carrier.form;
      const lines = linesFor(side);
      const number = `FIRST${program}`;
      const [first, ...cells] = lines[1]!.split(',');
      const renumbered = [lines[0]!, [number, ...cells].join(',')].join('\n');
      const emptied = ['scac', 'usdot', 'bn15', 'canadianCarrierCode'].reduce(
        (file, column) =>
          lines[0]!.includes(column) ? withCell(file.split('\n'), number, column, '') : file,
        renumbered,
      );
      expect(first).not.toBe(number);
      expect(await imported(side, emptied)).toMatchObject({ added: 1, incomplete: 1 });
      await side.rows(
        `INSERT INTO account_access (id, account_number, login, role, given_at) VALUES ($1, $2, $3, 'OFFICER', now())`,
        [randomUUID(), number, carrier.at(side).login],
      );
      const officer = carrier.at(side);
      const own = `/v1/accounts/${number}`;
      const isListed = async (): Promise<boolean> =>
        (
          await side.rows(
            `SELECT 1 FROM imported_member m JOIN account a USING (account_number)
             WHERE account_number = $1 AND incomplete AND a.shared->'securityProfile' = '[]'`,
            [number],
          )
        ).length > 0;
      const edit = async (patch: object): Promise<any> =>
        officer.patch(own, patch, { 'if-match': await officer.versionOf(own) });

      const partly = await edit({ website: 'https://partly.example' });
      expect(partly).toMatchObject({ status: 422, body: { code: 'DATA_INVALID' } });
      const [row] = parse<{ hqCountry: string }>(lines.slice(0, 2).join('\n'), { header: true }).data;
      const ofPip = row!.hqCountry === 'CA' ? 'bn15' : 'canadianCarrierCode';
      const needed = (program === 'CTPAT' ? ['scac', 'usdot'] : [ofPip]).map(
        (name) => `/identifiers/${name}`,
      );
      expect(partly.body.violations.map(({ pointer }: any) => pointer)).toEqual(
        expect.arrayContaining(['/securityProfile', ...needed]),
      );
      expect(await isListed()).toBe(true);

      const { scac, usdot } = carrier.form.usSupplement ?? {};
      const { bn15, canadianCarrierCode = 'Q7Z9' } = carrier.form.canadianSupplement ?? {};
      const { legalName, ownerType, addresses, contacts, phone, securityProfile } = common;
      const whole = { legalName, ownerType, addresses, contacts, phone, securityProfile };
      const identifiers = program === 'CTPAT' ? { scac, usdot } : { bn15, canadianCarrierCode };
      expect(await edit({ ...whole, identifiers })).toMatchObject({ status: 200 });
      expect(await isListed()).toBe(false);
    });

    it('gives the first answer to the same upload sent again', async () => {
      const file = linesFor(side).slice(0, 3).join('\n');
      const [first, again] = [
        await send(side, file, { key: 'twice' }),
        await send(side, file, { key: 'twice' }),
      ];
      const other = await send(side, `${file}\n`, { key: 'twice' });

      expect(again.body.id).toBe(first.body.id);
      expect(other).toMatchObject({ status: 422, body: { code: 'IDEMPOTENCY_KEY_REUSED' } });
    });

    it('takes a changed row, and keeps what was edited here since', async () => {
      const lines = linesFor(side);
      const number = lines[1]!.split(',')[0]!;
      const view = await imported(side, withCell(lines, number, 'legalName', 'Renamed Since Ltd.'));
      expect(view).toMatchObject({ added: 0, changed: 1, unchanged: 59 });
      expect((await world.officer(side).read(`/v1/staff/accounts/${number}`)).shared.legalName).toBe(
        'Renamed Since Ltd.',
      );

      await side.rows(
        `UPDATE account SET shared = jsonb_set(shared, '{legalName}', '"Edited Here Inc."') WHERE account_number = $1`,
        [number],
      );
      const again = await imported(side, withCell(lines, number, 'legalName', 'Renamed Again Ltd.'));
      expect(again).toMatchObject({ changed: 0, refused: 0 });
      expect(await findingsOf(side, again.id)).toMatchObject([
        { severity: 'WARNING', findings: [{ pointer: '/legalName', code: 'EDITED_KEPT' }] },
      ]);
    });

    it('reports every bad row with its line and all reasons, and takes the others', async () => {
      const [header] = linesFor(side);
      const column = program === 'CTPAT' ? 'businessType' : 'lineOfBusiness';
      const row = (cells: Record<string, string>): string => {
        const all: Record<string, string> = {
          [column]: 'IMPORTER',
          status: 'Suspended',
          legalName: 'Good Company',
          ...cells,
        };
        return header!
          .split(',')
          .map((name) => all[name] ?? '')
          .join(',');
      };
      const file = [
        header,
        row({ accountNumber: `GOOD${program}` }),
        row({ accountNumber: 'bad number', status: 'Fine', usdot: '0' }),
        row({ accountNumber: 'X1', legalName: '"=HYPERLINK(""http://evil"")"' }),
        'X2,IMPORTER',
        'X3,"bad"quote,1',
        row({ accountNumber: `GOOD${program}`, legalName: 'Twice' }),
        row({ accountNumber: `ALSO${program}` }),
      ];
      const view = await imported(side, file.join('\n'));

      expect(view).toMatchObject({ state: 'DONE', added: 2, refused: 5 });
      const reported = (await findingsOf(side, view.id)).map(({ line, findings }) => [
        line,
        findings.map(({ pointer, code }: any) => `${pointer} ${code}`),
      ]);
      expect(reported).toEqual([
        [3, ['/accountNumber ACCOUNT_NUMBER_MALFORMED', '/status STATUS_UNKNOWN', '/usdot USDOT_MALFORMED']],
        [4, ['/legalName FORMULA_CELL']],
        [5, [' CELL_COUNT']],
        [6, [' QUOTES_BROKEN']],
        [7, ['/accountNumber REPEATED_IN_FILE']],
      ]);
    });
  });

  it('never touches the shared data of a linked account', async () => {
    const side = world.pip;
    const lines = linesFor(side);
    const number = lines[2]!.split(',')[0]!;
    await side.rows(`UPDATE account SET record_role = 'CLIENT' WHERE account_number = $1`, [number]);
    const before = await world.officer(side).read(`/v1/staff/accounts/${number}`);
    const view = await imported(side, withCell(lines, number, 'phone', '+14165559999'));

    expect(view.changed).toBe(0);
    expect(await findingsOf(side, view.id)).toMatchObject(
      expect.arrayContaining([
        expect.objectContaining({
          accountNumber: number,
          findings: [expect.objectContaining({ code: 'LINKED_KEPT' })],
        }),
      ]),
    );
    expect(await world.officer(side).read(`/v1/staff/accounts/${number}`)).toEqual(before);
  });

  it('keeps clear of numbers that this service gives out itself', async () => {
    const carrier = world.carrier('F7');
    await becomeMemberOfBoth(world, carrier);
    const side = world.ctpat;
    const [{ account_number: own }] = await side.rows<any>(
      `SELECT account_number FROM account WHERE account_number LIKE 'CT0%' LIMIT 1`,
    );
    const next = `CT${String(Number(own.slice(2)) + 1).padStart(8, '0')}`;
    const file = [
      'accountNumber,businessType,status,legalName',
      `${own},IMPORTER,Certified,Taken`,
      `${next},IMPORTER,Certified,Next`,
    ];
    const view = await imported(side, file.join('\n'));

    expect(view).toMatchObject({ added: 1, refused: 1 });
    expect(await findingsOf(side, view.id)).toMatchObject([
      { line: 2, findings: [{ code: 'NUMBER_TAKEN' }] },
    ]);
    await expect(becomeMemberOfBoth(world, world.carrier('F8'))).resolves.toBeDefined();
  });

  it.each(['utf-16le', 'windows-1252', 'bom'])('reads a file in %s', async (encoding) => {
    const text = `accountNumber,businessType,status,legalName\nENC${encoding.replace(/\W/g, '').toUpperCase()},IMPORTER,Certified,Érable Lévis\n`;
    const bytes = {
      'utf-16le': Buffer.from(text, 'utf16le'),
      'windows-1252': Buffer.from(text, 'latin1'),
      bom: Buffer.from(`\uFEFF${text}`),
    }[encoding]!;
    const view = await imported(world.ctpat, bytes);
    const [row] = await world.ctpat.rows<any>(
      `SELECT shared->>'legalName' AS name FROM account WHERE account_number LIKE 'ENC%' ORDER BY opened_at DESC LIMIT 1`,
    );

    expect(view).toMatchObject({
      state: 'DONE',
      added: 1,
      encoding: encoding === 'bom' ? 'utf-8' : encoding,
    });
    expect(row.name).toBe('Érable Lévis');
  });

  it('says what is wrong with a file as a whole', async () => {
    const failed = async (file: string | Buffer) =>
      (await imported(world.ctpat, file)).failure.map(({ pointer, code }: any) => `${pointer} ${code}`);

    expect(await failed('')).toEqual([' FILE_EMPTY']);
    expect(await failed('accountNumber,colour\nA,b\n')).toEqual([
      '/status COLUMN_MISSING',
      '/legalName COLUMN_MISSING',
      '/businessType COLUMN_MISSING',
      '/colour COLUMN_UNKNOWN',
    ]);
    expect(
      await failed(
        'accountNumber,businessType,status,legalName\nUNCLOSED1,IMPORTER,Certified,Fine\nA2,"never closed\n',
      ),
    ).toEqual(['/lines/3 ROW_TOO_LONG']);
    const [row] = await world.ctpat.rows(`SELECT 1 FROM account WHERE account_number = 'UNCLOSED1'`);
    expect(row).toBeDefined();
  });

  it('is for headquarters, takes CSV only, and not beyond its size', async () => {
    const headers = { 'content-type': 'text/csv', 'idempotency-key': 'x' };
    const path = '/v1/staff/imports';
    const officer = world.officer(world.ctpat);

    expect((await officer.call('POST', path, { body: 'a', headers })).status).toBe(403);
    expect((await world.headquarters(world.ctpat).post(path, { a: 1 })).status).toBe(415);
    expect((await send(world.ctpat, 'a', { type: 'text/csv; charset=ebcdic' })).body.code).toBe(
      'ENCODING_UNKNOWN',
    );
    expect(
      (await world.headquarters(world.ctpat).call('POST', '/v1/applications', { body: 'a', headers })).status,
    ).toBe(415);
    expect(await answerToHugeFile(world)).toBe(413);
    expect((await officer.get('/v1/staff/imports?limit=1')).body.items).toHaveLength(1);
    expect((await officer.get('/v1/staff/imports/0198a000-0000-7000-8000-00000000abcd')).status).toBe(404);
    const left = await world.ctpat.rows(
      `SELECT 1 FROM member_import_piece UNION ALL SELECT 1 FROM member_import WHERE state = 'UPLOADING'`,
    );
    expect(left).toEqual([]);
  });

  it('goes on where it stopped after its process died, and counts nothing twice', async () => {
    const side = world.ctpat;
    const header = 'accountNumber,businessType,status,legalName';
    const rows = Array.from({ length: 1_200 }, (_, n) => `KILL${n},IMPORTER,Certified,Company ${n}`);
    const view = await imported(side, [header, ...rows].join('\n'));
    expect(view).toMatchObject({ added: 1_200 });
    // As a process that died after its first batch leaves it: claimed, with one batch done and the rest not.
    const [{ id }] = (await side.rows<any>(
      `WITH i AS (INSERT INTO member_import (id, state, dry_run, encoding, started_by, started_at, line_done, added, claim, claimed_until)
         VALUES (gen_random_uuid(), 'RUNNING', false, 'utf-8', 'hq', now(), 501, 500, gen_random_uuid(), now() - interval '1 minute') RETURNING id),
       p AS (INSERT INTO member_import_piece SELECT id, 0, convert_to($1, 'UTF8') FROM i)
       SELECT id FROM i`,
      [[header, ...rows].map((line) => line.replace(/^KILL/, 'DIED')).join('\n')],
    )) as [{ id: string }];
    await side.rows(`UPDATE imported_member SET import_id = $1`, [id]);
    await side.runDueJobs();

    expect(await world.headquarters(side).read(`/v1/staff/imports/${id}`)).toMatchObject({
      state: 'DONE',
      added: 1_200,
      lineDone: 1_201,
    });
    const [{ n }] = await side.rows<any>(
      `SELECT count(*)::int AS n FROM account WHERE account_number LIKE 'DIED%'`,
    );
    expect(n).toBe(700);
  });

  it('commits no batch before the one in front of it, and goes on once that one can be written', async () => {
    const side = world.ctpat;
    const members = Array.from({ length: 1_200 }, (_, n) => `ORDER${n},IMPORTER,Certified,Company ${n}`);
    const written = async (): Promise<number> =>
      (await side.rows<any>(`SELECT count(*)::int AS n FROM account WHERE account_number LIKE 'ORDER%'`))[0]
        .n;
    await side.rows(
      `ALTER TABLE account ADD CONSTRAINT not_the_tenth CHECK (account_number <> 'ORDER10') NOT VALID`,
    );
    const { body } = await send(side, ['accountNumber,businessType,status,legalName', ...members].join('\n'));
    // Waits for the run that is under way, and finds the import still claimed.
    await side.runDueJobs();
    const path = `/v1/staff/imports/${body.id}`;
    expect(await world.headquarters(side).read(path)).toMatchObject({ state: 'RUNNING', lineDone: 0 });
    expect(await written()).toBe(0);

    await side.rows('ALTER TABLE account DROP CONSTRAINT not_the_tenth');
    await side.rows(`UPDATE member_import SET claimed_until = now() - interval '1 minute' WHERE id = $1`, [
      body.id,
    ]);
    await side.runDueJobs();
    expect(await world.headquarters(side).read(path)).toMatchObject({
      state: 'DONE',
      added: 1_200,
      refused: 0,
    });
    expect(await written()).toBe(1_200);
  });

  /** Says that it sends more than is taken, and waits for the answer before it sends anything. */
  async function answerToHugeFile({ ctpat }: World): Promise<number> {
    const { headers } = await withToken(ctpat);
    return new Promise((resolve, reject) => {
      const call = request(`${ctpat.url}/v1/staff/imports`, {
        method: 'POST',
        headers: {
          ...headers,
          'content-type': 'text/csv',
          'idempotency-key': 'huge',
          'content-length': 600 * 1024 * 1024,
        },
      });
      call.on('response', (response) => {
        resolve(response.statusCode ?? 0);
        call.destroy();
      });
      call.on('error', reject);
      call.write('a');
    });
  }

  async function withToken(side: Side): Promise<{ headers: Record<string, string> }> {
    const session = world.headquarters(side) as unknown as { token: () => Promise<string> };
    return { headers: { authorization: `Bearer ${await session.token()}` } };
  }
});
