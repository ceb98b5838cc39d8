import type { PortalScenario } from './portal/scenario.ts';
import { portalScenarios } from './portal/scenarios.ts';
import type { SubmissionScenario } from './submission/scenario.ts';
import { submissionScenarios } from './submission/scenarios.ts';

export { portalScenarios as scenarios } from './portal/scenarios.ts';

export type Scenario = PortalScenario | SubmissionScenario;

export function scenarioNamed(name: string): Scenario | undefined {
  return [portalScenarios, submissionScenarios]
    .flatMap((scenarios) => Object.entries<Scenario>(scenarios))
    .find(([known]) => known === name)?.[1];
}
