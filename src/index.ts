/** Evaluated before any other module. */
import './run/start.ts';

import { main, realDeps } from './main.ts';
import { started } from './run/start.ts';

process.exitCode = 1;
/** A signal that has come by now is delivered in the first turn of the event loop. */
setImmediate(() => void main(process, realDeps, started));
