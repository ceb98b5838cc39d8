import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { asWorkflow, examplesIn } from '../scripts/zizmor.ts';

describe('examples of the documents as workflows', () => {
  it('a block inside a list loses its indent, and the placeholders are filled in', () => {
    const found = examplesIn(
      '1. text\n   ```yaml\n   - uses: <owner>/x@<sha> # v1.0.0\n   ```\n\n```sh\nls\n```\n```yaml\non: push\njobs: {}\n```\n',
    );
    expect(found.map((text) => parse(text) as unknown)).toMatchObject([
      { jobs: { example: { steps: [{ uses: `owner/x@${'0'.repeat(40)}` }] } }, permissions: {} },
      { on: 'push', jobs: {} },
    ]);
  });

  it("what the example says of itself stays: a job's permissions, a workflow's name", () => {
    expect(parse(asWorkflow('permissions:\n  id-token: write\nsteps: []\n'))).toMatchObject({
      jobs: { example: { permissions: { 'id-token': 'write' } } },
    });
    expect(parse(asWorkflow('name: Own\non: push\nconcurrency: own\npermissions: read-all\njobs: {}\n'))).toStrictEqual({
      name: 'Own',
      on: 'push',
      concurrency: 'own',
      permissions: 'read-all',
      jobs: {},
    });
  });
});
