import { sanitize } from '../text/sanitize.ts';
import { dataOf, type GitHubReply, isTrouble, type Trouble } from './reply.ts';

/** Which environment, where, and what its deployment's new status says. */
export interface DeactivationRequest {
  /** As the runner gives it, GitHub Enterprise Server's with its path, without a slash at the end. */
  readonly apiUrl: string;
  readonly owner: string;
  readonly repo: string;
  readonly environment: string;
  readonly token: string;
  /** The page of this run. */
  readonly logUrl: string;
  /** At most 140 characters. */
  readonly description: string;
}

/** A clause about the deployment that was marked, or about why none was. */
export type Deactivation = { readonly done: string } | Trouble;

export interface Api {
  /** The newest deployments to the environment. */
  deployments(most: number): Promise<GitHubReply>;
  statuses(deploymentId: number): Promise<GitHubReply>;
  deactivate(deploymentId: number): Promise<GitHubReply>;
}

/** The one in use is mostly the first or the second. */
const mostDeployments = 30;

interface Deployment {
  readonly id: number;
  readonly ref: string;
}

/** Marks the newest deployment whose latest status is `success` as `inactive`. Nothing is sent twice. */
export async function deactivateNewest(api: Api, environment: string): Promise<Deactivation> {
  const found = dataOf(await api.deployments(mostDeployments), 200, (data) => deploymentsTo(environment, data));
  if (isTrouble(found)) return found;
  if (found.length === 0) return { trouble: 'there is none; check the name in the input environment' };
  for (const deployment of found) {
    const state = dataOf(await api.statuses(deployment.id), 200, latestState);
    if (isTrouble(state)) return state;
    if (state !== 'success') continue;
    const marked = dataOf(await api.deactivate(deployment.id), 201, (data) => (stateOf(data) === 'inactive' ? 'inactive' : undefined));
    return isTrouble(marked) ? marked : { done: `deployment ${deployment.id}${deployment.ref && ` of ${deployment.ref}`}` };
  }
  const which = found.length === 1 ? 'its only deployment' : `none of its ${found.length} newest deployments`;
  return { trouble: `the latest status of ${which} is ${found.length === 1 ? 'not ' : ''}success` };
}

/** The newest first. A service that does not filter must not have another environment's deployment marked. */
function deploymentsTo(environment: string, data: unknown): readonly Deployment[] | undefined {
  const entries = entriesOf(data);
  return entries
    ?.filter(({ environment: own = environment }) => String(own).toLowerCase() === environment.toLowerCase())
    .toSorted(newestFirst)
    .map(({ id, ref }) => ({ id, ref: typeof ref === 'string' ? sanitize(ref, 100) : '' }))
    .slice(0, mostDeployments);
}

/** `none` before there is any status. */
function latestState(data: unknown): string | undefined {
  const entries = entriesOf(data);
  const latest = entries?.toSorted(newestFirst)[0];
  return latest ? stateOf(latest) : entries && 'none';
}

function stateOf(data: unknown): string | undefined {
  const { state } = Object(data) as { state?: unknown };
  return typeof state === 'string' ? state : undefined;
}

/** By GitHub's time; within a second, or without a time, by id, since ids only grow. */
function newestFirst(a: Entry, b: Entry): number {
  const timeOf = (entry: Entry): number => Date.parse(String(entry['created_at']));
  return timeOf(b) - timeOf(a) || b.id - a.id;
}

type Entry = Readonly<Record<string, unknown>> & { readonly id: number };

function entriesOf(data: unknown): readonly Entry[] | undefined {
  return Array.isArray(data) && data.every((entry) => Number.isSafeInteger(Object(entry).id)) ? data : undefined;
}
