/** Evaluated before any other module. */
import './run/start.ts';

import { main, realDeps } from './main.ts';
import { started } from './run/start.ts';

process.exitCode = 1;
/** After a whole turn of the event loop: a signal that came while this file was evaluated has been delivered. */
setImmediate(() => setImmediate(() => void main(process, realDeps, started)));
