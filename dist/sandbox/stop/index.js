import { createRequire as __WEBPACK_EXTERNAL_createRequire } from "module";
var __webpack_exports__ = {};

;// CONCATENATED MODULE: external "node:fs"
const external_node_fs_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:fs");
;// CONCATENATED MODULE: ./src/clock.ts
const longestTimerMs = 2 ** 31 - 1;
const systemClock = {
    nowMs: () => Number(process.hrtime.bigint()) / 1e6,
    wallMs: () => Date.now(),
    random: () => Math.random(),
    sleep: (ms, signal) => new Promise((resolve) => {
        if (signal.aborted) {
            resolve();
            return;
        }
        const end = () => {
            clearTimeout(timer);
            signal.removeEventListener('abort', end);
            resolve();
        };
        const timer = setTimeout(end, Math.min(Math.max(ms, 0), longestTimerMs));
        signal.addEventListener('abort', end, { once: true });
    }),
};

;// CONCATENATED MODULE: external "node:child_process"
const external_node_child_process_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:child_process");
;// CONCATENATED MODULE: external "node:net"
const external_node_net_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:net");
;// CONCATENATED MODULE: external "node:path"
const external_node_path_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:path");
;// CONCATENATED MODULE: ./src/sandbox/action/background.ts




const readyLines = / at (http:\/\/127\.0\.0\.1:\d+) [\s\S]*?^The operation-id of the publish: (\S+)\r?\n/m;
const pauseMs = 50;
const longestStartMs = 20_000;
const longestStopMs = 5_000;
const never = new AbortController().signal;
function startInBackground(program, args, log) {
    const file = openSync(log, 'w');
    const child = spawn(process.execPath, [program, ...args], {
        cwd: dirname(log),
        detached: true,
        windowsHide: true,
        stdio: ['ignore', file, file],
    });
    closeSync(file);
    child.unref();
    return child;
}
function readyIn(printed) {
    const [found, origin, operationId] = readyLines.exec(printed) ?? [];
    if (found === undefined || origin === undefined || operationId === undefined)
        return undefined;
    return { origin, operationId, rest: printed.slice(printed.indexOf(found) + found.length) };
}
async function untilReady(child, log, clock) {
    const end = new AbortController();
    child.once('exit', () => end.abort());
    const deadlineMs = clock.nowMs() + longestStartMs;
    while (!end.signal.aborted && clock.nowMs() < deadlineMs) {
        const ready = readyIn(readFileSync(log, 'utf8'));
        if (ready)
            return ready;
        await clock.sleep(pauseMs, end.signal);
    }
    child.kill();
    return undefined;
}
function listens(origin) {
    return new Promise((resolve) => {
        const { hostname, port } = new URL(origin);
        const socket = (0,external_node_net_namespaceObject.connect)(Number(port), hostname, () => {
            socket.destroy();
            resolve(true);
        });
        socket.once('error', () => resolve(false));
    });
}
async function stopListening(pid, origin, clock) {
    if (!(await listens(origin)))
        return 'had ended';
    try {
        process.kill(pid);
    }
    catch {
        return 'runs on';
    }
    for (const deadlineMs = clock.nowMs() + longestStopMs; clock.nowMs() < deadlineMs; await clock.sleep(pauseMs, never)) {
        if (!(await listens(origin)))
            return 'stopped';
    }
    return 'runs on';
}

;// CONCATENATED MODULE: external "node:crypto"
const external_node_crypto_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:crypto");
;// CONCATENATED MODULE: ./src/sandbox/action/print.ts

function print(text) {
    process.stdout.write(`${text}\n`);
}
function annotate(kind, text) {
    print(`::${kind}::${text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A')}`);
}
function printForeign(text) {
    const token = (0,external_node_crypto_namespaceObject.randomUUID)();
    print(`::stop-commands::${token}\n${text.trimEnd()}\n::${token}::`);
}

;// CONCATENATED MODULE: ./src/sandbox/action/stop.ts




async function main() {
    const { STATE_pid: pid, STATE_log: log } = process.env;
    if (!pid || !log)
        return print('The sandbox did not start, so there is nothing to stop.');
    const ready = readyIn((0,external_node_fs_namespaceObject.readFileSync)(log, 'utf8'));
    if (!ready)
        return annotate('warning', 'The start of the sandbox was interrupted.');
    const end = await stopListening(Number(pid), ready.origin, systemClock);
    const { rest = '' } = readyIn((0,external_node_fs_namespaceObject.readFileSync)(log, 'utf8')) ?? {};
    if (rest === '')
        annotate('warning', 'The sandbox got no request. Check that the rollback step uses the output base-url of the sandbox.');
    else
        printForeign(rest);
    if (end === 'stopped')
        print('The sandbox is stopped.');
    else
        annotate('warning', end === 'had ended' ? 'The sandbox ended before the job did.' : 'The sandbox could not be stopped.');
}
main().catch((error) => {
    annotate('warning', `The sandbox could not be stopped. ${error instanceof Error ? error.message : String(error)}`);
});

