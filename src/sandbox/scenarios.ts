import type { PortalScenario } from './portal/scenario.ts';
import { portalScenarios } from './portal/scenarios.ts';

export { portalScenarios as scenarios } from './portal/scenarios.ts';

export type Scenario = PortalScenario;

export function scenarioNamed(name: string): Scenario | undefined {
  return Object.entries<Scenario>(portalScenarios).find(([known]) => known === name)?.[1];
}
