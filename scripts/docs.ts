/** Writes what can be generated: the limits of numbers from src/plan.ts into action.yml, and its tables into README.md. A test fails while they differ. */
import { readFileSync, writeFileSync } from 'node:fs';
import { ranges } from '../src/plan.ts';
import { withRanges, withTables } from './tables.ts';

const actionYml = withRanges(readFileSync('action.yml', 'utf8'), ranges);
writeFileSync('action.yml', actionYml);
writeFileSync('README.md', withTables(readFileSync('README.md', 'utf8'), actionYml));
