/** The action runs on Node 24, and its tests say little about another one. */
export function setup(): void {
  if (process.version.startsWith('v24.')) return;
  process.stderr.write(
    `The tests run on Node 24, as the action does. This is Node ${process.versions.node}: install Node 24 and run npm cit again.\n`,
  );
  process.exit(1);
}
