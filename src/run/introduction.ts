import type { Runner } from '../action/runner.ts';
import { describeSignIn } from '../auth/signIn.ts';
import type { Clock } from '../clock.ts';
import type { Plan } from '../inputs/plan.ts';
import type { Log } from '../outcome/result.ts';
import { escapeCommand } from '../text/escape.ts';
import { pluralize } from '../text/format.ts';
import { sanitize } from '../text/sanitize.ts';

interface IntroductionDeps {
  readonly runner: Pick<Runner, 'notice'>;
  proxyHost(url: string): string;
}

/** The first lines of the log: what the step is about to do, and what is noteworthy about its inputs. */
export function logIntroduction(plan: Plan, clock: Clock, log: Log, { runner, proxyHost }: IntroductionDeps): void {
  for (const notice of plan.notices) runner.notice(escapeCommand(notice));
  for (const warning of plan.warnings) log('warning', warning);
  const what = plan.isDryRun ? 'Dry run, nothing will be canceled' : 'Canceling the operation in progress';
  const offers = plan.offerIds.length === 1 ? `offer ${plan.offerIds[0]}` : `${plan.offerIds.length} offers`;
  const deadline = `within ${pluralize(plan.timeoutMs / 60_000, 'minute')}`;
  const publisher = plan.publisherId === '' ? '' : ` of publisher ${plan.publisherId}`;
  log('note', `${what}: ${offers}${publisher} at ${plan.baseUrl}, ${deadline}`);
  if (plan.emails.length > 0) log('note', `The service notifies ${pluralize(plan.emails.length, 'e-mail address', 'e-mail addresses')}`);
  if (plan.api.isPreview) log('note', previewNote(plan.api.name));
  for (const remark of plan.debugNotes) log('debug', remark);
  const origins = plan.signIn.method === 'token' ? [plan.baseUrl] : [plan.baseUrl, plan.signIn.authorityUrl];
  for (const host of new Set(origins.map(proxyHost))) if (host !== '') log('note', `Requests go through the proxy ${sanitize(host)}`);
  const { line, warning } = describeSignIn(plan.signIn, clock.wallMs());
  if (warning) log('warning', warning);
  if (line !== '') log('note', line);
}

function previewNote(name: string): string {
  return `api: ${name} is a preview: no real cancel by it was recorded yet. A recording of yours is welcome (docs/recordings.md)`;
}
