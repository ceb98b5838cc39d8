import type { PortalScenario } from './portal/scenario.ts';
import { portalScenarios } from './portal/scenarios.ts';
import type { IngestionScenario } from './productIngestion/scenario.ts';
import { ingestionScenarios } from './productIngestion/scenarios.ts';
import type { SubmissionScenario } from './submission/scenario.ts';
import { submissionScenarios } from './submission/scenarios.ts';

export { portalScenarios as scenarios } from './portal/scenarios.ts';

export type Scenario = PortalScenario | SubmissionScenario | IngestionScenario;

/** The scenarios of each API. */
export const scenariosByApi = {
  'cloud-partner-portal': portalScenarios,
  submission: submissionScenarios,
  'product-ingestion': ingestionScenarios,
} as const satisfies Record<NonNullable<Scenario['api']>, Readonly<Record<string, Scenario>>>;

export function scenarioNamed(name: string): Scenario | undefined {
  return Object.values(scenariosByApi)
    .flatMap((scenarios) => Object.entries<Scenario>(scenarios))
    .find(([known]) => known === name)?.[1];
}
