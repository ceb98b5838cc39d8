import { createRequire as __WEBPACK_EXTERNAL_createRequire } from "module";
var __webpack_exports__ = {};

;// CONCATENATED MODULE: external "node:fs"
const external_node_fs_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:fs");
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

;// CONCATENATED MODULE: external "node:util"
const external_node_util_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:util");
;// CONCATENATED MODULE: ./src/sandbox/portal/signInScenarios.ts
const accepted = { status: 202, location: 'migrated' };
const soon = { as: 'canceled', afterMs: 4_000 };
function signInFails(signIn, description) {
    return { description, outcome: 'failed', isRunning: true, cancel: accepted, end: soon, signIn };
}
const signInScenarios = {
    federated: {
        description: 'the step signs in with the GitHub token of its job, without a secret',
        outcome: 'canceled',
        isRunning: true,
        cancel: accepted,
        end: soon,
        signIn: { method: 'federated' },
    },
    'client-secret': {
        description: 'the step signs in with a client secret',
        outcome: 'canceled',
        isRunning: true,
        cancel: accepted,
        end: soon,
        signIn: { method: 'client-secret' },
    },
    'token-expires': {
        description: 'a token that lives for 24 seconds only, in a wait of half a minute: it is renewed',
        outcome: 'canceled',
        isRunning: true,
        cancel: accepted,
        end: { as: 'canceled', afterMs: 30_000 },
        signIn: { method: 'federated', lifeSeconds: 24 },
    },
    'given-token-expires': {
        description: 'a given token expires in the middle of the wait',
        outcome: 'unknown',
        isRunning: true,
        cancel: accepted,
        end: { as: 'canceled', afterMs: 30_000 },
        givenTokenLivesMs: 10_000,
    },
    'wrong-subject': signInFails({ method: 'federated', refusal: 'wrong-subject' }, 'no federated credential of the application names this job'),
    'wrong-secret': signInFails({ method: 'client-secret', refusal: 'wrong-secret' }, 'the client secret is wrong'),
    'expired-secret': signInFails({ method: 'client-secret', refusal: 'expired-secret' }, 'the client secret has expired'),
    'unknown-tenant': signInFails({ method: 'federated', refusal: 'unknown-tenant' }, 'there is no such tenant'),
    'sign-in-down': signInFails({ method: 'federated', fault: 'down' }, 'Microsoft Entra answers 503 for ever'),
    'sign-in-cut': signInFails({ method: 'client-secret', fault: 'cut' }, 'the answers of Microsoft Entra break off'),
    'sign-in-throttled': {
        description: 'Microsoft Entra is busy (429) and asks to wait',
        outcome: 'canceled',
        isRunning: true,
        cancel: accepted,
        end: soon,
        signIn: { method: 'federated', throttled: 2 },
    },
};

;// CONCATENATED MODULE: ./src/sandbox/portal/scenarios.ts

const scenarios_accepted = { status: 202, location: 'migrated' };
const scenarios_soon = { as: 'canceled', afterMs: 4_000 };
const portalScenarios = {
    synchronous: {
        description: 'the service cancels at once (200)',
        outcome: 'canceled',
        isRunning: true,
        cancel: { status: 200 },
        end: { as: 'canceled', afterMs: 0 },
    },
    accepted: {
        description: 'the service accepts (202) and stops a moment later',
        outcome: 'canceled',
        isRunning: true,
        cancel: scenarios_accepted,
        end: scenarios_soon,
    },
    'non-migrated': {
        description: 'an offer that was not migrated: its Location is a $ path',
        outcome: 'canceled',
        isRunning: true,
        cancel: { status: 202, location: 'non-migrated' },
        end: scenarios_soon,
    },
    'body-location': {
        description: 'the Location is in the body only',
        outcome: 'canceled',
        isRunning: true,
        cancel: { status: 202, location: 'body' },
        end: scenarios_soon,
    },
    'no-location': {
        description: '202 without any Location',
        outcome: 'canceled',
        isRunning: true,
        cancel: { status: 202, location: 'nowhere' },
        end: scenarios_soon,
    },
    'nothing-running': {
        description: 'no operation runs, and a cancel would be refused',
        outcome: 'nothing-to-cancel',
        isRunning: false,
        cancel: { status: 400 },
    },
    'always-202': {
        description: 'no operation runs, and the service would accept a cancel all the same',
        outcome: 'nothing-to-cancel',
        isRunning: false,
        cancel: scenarios_accepted,
    },
    'too-late': {
        description: 'the publish reaches its preview before the cancel takes effect',
        outcome: 'too-late',
        isRunning: true,
        cancel: scenarios_accepted,
        end: { as: 'succeeded', afterMs: 2_500 },
    },
    'too-late-live': {
        description: 'the offer goes live before the cancel takes effect',
        outcome: 'too-late',
        isRunning: true,
        cancel: scenarios_accepted,
        end: { as: 'succeeded', afterMs: 2_500 },
        submissionType: 'goLive',
    },
    'failed-by-itself': {
        description: 'the publish fails by itself before the cancel takes effect',
        outcome: 'nothing-to-cancel',
        isRunning: true,
        cancel: scenarios_accepted,
        end: { as: 'failed', afterMs: 2_500 },
    },
    slow: {
        description: 'a cancellation that takes half a minute',
        outcome: 'canceled',
        isRunning: true,
        cancel: scenarios_accepted,
        end: { as: 'canceled', afterMs: 30_000 },
    },
    throttled: {
        description: 'the service is busy (429) and asks to wait',
        outcome: 'canceled',
        isRunning: true,
        cancel: scenarios_accepted,
        end: scenarios_soon,
        throttled: 2,
    },
    'refused-400': { description: 'the cancel is refused with 400', outcome: 'refused', isRunning: true, cancel: { status: 400 } },
    'refused-403': { description: 'the cancel is refused with 403', outcome: 'refused', isRunning: true, cancel: { status: 403 } },
    'refused-404': { description: 'the cancel is refused with 404', outcome: 'refused', isRunning: true, cancel: { status: 404 } },
    stuck: {
        description: 'the service accepts and never stops; the step gives up after a minute',
        outcome: 'timed-out',
        isRunning: true,
        cancel: scenarios_accepted,
        inputs: { 'timeout-minutes': '1' },
    },
    'list-gone': {
        description: 'the list of operations is not served: only the status can be watched',
        outcome: 'canceled',
        isRunning: true,
        cancel: scenarios_accepted,
        end: scenarios_soon,
        isListGone: true,
    },
    several: {
        description: 'four offers: one is canceled, one runs nothing, one goes live first, one is refused',
        outcome: 'too-late',
        isRunning: true,
        cancel: scenarios_accepted,
        end: scenarios_soon,
        fates: {
            'contoso-idle': { isRunning: false, cancel: scenarios_accepted },
            'contoso-live': { isRunning: true, cancel: scenarios_accepted, end: { as: 'succeeded', afterMs: 2_500 }, submissionType: 'goLive' },
            'contoso-kept': { isRunning: true, cancel: { status: 403 } },
        },
        inputs: { 'offer-id': 'contoso-vm contoso-idle contoso-live contoso-kept', 'if-nothing-to-cancel': 'warn' },
    },
    environment: {
        description: 'GitHub has a deployment of the offer, which is marked inactive once the offer is canceled',
        outcome: 'canceled',
        isRunning: true,
        cancel: scenarios_accepted,
        end: scenarios_soon,
        isDeployed: true,
    },
    ...signInScenarios,
};

;// CONCATENATED MODULE: external "node:crypto"
const external_node_crypto_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:crypto");
;// CONCATENATED MODULE: ./src/sandbox/products.ts

function productOf(offerId) {
    const digits = (0,external_node_crypto_namespaceObject.createHash)('sha256').update(offerId.toLowerCase()).digest('hex');
    return digits.replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12}).*$/, '$1-$2-4$3-8$4-$5');
}
const numbers = {
    live: '1152921505694913210',
    failed: '1152921505697735884',
    running: '11529215056977358840',
    newer: '11529215056977358841',
    preview: '1152921505698000000',
};
const guid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

;// CONCATENATED MODULE: ./src/sandbox/wire.ts
function json(status, body, headers = {}) {
    return { status, headers: { 'content-type': 'application/json; charset=utf-8', ...headers }, body };
}
function empty(status, headers = {}) {
    return { status, headers, body: '' };
}
function error(status, code, message) {
    return json(status, JSON.stringify({ error: { code, message } }));
}

;// CONCATENATED MODULE: ./src/sandbox/productIngestion/wire.ts


const root = '/rp/product-ingestion';
const jobId = 'b7f6e1c2-4d3a-4f0b-9c58-2a1e0d9f7c36';
const anotherProduct = '9d4c2b1a-3f5e-4a6b-8c7d-0e1f2a3b4c5d';
const schemas = 'https://schema.mp.microsoft.com/schema';
function refusal(status, code, message) {
    return json(status, JSON.stringify({ error: { code, message, details: [] } }));
}
function time(ms) {
    return new Date(ms).toISOString().replace('Z', '4321Z');
}
function product(id, externalId) {
    return {
        $schema: `${schemas}/product/2022-03-01-preview3`,
        id: `product/${id}`,
        identity: { externalId },
        type: 'azureVirtualMachine',
        alias: externalId,
    };
}
function job({ idKey = 'jobId', resourceUri }, productId, result, [start, end]) {
    const uris = {
        short: `product/${productId}`,
        absolute: `https://graph.microsoft.com${root}/product/${productId}`,
        'of another product': `product/${anotherProduct}`,
    };
    const error = { code: 'conflict', message: 'The offer did not pass its validation.', details: [] };
    return {
        $schema: `${schemas}/configure-status/2022-03-01-preview2`,
        [idKey]: jobId,
        jobStatus: result === 'pending' ? 'running' : 'completed',
        jobResult: result,
        jobStart: time(start ?? 0),
        jobEnd: result === 'pending' ? '0001-01-01T00:00:00' : time(end ?? 0),
        ...(resourceUri ? { resourceUri: uris[resourceUri] } : {}),
        errors: result === 'failed' ? [error] : [],
    };
}
function submission(productId, number, targetType, more = {}) {
    return {
        $schema: `${schemas}/submission/2022-03-01-preview2`,
        id: `submission/${productId}/${number}`,
        product: `product/${productId}`,
        target: { targetType },
        ...more,
    };
}
function standing(productId) {
    const done = { lifecycleState: 'generallyAvailable', status: 'completed', result: 'succeeded', created: '2026-01-25T07:13:06.4408032Z' };
    return [submission(productId, '0', 'draft'), submission(productId, numbers.live, 'live', done)];
}
function detail(resource) {
    return { $schema: `${schemas}/configure-detail/2022-03-01-preview2`, resources: [resource] };
}

;// CONCATENATED MODULE: ./src/sandbox/productIngestion/scenarios.ts

const api = 'product-ingestion';
const inputs = { 'operation-id': jobId };
const atOnce = { as: 'cancelled', afterMs: 0 };
function completed(target, as, outcome, description) {
    return {
        api,
        inputs,
        description: `the cancel is refused with 400: ${description}`,
        outcome,
        target,
        cancel: 400,
        end: { as, afterMs: 0 },
    };
}
const ingestionScenarios = {
    'job-canceled': {
        api,
        inputs,
        description: 'the job is canceled at once, and its submission is gone',
        outcome: 'canceled',
        target: 'preview',
        cancel: 200,
        end: atOnce,
    },
    'job-slow': {
        api,
        inputs,
        description: 'the job runs for four seconds more; the step looks at a job once a minute',
        outcome: 'canceled',
        target: 'preview',
        cancel: 200,
        end: { as: 'cancelled', afterMs: 4_000 },
        resourceUri: 'short',
    },
    'job-accepted': {
        api,
        inputs,
        description: '202 without a body; the job is canceled at once, and its submission fails four seconds later',
        outcome: 'canceled',
        target: 'live',
        cancel: 202,
        end: atOnce,
        submissionRunsOnMs: 4_000,
        isListedAfterwards: true,
        resourceUri: 'absolute',
    },
    'job-id-spelling': {
        api,
        inputs,
        description: 'the job is canceled at once, and spells its id jobID',
        outcome: 'canceled',
        target: 'preview',
        cancel: 200,
        end: atOnce,
        idKey: 'jobID',
    },
    'job-already-completed': completed('preview', 'succeeded', 'too-late', 'the preview is ready'),
    'job-already-live': completed('live', 'succeeded', 'too-late', 'the offer is live'),
    'job-already-failed': completed('preview', 'failed', 'nothing-to-cancel', 'the job has failed'),
    'job-still-publishing': {
        api,
        inputs: { ...inputs, 'timeout-minutes': '1' },
        description: 'the job is canceled, and its submission runs on; the step gives up after a minute',
        outcome: 'unknown',
        target: 'preview',
        cancel: 200,
        end: atOnce,
        submissionRunsOnMs: Number.POSITIVE_INFINITY,
    },
    'job-of-the-draft': {
        api,
        inputs,
        description: 'the job changes the draft only; the step looks for a submission for half a minute',
        outcome: 'mismatch',
        target: 'draft',
        cancel: 200,
        end: atOnce,
    },
    'job-of-another-offer': {
        api,
        inputs,
        description: 'the job names another product, while the offer is being published too',
        outcome: 'mismatch',
        target: 'preview',
        cancel: 200,
        end: atOnce,
        submissionRunsOnMs: Number.POSITIVE_INFINITY,
        resourceUri: 'of another product',
    },
};

;// CONCATENATED MODULE: ./src/sandbox/submission/scenarios.ts
const scenarios_api = 'submission';
const scenarios_atOnce = { as: 'gone', afterMs: 0 };
const aMinute = { 'timeout-minutes': '1' };
function scenarios_refusal(status, what = '') {
    return { api: scenarios_api, description: `the DELETE is refused with ${status}${what}`, outcome: 'refused', refused: status };
}
const submissionScenarios = {
    'submission-gone': {
        api: scenarios_api,
        description: 'the service takes the DELETE (204), and the submission is gone',
        outcome: 'canceled',
        end: scenarios_atOnce,
    },
    'submission-canceled': {
        api: scenarios_api,
        description: 'the submission stays, and says Cancelled',
        outcome: 'canceled',
        end: { as: { state: 'InProgress', substate: 'Cancelled' }, afterMs: 0 },
    },
    'submission-slow': {
        api: scenarios_api,
        description: '204, and the submission runs for four seconds more',
        outcome: 'canceled',
        end: { as: 'gone', afterMs: 4_000 },
    },
    'submission-stuck': {
        api: scenarios_api,
        description: '204, and the submission never stops; the step gives up after a minute',
        outcome: 'timed-out',
        inputs: aMinute,
    },
    'submission-too-late': {
        api: scenarios_api,
        description: '204, but the submission reaches its preview, which goes live by itself',
        outcome: 'too-late',
        end: { as: { state: 'Published', substate: 'ReadyToPublish', isAutoPromote: true }, afterMs: 2_500 },
    },
    'submission-going-live': {
        api: scenarios_api,
        description: 'the submission is on its way to live, where no DELETE stops it',
        outcome: 'too-late',
        first: { state: 'Published', substate: 'Publishing' },
    },
    'submission-failed': {
        api: scenarios_api,
        description: 'the submission has failed, although its state says InProgress',
        outcome: 'nothing-to-cancel',
        first: { state: 'InProgress', substate: 'Failed', pending: 'Completed' },
    },
    'submission-draft': {
        api: scenarios_api,
        description: 'the newest submission is a draft, perhaps a person works on it',
        outcome: 'failed',
        first: { state: 'InProgress', substate: 'InDraft', pending: 'Completed' },
        end: scenarios_atOnce,
    },
    'submission-draft-running': {
        api: scenarios_api,
        description: 'a publish has just begun: it says InDraft, with an update that runs',
        outcome: 'canceled',
        first: { state: 'InProgress', substate: 'InDraft', pending: 'Running' },
        end: scenarios_atOnce,
    },
    'submission-draft-failed': {
        api: scenarios_api,
        description: 'a publish has failed at once: it says InDraft, with an update that failed',
        outcome: 'nothing-to-cancel',
        first: { state: 'InProgress', substate: 'InDraft', pending: 'Failed' },
        end: scenarios_atOnce,
    },
    'submission-still-listed': {
        api: scenarios_api,
        description: '204, then the submission answers 404 and is listed all the same; the step gives up after a minute',
        outcome: 'timed-out',
        end: { as: 'gone, but listed', afterMs: 0 },
        inputs: aMinute,
    },
    'submission-newer': {
        api: scenarios_api,
        description: 'the submission is gone, and a newer one runs',
        outcome: 'unknown',
        end: scenarios_atOnce,
        meanwhile: 'a newer submission',
    },
    'submission-published-changed': {
        api: scenarios_api,
        description: 'the submission is gone, and something else went live',
        outcome: 'unknown',
        end: scenarios_atOnce,
        meanwhile: 'the preview went live',
    },
    'submission-pages': {
        api: scenarios_api,
        description: 'the list has two pages, and the running submission is on the second',
        outcome: 'canceled',
        pages: 'two',
        end: scenarios_atOnce,
    },
    'submission-lost-page': {
        api: scenarios_api,
        description: 'the second page of the list, with the running submission, answers 404',
        outcome: 'failed',
        pages: 'lost',
        end: scenarios_atOnce,
    },
    'submission-refused-400': scenarios_refusal(400, ', in a JSON string'),
    'submission-refused-403': scenarios_refusal(403),
    'submission-refused-404': scenarios_refusal(404, ', while the submission runs'),
    'submission-refused-409': scenarios_refusal(409),
    'submission-throttled': {
        api: scenarios_api,
        description: 'the service is busy (429) and asks to wait',
        outcome: 'canceled',
        throttled: 2,
        end: scenarios_atOnce,
    },
    'submission-no-product': { api: scenarios_api, description: 'no product has the id of the offer', outcome: 'refused', products: 0, end: scenarios_atOnce },
    'submission-two-products': { api: scenarios_api, description: 'two products have the id of the offer', outcome: 'failed', products: 2, end: scenarios_atOnce },
    'submission-lookup-400': {
        api: scenarios_api,
        description: 'every request for a product by the id of its offer is a 400, as in June 2026',
        outcome: 'failed',
        isLookupBroken: true,
        end: scenarios_atOnce,
    },
};

;// CONCATENATED MODULE: ./src/sandbox/scenarios.ts




const scenariosByApi = {
    'cloud-partner-portal': portalScenarios,
    submission: submissionScenarios,
    'product-ingestion': ingestionScenarios,
};
function scenarioNamed(name) {
    return Object.values(scenariosByApi)
        .flatMap((scenarios) => Object.entries(scenarios))
        .find(([known]) => known === name)?.[1];
}

;// CONCATENATED MODULE: ./src/sandbox/commandLine.ts


const options = {
    scenario: { type: 'string' },
    play: { type: 'string' },
    port: { type: 'string' },
    help: { type: 'boolean', short: 'h' },
};
function commandOf(args) {
    try {
        const { values, positionals } = (0,external_node_util_namespaceObject.parseArgs)({ args: [...args], options, allowPositionals: true });
        if (values.help)
            return { what: 'help' };
        const isServed = positionals[0] === 'serve';
        const names = [...positionals.slice(isServed ? 1 : 0), ...(values.scenario === undefined ? [] : [values.scenario])];
        if (!isServed && values.port !== undefined)
            return { what: 'help', problem: '--port goes with npm run sandbox.' };
        if (values.play !== undefined)
            return playOf(values.play, isServed, names, values.port ?? usualPort);
        return scenarioAndPort(isServed ? 'serve' : 'run', names, values.port ?? usualPort);
    }
    catch (error) {
        return { what: 'help', problem: error instanceof Error ? error.message : String(error) };
    }
}
const usualPort = '4010';
function playOf(file, isServed, names, port) {
    if (names.length > 0)
        return { what: 'help', problem: `A recording or a scenario, and not both: ${file}, ${names.join(', ')}.` };
    if (file === '')
        return { what: 'help', problem: '--play needs the path of a recording.' };
    return isPort(port)
        ? { what: isServed ? 'serve-play' : 'play', file, port: Number(port) }
        : { what: 'help', problem: `There is no port "${port}".` };
}
function isPort(port) {
    return /^\d{1,5}$/.test(port) && Number(port) <= 65_535;
}
function scenarioAndPort(what, names, port) {
    const [name = 'accepted', ...others] = names;
    if (others.length > 0)
        return { what: 'help', problem: `One scenario at a time, and not ${names.length}: ${names.join(', ')}.` };
    const scenario = scenarioNamed(name);
    if (!scenario)
        return { what: 'help', problem: `There is no scenario "${name}".` };
    if (!isPort(port))
        return { what: 'help', problem: `There is no port "${port}".` };
    return { what, name, scenario, port: Number(port) };
}
function usage() {
    const names = Object.values(scenariosByApi).flatMap((scenarios) => Object.keys(scenarios));
    const width = Math.max(...names.map((name) => name.length)) + 2;
    const lists = Object.entries(scenariosByApi).map(([api, scenarios]) => {
        const lines = Object.entries(scenarios).map(([name, { outcome, description }]) => `  ${name.padEnd(width)}${outcome.padEnd(19)}${description}`);
        return [`api: ${api}`, ...lines].join('\n');
    });
    return [
        [
            'npm start -- [NAME]                   run the action once against the sandbox',
            'npm run sandbox -- [NAME] [--port N]  serve the sandbox until it is stopped',
            'npm start -- --play FILE              run the action once against a recording (docs/recordings.md)',
            'npm run sandbox -- --play FILE        serve a recording until it is stopped',
            '',
            'NAME is a scenario, "accepted" when left out; --scenario NAME says the same.',
            'The scenarios of each API, the outcome that the action comes to, and what the service does:',
        ].join('\n'),
        ...lists,
    ].join('\n\n');
}

;// CONCATENATED MODULE: ./src/sandbox/deployments.ts

const environmentName = 'production';
const githubToken = 'a-github-token-for-the-sandbox';
const repository = 'contoso/offers';
const apiPath = '/api/v3';
function createDeployments() {
    const deployments = [
        { id: 1003, ref: 'v1.2.4', states: ['queued', 'failure'] },
        { id: 1002, ref: 'v1.2.3', states: ['in_progress', 'success'] },
        { id: 1001, ref: 'v1.2.2', states: ['in_progress', 'success', 'inactive'] },
    ];
    const root = `${apiPath}/repos/${repository}/deployments`;
    const list = (url) => answer(url.searchParams.get('environment') === environmentName
        ? deployments.map(({ id, ref }) => ({ id, ref, environment: environmentName }))
        : []);
    const add = ({ id, states }, body) => {
        const { state } = JSON.parse(body);
        states.push(state);
        return answer({ id: statusId(id, states.length), state }, 201);
    };
    const statuses = ({ id, states }) => answer(states.map((state, index) => ({ id: statusId(id, index + 1), state })).toReversed());
    return ({ method, headers, body }, url) => {
        if (!url.pathname.startsWith(`${apiPath}/`))
            return undefined;
        if (headers['authorization'] !== `token ${githubToken}`)
            return answer({ message: 'Bad credentials' }, 401);
        if (method === 'GET' && url.pathname === root)
            return list(url);
        const id = url.pathname.startsWith(`${root}/`) ? /^\/(\d+)\/statuses$/.exec(url.pathname.slice(root.length))?.[1] : undefined;
        const deployment = deployments.find((one) => String(one.id) === id);
        if (!deployment)
            return answer({ message: 'Not Found' }, 404);
        return method === 'POST' ? add(deployment, body) : statuses(deployment);
    };
}
function statusId(deploymentId, count) {
    return deploymentId * 10 + count;
}
function answer(body, status = 200) {
    return json(status, JSON.stringify(body));
}

;// CONCATENATED MODULE: ./src/sandbox/api.ts
const minuteMs = 60_000;

;// CONCATENATED MODULE: ./src/sandbox/portal/wire.ts

const apiVersion = '2017-10-31';
const cancellationId = '408a4835-0000-1000-0000-000000000000';
const migratedPath = ({ publisherId, offerId }) => `/api/publishers/${publisherId}/offers/${offerId}/operations/${cancellationId}?api-version=${apiVersion}`;
const nonMigratedPath = ({ publisherId, offerId }) => `/api/operations/${publisherId}$${offerId}$2$preview?api-version=${apiVersion}`;
const busy = json(429, JSON.stringify({ error: { code: 'TooManyRequests', message: 'Too many requests.' } }), {
    'retry-after': '1',
});
const refusals = {
    400: error(400, 'BadRequest', 'The operation in progress cannot be canceled.'),
    403: error(403, 'Forbidden', 'User does not have the required permissions'),
    404: error(404, 'NotFound', 'The offer was not found for this publisher.'),
};
function entry({ publisherId }, id, type, state, changedMs) {
    const changedTime = new Date(changedMs).toISOString().replace('Z', '4321Z');
    const fields = {
        id,
        offerId: '59001ad5-0d6f-4d2c-8d0b-4a2a3a1c1a11',
        offerVersion: 1,
        offerTypeId: 'microsoft-azure-virtualmachines',
        publisherId,
        submissionType: type,
        submissionState: state,
        publishingVersion: 2,
        slot: type === 'goLive' ? 'production' : 'staging',
        changedTime,
    };
    return `${JSON.stringify(fields).slice(0, -1)},"version":636576975611768314}`;
}
const stepNames = [
    ['displaydummycertify', 'Validate Pre-Requisites'],
    ['displaycertify', 'Certification'],
    ['displayprovision', 'Provisioning'],
    ['displaypackage', 'Packaging and Lead Generation Registration'],
    ['publisher-signoff', 'Publisher signoff'],
    ['live', 'Live'],
];
const progress = {
    running: { done: 1, next: 'inProgress' },
    canceled: { done: 1, next: 'canceled' },
    failed: { done: 1, next: 'failed' },
    succeeded: { done: 4, next: 'waitingForPublisherReview' },
};
function operation(state, type) {
    const isLive = type === 'goLive' && state === 'succeeded';
    const { done, next } = isLive ? { done: stepNames.length, next: '' } : progress[state];
    const steps = stepNames.map(([id, stepName], index) => ({
        id,
        stepName,
        description: '',
        status: index < done ? 'complete' : index === done ? next : 'notStarted',
        messages: [],
        progressPercentage: index < done ? 100 : index === done && state === 'running' ? 40 : 0,
    }));
    const failure = {
        messageHtml: '<b>Certification failed</b>: the image does not boot.',
        level: 'error',
        timestamp: '2026-01-31T12:00:00Z',
    };
    return JSON.stringify({
        status: state,
        messages: state === 'failed' && type !== 'cancel' ? [failure] : [],
        publishingVersion: 2,
        offerVersion: 1,
        ...(type === 'cancel' ? {} : { cancellationRequestState: 'canCancel', steps }),
        previewLinks: [],
        liveLinks: [],
    });
}

;// CONCATENATED MODULE: ./src/sandbox/portal/portal.ts



const runningId = '56615b67-2185-49fe-80d2-c4ddf77bb2e8';
const olderIds = ['0f9c2a54-6f0e-4a53-9a3d-2d7f5d1f4c01', 'd3b1c7a8-11aa-4b2e-8a86-3f5f3c0a7e02'];
function createPortal(scenario, clock) {
    const offers = new Map();
    const startedMs = clock.wallMs();
    const offerNamed = (publisherId, offerId) => {
        const key = `${publisherId}/${offerId}`.toLowerCase();
        const offer = offers.get(key) ?? { publisherId, offerId, turnedAway: { cancel: 0, list: 0 } };
        offers.set(key, offer);
        return offer;
    };
    const fateOf = ({ offerId }) => scenario.fates?.[offerId] ?? scenario;
    const stateOf = (offer) => {
        const { isRunning, end } = fateOf(offer);
        if (!isRunning)
            return 'succeeded';
        const isOver = end && offer.canceledAtMs !== undefined && clock.nowMs() - offer.canceledAtMs >= end.afterMs;
        return isOver && end ? end.as : 'running';
    };
    const isTurnedAway = (offer, what) => {
        if (offer.turnedAway[what] >= (scenario.throttled ?? 0))
            return false;
        offer.turnedAway[what] += 1;
        return true;
    };
    const list = (offer) => {
        if (scenario.isListGone)
            return error(404, 'NotFound', 'The resource was not found.');
        if (isTurnedAway(offer, 'list'))
            return busy;
        const kind = fateOf(offer).submissionType ?? 'publish';
        const entries = [
            entry(offer, olderIds[0], 'publish', 'failed', startedMs - 3 * 24 * 60 * minuteMs),
            entry(offer, runningId, kind, stateOf(offer), startedMs - 12 * minuteMs),
            entry(offer, olderIds[1], 'publish', 'canceled', startedMs - 25 * 60 * minuteMs),
        ];
        return json(200, `[${entries.join(',')}]`);
    };
    const page = (offer, id) => {
        if (id === runningId)
            return json(200, `[${operation(stateOf(offer), fateOf(offer).submissionType ?? 'publish')}]`);
        if (id === cancellationId && offer.canceledAtMs !== undefined)
            return json(200, operation(cancellationState(offer), 'cancel'));
        return error(404, 'NotFound', 'There is no operation with this id.');
    };
    const cancellationState = (offer) => {
        const state = stateOf(offer);
        if (state === 'running')
            return 'running';
        return state === 'canceled' || !fateOf(offer).isRunning ? 'succeeded' : 'failed';
    };
    const cancel = (offer, request) => {
        if (!isCancelBody(request))
            return error(400, 'BadRequest', 'The body has to be JSON with an object "metadata".');
        if (isTurnedAway(offer, 'cancel'))
            return busy;
        const { status, location } = fateOf(offer).cancel;
        if (status >= 400)
            return refusals[status] ?? error(status, 'Refused', 'The request was refused.');
        offer.canceledAtMs ??= clock.nowMs();
        const path = location === 'non-migrated' ? nonMigratedPath(offer) : migratedPath(offer);
        if (location === 'body')
            return json(status, JSON.stringify({ location: path }));
        return status === 202 && location !== 'nowhere' ? empty(status, { location: path }) : empty(status);
    };
    const answer = (request, url) => {
        const pathname = url.pathname.replaceAll('%24', '$');
        const shared = /^\/api\/operations\/([^$/]+)\$([^$/]+)\$[^/]+$/.exec(pathname);
        const [, publisherId, offerId, route] = /^\/api\/publishers\/([^/]+)\/offers\/([^/]+)\/(.+)$/.exec(pathname) ?? shared ?? [];
        if (publisherId === undefined || offerId === undefined)
            return error(404, 'NotFound', 'There is no such route.');
        const offer = offerNamed(publisherId, offerId);
        const id = shared ? cancellationId : (/^operations\/([^/]+)$/.exec(route ?? '')?.[1] ?? '');
        switch (`${request.method} ${id === '' ? route : 'operation'}`) {
            case 'GET submissions':
            case 'GET submissions/':
                return list(offer);
            case 'GET status':
                return json(200, operation(stateOf(offer), fateOf(offer).submissionType ?? 'publish'));
            case 'GET operation':
                return page(offer, id.toLowerCase());
            case 'POST cancel':
                return cancel(offer, request);
            default:
                return error(404, 'NotFound', 'There is no such route.');
        }
    };
    return {
        audience: 'https://cloudpartner.azure.com',
        requestIdHeader: 'x-ms-correlation-request-id',
        refuse: (status, message) => error(status, status === 401 ? 'Unauthorized' : 'MethodNotAllowed', message),
        mayChange: (method, pathname) => method === 'POST' && pathname.endsWith('/cancel'),
        answer: (request, url) => url.searchParams.get('api-version') === apiVersion
            ? answer(request, url)
            : error(400, 'InvalidAPIVersion', `Invalid api version. Allowed values are [${apiVersion}]`),
    };
}
function isCancelBody({ headers, body }) {
    if (!/^application\/json\b/i.test(headers['content-type'] ?? ''))
        return false;
    try {
        const parsed = JSON.parse(body);
        return typeof parsed?.metadata === 'object' && parsed.metadata !== null;
    }
    catch {
        return false;
    }
}

;// CONCATENATED MODULE: ./src/sandbox/productIngestion/productIngestion.ts




const versions = /^\d{4}-\d{2}-\d{2}(-preview\d*)?$/;
const offerPattern = /^[A-Za-z0-9][A-Za-z0-9_.-]*$/;
const submissionPath = new RegExp(`^${root}/submission/([^/]+)$`);
const jobPath = new RegExp(`^${root}/configure/([^/]+)(|/status|/cancel)$`);
const notFound = refusal(404, 'notFound', 'The resource was not found.');
function createProductIngestion(scenario, clock) {
    const startMs = clock.wallMs() - 12 * minuteMs;
    let owner;
    let canceledAtMs = Number.POSITIVE_INFINITY;
    const ownerId = (asked = productOf('contoso-vm')) => {
        owner ??= asked;
        return owner;
    };
    const sinceEndMs = () => clock.nowMs() - canceledAtMs - scenario.end.afterMs;
    const result = () => (sinceEndMs() >= 0 ? scenario.end.as : 'pending');
    const status = () => json(200, JSON.stringify(job(scenario, ownerId(), result(), [startMs, clock.wallMs() - Math.max(0, sinceEndMs())])));
    const published = (productId) => {
        const show = (state, as) => {
            const fields = { lifecycleState: 'generallyAvailable', status: state, result: as, created: time(startMs) };
            return [submission(productId, numbers.running, scenario.target, fields)];
        };
        if (scenario.target === 'draft')
            return [];
        if (productId !== ownerId() || sinceEndMs() < (scenario.submissionRunsOnMs ?? 0))
            return show('running', 'pending');
        if (scenario.end.as !== 'cancelled')
            return show('completed', scenario.end.as);
        return scenario.isListedAfterwards ? show('completed', 'failed') : [];
    };
    const lookUp = ({ searchParams }) => {
        const offerId = searchParams.get('externalId') ?? searchParams.get('externalID') ?? '';
        if (!offerPattern.test(offerId))
            return refusal(400, 'badRequest', 'The query needs an externalId.');
        const productId = productOf(offerId);
        ownerId(productId);
        return json(200, JSON.stringify({ value: [product(productId, offerId)] }));
    };
    const list = (productId) => {
        ownerId(productId);
        return json(200, JSON.stringify({ value: [...standing(productId), ...published(productId)] }));
    };
    const cancel = (body) => {
        if (body !== '')
            return refusal(400, 'badRequest', 'A cancel has no body.');
        const isLate = result() !== 'pending' || scenario.cancel === 400;
        canceledAtMs = Math.min(canceledAtMs, clock.nowMs());
        if (isLate)
            return refusal(400, 'badRequest', 'Cannot cancel job, job has already completed.');
        return scenario.cancel === 202 ? empty(202) : status();
    };
    const summary = () => {
        if (result() === 'pending')
            return refusal(400, 'badRequest', 'The job has not completed.');
        return json(200, JSON.stringify(detail(submission(ownerId(), numbers.running, scenario.target))));
    };
    const answerJob = (method, body, [, id = '', what]) => {
        if (id.toLowerCase() !== jobId)
            return notFound;
        if (what === '/cancel')
            return method === 'POST' ? cancel(body) : notFound;
        return what === '/status' ? status() : summary();
    };
    return {
        audience: 'https://graph.microsoft.com',
        requestIdHeader: 'request-id',
        refuse: (code, message) => refusal(code, code === 401 ? 'unauthorized' : 'methodNotAllowed', message),
        mayChange: (method, pathname) => method === 'POST' && jobPath.exec(pathname)?.[2] === '/cancel',
        answer: ({ method, body }, url) => {
            const version = url.searchParams.get('$version') ?? '';
            if (!versions.test(version))
                return refusal(400, 'badRequest', `The $version "${version}" is not valid.`);
            if (url.pathname === `${root}/product`)
                return lookUp(url);
            const [, productId = ''] = submissionPath.exec(url.pathname) ?? [];
            if (guid.test(productId))
                return list(productId.toLowerCase());
            return answerJob(method, body, jobPath.exec(url.pathname) ?? []);
        },
    };
}

;// CONCATENATED MODULE: ./src/sandbox/signIn.ts

const oidcPath = '/github/oidc/token';
const requestToken = 'request-token-of-the-job';
const tenantId = '11111111-2222-4333-8444-555555555555';
const clientId = 'aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee';
const clientSecret = 'Value+of/the=secret&%~';
const exchange = 'api://AzureADTokenExchange';
const subject = 'repo:contoso@1234/offers@5678:ref:refs/tags/v1.2.3';
const signIn_minuteMs = 60_000;
const ids = 'Trace ID: 22222222-0000-4000-8000-000000000000 Correlation ID: 33333333-0000-4000-8000-000000000000 Timestamp: 2026-01-31 12:00:00Z';
function refuse(status, code, number, description) {
    const body = {
        error: code,
        error_description: `AADSTS${number}: ${description} ${ids}`,
        error_codes: [number],
        timestamp: '2026-01-31 12:00:00Z',
        trace_id: '22222222-0000-4000-8000-000000000000',
        correlation_id: '33333333-0000-4000-8000-000000000000',
        error_uri: `https://login.microsoftonline.com/error?code=${number}`,
    };
    return json(status, JSON.stringify(body));
}
const signIn_refusals = {
    'wrong-subject': refuse(400, 'invalid_request', 700213, `No matching federated identity record found for presented assertion subject '${subject}'. Check your ` +
        `federated identity credential Subject, Audience and Issuer against the presented assertion.`),
    'wrong-secret': refuse(401, 'invalid_client', 7000215, `Invalid client secret provided. Ensure the secret being sent in the request is the client secret value, not ` +
        `the client secret ID, for a secret added to app '${clientId}'.`),
    'expired-secret': refuse(401, 'invalid_client', 7000222, `The provided client secret keys for app '${clientId}' are expired.`),
    'unknown-tenant': refuse(400, 'invalid_request', 90002, `Tenant '${tenantId}' not found. Check to make sure you have the correct tenant ID.`),
};
const scopes = /^(https:\/\/(?:cloudpartner\.azure|api\.partner\.microsoft|graph\.microsoft)\.com)\/\.default$/;
const assertionType = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';
const tooMany = json(429, '{"error":"temporarily_unavailable","error_description":"Too many requests."}', { 'retry-after': '1' });
const down = error(503, 'ServiceUnavailable', 'The service is unavailable.');
function jwt(claims) {
    const part = (value) => Buffer.from(JSON.stringify(value)).toString('base64url');
    return `${part({ alg: 'RS256', typ: 'JWT' })}.${part(claims)}.signature-of-the-sandbox`;
}
function foreignAudience(token, wallMs) {
    try {
        const { aud, exp } = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8'));
        const isDead = typeof exp === 'number' && exp * 1000 <= wallMs;
        return typeof aud === 'string' && !isDead ? aud : undefined;
    }
    catch {
        return undefined;
    }
}
function createIssuer(scenario, clock) {
    const issued = new Map();
    let turnedAway = 0;
    const issue = (audience, claims, lifeMs) => {
        const token = jwt({ aud: audience, ...claims, jti: String(issued.size + 1) });
        issued.set(token, { audience, deadAtMs: clock.nowMs() + lifeMs });
        return token;
    };
    const audienceOf = (token) => {
        const known = issued.get(token);
        return known && clock.nowMs() < known.deadAtMs ? known.audience : undefined;
    };
    const github = ({ method, headers }, url) => {
        if (method !== 'GET' || !/^bearer request-token-of-the-job$/i.test(headers['authorization'] ?? ''))
            return error(401, 'Unauthorized', 'The request token is not that of this job.');
        const claims = { iss: 'https://token.actions.githubusercontent.com', sub: subject };
        return json(200, JSON.stringify({ value: issue(url.searchParams.get('audience') ?? '', claims, 5 * signIn_minuteMs) }));
    };
    const isSecret = (secret) => (scenario.method === 'client-secret' ? secret === clientSecret : secret !== '');
    const complaint = (form) => {
        if (form.get('grant_type') !== 'client_credentials')
            return refuse(400, 'invalid_request', 900144, "The request body must contain the following parameter: 'grant_type'.");
        const scope = form.get('scope') ?? '';
        if (!scopes.test(scope))
            return refuse(400, 'invalid_scope', 70011, `The provided value for the input parameter 'scope' is not valid: ${scope}`);
        if (scenario.refusal)
            return signIn_refusals[scenario.refusal];
        const assertion = form.get('client_assertion');
        if (assertion === null)
            return isSecret(form.get('client_secret') ?? '') ? undefined : signIn_refusals['wrong-secret'];
        return assertionComplaint(assertion, form.get('client_assertion_type'));
    };
    const assertionComplaint = (assertion, type) => {
        if (type !== assertionType)
            return refuse(400, 'invalid_request', 900144, 'The client_assertion_type is not known.');
        const aud = issued.has(assertion) ? audienceOf(assertion) : foreignAudience(assertion, clock.wallMs());
        if (aud === undefined)
            return refuse(401, 'invalid_client', 700024, 'Client assertion is not within its valid time range.');
        return aud === exchange ? undefined : refuse(400, 'invalid_request', 700212, `No match found for the audience '${aud}'.`);
    };
    const entra = (request, tenant) => {
        if (scenario.fault === 'down')
            return down;
        if (turnedAway < (scenario.throttled ?? 0)) {
            turnedAway += 1;
            return tooMany;
        }
        const isForm = /^application\/x-www-form-urlencoded\b/.test(request.headers['content-type'] ?? '');
        const form = new URLSearchParams(isForm ? request.body : '');
        const wrong = complaint(form);
        if (wrong)
            return wrong;
        const lifeSeconds = scenario.lifeSeconds ?? 3599;
        const claims = { appid: form.get('client_id'), tid: tenant };
        const [, audience = ''] = scopes.exec(form.get('scope') ?? '') ?? [];
        const grant = {
            token_type: 'Bearer',
            expires_in: lifeSeconds,
            ext_expires_in: lifeSeconds,
            access_token: issue(audience, claims, lifeSeconds * 1000),
        };
        return { ...json(200, JSON.stringify(grant)), ...(scenario.fault === 'cut' ? { isCut: true } : {}) };
    };
    return {
        audienceOf,
        answer: (request, url) => {
            if (url.pathname === oidcPath)
                return github(request, url);
            const tenant = /^\/([^/]+)\/oauth2\/v2\.0\/token$/.exec(url.pathname)?.[1];
            return tenant === undefined || request.method !== 'POST' ? undefined : entra(request, tenant);
        },
    };
}

;// CONCATENATED MODULE: ./src/sandbox/submission/wire.ts

const wire_root = '/v1.0/ingestion';
function problem(status, message, headers = {}) {
    const fault = { faultCode: 50_400, message, correlationId: '44444444-0000-4000-8000-000000000000' };
    const text = status === 400 ? `ICH50400 - Unable to complete request. ${JSON.stringify(fault)}` : `Http${status}Exception: ${message}`;
    return json(status, JSON.stringify(text), headers);
}
const wire_refusals = {
    400: problem(400, 'The submission cannot be deleted in its current state.'),
    403: problem(403, 'The caller may not delete submissions of this product.'),
    404: problem(404, 'The resource was not found.'),
    409: problem(409, 'Only a submission in progress can be deleted.'),
};
const wire_busy = problem(429, 'Request rate exceeds limit.', { 'retry-after': '1' });
function wire_product(id, offerId) {
    const externalIDs = [{ type: 'AzureOfferId', value: offerId }];
    return { resourceType: 'AzureApplication', name: offerId, externalIDs, isModularPublishing: true, id };
}
function wire_submission(id, { state, substate, pending, isAutoPromote = false }, isExpanded) {
    const failureReason = pending === 'Failed' ? { failureReason: 'Active validation errors' } : {};
    return {
        resourceType: 'Submission',
        state,
        substate,
        targets: [{ type: 'Scope', value: substate === 'InStore' ? 'live' : 'preview' }],
        resources: [{ type: 'Package', value: '55555555-0000-4000-8000-000000000000' }],
        ...(isExpanded ? { publishOption: { isManualPublish: false, isAutoPromote } } : {}),
        ...(state === 'Published' ? { publishedTimeInUtc: '2026-01-30T12:00:00.1234567Z' } : {}),
        ...(pending ? { pendingUpdateInfo: { updateType: 'Create', status: pending, ...failureReason } } : {}),
        areResourcesReady: substate !== 'InDraft',
        id,
    };
}
function nextLink(productId, from) {
    const token = Buffer.from(`entry ${from}`).toString('base64');
    return `${wire_root.slice(1)}/products/${productId}/submissions?$skipToken=${encodeURIComponent(token)}`;
}
function pageStart(token) {
    return Number(/^entry (\d+)$/.exec(Buffer.from(token, 'base64').toString())?.[1] ?? Number.NaN);
}

;// CONCATENATED MODULE: ./src/sandbox/submission/submission.ts



const submitted = { state: 'InProgress', substate: 'Submitted', pending: 'Completed' };
const failed = { state: 'InProgress', substate: 'FailedInCertification', pending: 'Completed' };
const ready = { state: 'Published', substate: 'ReadyToPublish' };
const inStore = { state: 'Published', substate: 'InStore' };
const pageSize = 2;
const filter = /^externalIDs\/Any\(i:i\/type eq 'AzureOfferId' and i\/value eq '([^']+)'\)$/;
const paths = new RegExp(`^${wire_root}/products/([^/]+)/submissions(?:/([^/]+))?$`);
function createSubmission(scenario, clock) {
    const products = new Map();
    const productWith = (id) => {
        const known = products.get(id) ?? { id, deletedAtMs: new Map(), turnedAway: { DELETE: 0, list: 0 } };
        products.set(id, known);
        return known;
    };
    const isTurnedAway = ({ turnedAway }, what) => {
        if (turnedAway[what] >= (scenario.throttled ?? 0))
            return false;
        turnedAway[what] += 1;
        return true;
    };
    const endOf = ({ deletedAtMs }) => {
        const sinceMs = clock.nowMs() - (deletedAtMs.get(numbers.running) ?? Number.POSITIVE_INFINITY);
        return scenario.end && sinceMs >= scenario.end.afterMs ? scenario.end.as : undefined;
    };
    const entriesOf = (one) => {
        const end = endOf(one);
        const meanwhile = end && scenario.meanwhile;
        const all = new Map([
            [numbers.live, inStore],
            [numbers.failed, failed],
            [numbers.running, typeof end === 'object' ? end : (scenario.first ?? submitted)],
            [numbers.newer, submitted],
            [numbers.preview, meanwhile === 'the preview went live' ? inStore : ready],
        ]);
        const lacks = [
            ...[...one.deletedAtMs.keys()].filter((number) => number !== numbers.running),
            ...(end === 'gone' ? [numbers.running] : []),
            ...(meanwhile === 'a newer submission' ? [] : [numbers.newer]),
            ...(meanwhile === 'the preview went live' ? [numbers.live] : []),
        ];
        for (const number of lacks)
            all.delete(number);
        return all;
    };
    const lookUp = (text) => {
        const offerId = filter.exec(text ?? '')?.[1];
        if (offerId === undefined)
            return problem(400, 'The filter is not valid.');
        if (scenario.isLookupBroken)
            return problem(400, 'The header x-ms-publisherId is missing.');
        const names = [offerId, `${offerId} (copy)`].slice(0, scenario.products ?? 1);
        return json(200, JSON.stringify({ value: names.map((name) => wire_product(productOf(name), offerId)) }));
    };
    const list = (one, { searchParams }) => {
        if (isTurnedAway(one, 'list'))
            return wire_busy;
        const all = [...entriesOf(one)].map(([id, shown]) => wire_submission(id, shown, isExpanded(searchParams)));
        if (!scenario.pages)
            return json(200, JSON.stringify({ value: all }));
        const token = searchParams.get('$skipToken');
        const start = token === null ? 0 : pageStart(token);
        if (Number.isNaN(start) || (start > 0 && scenario.pages === 'lost'))
            return wire_refusals[404];
        const next = start + pageSize < all.length ? { nextLink: nextLink(one.id, start + pageSize) } : {};
        return json(200, JSON.stringify({ value: all.slice(start, start + pageSize), ...next }));
    };
    const item = (one, number, { searchParams }) => {
        const shown = entriesOf(one).get(number);
        if (!shown || (number === numbers.running && endOf(one) === 'gone, but listed'))
            return wire_refusals[404];
        return json(200, JSON.stringify(wire_submission(number, shown, isExpanded(searchParams))));
    };
    const remove = (one, number, body) => {
        if (body !== '')
            return problem(400, 'A DELETE has no body.');
        if (isTurnedAway(one, 'DELETE'))
            return wire_busy;
        const found = item(one, number, new URL('http://sandbox'));
        if (found.status !== 200)
            return found;
        if (entriesOf(one).get(number)?.state !== 'InProgress')
            return wire_refusals[409];
        if (scenario.refused)
            return wire_refusals[scenario.refused];
        if (!one.deletedAtMs.has(number))
            one.deletedAtMs.set(number, clock.nowMs());
        return empty(204);
    };
    return {
        audience: 'https://api.partner.microsoft.com',
        requestIdHeader: 'request-id',
        refuse: problem,
        mayChange: (method, pathname) => method === 'DELETE' && paths.exec(pathname)?.[2] !== undefined,
        answer: ({ method, body }, url) => {
            if (url.pathname === `${wire_root}/products`)
                return lookUp(url.searchParams.get('$filter'));
            const [, productId = '', number] = paths.exec(url.pathname) ?? [];
            if (!guid.test(productId))
                return wire_refusals[404];
            const one = productWith(productId.toLowerCase());
            if (number === undefined)
                return list(one, url);
            return method === 'DELETE' ? remove(one, number, body) : item(one, number, url);
        },
    };
}
function isExpanded(query) {
    return query.get('$expand') === 'PublishOption';
}

;// CONCATENATED MODULE: ./src/sandbox/service.ts







function createApi(scenario, clock) {
    switch (scenario.api) {
        case 'submission':
            return createSubmission(scenario, clock);
        case 'product-ingestion':
            return createProductIngestion(scenario, clock);
        default:
            return createPortal(scenario, clock);
    }
}
function createService(scenario, clock) {
    const api = createApi(scenario, clock);
    const issuer = createIssuer(scenario.signIn ?? {}, clock);
    const github = createDeployments();
    const forbidden = [];
    let requests = 0;
    const startedAtMs = clock.nowMs();
    const isTaken = (token) => {
        if (token === undefined || token === 'expired')
            return false;
        if (scenario.signIn || token.endsWith('signature-of-the-sandbox'))
            return issuer.audienceOf(token) === api.audience;
        return clock.nowMs() - startedAtMs < (scenario.givenTokenLivesMs ?? Number.POSITIVE_INFINITY);
    };
    const check = ({ method, headers }, { pathname }) => {
        if (method !== 'GET' && !api.mayChange(method, pathname)) {
            forbidden.push(`${method} ${pathname}`);
            return api.refuse(405, `${method} is not allowed here.`);
        }
        const token = /^Bearer ([A-Za-z0-9._~+/-]+=*)$/.exec(headers['authorization'] ?? '')?.[1];
        return isTaken(token) ? undefined : api.refuse(401, 'The access token is missing, not valid or expired.');
    };
    return (request) => {
        const url = new URL(request.path, 'http://sandbox');
        if (url.pathname === '/health')
            return json(200, JSON.stringify({ status: 'healthy', forbidden }));
        requests += 1;
        const reply = issuer.answer(request, url) ?? github(request, url) ?? check(request, url) ?? api.answer(request, url);
        const requestId = `00000000-0000-4000-8000-${String(requests).padStart(12, '0')}`;
        return { ...reply, headers: { ...reply.headers, [api.requestIdHeader]: requestId } };
    };
}

;// CONCATENATED MODULE: ./src/sandbox/marketplaces.ts



const usual = {
    'cloud-partner-portal': scenariosByApi['cloud-partner-portal'].synchronous,
    submission: scenariosByApi.submission['submission-gone'],
    'product-ingestion': scenariosByApi['product-ingestion']['job-canceled'],
};
const marketplaces_paths = [
    [/^\/api\/(publishers|operations)\//, 'cloud-partner-portal'],
    [/^\/v1\.0\/ingestion\//, 'submission'],
    [/^\/rp\/product-ingestion\//, 'product-ingestion'],
];
function createMarketplaces(scenario, clock) {
    const chosen = scenario.api ?? 'cloud-partner-portal';
    const others = Object.keys(usual).filter((api) => api !== chosen);
    const services = new Map(others.map((api) => [api, createService(usual[api], clock)]));
    const own = createService(scenario, clock);
    const signIn = (request) => {
        const reply = own(request);
        if (reply.status === 200)
            for (const service of services.values())
                service(request);
        return reply;
    };
    const forbiddenOf = (service, request) => JSON.parse(service(request).body).forbidden;
    return (request) => {
        const api = marketplaces_paths.find(([path]) => path.test(request.path))?.[1];
        if (api !== undefined)
            return (services.get(api) ?? own)(request);
        if (request.path !== '/health')
            return signIn(request);
        const forbidden = [own, ...services.values()].flatMap((service) => forbiddenOf(service, request));
        return json(200, JSON.stringify({ status: 'healthy', forbidden }));
    };
}

;// CONCATENATED MODULE: ./src/sandbox/playback/compare.ts
function recordedOutcomes({ offers }) {
    return offers.map(({ offer, outcome = 'no outcome' }) => `${offer}: ${outcome}`).join(', ');
}
function descriptionOf({ api, action, exchanges }) {
    const requests = exchanges.reduce((sum, one) => sum + ('leftOut' in one ? one.leftOut : 1), 0);
    const lastMs = exchanges.findLast((one) => 'atMs' in one)?.atMs ?? 0;
    return `${requests} requests in ${(lastMs / 1000).toFixed(1)} s, api: ${api}, recorded by version ${action}`;
}
function differences(recording, { results, unanswered }) {
    const played = JSON.parse(results || '[]');
    const ofOffers = recording.offers.flatMap(({ offer, outcome }, index) => {
        const now = played[index]?.outcome ?? 'no outcome';
        return outcome === now ? [] : [`${offer}: ${now} now, ${outcome ?? 'no outcome'} in the recording`];
    });
    return [...ofOffers, ...unanswered.map((request) => `the recording has no answer to ${request}`)];
}

;// CONCATENATED MODULE: ./src/sandbox/playback/body.ts
function playedBody(shown, context) {
    if (shown === undefined)
        return '';
    if (isHidden(shown) && shown.type === 'page')
        return `<!DOCTYPE html>${filler(shown)}`;
    if (isHidden(shown) && shown.type === 'text')
        return filler(shown);
    if (isHidden(shown) && shown.type === 'broken JSON')
        return `{"${filler(shown)}`;
    return JSON.stringify(played(shown, context));
}
function played(shown, context) {
    if (typeof shown === 'string')
        return context.ids.real(shown);
    if (typeof shown !== 'object' || shown === null)
        return shown;
    if (isList(shown))
        return shown.filter((entry) => !isLeftOut(entry)).map((entry) => played(entry, context));
    if (isHidden(shown))
        return playedType(shown);
    if (isTime(shown))
        return new Date(context.startWallMs + shown.ms).toISOString();
    if (isLink(shown))
        return playedLink(shown, context);
    const { otherFields = 0, ...known } = shown;
    const others = Array.from({ length: Number(otherFields) }, (_, index) => [`otherField${index + 1}`, '']);
    return Object.fromEntries([...Object.entries(known).map(([name, value]) => [name, played(value, context)]), ...others]);
}
function playedType(shown) {
    switch (shown.type) {
        case 'array':
            return Array.from({ length: shown.length }, () => null);
        case 'number':
            return 1234.5;
        case 'boolean':
            return false;
        case 'object':
            return {};
        default:
            return filler(shown);
    }
}
function filler(shown) {
    const { length, says = [] } = shown;
    const found = says.map((one) => `${one} `).join('');
    return found + 'x'.repeat(Math.max(length - found.length, 0));
}
function playedLink({ form, operation = '' }, { ids, publisher, offer, origin }) {
    const id = ids.real(operation);
    if (form === 'other')
        return 'https://elsewhere.example/operations/1';
    const path = form === '$' ? `/api/operations/${publisher}$${offer}$${id}` : `/api/publishers/${publisher}/offers/${offer}/operations/${id}`;
    return `${form === 'absolute' ? origin : ''}${path}?api-version=2017-10-31`;
}
function playedHeaders(headers, context) {
    const { 'content-type': type, 'retry-after': retryAfter, location, 'operation-location': operationLocation } = headers ?? {};
    const isWhole = Number.isInteger(retryAfter);
    return {
        ...(type === undefined ? {} : { 'content-type': type === 'other' ? 'application/x-other' : type }),
        ...(retryAfter === undefined
            ? {}
            : { [isWhole ? 'retry-after' : 'retry-after-ms']: String(isWhole ? retryAfter : Math.round(retryAfter * 1000)) }),
        ...(location === undefined ? {} : { location: playedLink(location, context) }),
        ...(operationLocation === undefined ? {} : { 'operation-location': playedLink(operationLocation, context) }),
    };
}
const types = ['string', 'page', 'text', 'broken JSON', 'array', 'number', 'boolean', 'object'];
function isHidden(shown) {
    return types.includes(String(Object(shown).type));
}
function isTime(shown) {
    return 'type' in shown && shown.type === 'time';
}
function isLink(shown) {
    return 'form' in shown;
}
function isList(shown) {
    return Array.isArray(shown);
}
function isLeftOut(entry) {
    return typeof entry === 'object' && entry !== null && 'leftOut' in entry;
}

;// CONCATENATED MODULE: ./src/sandbox/playback/ids.ts
const pseudonym = /\b(publisher|offer|operation|product|submission|job|page)-(\d+)\b/g;
const firstDigits = { operation: '1', product: '2', job: '3' };
const firstSubmission = 1152921505690000000n;
function createIds({ submissions = [] }) {
    const realId = (name, kind, count) => {
        if (kind === 'submission')
            return String(firstSubmission + BigInt(Math.max(submissions.indexOf(name), 0)));
        if (kind === 'page')
            return `$skipToken=${name}`;
        const digit = firstDigits[kind];
        return digit === undefined ? name : `${digit}0000000-0000-4000-8000-${count.padStart(12, '0')}`;
    };
    return {
        real: (text) => text.replace('https://…/', 'https://graph.microsoft.com/').replace(pseudonym, realId),
        pseudonym: (kind, id) => {
            if (kind === 'submission')
                return submissions[Number(BigInt(id) - firstSubmission)] ?? id;
            if (kind === 'page')
                return /page-\d+/.exec(id)?.[0] ?? id;
            if (!(kind in firstDigits))
                return id.toLowerCase();
            return id[0] === firstDigits[kind] ? `${kind}-${Number(id.slice(-12))}` : id;
        },
    };
}

;// CONCATENATED MODULE: ./src/sandbox/playback/routes.ts
const routes_guid = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';
const offers = '/api/publishers/(?<publisher>[^/]+)/offers/(?<offer>[^/]+)';
const submissions = `/v1\\.0/ingestion/products/(?<product>${routes_guid})/submissions`;
const ingestion = '/rp/product-ingestion';
const version = '\\$version=[^&]*';
const routes = {
    'cloud-partner-portal': [
        ['list of what runs', 'GET', `${offers}/submissions/?\\?.*&status=running`],
        ['list', 'GET', `${offers}/submissions/?\\?.*`],
        ['status', 'GET', `${offers}/status\\?.*`],
        ['operation', 'GET', `${offers}/operations/(?<operation>${routes_guid})\\?.*`],
        ['$ operation', 'GET', `/api/operations/(?<publisher>[^$/]+)\\$(?<offer>[^$/]+)\\$(?<operation>${routes_guid})\\?.*`],
        ['cancel', 'POST', `${offers}/cancel\\?.*`],
    ],
    submission: [
        ['product', 'GET', "/v1\\.0/ingestion/products\\?\\$filter=.*'(?<offer>[^']+)'\\)"],
        ['list', 'GET', submissions],
        ['page of the list', 'GET', `${submissions}\\?(?<page>.+)`],
        ['submission', 'GET', `${submissions}/(?<submission>\\d+)`],
        ['submission with its publish option', 'GET', `${submissions}/(?<submission>\\d+)\\?\\$expand=PublishOption`],
        ['cancel', 'DELETE', `${submissions}/(?<submission>\\d+)`],
    ],
    'product-ingestion': [
        ['product', 'GET', `${ingestion}/product\\?externalId=(?<offer>[^&]+)&${version}`],
        ['list', 'GET', `${ingestion}/submission/(?<product>${routes_guid})\\?${version}`],
        ['page of the list', 'GET', `${ingestion}/submission/(?<product>${routes_guid})\\?(?<page>.+)`],
        ['job status', 'GET', `${ingestion}/configure/(?<job>${routes_guid})/status\\?${version}`],
        ['job', 'GET', `${ingestion}/configure/(?<job>${routes_guid})\\?${version}`],
        ['cancel', 'POST', `${ingestion}/configure/(?<job>${routes_guid})/cancel\\?${version}`],
    ],
};
function asked(api, method, path, ids) {
    const address = decodeURIComponent(path);
    for (const [route, ofMethod, form] of routes[api] ?? []) {
        const match = method === ofMethod ? new RegExp(`^${form}$`, 'i').exec(address) : null;
        if (match)
            return { route, ids: Object.entries(match.groups ?? {}).map(([kind, id]) => ids.pseudonym(kind, id)) };
    }
    return undefined;
}

;// CONCATENATED MODULE: ./src/sandbox/playback/signIns.ts
const renewBeforeMs = 120_000;
const usualLifeSeconds = 3599;
function lifeAfter(signIn, exchanges) {
    const place = exchanges.indexOf(signIn);
    const next = exchanges.findIndex(({ intent }, index) => index > place && intent === 'sign-in');
    if (next < 0 || exchanges[next - 1]?.status === 401)
        return usualLifeSeconds;
    const sinceMs = Number(exchanges[next]?.atMs) - signIn.atMs;
    return Math.max(Math.floor(Math.min(sinceMs * 2, sinceMs + renewBeforeMs) / 1000), 1);
}

;// CONCATENATED MODULE: ./src/sandbox/playback/player.ts






const requestIdHeaders = { 'cloud-partner-portal': 'x-ms-correlation-request-id' };
const usualRequestIdHeader = 'request-id';
function createPlayer(recording, clock) {
    const ids = createIds(recording);
    const startWallMs = clock.wallMs();
    const exchanges = recording.exchanges.filter((one) => !('leftOut' in one));
    const turns = new Map();
    const unanswered = [];
    let requests = 0;
    const requestId = () => ({
        [requestIdHeaders[recording.api] ?? usualRequestIdHeader]: `00000000-0000-4000-8000-${String(requests).padStart(12, '0')}`,
    });
    const next = (key) => {
        const those = exchanges.filter((exchange) => keyOf(exchange) === key);
        const turn = turns.get(key) ?? 0;
        turns.set(key, turn + 1);
        return those[Math.min(turn, those.length - 1)];
    };
    const whole = (exchange, reply) => ({
        ...reply,
        tookMs: exchange.tookMs,
        ...(exchange.noReply ? { fault: exchange.noReply, isCut: exchange.status !== undefined } : {}),
    });
    const signIn = (exchange) => {
        const { status = 200, method } = exchange;
        const pause = exchange.headers?.['retry-after'];
        const headers = { ...requestId(), ...(pause === undefined ? {} : { 'retry-after-ms': String(Math.round(pause * 1000)) }) };
        const issuer = { iss: 'https://token.actions.githubusercontent.com', sub: subject, aud: 'api://AzureADTokenExchange' };
        const grant = { token_type: 'Bearer', expires_in: lifeAfter(exchange, exchanges), access_token: jwt({ jti: String(requests) }) };
        const body = status >= 400 ? { error: 'recorded' } : method === 'GET' ? { value: jwt({ ...issuer, jti: String(requests) }) } : grant;
        return whole(exchange, json(status, JSON.stringify(body), headers));
    };
    const answer = (exchange, host) => {
        const named = (kind) => exchange.ids?.find((name) => name.startsWith(`${kind}-`)) ?? '';
        const context = { ids, publisher: named('publisher'), offer: named('offer'), origin: `http://${host}`, startWallMs };
        return whole(exchange, {
            status: exchange.status ?? 200,
            headers: { ...playedHeaders(exchange.headers, context), ...(exchange.headers?.['request-id'] ? requestId() : {}) },
            body: playedBody(exchange.body, context),
        });
    };
    return {
        unanswered,
        service: ({ method, path, headers }) => {
            if (path === '/health')
                return json(200, JSON.stringify({ status: 'healthy', forbidden: [], unanswered }));
            requests += 1;
            const found = asked(recording.api, method, path, ids);
            const exchange = next(found ? `${method} ${found.route} ${found.ids.join()}` : `${method} sign-in `);
            if (!exchange) {
                unanswered.push(`${method} ${found ? [found.route, ...found.ids].join(' ') : 'sign-in'}`);
                return json(501, JSON.stringify({ error: { code: 'NotRecorded', message: 'The recording has no answer to this request.' } }));
            }
            return exchange.intent === 'sign-in' ? signIn(exchange) : answer(exchange, headers['host'] ?? '127.0.0.1:1');
        },
    };
}
function keyOf({ method, route = 'sign-in', ids = [] }) {
    return `${method} ${route} ${ids.join()}`;
}

;// CONCATENATED MODULE: ./src/sandbox/playback/recording.ts
const apis = ['cloud-partner-portal', 'submission', 'product-ingestion'];
function readRecording(text) {
    const recording = Object(JSON.parse(text));
    const { version, api = '', offers, exchanges, settings } = recording;
    if (version !== 1)
        throw new Error(`This is no recording of version 1, but of version ${String(version)}.`);
    if (!apis.includes(api) || !Array.isArray(offers) || !Array.isArray(exchanges) || typeof settings !== 'object')
        throw new Error('This is no recording: its api, offers, settings or exchanges are missing.');
    return recording;
}

;// CONCATENATED MODULE: ./src/sandbox/playback/step.ts


function stepOf(recording, origin) {
    const { api, publisher, offers, settings } = recording;
    const { signIn, wait, dryRun, ifNothingToCancel, timeoutMinutes, pollIntervalSeconds, emails, ifMatch, apiVersion } = settings;
    const ids = createIds(recording);
    const application = { 'tenant-id': tenantId, 'client-id': clientId, 'authority-url': origin };
    const credential = {
        token: { token: 'a-token-for-the-sandbox' },
        federated: application,
        'client-secret': { ...application, 'client-secret': clientSecret },
    }[signIn];
    const { guard = '', guardProduct } = settings;
    const operationId = ids.real(guardProduct === undefined ? guard : `submission/${guardProduct}/${guard}`);
    return {
        inputs: {
            api,
            ...(publisher === undefined ? {} : { 'publisher-id': publisher }),
            'offer-id': ids.real(offers.map(({ offer }) => offer).join(' ')),
            ...credential,
            'base-url': origin,
            ...(operationId === '' ? {} : { 'operation-id': operationId }),
            wait: String(wait),
            'dry-run': String(dryRun),
            'if-nothing-to-cancel': ifNothingToCancel,
            'timeout-minutes': String(timeoutMinutes),
            'poll-interval-seconds': String(pollIntervalSeconds),
            ...(emails ? { 'notification-emails': 'nobody@contoso.example' } : {}),
            ...(ifMatch ? { 'if-match': '*' } : {}),
            ...(apiVersion === '' ? {} : { 'api-version': apiVersion }),
        },
        environment: signIn === 'federated'
            ? { ACTIONS_ID_TOKEN_REQUEST_URL: `${origin}${oidcPath}?api-version=2.0`, ACTIONS_ID_TOKEN_REQUEST_TOKEN: requestToken }
            : {},
    };
}
function operationIdIn(recording) {
    const { settings, api, submissions = [] } = recording;
    const usual = { 'cloud-partner-portal': 'operation-1', submission: submissions.at(-1) ?? 'submission-1', 'product-ingestion': 'job-1' };
    return createIds(recording).real(settings.guard ?? usual[api]);
}

;// CONCATENATED MODULE: external "node:child_process"
const external_node_child_process_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:child_process");
;// CONCATENATED MODULE: external "node:os"
const external_node_os_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:os");
;// CONCATENATED MODULE: ./src/sandbox/actionInputs.ts
function inputDefaultsIn(actionYml) {
    const [, inputs = ''] = /^inputs:\r?\n((?:(?: .*)?\r?\n)*)/m.exec(actionYml) ?? [];
    const blocks = inputs.matchAll(/^ {2}([\w-]+):\r?\n((?: {4}.*\r?\n)*)/gm);
    return Object.fromEntries([...blocks].map(([, name = '', block = '']) => [name, defaultIn(block)]));
}
function defaultIn(block) {
    const [, single, double, plain = ''] = /^ {4}default: (?:'([^']*)'|"([^"\\]*)"|(.*?))\r?$/m.exec(block) ?? [];
    return single ?? double ?? plain;
}

;// CONCATENATED MODULE: ./src/sandbox/rehearsal.ts





const KILLED = 137;
async function rehearse({ command, actionYml, inputs, environment = {}, onPrint = () => undefined, }) {
    const folder = (0,external_node_fs_namespaceObject.mkdtempSync)((0,external_node_path_namespaceObject.join)((0,external_node_os_namespaceObject.tmpdir)(), 'step-'));
    const outputFile = (0,external_node_path_namespaceObject.join)(folder, 'output');
    const summaryFile = (0,external_node_path_namespaceObject.join)(folder, 'summary');
    (0,external_node_fs_namespaceObject.writeFileSync)(outputFile, '');
    (0,external_node_fs_namespaceObject.writeFileSync)(summaryFile, '');
    const [file = process.execPath, ...args] = command;
    const child = (0,external_node_child_process_namespaceObject.spawn)(file, args, {
        stdio: ['ignore', 'pipe', 'pipe'],
        env: {
            PATH: process.env['PATH'],
            ...inputVariables(actionYml, inputs),
            GITHUB_ACTIONS: 'true',
            GITHUB_OUTPUT: outputFile,
            GITHUB_STEP_SUMMARY: summaryFile,
            ...environment,
        },
    });
    let log = '';
    const listen = (chunk) => {
        log += chunk.toString('utf8');
        onPrint(chunk.toString('utf8'), (signal) => child.kill(signal));
    };
    child.stdout.on('data', listen);
    child.stderr.on('data', listen);
    const exitCode = await new Promise((resolve, reject) => {
        child.once('error', reject);
        child.once('close', (code) => resolve(code ?? KILLED));
    });
    const outputs = parseOutputs((0,external_node_fs_namespaceObject.readFileSync)(outputFile, 'utf8'));
    const summary = (0,external_node_fs_namespaceObject.readFileSync)(summaryFile, 'utf8');
    (0,external_node_fs_namespaceObject.rmSync)(folder, { recursive: true });
    return { exitCode, log, outputs, summary };
}
function inputVariables(actionYml, inputs) {
    return Object.fromEntries(Object.entries(inputDefaultsIn(actionYml)).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, inputs[name] ?? value]));
}
function parseOutputs(text) {
    const outputs = {};
    for (const [, name, , value] of text.matchAll(/^([^\r\n<]+)<<(.+)\r?\n([\s\S]*?)(?:\r?\n)?\2\r?$/gm)) {
        if (name !== undefined && value !== undefined)
            outputs[name] = value;
    }
    return outputs;
}
function asShown(printed) {
    return printed
        .replace(/^::(add-mask|debug)::.*\r?\n/gm, '')
        .replace(/^::(error|warning|notice)[^:]*(?:title=([^:]*?))?::(.*)$/gm, (_, kind, _title, message) => `${kind[0]?.toUpperCase()}${kind.slice(1)}: ${decode(message)}`);
}
function decode(message) {
    return message.replaceAll('%0A', '\n').replaceAll('%0D', '\r').replaceAll('%25', '%');
}

;// CONCATENATED MODULE: external "node:http"
const external_node_http_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:http");
;// CONCATENATED MODULE: ./src/sandbox/server.ts


async function serve(service, port, onExchange = () => undefined) {
    const server = (0,external_node_http_namespaceObject.createServer)((incoming, outgoing) => {
        const chunks = [];
        incoming.on('data', (chunk) => chunks.push(chunk));
        incoming.on('end', async () => {
            const request = {
                method: incoming.method ?? 'GET',
                path: incoming.url ?? '/',
                headers: incoming.headers,
                body: Buffer.concat(chunks).toString('utf8'),
            };
            const reply = service(request);
            if (reply.tookMs !== undefined)
                await systemClock.sleep(reply.tookMs, stopped.signal);
            if (reply.fault && !reply.isCut) {
                outgoing.destroy();
            }
            else if (reply.isCut) {
                outgoing.writeHead(reply.status, { ...reply.headers, 'content-length': String(Buffer.byteLength(reply.body)) });
                outgoing.write(reply.body.slice(0, reply.body.length / 2), () => outgoing.destroy());
            }
            else {
                outgoing.writeHead(reply.status, reply.headers);
                outgoing.end(reply.body);
            }
            onExchange(request, reply);
        });
    });
    const stopped = new AbortController();
    let connections = 0;
    server.on('connection', () => {
        connections += 1;
    });
    await new Promise((resolve, reject) => {
        server.once('error', reject);
        server.listen(port, '127.0.0.1', resolve);
    });
    return {
        origin: `http://127.0.0.1:${server.address().port}`,
        connections: () => connections,
        close: () => new Promise((resolve) => {
            stopped.abort();
            server.close(() => resolve());
            server.closeAllConnections();
        }),
    };
}

;// CONCATENATED MODULE: ./src/sandbox/step.ts





function stepFor({ api, signIn, inputs, isDeployed }, origin) {
    const named = api === undefined || api === 'cloud-partner-portal' ? { 'publisher-id': 'contoso' } : { api };
    const application = { 'tenant-id': tenantId, 'client-id': clientId, 'authority-url': origin };
    const credential = {
        token: { token: 'a-token-for-the-sandbox' },
        federated: application,
        'client-secret': { ...application, 'client-secret': clientSecret },
    }[signIn?.method ?? 'token'];
    const deployed = isDeployed ? { environment: environmentName, 'github-token': githubToken } : {};
    const job = {
        GITHUB_API_URL: `${origin}${apiPath}`,
        GITHUB_REPOSITORY: repository,
        GITHUB_SERVER_URL: origin,
        GITHUB_RUN_ID: '42',
    };
    return {
        inputs: { ...named, 'offer-id': 'contoso-vm', ...credential, 'base-url': origin, ...deployed, ...inputs },
        environment: {
            ...(isDeployed ? job : {}),
            ...(signIn?.method === 'federated'
                ? { ACTIONS_ID_TOKEN_REQUEST_URL: `${origin}${oidcPath}?api-version=2.0`, ACTIONS_ID_TOKEN_REQUEST_TOKEN: requestToken }
                : {}),
        },
    };
}
function operationIdOf({ api = 'cloud-partner-portal' }) {
    return { 'cloud-partner-portal': runningId, submission: numbers.running, 'product-ingestion': jobId }[api];
}

;// CONCATENATED MODULE: ./src/sandbox/cli.ts













const print = (text) => {
    process.stdout.write(`${text}\n`);
};
const complain = (text) => {
    process.stderr.write(`${text}\n`);
};
function lines(inputs, indent) {
    return Object.entries(inputs)
        .map(([key, value]) => `${indent}${key}: ${value}`)
        .join('\n');
}
const dist = (0,external_node_path_namespaceObject.dirname)((0,external_node_path_namespaceObject.dirname)(process.argv[1] ?? ''));
function cli_playOf(name, scenario, service) {
    const stepAt = (origin) => stepFor(scenario, origin);
    return { title: `Scenario "${name}"`, description: scenario.description, service, stepAt, operationId: operationIdOf(scenario) };
}
async function runOnce({ title, description, service, stepAt }) {
    const sandbox = await serve(service, 0);
    const { inputs, environment } = stepAt(sandbox.origin);
    print(`${title}: ${description}. The workflow step:\n`);
    const needed = { ACTIONS_ID_TOKEN_REQUEST_URL: 'id-token', GITHUB_API_URL: 'deployments' };
    const permissions = Object.entries(needed).filter(([variable]) => variable in environment);
    if (permissions.length > 0)
        print(`    permissions:\n${permissions.map(([, what]) => `      ${what}: write\n`).join('')}    steps:`);
    print('    - uses: <owner>/cancel-azure-marketplace-operation@<sha>');
    print(`      with:\n${lines(inputs, '        ')}`);
    print('\n── Log ─────────────────────────────────────────────────────────────');
    const done = await rehearse({
        command: [process.execPath, (0,external_node_path_namespaceObject.join)(dist, 'index.js')],
        actionYml: (0,external_node_fs_namespaceObject.readFileSync)((0,external_node_path_namespaceObject.join)(dist, '..', 'action.yml'), 'utf8'),
        inputs,
        environment,
        onPrint: (text) => process.stdout.write(asShown(text)),
    });
    const { exitCode, outputs, summary } = done;
    print('\n── Outputs ─────────────────────────────────────────────────────────');
    for (const [key, value] of Object.entries(outputs))
        print(`${key.padEnd(15)} ${value}`);
    print('\n── Job summary (Markdown) ──────────────────────────────────────────');
    print(summary);
    print(`── Exit code ${exitCode}: the step is ${exitCode === 0 ? 'green' : 'red'} ─────────────────────────────────────────`);
    await sandbox.close();
    return done;
}
async function serveUntilStopped({ title, description, service, stepAt, operationId }, port, who) {
    const { origin } = await serve(service, port, ({ method, path }, { status }) => print(`${method} ${path} → ${status}`));
    const ready = [
        `${title} at ${origin} (health: ${origin}/health): ${description}. Ctrl+C stops it.`,
        `A step for it, ${who}:`,
        lines(stepAt(origin).inputs, '  '),
        `The operation-id of the publish: ${operationId}`,
    ];
    print(ready.join('\n'));
}
async function playFile(file, isServed, port) {
    const recording = readRecording((0,external_node_fs_namespaceObject.readFileSync)(file, 'utf8'));
    const { service, unanswered } = createPlayer(recording, systemClock);
    const stepAt = (origin) => stepOf(recording, origin);
    const play = {
        title: `Recording "${file}"`,
        description: descriptionOf(recording),
        service,
        stepAt,
        operationId: operationIdIn(recording),
    };
    if (isServed) {
        await serveUntilStopped(play, port, 'with any token');
        print(`The recorded outcome: ${recordedOutcomes(recording)}`);
        return undefined;
    }
    const { outputs } = await runOnce(play);
    const found = differences(recording, { results: outputs['results'] ?? '', unanswered });
    print(`\nThe recorded outcome: ${recordedOutcomes(recording)}. The played one ${found.length === 0 ? 'is the same.' : 'differs:'}`);
    for (const difference of found)
        print(`- ${difference}`);
    return found.length === 0 ? 0 : 1;
}
async function main() {
    const command = commandOf(process.argv.slice(2));
    switch (command.what) {
        case 'run': {
            const { exitCode } = await runOnce(cli_playOf(command.name, command.scenario, createService(command.scenario, systemClock)));
            if (command.name === 'accepted')
                print('\nOther endings: npm start -- too-late (npm start -- --help lists them all)');
            return exitCode;
        }
        case 'serve':
            await serveUntilStopped(cli_playOf(command.name, command.scenario, createMarketplaces(command.scenario, systemClock)), command.port, 'of any offer and with any token');
            return undefined;
        case 'play':
        case 'serve-play':
            return playFile(command.file, command.what === 'serve-play', command.port);
        default:
            if (command.problem === undefined)
                print(usage());
            else
                complain(`${command.problem}\n\n${usage()}`);
            return command.problem === undefined ? 0 : 2;
    }
}
main().then((code) => {
    if (code !== undefined)
        process.exitCode = code;
}, (error) => {
    complain(error instanceof Error ? error.message : String(error));
    process.exitCode = 2;
});

