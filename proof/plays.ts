import { readFileSync } from 'node:fs';
import { rehearse } from '../src/sandbox/rehearsal.ts';
import { type Scenario, scenarios } from '../src/sandbox/scenarios.ts';
import { serve } from '../src/sandbox/server.ts';
import { createService, type Service } from '../src/sandbox/service.ts';
import { stepFor } from '../src/sandbox/step.ts';

/** A run of the bundle whose summary is looked at, and what the page must show. */
export interface Play {
  readonly name: string;
  readonly scenario: Scenario;
  readonly service?: Service;
  readonly inputs?: Readonly<Record<string, string>>;
  readonly headline: string;
  /** How many tables, and how many diagrams. */
  readonly tables: number;
  readonly diagrams: number;
}

const nasty =
  '::error::forged\r\n##[add-mask]a \u2028 \u001b[31mred\u202e <img src=x onerror="window.isHit=true"> <script>window.isHit=true</script></details></td></table> [x](javascript:alert(1)) | pipe `code` ``` %%{init: {"securityLevel": "loose"}}%% click a "https://evil.example/" https://evil.example/ www.evil.example # * _ ~~ $x$ -->';

/** Puts into every text what a page must not obey. */
function hostile(): Service {
  let looks = 0;
  return ({ method, path }) => {
    const headers = { 'x-ms-correlation-request-id': nasty.replace(/[^\x20-\x7e]/g, '') };
    const id = '56615b67-2185-49fe-80d2-c4ddf77bb2e8';
    if (method === 'POST') return { status: 202, headers: { ...headers, location: nasty.replace(/[^\x20-\x7e]/g, '') }, body: nasty };
    const steps = [nasty, ':', 'section x', 'title x', '%% comment', '```'].map((stepName) => ({
      id: nasty,
      stepName,
      status: 'inProgress',
    }));
    const fields = { id, submissionState: 'running', submissionType: nasty, slot: nasty, changedTime: '2020-01-01T00:00:00Z' };
    if (path.includes('/submissions/')) return { status: 200, headers, body: JSON.stringify([fields]) };
    looks += 1;
    return {
      status: 200,
      headers,
      body: JSON.stringify({ status: looks > 1 ? 'failed' : nasty.slice(0, 40), messages: [{ messageHtml: nasty }], steps }),
    };
  };
}

export const plays: readonly Play[] = [
  {
    name: 'canceled',
    scenario: scenarios.accepted,
    headline: '✅ Sandbox: Canceled, and proved: contoso/contoso-vm',
    tables: 3,
    diagrams: 1,
  },
  {
    name: 'several',
    scenario: scenarios.several,
    headline: '❌ Sandbox: 4 offers of contoso: 1 canceled; 2 NOT stopped; 1 had nothing to cancel',
    tables: 11,
    diagrams: 3,
  },
  {
    name: 'too-late',
    scenario: scenarios['too-late-live'],
    headline: '❌ Sandbox: TOO LATE: the operation succeeded: contoso/contoso-vm',
    tables: 3,
    diagrams: 1,
  },
  {
    name: 'dry-run',
    scenario: scenarios.accepted,
    inputs: { 'dry-run': 'true' },
    headline: '⚠️ Sandbox: DRY RUN: NOTHING WAS CANCELED: An operation runs that would be canceled: contoso/contoso-vm',
    tables: 2,
    diagrams: 1,
  },
  {
    name: 'hostile',
    scenario: scenarios.accepted,
    service: hostile(),
    headline: '❌ Sandbox: Nothing to cancel: contoso/contoso-vm',
    tables: 3,
    diagrams: 1,
  },
];

/** The summary that the bundle writes. */
export async function summaryOf({ scenario, service, inputs = {} }: Play): Promise<string> {
  const clock = { nowMs: () => performance.now(), wallMs: () => Date.now() };
  const sandbox = await serve(service ?? createService(scenario, clock), 0);
  const step = stepFor(scenario, sandbox.origin);
  const { summary } = await rehearse({
    command: [process.execPath, 'dist/index.js'],
    actionYml: readFileSync('action.yml', 'utf8'),
    inputs: { ...step.inputs, ...inputs },
    environment: {
      ...step.environment,
      GITHUB_SERVER_URL: 'https://github.com',
      GITHUB_ACTION_REPOSITORY: 'contoso/cancel',
      GITHUB_ACTION_REF: 'v1',
    },
  });
  await sandbox.close();
  return summary;
}
