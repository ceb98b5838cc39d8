/******/ // The require scope
/******/ var __nccwpck_require__ = {};
/******/ 
/************************************************************************/
/******/ /* webpack/runtime/define property getters */
/******/ (() => {
/******/ 	// define getter functions for harmony exports
/******/ 	__nccwpck_require__.d = (exports, definition) => {
/******/ 		for(var key in definition) {
/******/ 			if(__nccwpck_require__.o(definition, key) && !__nccwpck_require__.o(exports, key)) {
/******/ 				Object.defineProperty(exports, key, { enumerable: true, get: definition[key] });
/******/ 			}
/******/ 		}
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/hasOwnProperty shorthand */
/******/ (() => {
/******/ 	__nccwpck_require__.o = (obj, prop) => (Object.prototype.hasOwnProperty.call(obj, prop))
/******/ })();
/******/ 
/************************************************************************/
var __webpack_exports__ = {};

// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  T: () => (/* binding */ createRecorder)
});

;// CONCATENATED MODULE: ./src/text/spelling.ts
function normalizeWord(text) {
    return text
        .toLowerCase()
        .replace(/[\s_-]/g, '')
        .replaceAll('cancell', 'cancel');
}
const guid = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}';
const guidForm = new RegExp(`^${guid}$`, 'i');

;// CONCATENATED MODULE: ./src/marketplace/recording.ts

function word(...words) {
    return { kind: 'word', words: new Set(words.map(normalizeWord)) };
}
function fields(shapes) {
    return { kind: 'fields', fields: Object.fromEntries(Object.entries(shapes).map(([name, shape]) => [name.toLowerCase(), shape])) };
}
function id(...forms) {
    return { kind: 'id', forms: forms.map(([form, shown]) => ({ form, shown })) };
}
const recording_text = { kind: 'text' };
const productName = id([new RegExp(`^(?<product>${guid})$`, 'i'), '{product}'], [new RegExp(`^product/(?<product>${guid})$`, 'i'), 'product/{product}'], [new RegExp(`^https://[^/]+/rp/product-ingestion/product/(?<product>${guid})$`, 'i'), 'https://…/rp/product-ingestion/product/{product}']);
const offerName = id([/^(?<offer>.{1,128})$/, '{offer}']);
const code = word('BadRequest', 'Unauthorized', 'Forbidden', 'NotFound', 'MethodNotAllowed', 'Conflict', 'PreconditionFailed', 'TooManyRequests', 'InternalServerError', 'ServiceUnavailable', 'InvalidAPIVersion', 'Http400Exception', 'Http401Exception', 'Http403Exception', 'Http404Exception', 'Http409Exception', 'InvalidState', 'Locked', 'ProductLocked', 'OperationCanceled');
function errorFields(levels) {
    const inner = levels > 0 ? fields(errorFields(levels - 1)) : recording_text;
    const codes = ['code', 'errorCode', 'exceptionCode', 'faultCode', 'exceptionType', 'title', 'httpStatusCode'];
    const texts = [
        'exceptionMessage',
        'message',
        'errorMessage',
        'faultString',
        'error_description',
        'detail',
        'messageDetail',
        'stackTrace',
    ];
    const nested = ['error', 'odata.error', 'errors', 'modelState', 'details', 'innerError', 'innerException'];
    return Object.fromEntries([
        ...codes.map((name) => [name, code]),
        ...texts.map((name) => [name, recording_text]),
        ...nested.map((name) => [name, inner]),
    ]);
}
const envelope = fields(errorFields(1));
function bodyWith(own) {
    return fields({ ...errorFields(2), product: envelope, variant: envelope, ...own });
}

;// CONCATENATED MODULE: ./src/marketplace/portal/operationPath.ts
const longestPath = 2048;
const pathSegment = /^[A-Za-z0-9][A-Za-z0-9_.~$-]{0,127}$/;
const versionForm = /^\d{4}-\d{2}-\d{2}(-preview\d*)?$/;
function isOperationId(id) {
    return typeof id === 'string' && pathSegment.test(id);
}
function parseOperationPath(raw, address) {
    if (raw.length > longestPath || /[^\x21-\x7e]|[\\@]|%2f|%5c|%2e/i.test(raw) || !/^(\/(?!\/)|https?:\/\/)/i.test(raw))
        return undefined;
    if (!URL.canParse(raw, address.baseUrl))
        return undefined;
    const url = new URL(raw, address.baseUrl);
    if (url.origin !== new URL(address.baseUrl).origin)
        return undefined;
    const id = operationIn(url.pathname.replaceAll('%24', '$').split('/').slice(1), address);
    if (id === undefined)
        return undefined;
    const version = url.searchParams.get('api-version') ?? '';
    const path = `${url.pathname}?api-version=${versionForm.test(version) ? version : address.apiVersion}`;
    return id === '' ? { path } : { path, id };
}
function operationIn(segments, { publisherId, offerId }) {
    const [api, collection = '', owner = ''] = segments;
    const prefix = [publisherId, offerId, ''].join('$').toLowerCase();
    if (segments.length === 3 && api === 'api' && collection === 'operations') {
        const isOurs = owner.toLowerCase().startsWith(prefix) && /^[A-Za-z0-9_.~$-]+$/.test(owner.slice(prefix.length));
        return isOurs ? '' : undefined;
    }
    const parent = ['api', 'publishers', publisherId, 'offers', offerId, 'operations'].join('/').toLowerCase();
    const id = segments[6];
    const isOurs = segments.length === 7 && segments.slice(0, 6).join('/').toLowerCase() === parent;
    return isOurs && isOperationId(id) ? id : undefined;
}

;// CONCATENATED MODULE: ./src/marketplace/portal/states.ts
const states = new Map([
    ['running', 'running'],
    ['notstarted', 'running'],
    ['inprogress', 'running'],
    ['waitingforpublisherreview', 'running'],
    ['waitingforapproval', 'running'],
    ['canceling', 'running'],
    ['canceled', 'canceled'],
    ['succeeded', 'succeeded'],
    ['complete', 'succeeded'],
    ['completed', 'succeeded'],
    ['failed', 'failed'],
]);
const neverPublished = 'neverpublished';
const canceling = 'canceling';
const notCurrent = ['notstarted', canceling];
function isCurrent(word) {
    return states.get(word) === 'running' && !notCurrent.includes(word);
}
const places = new Map([
    ['production', 'live'],
    ['live', 'live'],
    ['golive', 'live'],
    ['staging', 'preview'],
    ['preview', 'preview'],
    ['publish', 'preview'],
]);

;// CONCATENATED MODULE: ./src/marketplace/portal/recording.ts



const stateWords = [...states.keys(), neverPublished];
const state = word(...stateWords);
const time = { kind: 'time' };
const recording_link = { kind: 'link' };
const operation = id([/^(?<operation>[a-z0-9][a-z0-9_.~$-]{0,127})$/i, '{operation}']);
const place = word(...places.keys(), 'cancel', 'draft');
const stepWords = [
    'displaydummycertify',
    'Validate Pre-Requisites',
    'displaycertify',
    'Certification',
    'displayprovision',
    'Provisioning',
    'displaypackage',
    'Packaging and Lead Generation Registration',
    'publisher-signoff',
    'live',
];
const messages = fields({ messageHtml: recording_text, text: recording_text, message: recording_text, level: word('information', 'warning', 'error'), timestamp: time });
const error = bodyWith({});
const steps = fields({
    id: word(...stepWords),
    stepName: word(...stepWords),
    status: word(...stateWords, 'blocked', 'rejected'),
    progressPercentage: { kind: 'percent' },
    messages,
    error,
});
const body = bodyWith({
    id: operation,
    status: state,
    submissionState: state,
    cancellationRequestState: word('canCancel', 'cancelRequested', 'canceling', 'canceled'),
    submissionType: place,
    slot: place,
    publisherId: id([/^(?<publisher>.{1,128})$/, '{publisher}']),
    createdDateTime: time,
    changedTime: time,
    lastActionDateTime: time,
    messages,
    steps,
    location: recording_link,
    operationLocation: recording_link,
    'operation-location': recording_link,
});
const root = '^/api/publishers/(?<publisher>[^/]+)/offers/(?<offer>[^/]+)';
const get = (name, path) => ({ name, method: 'GET', form: new RegExp(path, 'i'), body });
const portalRecording = {
    routes: [
        get('list of what runs', String.raw `${root}/submissions/?\?.*&status=running$`),
        get('list', String.raw `${root}/submissions/?\?`),
        get('status', String.raw `${root}/status\?`),
        get('operation', String.raw `${root}/operations/(?<operation>[^/?]+)\?`),
        get('$ operation', String.raw `^/api/operations/(?<publisher>[^$/]+)\$(?<offer>[^$/]+)\$(?<operation>[^/?]+)\?`),
        { ...get('cancel', String.raw `${root}/cancel\?`), method: 'POST' },
    ],
    guardKind: 'operation',
    searched: ['InvalidAPIVersion', 'if-match', 'exception', 'error'],
    linkOf: (raw, { publisher = '', offer = '' }, baseUrl) => {
        const found = parseOperationPath(raw, { baseUrl, apiVersion: '', publisherId: publisher, offerId: offer });
        if (!found)
            return { form: 'other' };
        if (found.id === undefined)
            return { form: '$', id: tailOf(found.path) };
        return { form: raw.startsWith('/') ? 'relative' : 'absolute', id: found.id };
    },
};
function tailOf(path) {
    return path.replaceAll('%24', '$').replace(/\?.*/, '').split('$').slice(2).join('$');
}

;// CONCATENATED MODULE: ./src/marketplace/productIngestion/states.ts
const statuses = new Map([
    ['notstarted', 'running'],
    ['running', 'running'],
    ['completed', 'completed'],
]);
const results = new Map([
    ['succeeded', 'succeeded'],
    ['failed', 'failed'],
    ['canceled', 'canceled'],
]);
const noResult = 'pending';
const draft = 'draft';
const publishTargets = ['live', 'preview'];

;// CONCATENATED MODULE: ./src/marketplace/productIngestion/recording.ts



const recording_status = word(...statuses.keys());
const result = word(...results.keys(), noResult);
const recording_time = { kind: 'time' };
const jobId = id([new RegExp(`^(?<job>${guid})$`, 'i'), '{job}']);
const job = bodyWith({
    jobId,
    jobStatus: recording_status,
    jobResult: result,
    jobStart: recording_time,
    jobEnd: recording_time,
    resourceUri: productName,
    errors: fields({ code: word('badRequest', 'conflict', 'locked', 'invalidState', 'productLocked', 'operationCanceled'), message: recording_text }),
});
const submission = {
    id: id([new RegExp(`^submission/(?<product>${guid})/(?<submission>\\d{1,40})$`, 'i'), 'submission/{product}/{submission}']),
    product: productName,
    target: fields({ targetType: word(draft, ...publishTargets) }),
    status: recording_status,
    result,
    created: recording_time,
};
const page = id([
    new RegExp(`^/?rp/product-ingestion/submission/(?<product>${guid})\\?(?<page>.+)$`, 'i'),
    'rp/product-ingestion/submission/{product}?{page}',
]);
const list = bodyWith({ value: fields(submission), nextLink: page, '@odata.nextLink': page, continuationToken: recording_text });
const products = bodyWith({ value: fields({ id: productName, identity: fields({ externalId: offerName }) }) });
const recording_root = '^/rp/product-ingestion';
const version = '\\$version=[^&]*$';
const recording_get = (name, path, body) => ({
    name,
    method: 'GET',
    form: new RegExp(`${recording_root}/${path}`, 'i'),
    body,
});
const ingestionRecording = {
    routes: [
        recording_get('product', `product\\?externalId=(?<offer>[^&]+)&${version}`, products),
        recording_get('list', `submission/(?<product>${guid})\\?${version}`, list),
        recording_get('page of the list', `submission/(?<product>${guid})\\?(?<page>.+)$`, list),
        recording_get('job status', `configure/(?<job>${guid})/status\\?${version}`, job),
        recording_get('job', `configure/(?<job>${guid})\\?${version}`, bodyWith({ resources: fields(submission) })),
        { ...recording_get('cancel', `configure/(?<job>${guid})/cancel\\?${version}`, job), method: 'POST' },
    ],
    guardKind: 'job',
    searched: [],
    linkOf: () => ({ form: 'other' }),
};

;// CONCATENATED MODULE: ./src/marketplace/submission/states.ts
const running = { state: 'running', isKnown: true };
const unknown = { state: 'running', isKnown: false };
const failed = { state: 'failed', isKnown: true };
const canceled = { state: 'canceled', isKnown: true };
const meanings = new Map([
    ['inprogress/submitted', running],
    ['inprogress/publishing', running],
    ['inprogress/failed', failed],
    ['inprogress/failedincertification', failed],
    ['published/readytopublish', { state: 'succeeded', isKnown: true, leadsTo: 'preview' }],
    ['published/publishing', { state: 'succeeded', isKnown: true, leadsTo: 'live', isPastCanceling: true }],
    ['published/instore', { state: 'succeeded', isKnown: true, leadsTo: 'live' }],
    ['published/published', { state: 'succeeded', isKnown: true, leadsTo: 'live' }],
]);
const canceledWord = 'canceled';
const states_draft = 'indraft';
const states_stateWords = [...new Set([...meanings.keys()].flatMap((words) => words.split('/'))), states_draft, canceledWord];
const updateWords = ['running', 'completed', 'failed'];
function meaningOf(state, substate, update) {
    if (state === canceledWord || substate === canceledWord)
        return canceled;
    if (state === 'published')
        return meanings.get(`${state}/${substate}`) ?? unknown;
    if (update === 'failed')
        return failed;
    if (substate === states_draft && update === 'running')
        return running;
    return meanings.get(`${state}/${substate}`) ?? unknown;
}

;// CONCATENATED MODULE: ./src/marketplace/submission/recording.ts



const recording_states = word(...states_stateWords);
const publishOption = fields({ isAutoPromote: { kind: 'flag' } });
const pendingUpdateInfo = fields({ status: word(...updateWords), failureReason: recording_text });
const recording_submission = {
    id: id([/^(?<submission>\d{1,40})$/, '{submission}']),
    state: recording_states,
    substate: recording_states,
    pendingUpdateInfo,
    publishOption,
};
const recording_page = id([new RegExp(`^/?v1\\.0/ingestion/products/(?<product>${guid})/submissions\\?(?<page>.+)$`, 'i'), listPath('{page}')]);
function listPath(query) {
    return `v1.0/ingestion/products/{product}/submissions?${query}`;
}
const product = fields({
    id: productName,
    externalIDs: fields({ type: word('AzureOfferId'), value: offerName }),
});
const submission_recording_root = '^/v1\\.0/ingestion/products';
const recording_list = `${submission_recording_root}/(?<product>${guid})/submissions`;
const submission_recording_get = (name, path, body) => ({
    name,
    method: 'GET',
    form: new RegExp(path, 'i'),
    body,
});
const submissionRecording = {
    routes: [
        submission_recording_get('product', `${submission_recording_root}\\?\\$filter=.* eq '(?<offer>[^']+)'\\)$`, bodyWith({ value: product })),
        submission_recording_get('list', `${recording_list}$`, bodyWith({ value: fields(recording_submission), nextLink: recording_page, '@odata.nextLink': recording_page, continuationToken: recording_text })),
        submission_recording_get('page of the list', `${recording_list}\\?(?<page>.+)$`, bodyWith({ value: fields(recording_submission), nextLink: recording_page, '@odata.nextLink': recording_page, continuationToken: recording_text })),
        submission_recording_get('submission', `${recording_list}/(?<submission>\\d{1,40})$`, bodyWith(recording_submission)),
        submission_recording_get('submission with its publish option', `${recording_list}/(?<submission>\\d{1,40})\\?\\$expand=PublishOption$`, bodyWith(recording_submission)),
        { ...submission_recording_get('cancel', `${recording_list}/(?<submission>\\d{1,40})$`, bodyWith(recording_submission)), method: 'DELETE' },
    ],
    guardKind: 'submission',
    searched: [],
    linkOf: () => ({ form: 'other' }),
};

;// CONCATENATED MODULE: ./src/version.ts
const version_version = '0.1.0';
const userAgent = (/* unused pure expression or super */ null && (`cancel-azure-marketplace-operation/${version_version}`));

;// CONCATENATED MODULE: ./src/recording/bounded.ts
function createBoundedList(most) {
    const first = [];
    const last = [];
    let firstLength = 0;
    let lastLength = 0;
    let leftOut = 0;
    return {
        add: (text, isKept) => {
            if (leftOut === 0 && last.length === 0 && firstLength + text.length <= most / 2) {
                first.push(text);
                firstLength += text.length;
                return;
            }
            last.push({ text, isKept });
            lastLength += text.length;
            while (lastLength > most / 2) {
                const oldest = last.findIndex((one) => !one.isKept);
                for (const removed of last.splice(Math.max(oldest, 0), 1))
                    lastLength -= removed.text.length;
                leftOut += 1;
            }
        },
        parts: () => ({ first, leftOut, last: last.map(({ text }) => text) }),
    };
}

;// CONCATENATED MODULE: ./src/http/certificate.ts
function isUntrusted(code) {
    return /CERT|SELF_SIGNED|UNABLE_TO|ISSUER|INVALID_CA|INVALID_PURPOSE|PATH_LENGTH|HOSTNAME|^CRL_|^ERR_TLS|^ERR_SSL|EPROTO/.test(code);
}

;// CONCATENATED MODULE: ./src/http/headers.ts
const requestIdHeaders = ['x-ms-correlation-request-id', 'x-ms-request-id', 'request-id', 'x-azure-ref'];

;// CONCATENATED MODULE: ./src/http/json.ts
function parseJson(body) {
    try {
        return JSON.parse(body);
    }
    catch {
        return undefined;
    }
}
function fieldsOf(value) {
    const fields = Object.create(null);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.assign(fields, value) : fields;
}
function listOf(value) {
    return Array.isArray(value) ? value : [];
}
function textOf(value) {
    return typeof value === 'string' ? value : undefined;
}

;// CONCATENATED MODULE: ./src/marketplace/time.ts

function timeOf(value) {
    const parts = /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2})(\.\d{1,9})?(Z|[+-]\d{2}:\d{2})?$/.exec(textOf(value) ?? '');
    const seconds = Date.parse(`${parts?.[1]}${parts?.[3] ?? 'Z'}`);
    return Number.isNaN(seconds) ? undefined : seconds + Number(`0${parts?.[2] ?? ''}`) * 1000;
}

;// CONCATENATED MODULE: ./src/recording/shown.ts


const mostEntries = 500;
const longestMs = 10 * 365 * 24 * 60 * 60_000;
const longestWord = 60;
function show(value, shape, how) {
    if (value === null)
        return null;
    if (Array.isArray(value))
        return showList(value, shape, how);
    if (typeof value === 'object' && shape.kind === 'fields')
        return showFields(value, shape.fields, how);
    return (typeof value === 'string' ? showText(value, shape, how) : showOther(value, shape)) ?? shown_hidden(value, how);
}
function showList(values, shape, how) {
    const entries = values.slice(0, mostEntries).map((entry) => (Array.isArray(entry) ? shown_hidden(entry, how) : show(entry, shape, how)));
    return values.length > mostEntries ? [...entries, { leftOut: values.length - mostEntries }] : entries;
}
function showText(text, shape, how) {
    switch (shape.kind) {
        case 'word':
            return isWord(text, shape.words) ? text : undefined;
        case 'id':
            return showId(text, shape.forms, how);
        case 'time':
            return showTime(text, how);
        case 'link':
            return text === '' ? undefined : { ...showLink(text, how) };
        default:
            return undefined;
    }
}
function showOther(value, { kind }) {
    if (typeof value === 'boolean')
        return kind === 'flag' ? value : undefined;
    return kind === 'percent' && isPercentage(value) ? value : undefined;
}
function isPercentage(value) {
    return typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= 100;
}
function showFields(value, shapes, how) {
    const shown = [];
    let others = 0;
    for (const [name, field] of Object.entries(value)) {
        const shape = Object.hasOwn(shapes, name.toLowerCase()) ? shapes[name.toLowerCase()] : undefined;
        if (shape)
            shown.push([name, show(field, shape, how)]);
        else
            others += 1;
    }
    return Object.fromEntries(others > 0 ? [...shown, ['otherFields', others]] : shown);
}
function isWord(text, words) {
    return text.length <= longestWord && /^[A-Za-z0-9]+(?:[ _-][A-Za-z0-9]+)*$/.test(text) && words.has(normalizeWord(text));
}
function showId(text, forms, how) {
    const own = text.startsWith(`${how.baseUrl}/`) ? text.slice(how.baseUrl.length) : text;
    for (const { form, shown } of forms) {
        const groups = form.exec(decoded(own))?.groups ?? form.exec(text)?.groups;
        if (!groups)
            continue;
        const names = Object.entries(groups).map(([kind, id]) => [kind, how.pseudonyms.of(kind, id)]);
        if (names.some(([, name]) => name === undefined))
            return undefined;
        return names.reduce((left, [kind, name]) => left.replace(`{${kind}}`, String(name)), shown);
    }
    return undefined;
}
function decoded(text) {
    try {
        return decodeURIComponent(text);
    }
    catch {
        return text;
    }
}
function showLink(raw, { linkOf, pseudonyms }) {
    const { form, id } = linkOf(raw);
    const name = id === undefined ? undefined : pseudonyms.of('operation', id);
    return { form, ...(name === undefined ? {} : { operation: name }) };
}
function showTime(value, { startWallMs }) {
    const ms = timeOf(value);
    return ms !== undefined && Math.abs(ms - startWallMs) <= longestMs ? { type: 'time', ms: Math.round(ms - startWallMs) } : undefined;
}
function shown_hidden(value, { searched }) {
    if (typeof value === 'string')
        return hiddenText('string', value, searched);
    if (Array.isArray(value))
        return { type: 'array', length: value.length };
    return { type: typeof value };
}
function hiddenText(type, value, searched) {
    const says = searched.filter((word) => value.toLowerCase().includes(word.toLowerCase()));
    return { type, length: value.length, ...(says.length > 0 ? { says } : {}) };
}

;// CONCATENATED MODULE: ./src/recording/exchange.ts



const contentTypes = [
    'application/json',
    'application/problem+json',
    'application/octet-stream',
    'application/xml',
    'text/html',
    'text/plain',
    'text/xml',
];
const longestRetryAfter = 86_400;
const largestBody = 128 * 1024;
function showExchange(request, result, { atMs, endMs }, api, how) {
    const { method, intent } = request;
    const when = { atMs: Math.round(atMs), tookMs: Math.round(endMs - atMs) };
    const found = routeOf(request, api, how.baseUrl);
    if (!found)
        return { ...when, intent: 'sign-in', method, ...endOf(result), ...withRetryAfter(result) };
    const { route, ids } = found;
    const showing = { ...how, searched: api.searched, linkOf: (raw) => api.linkOf(raw, ids, how.baseUrl) };
    const names = Object.entries(ids).map(([kind, id]) => how.pseudonyms.of(kind, id) ?? kind);
    return {
        ...when,
        intent,
        method,
        route: route.name,
        ids: names,
        ...endOf(result),
        ...headersOf(result, showing),
        ...('body' in result ? bodyOf(result, route, showing) : {}),
    };
}
function routeOf({ method, url }, { routes }, baseUrl) {
    const { origin, pathname, search } = new URL(url);
    if (origin !== baseUrl)
        return undefined;
    const address = decoded(`${pathname}${search}`);
    for (const route of routes) {
        const match = route.method === method ? route.form.exec(address) : null;
        if (match)
            return { route, ids: { ...match.groups } };
    }
    return undefined;
}
function endOf(result) {
    const { status } = result;
    return {
        ...(status === undefined ? {} : { status }),
        ...('body' in result ? {} : { noReply: { code: codeOf(result), sent: result.sent } }),
    };
}
const codes = [
    ...['timeout', 'connect-timeout', 'aborted', 'interim', 'cut', 'too-large', 'encoded', 'upgrade', 'bad-status', 'proxy', 'unsent'],
    ...['ECONNREFUSED', 'ECONNRESET', 'ENOTFOUND', 'EAI_AGAIN', 'ETIMEDOUT', 'EPIPE', 'EHOSTUNREACH', 'ENETUNREACH'],
];
function codeOf({ code }) {
    if (codes.includes(code) || /^proxy-\d{3}$/.test(code))
        return code;
    return isUntrusted(code) ? 'certificate' : 'other';
}
function withRetryAfter(result) {
    const { retryAfterMs } = result;
    return retryAfterMs === undefined ? {} : { headers: { 'retry-after': Math.min(retryAfterMs / 1000, longestRetryAfter) } };
}
function headersOf(result, how) {
    const { headers = {} } = result;
    const type = headers['content-type']?.replace(/;.*/s, '').trim().toLowerCase();
    const { location, 'operation-location': operationLocation } = headers;
    const shown = {
        ...(type === undefined ? {} : { 'content-type': contentTypes.includes(type) ? type : 'other' }),
        ...(requestIdHeaders.some((name) => headers[name]) ? { 'request-id': true } : {}),
        ...withRetryAfter(result).headers,
        ...(location ? { location: showLink(location, how) } : {}),
        ...(operationLocation ? { 'operation-location': showLink(operationLocation, how) } : {}),
    };
    return Object.keys(shown).length === 0 ? {} : { headers: shown };
}
function bodyOf({ body, json }, { body: shape }, how) {
    if (body.trim() === '')
        return {};
    if (json === undefined)
        return { body: hiddenText(textTypeOf(body), body, how.searched) };
    const shown = typeof json === 'string' ? exchange_showText(json, how) : show(json, shape, how);
    return { body: JSON.stringify(shown).length > largestBody ? shown_hidden(json, how) : shown };
}
function exchange_showText(text, how) {
    return text.includes('/') && how.linkOf(text).form !== 'other' ? { ...showLink(text, how) } : shown_hidden(text, how);
}
function textTypeOf(body) {
    if (/^\s*</.test(body))
        return 'page';
    return /^\s*[[{"]/.test(body) ? 'broken JSON' : 'text';
}

;// CONCATENATED MODULE: ./src/recording/pseudonyms.ts
const mostIds = 5_000;
const mostCharacters = 256 * 1024;
function createPseudonyms() {
    const names = new Map();
    const counts = new Map();
    const numbers = [];
    let characters = 0;
    return {
        of: (kind, id) => {
            const key = `${kind} ${id.toLowerCase()}`;
            const known = names.get(key);
            if (known !== undefined)
                return known;
            if (names.size >= mostIds || characters + key.length > mostCharacters)
                return undefined;
            characters += key.length;
            const count = (counts.get(kind) ?? 0) + 1;
            counts.set(kind, count);
            const name = `${kind}-${count}`;
            names.set(key, name);
            if (kind === 'submission')
                numbers.push({ number: BigInt(id), name });
            return name;
        },
        submissions: () => numbers.toSorted((a, b) => (a.number < b.number ? -1 : 1)).map(({ name }) => name),
    };
}

;// CONCATENATED MODULE: ./src/recording/recorder.ts








const recorder_mostCharacters = 768 * 1024;
const recordings = {
    'cloud-partner-portal': portalRecording,
    submission: submissionRecording,
    'product-ingestion': ingestionRecording,
};
function createRecorder(plan, startWallMs) {
    const { api, baseUrl, publisherId, offerIds } = plan;
    const facts = recordings[api.name];
    const pseudonyms = createPseudonyms();
    const nameOf = (offerId) => {
        const kind = !api.needsPublisher && guidForm.test(offerId) ? 'product' : 'offer';
        return String(pseudonyms.of(kind, offerId));
    };
    const publisher = publisherId === '' ? {} : { publisher: pseudonyms.of('publisher', publisherId) };
    const offers = offerIds.map(nameOf);
    const settings = settingsOf(plan, facts, pseudonyms);
    const exchanges = createBoundedList(recorder_mostCharacters);
    return {
        note: (request, result, span) => {
            const shown = showExchange(request, result, span, facts, { pseudonyms, startWallMs, baseUrl });
            exchanges.add(JSON.stringify(shown), shown.intent === 'cancel');
        },
        file: (results) => {
            const ends = new Map(results.map(({ offerId, outcome, cause }) => [nameOf(offerId), { outcome, cause }]));
            const submissions = pseudonyms.submissions();
            const head = {
                version: 1,
                action: version_version,
                api: api.name,
                settings,
                ...publisher,
                offers: offers.map((offer) => ({ offer, ...ends.get(offer) })),
                ...(submissions.length > 0 ? { submissions } : {}),
            };
            const { first, leftOut, last } = exchanges.parts();
            const lines = [...first, ...(leftOut > 0 ? [JSON.stringify({ leftOut })] : []), ...last];
            return written(head, lines);
        },
    };
}
function settingsOf(plan, { guardKind }, pseudonyms) {
    const { apiVersion, signIn, wait, isDryRun, ifNothingToCancel, timeoutMs, pollIntervalMs, emails, ifMatch } = plan;
    const { operationId, operationProduct } = plan;
    return {
        sandbox: plan.isSandbox,
        apiVersion,
        signIn: signIn.method,
        wait,
        dryRun: isDryRun,
        ifNothingToCancel,
        timeoutMinutes: timeoutMs / 60_000,
        pollIntervalSeconds: pollIntervalMs / 1000,
        emails: emails.length > 0,
        ifMatch: ifMatch !== '',
        ...(operationId === '' ? {} : { guard: String(pseudonyms.of(guardKind, operationId)) }),
        ...(operationProduct === '' ? {} : { guardProduct: String(pseudonyms.of('product', operationProduct)) }),
    };
}
function written(head, exchanges) {
    const members = Object.entries(head).map(([name, value]) => `  ${JSON.stringify(name)}: ${JSON.stringify(value)},`);
    return ['{', ...members, '  "exchanges": [', exchanges.map((one) => `    ${one}`).join(',\n'), '  ]', '}', ''].join('\n');
}

var __webpack_exports__createRecorder = __webpack_exports__.T;
export { __webpack_exports__createRecorder as createRecorder };
