import { createRequire as __WEBPACK_EXTERNAL_createRequire } from "module";
var __webpack_exports__ = {};

;// CONCATENATED MODULE: external "node:crypto"
const external_node_crypto_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:crypto");
;// CONCATENATED MODULE: external "node:fs"
const external_node_fs_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:fs");
;// CONCATENATED MODULE: external "node:os"
const external_node_os_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:os");
;// CONCATENATED MODULE: external "node:path"
const external_node_path_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:path");
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
;// CONCATENATED MODULE: ./src/sandbox/action/background.ts




const readyLines = / at (http:\/\/127\.0\.0\.1:\d+) [\s\S]*?^The operation-id of the publish: (\S+)\r?\n/m;
const pauseMs = 50;
const longestStartMs = 20_000;
const longestStopMs = 5_000;
const never = new AbortController().signal;
function startInBackground(program, args, log) {
    const file = (0,external_node_fs_namespaceObject.openSync)(log, 'w');
    const child = (0,external_node_child_process_namespaceObject.spawn)(process.execPath, [program, ...args], {
        cwd: (0,external_node_path_namespaceObject.dirname)(log),
        detached: true,
        windowsHide: true,
        stdio: ['ignore', file, file],
    });
    (0,external_node_fs_namespaceObject.closeSync)(file);
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
        const ready = readyIn((0,external_node_fs_namespaceObject.readFileSync)(log, 'utf8'));
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
        const socket = connect(Number(port), hostname, () => {
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

;// CONCATENATED MODULE: ./src/sandbox/action/fileCommands.ts



function hand(file, name, value) {
    const path = process.env[file];
    if (!path)
        throw new Error(`${file} is not set. The runner sets it, and this program runs as a step only.`);
    const delimiter = `ghadelimiter_${(0,external_node_crypto_namespaceObject.randomUUID)()}`;
    (0,external_node_fs_namespaceObject.appendFileSync)(path, [`${name}<<${delimiter}`, value, delimiter, ''].join(external_node_os_namespaceObject.EOL));
}

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

;// CONCATENATED MODULE: ./src/sandbox/action/start.ts








const nowhere = 'http://127.0.0.1:0';
const program = (0,external_node_path_namespaceObject.join)((0,external_node_path_namespaceObject.dirname)((0,external_node_path_namespaceObject.dirname)(process.argv[1] ?? '')), 'index.js');
function problemIn(printed) {
    const [first = '', ...others] = printed.trim().split(/(?:\r?\n){2}/);
    const lists = others.filter((part) => part.startsWith('api: ')).map((part) => part.split(/\r?\n/));
    return [first, ...lists.map(([api, ...lines]) => `${api}: ${lines.map((line) => line.trim().split(' ')[0]).join(', ')}`)].join('\n');
}
const usual = 'accepted';
function playedBy(recording, scenario) {
    if (recording === '')
        return [`--scenario=${scenario || usual}`];
    const file = (0,external_node_path_namespaceObject.resolve)(process.env['GITHUB_WORKSPACE'] || '.', recording);
    return [`--play=${file}`, ...(scenario === '' ? [] : [`--scenario=${scenario}`])];
}
async function main() {
    hand('GITHUB_OUTPUT', 'base-url', nowhere);
    const recording = process.env['INPUT_RECORDING']?.trim() ?? '';
    const scenario = process.env['INPUT_SCENARIO']?.trim() ?? '';
    const played = playedBy(recording, scenario);
    const log = (0,external_node_path_namespaceObject.join)(process.env['RUNNER_TEMP'] || (0,external_node_os_namespaceObject.tmpdir)(), `sandbox-${(0,external_node_crypto_namespaceObject.randomUUID)()}.log`);
    hand('GITHUB_STATE', 'log', log);
    const child = startInBackground(program, ['serve', ...played, '--port=0'], log);
    hand('GITHUB_STATE', 'pid', String(child.pid));
    const ready = await untilReady(child, log, systemClock);
    if (!ready) {
        const printed = (0,external_node_fs_namespaceObject.readFileSync)(log, 'utf8');
        hand('GITHUB_STATE', 'pid', '');
        printForeign(printed);
        annotate('error', `The sandbox did not start. ${problemIn(printed)}`);
        return 1;
    }
    hand('GITHUB_OUTPUT', 'base-url', ready.origin);
    hand('GITHUB_OUTPUT', 'operation-id', ready.operationId);
    hand('GITHUB_OUTPUT', 'token', 'a-token-for-the-sandbox');
    print(`The sandbox plays ${recording === '' ? `the scenario "${scenario || usual}"` : 'the recording'} at ${ready.origin}.`);
    print('The rollback step needs this address as base-url, and as authority-url if it signs in.');
    print('At the end of the job the sandbox shows the requests that it got.');
    return 0;
}
main().then((code) => {
    process.exitCode = code;
}, (error) => {
    annotate('error', `The sandbox did not start. ${error instanceof Error ? error.message : String(error)}`);
    process.exitCode = 1;
});

