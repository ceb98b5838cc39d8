import { createRequire as __WEBPACK_EXTERNAL_createRequire } from "module";
/******/ var __webpack_modules__ = ({

/***/ 218:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var net = __nccwpck_require__(278);
var tls = __nccwpck_require__(756);
var http = __nccwpck_require__(611);
var https = __nccwpck_require__(692);
var events = __nccwpck_require__(434);
var assert = __nccwpck_require__(613);
var util = __nccwpck_require__(23);


exports.httpOverHttp = httpOverHttp;
exports.httpsOverHttp = httpsOverHttp;
exports.httpOverHttps = httpOverHttps;
exports.httpsOverHttps = httpsOverHttps;


function httpOverHttp(options) {
  var agent = new TunnelingAgent(options);
  agent.request = http.request;
  return agent;
}

function httpsOverHttp(options) {
  var agent = new TunnelingAgent(options);
  agent.request = http.request;
  agent.createSocket = createSecureSocket;
  agent.defaultPort = 443;
  return agent;
}

function httpOverHttps(options) {
  var agent = new TunnelingAgent(options);
  agent.request = https.request;
  return agent;
}

function httpsOverHttps(options) {
  var agent = new TunnelingAgent(options);
  agent.request = https.request;
  agent.createSocket = createSecureSocket;
  agent.defaultPort = 443;
  return agent;
}


function TunnelingAgent(options) {
  var self = this;
  self.options = options || {};
  self.proxyOptions = self.options.proxy || {};
  self.maxSockets = self.options.maxSockets || http.Agent.defaultMaxSockets;
  self.requests = [];
  self.sockets = [];

  self.on('free', function onFree(socket, host, port, localAddress) {
    var options = toOptions(host, port, localAddress);
    for (var i = 0, len = self.requests.length; i < len; ++i) {
      var pending = self.requests[i];
      if (pending.host === options.host && pending.port === options.port) {
        // Detect the request to connect same origin server,
        // reuse the connection.
        self.requests.splice(i, 1);
        pending.request.onSocket(socket);
        return;
      }
    }
    socket.destroy();
    self.removeSocket(socket);
  });
}
util.inherits(TunnelingAgent, events.EventEmitter);

TunnelingAgent.prototype.addRequest = function addRequest(req, host, port, localAddress) {
  var self = this;
  var options = mergeOptions({request: req}, self.options, toOptions(host, port, localAddress));

  if (self.sockets.length >= this.maxSockets) {
    // We are over limit so we'll add it to the queue.
    self.requests.push(options);
    return;
  }

  // If we are under maxSockets create a new one.
  self.createSocket(options, function(socket) {
    socket.on('free', onFree);
    socket.on('close', onCloseOrRemove);
    socket.on('agentRemove', onCloseOrRemove);
    req.onSocket(socket);

    function onFree() {
      self.emit('free', socket, options);
    }

    function onCloseOrRemove(err) {
      self.removeSocket(socket);
      socket.removeListener('free', onFree);
      socket.removeListener('close', onCloseOrRemove);
      socket.removeListener('agentRemove', onCloseOrRemove);
    }
  });
};

TunnelingAgent.prototype.createSocket = function createSocket(options, cb) {
  var self = this;
  var placeholder = {};
  self.sockets.push(placeholder);

  var connectOptions = mergeOptions({}, self.proxyOptions, {
    method: 'CONNECT',
    path: options.host + ':' + options.port,
    agent: false,
    headers: {
      host: options.host + ':' + options.port
    }
  });
  if (options.localAddress) {
    connectOptions.localAddress = options.localAddress;
  }
  if (connectOptions.proxyAuth) {
    connectOptions.headers = connectOptions.headers || {};
    connectOptions.headers['Proxy-Authorization'] = 'Basic ' +
        new Buffer(connectOptions.proxyAuth).toString('base64');
  }

  debug('making CONNECT request');
  var connectReq = self.request(connectOptions);
  connectReq.useChunkedEncodingByDefault = false; // for v0.6
  connectReq.once('response', onResponse); // for v0.6
  connectReq.once('upgrade', onUpgrade);   // for v0.6
  connectReq.once('connect', onConnect);   // for v0.7 or later
  connectReq.once('error', onError);
  connectReq.end();

  function onResponse(res) {
    // Very hacky. This is necessary to avoid http-parser leaks.
    res.upgrade = true;
  }

  function onUpgrade(res, socket, head) {
    // Hacky.
    process.nextTick(function() {
      onConnect(res, socket, head);
    });
  }

  function onConnect(res, socket, head) {
    connectReq.removeAllListeners();
    socket.removeAllListeners();

    if (res.statusCode !== 200) {
      debug('tunneling socket could not be established, statusCode=%d',
        res.statusCode);
      socket.destroy();
      var error = new Error('tunneling socket could not be established, ' +
        'statusCode=' + res.statusCode);
      error.code = 'ECONNRESET';
      options.request.emit('error', error);
      self.removeSocket(placeholder);
      return;
    }
    if (head.length > 0) {
      debug('got illegal response body from proxy');
      socket.destroy();
      var error = new Error('got illegal response body from proxy');
      error.code = 'ECONNRESET';
      options.request.emit('error', error);
      self.removeSocket(placeholder);
      return;
    }
    debug('tunneling connection has established');
    self.sockets[self.sockets.indexOf(placeholder)] = socket;
    return cb(socket);
  }

  function onError(cause) {
    connectReq.removeAllListeners();

    debug('tunneling socket could not be established, cause=%s\n',
          cause.message, cause.stack);
    var error = new Error('tunneling socket could not be established, ' +
                          'cause=' + cause.message);
    error.code = 'ECONNRESET';
    options.request.emit('error', error);
    self.removeSocket(placeholder);
  }
};

TunnelingAgent.prototype.removeSocket = function removeSocket(socket) {
  var pos = this.sockets.indexOf(socket)
  if (pos === -1) {
    return;
  }
  this.sockets.splice(pos, 1);

  var pending = this.requests.shift();
  if (pending) {
    // If we have pending requests and a socket gets closed a new one
    // needs to be created to take over in the pool for the one that closed.
    this.createSocket(pending, function(socket) {
      pending.request.onSocket(socket);
    });
  }
};

function createSecureSocket(options, cb) {
  var self = this;
  TunnelingAgent.prototype.createSocket.call(self, options, function(socket) {
    var hostHeader = options.request.getHeader('host');
    var tlsOptions = mergeOptions({}, self.options, {
      socket: socket,
      servername: hostHeader ? hostHeader.replace(/:.*$/, '') : options.host
    });

    // 0 is dummy port for v0.6
    var secureSocket = tls.connect(0, tlsOptions);
    self.sockets[self.sockets.indexOf(socket)] = secureSocket;
    cb(secureSocket);
  });
}


function toOptions(host, port, localAddress) {
  if (typeof host === 'string') { // since v0.10
    return {
      host: host,
      port: port,
      localAddress: localAddress
    };
  }
  return host; // for v0.11 or later
}

function mergeOptions(target) {
  for (var i = 1, len = arguments.length; i < len; ++i) {
    var overrides = arguments[i];
    if (typeof overrides === 'object') {
      var keys = Object.keys(overrides);
      for (var j = 0, keyLen = keys.length; j < keyLen; ++j) {
        var k = keys[j];
        if (overrides[k] !== undefined) {
          target[k] = overrides[k];
        }
      }
    }
  }
  return target;
}


var debug;
if (process.env.NODE_DEBUG && /\btunnel\b/.test(process.env.NODE_DEBUG)) {
  debug = function() {
    var args = Array.prototype.slice.call(arguments);
    if (typeof args[0] === 'string') {
      args[0] = 'TUNNEL: ' + args[0];
    } else {
      args.unshift('TUNNEL:');
    }
    console.error.apply(console, args);
  }
} else {
  debug = function() {};
}
exports.debug = debug; // for test


/***/ }),

/***/ 613:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("assert");

/***/ }),

/***/ 434:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("events");

/***/ }),

/***/ 611:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("http");

/***/ }),

/***/ 692:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("https");

/***/ }),

/***/ 278:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("net");

/***/ }),

/***/ 756:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("tls");

/***/ }),

/***/ 23:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("util");

/***/ }),

/***/ 696:
/***/ ((module, __unused_webpack_exports, __nccwpck_require__) => {

/**
 * Stands before the package `tunnel` in the bundle of the action (tsconfig.json, `paths`), which http-client imports for proxies. The
 * package loads Node's `assert`, so it is evaluated at the first request through a proxy, and not at every start.
 */
const load = () => __nccwpck_require__(218);

module.exports = {
  httpOverHttp: (options) => load().httpOverHttp(options),
  httpsOverHttp: (options) => load().httpsOverHttp(options),
  httpOverHttps: (options) => load().httpOverHttps(options),
  httpsOverHttps: (options) => load().httpsOverHttps(options),
};


/***/ })

/******/ });
/************************************************************************/
/******/ // The module cache
/******/ var __webpack_module_cache__ = {};
/******/ 
/******/ // The require function
/******/ function __nccwpck_require__(moduleId) {
/******/ 	// Check if module is in cache
/******/ 	var cachedModule = __webpack_module_cache__[moduleId];
/******/ 	if (cachedModule !== undefined) {
/******/ 		return cachedModule.exports;
/******/ 	}
/******/ 	// Create a new module (and put it into the cache)
/******/ 	var module = __webpack_module_cache__[moduleId] = {
/******/ 		// no module.id needed
/******/ 		// no module.loaded needed
/******/ 		exports: {}
/******/ 	};
/******/ 
/******/ 	// Execute the module function
/******/ 	var threw = true;
/******/ 	try {
/******/ 		__webpack_modules__[moduleId](module, module.exports, __nccwpck_require__);
/******/ 		threw = false;
/******/ 	} finally {
/******/ 		if(threw) delete __webpack_module_cache__[moduleId];
/******/ 	}
/******/ 
/******/ 	// Return the exports of the module
/******/ 	return module.exports;
/******/ }
/******/ 
/************************************************************************/
/******/ /* webpack/runtime/asset-relocator-loader */
/******/ if (typeof __nccwpck_require__ !== 'undefined') __nccwpck_require__.ab = decodeURIComponent(new URL('.', import.meta.url).pathname).slice(import.meta.url.match(/^file:\/\/\/\w:/) ? 1 : 0, -1) + "/";
/******/ 
/******/ /* webpack/runtime/create fake namespace object */
/******/ (() => {
/******/ 	var getProto = Object.getPrototypeOf ? (obj) => (Object.getPrototypeOf(obj)) : (obj) => (obj.__proto__);
/******/ 	var leafPrototypes;
/******/ 	// create a fake namespace object
/******/ 	// mode & 1: value is a module id, require it
/******/ 	// mode & 2: merge all properties of value into the ns
/******/ 	// mode & 4: return value when already ns object
/******/ 	// mode & 16: return value when it's Promise-like
/******/ 	// mode & 8|1: behave like require
/******/ 	__nccwpck_require__.t = function(value, mode) {
/******/ 		if(mode & 1) value = this(value);
/******/ 		if(mode & 8) return value;
/******/ 		if(typeof value === 'object' && value) {
/******/ 			if((mode & 4) && value.__esModule) return value;
/******/ 			if((mode & 16) && typeof value.then === 'function') return value;
/******/ 		}
/******/ 		var ns = Object.create(null);
/******/ 		__nccwpck_require__.r(ns);
/******/ 		var def = {};
/******/ 		leafPrototypes = leafPrototypes || [null, getProto({}), getProto([]), getProto(getProto)];
/******/ 		for(var current = mode & 2 && value; typeof current == 'object' && !~leafPrototypes.indexOf(current); current = getProto(current)) {
/******/ 			Object.getOwnPropertyNames(current).forEach((key) => (def[key] = () => (value[key])));
/******/ 		}
/******/ 		def['default'] = () => (value);
/******/ 		__nccwpck_require__.d(ns, def);
/******/ 		return ns;
/******/ 	};
/******/ })();
/******/ 
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
/******/ /* webpack/runtime/make namespace object */
/******/ (() => {
/******/ 	// define __esModule on exports
/******/ 	__nccwpck_require__.r = (exports) => {
/******/ 		if(typeof Symbol !== 'undefined' && Symbol.toStringTag) {
/******/ 			Object.defineProperty(exports, Symbol.toStringTag, { value: 'Module' });
/******/ 		}
/******/ 		Object.defineProperty(exports, '__esModule', { value: true });
/******/ 	};
/******/ })();
/******/ 
/************************************************************************/
var __webpack_exports__ = {};

;// CONCATENATED MODULE: ./src/run/foreignMembers.ts
const ownMembers = [
    'constructor',
    '__defineGetter__',
    '__defineSetter__',
    'hasOwnProperty',
    '__lookupGetter__',
    '__lookupSetter__',
    'isPrototypeOf',
    'propertyIsEnumerable',
    'toString',
    'valueOf',
    '__proto__',
    'toLocaleString',
];
function removeForeignMembers(ofObjects = Object.prototype, ofLists = Array.prototype) {
    const foreign = Reflect.ownKeys(ofObjects).filter((name) => !ownMembers.includes(name));
    const names = [
        ...foreign.map((name) => [ofObjects, name, `Object.prototype.${String(name)}`]),
        ...Object.keys(ofLists).map((name) => [ofLists, name, `Array.prototype.${name}`]),
    ];
    return names.filter(([owner, name]) => !Reflect.deleteProperty(owner, name)).map(([, , shown]) => shown);
}

;// CONCATENATED MODULE: ./src/run/signals.ts
const exitCodes = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129, SIGBREAK: 149 };
function catchSignals(source) {
    let first;
    let listener = (_exitCode) => undefined;
    for (const [name, exitCode] of Object.entries(exitCodes))
        source.on(name, () => {
            first ??= exitCode;
            listener(exitCode);
        });
    return {
        exitCode: () => first,
        listen: (next) => {
            listener = next;
            if (first !== undefined)
                next(first);
        },
    };
}

;// CONCATENATED MODULE: ./src/run/start.ts


const started = { signals: catchSignals(process), foreignMembers: removeForeignMembers() };

;// CONCATENATED MODULE: external "node:module"
const external_node_module_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:module");
;// CONCATENATED MODULE: ./src/http/origin.ts
function isLoopback(url) {
    return url.hostname === 'localhost' || url.hostname === '127.0.0.1';
}

;// CONCATENATED MODULE: ./src/outcome/outcome.ts
const outcomes = [
    'planned',
    'canceled',
    'accepted',
    'nothing-to-cancel',
    'timed-out',
    'interrupted',
    'unknown',
    'mismatch',
    'refused',
    'failed',
    'too-late',
    'invalid-input',
];
const failsStep = {
    planned: false,
    canceled: false,
    accepted: false,
    'nothing-to-cancel': 'by-policy',
    'timed-out': true,
    interrupted: true,
    unknown: true,
    mismatch: true,
    refused: true,
    failed: true,
    'too-late': true,
    'invalid-input': true,
};
function isRed(outcome, ifNothingToCancel) {
    const decision = failsStep[outcome];
    return decision === 'by-policy' ? ifNothingToCancel === 'error' : decision;
}

;// CONCATENATED MODULE: ./src/text/format.ts
function headOf(text, max) {
    const last = text.charCodeAt(max - 1);
    return text.slice(0, last >= 0xd800 && last <= 0xdbff ? max - 1 : max);
}
function truncate(text, max) {
    return text.length <= max ? text : `${headOf(text, max - 1).trimEnd()}…`;
}
function duration(ms) {
    const wholeSeconds = Math.round(ms / 1000);
    return ms < 120_000 ? `${(ms / 1000).toFixed(1)} s` : `${Math.floor(wholeSeconds / 60)} min ${wholeSeconds % 60} s`;
}
function pluralize(count, singular, plural = `${singular}s`) {
    return `${count} ${count === 1 ? singular : plural}`;
}

;// CONCATENATED MODULE: ./src/outcome/phrases.ts
const canGoLive = 'The offer can still go live.';
const cannotGoLive = 'Nothing goes live by this operation.';
const notKnown = 'Whether anything can go live is not known.';

;// CONCATENATED MODULE: ./src/outcome/causes.ts

const causes = {
    planned: { outcome: 'planned' },
    canceled: { outcome: 'canceled', live: cannotGoLive },
    'canceled-on-word': { outcome: 'canceled', live: notKnown, isWarning: true },
    accepted: { outcome: 'accepted', live: 'Whether it stops is not proved.' },
    'nothing-running': { outcome: 'nothing-to-cancel', live: 'What went live before stays live.' },
    'failed-by-itself': { outcome: 'nothing-to-cancel', live: cannotGoLive },
    'timed-out': { outcome: 'timed-out' },
    interrupted: { outcome: 'interrupted' },
    unsettled: { outcome: 'unknown' },
    uncheckable: { outcome: 'unknown' },
    'never-seen-running': { outcome: 'unknown', live: notKnown },
    'token-expired': { outcome: 'unknown' },
    'signed-out': { outcome: 'unknown' },
    'access-lost': { outcome: 'unknown' },
    'another-runs': { outcome: 'mismatch', live: 'The operation that runs can go live.' },
    'etag-mismatch': { outcome: 'mismatch' },
    'refused-version': { outcome: 'refused' },
    'refused-if-match': { outcome: 'refused' },
    'refused-400': { outcome: 'refused' },
    'refused-401': { outcome: 'refused' },
    'refused-application': { outcome: 'refused' },
    'refused-403': { outcome: 'refused' },
    'refused-404': { outcome: 'refused' },
    'refused-409': { outcome: 'refused' },
    refused: { outcome: 'refused' },
    unreachable: { outcome: 'failed' },
    certificate: { outcome: 'failed' },
    throttled: { outcome: 'failed' },
    'not-the-api': { outcome: 'failed' },
    'sign-in-refused': { outcome: 'failed' },
    'sign-in-unreachable': { outcome: 'failed' },
    'sign-in-unusable': { outcome: 'failed' },
    'not-found': { outcome: 'failed' },
    'unknown-offer': { outcome: 'failed' },
    'guard-unreadable': { outcome: 'failed' },
    'cancellation-failed': { outcome: 'failed' },
    'no-time': { outcome: 'failed' },
    'cannot-look': { outcome: 'failed' },
    'list-unreadable': { outcome: 'failed' },
    'changed-before-cancel': { outcome: 'failed', live: notKnown },
    'no-product': { outcome: 'refused' },
    'several-products': { outcome: 'failed' },
    'lookup-failed': { outcome: 'failed' },
    'unrelated-operation': { outcome: 'mismatch' },
    'another-product': { outcome: 'mismatch' },
    'too-late-preview': { outcome: 'too-late', live: 'The offer is not live: a preview of it waits for go-live.' },
    'going-live': { outcome: 'too-late', live: 'The offer is going live.' },
    'too-late-live': { outcome: 'too-late', live: 'The offer is live.' },
    'too-late': { outcome: 'too-late', live: 'The offer may be live.' },
    unfinished: { outcome: 'failed' },
    'unfinished-after-cancel': { outcome: 'unknown' },
    'invalid-input': { outcome: 'invalid-input' },
};
const allCauses = Object.keys(causes);
function rowOf(cause) {
    return causes[cause];
}
function outcomeOf(cause) {
    return rowOf(cause).outcome;
}
function liveOf(cause) {
    return rowOf(cause).live ?? canGoLive;
}
function isWarning(cause) {
    return rowOf(cause).isWarning === true;
}

;// CONCATENATED MODULE: ./src/outcome/advice.ts


const again = 'Run the step again, which is safe.';
const lookAtOffer = 'Look at the offer in Partner Center.';
const nextSteps = {
    planned: (frame) => `${isIdMissing(frame) ? 'Put the id of its {noun} into operation-id, and run' : 'Run'} the step without dry-run to cancel it.`,
    canceled: '',
    'canceled-on-word': lookAtOffer,
    accepted: 'Set wait to true to have it proved.',
    'nothing-running': (frame) => `${ifIntended(frame)}If you expected a publish, look at the offer in Partner Center.`,
    'failed-by-itself': (frame) => `There is nothing left to stop. ${ifIntended(frame)}`.trim(),
    'timed-out': (frame) => `${again} A cancellation can take minutes.${largerTimeout(frame)}`,
    interrupted: again,
    unsettled: again,
    uncheckable: lookAtOffer,
    'never-seen-running': `${lookAtOffer} ${again}`,
    'token-expired': `Get a fresh token. ${again}`,
    'signed-out': `Correct the sign-in (docs/signing-in.md). ${again}`,
    'access-lost': `Give the application its role in the publisher's account back. ${again}`,
    'another-runs': (frame) => `To stop that one, put its id into operation-id${ifOptional(frame, ', or leave operation-id out')}.`,
    'etag-mismatch': "Put the offer's current ETag into if-match, or leave if-match out. Then run the step again.",
    'refused-version': ({ api, apiVersion }) => apiVersion === api.defaultVersion ? 'Use a newer version of this action.' : 'Correct api-version, or leave it out.',
    'refused-if-match': ({ ifMatch }) => `${ifMatch ? 'Correct if-match' : 'Set if-match'} (an ETag or "*"). Then run the step again.`,
    'refused-400': 'Correct what the service names, often an id. Then run the step again.',
    'refused-401': 'Pass a fresh token for {origin}. It is valid for about an hour. Check its audience and its tenant.',
    'refused-application': (frame) => 'Add the application to the account of the publisher in Partner Center (docs/signing-in.md). ' +
        `Check ${publisherAnd(frame, 'tenant-id')}.`,
    'refused-403': (frame) => 'Add the application to the account of the publisher in Partner Center, by the object id of its enterprise application. ' +
        `Check ${publisherAnd(frame, 'its role')} (docs/signing-in.md).`,
    'refused-404': ({ api }) => api.notFoundAdvice,
    'refused-409': 'Another change of the offer may be in progress. Run the step again in a minute.',
    refused: 'Correct what the service names. Then run the step again.',
    unreachable: `Check the network and the proxy between the runner and {host}:443. ${again}`,
    certificate: 'If a proxy inspects TLS, check that NODE_EXTRA_CA_CERTS names the file with its CA.',
    throttled: again,
    'not-the-api': (frame) => `A proxy, a filter or a portal answers in place of {host}${orWrong('base-url', frame)}. Let the runner reach {host}:443. ` +
        'Check https_proxy and no_proxy. Then run the step again.',
    'sign-in-refused': 'Correct the sign-in (docs/signing-in.md). Then run the step again.',
    'sign-in-unreachable': 'The sign-in service is down or busy, or the network or the proxy on the way to it ' +
        `(login.microsoftonline.com:443, GitHub's own). ${again}`,
    'sign-in-unusable': (frame) => `A proxy or a portal answers in place of the sign-in service${orWrong('authority-url', frame)}. Correct that. ` +
        'Then run the step again.',
    'not-found': (frame) => `Check operation-id${ifOptional(frame, ', or leave it out to cancel whatever runs')}.`,
    'unknown-offer': ({ api }) => api.notFoundAdvice,
    'guard-unreadable': (frame) => `${again}${ifOptional(frame, ' Without operation-id the step cancels whatever runs.')}`,
    'cancellation-failed': again,
    'no-time': (frame) => `${again}${largerTimeout(frame)}`,
    'cannot-look': 'Run it again later. Without dry-run the step cancels whatever runs.',
    'list-unreadable': again,
    'changed-before-cancel': again,
    'no-product': "Check offer-id, or write the product's GUID. The application also needs the role Manager in the account. " +
        'An offer of the Cloud Partner Portal API needs api: cloud-partner-portal.',
    'several-products': 'Write the GUID of the product into offer-id.',
    'lookup-failed': "Write the product's GUID into offer-id, which needs no lookup.",
    'unrelated-operation': 'Put the id of the {noun} that publishes this offer into operation-id.',
    'another-product': 'Put a {noun} of this offer into operation-id, or correct offer-id.',
    'too-late-preview': 'Do not select Go live for it. Publish a corrected version.',
    'going-live': 'Publish a corrected version, or use Stop distribution in Partner Center when it is live.',
    'too-late-live': 'Publish a corrected version, or use Stop distribution in Partner Center.',
    'too-late': `${lookAtOffer} If it is live, publish a corrected version, or use Stop distribution there.`,
    unfinished: again,
    'unfinished-after-cancel': again,
    'invalid-input': 'Correct the inputs. Then run the step again.',
};
const mayStillRun = ['timed-out', 'interrupted', 'unknown', 'mismatch', 'refused', 'failed', 'invalid-input'];
const inPartnerCenter = 'You can also use Cancel publish in Partner Center (before publisher sign-off).';
function adviceFor(cause, frame, isPastSignOff = false) {
    const next = nextSteps[cause];
    const { origin, noun } = frame.api;
    const text = (typeof next === 'string' ? next : next(frame))
        .replaceAll('{noun}', noun)
        .replaceAll('{origin}', origin)
        .replaceAll('{host}', new URL(origin).host);
    const hasButton = mayStillRun.includes(outcomeOf(cause)) && !isPastSignOff;
    return { live: liveOf(cause), next: hasButton ? `${text} ${inPartnerCenter}` : text };
}
function adviceWithOther(advice, { operationId = '' }) {
    if (advice.live !== cannotGoLive)
        return advice;
    const how = operationId === '' ? 'run the step again' : 'put its id into operation-id, and run the step again';
    return { live: 'The operation that runs can go live.', next: `To stop that one, ${how}. ${inPartnerCenter}` };
}
function namesButton(next) {
    return next.includes(inPartnerCenter);
}
function ifIntended({ ifNothingToCancel }) {
    return ifNothingToCancel === 'error' ? 'If that is what you expect, set if-nothing-to-cancel to warn or ignore. ' : '';
}
function largerTimeout({ isTimeoutAtMaximum }) {
    return isTimeoutAtMaximum ? '' : ' If this happens often, raise timeout-minutes.';
}
function orWrong(input, { isSandbox }) {
    return isSandbox ? `, or ${input} is wrong` : '';
}
function ifOptional({ api }, text) {
    return api.needsOperationId ? '' : text;
}
function isIdMissing({ api, operationId }) {
    return api.needsOperationId && operationId === '';
}
function publisherAnd({ api }, others) {
    return api.needsPublisher ? `publisher-id and ${others}` : others;
}

;// CONCATENATED MODULE: ./src/outcome/headline.ts

const headlines = {
    planned: { state: 'would be canceled', reason: 'a publish is running' },
    canceled: { state: 'was canceled', reason: 'the service confirmed it' },
    'canceled-on-word': { state: 'was canceled, says the service', reason: 'this could not be checked' },
    accepted: { state: 'may still be publishing', reason: 'the service accepted the cancel, and the step did not wait' },
    'nothing-running': { state: 'is not publishing', reason: 'there is nothing to cancel' },
    'failed-by-itself': { state: 'is not publishing', reason: 'the publish failed by itself' },
    'timed-out': { reason: 'the cancel was accepted, but not confirmed in time' },
    interrupted: { reason: 'the run was canceled while the step worked' },
    unsettled: { reason: 'it is not known whether the cancel took effect' },
    uncheckable: { reason: 'the service does not show whether the cancel took effect' },
    'never-seen-running': { reason: 'it was never seen running, so it is not known what the cancel did' },
    'token-expired': { reason: 'the token expired before the cancel was confirmed' },
    'signed-out': { reason: 'the sign-in failed before the cancel was confirmed' },
    'access-lost': { reason: 'the service refused access before the cancel was confirmed{status}' },
    'another-runs': { reason: 'another operation runs than operation-id names' },
    'etag-mismatch': { reason: 'if-match does not fit the offer{status}' },
    'refused-version': { reason: 'the service refused api-version{status}' },
    'refused-if-match': { reason: 'the service asks for another if-match{status}' },
    'refused-400': { reason: 'the service refused the cancel{status}' },
    'refused-401': { reason: 'the service refused the token{status}' },
    'refused-application': { reason: 'the service does not know the application{status}' },
    'refused-403': { reason: 'the service refused access{status}' },
    'refused-404': { reason: 'the service does not know the offer{status}' },
    'refused-409': { reason: 'the service refused the cancel{status}' },
    refused: { reason: 'the service refused{status}' },
    unreachable: { reason: 'the service could not be reached' },
    certificate: { reason: 'the certificate of the service is not trusted' },
    throttled: { reason: 'the service is busy{status}' },
    'not-the-api': { reason: 'something on the way answered in place of the service{status}' },
    'sign-in-refused': { reason: 'the sign-in was refused{unsent}' },
    'sign-in-unreachable': { reason: 'the sign-in did not work{unsent}' },
    'sign-in-unusable': { reason: 'something on the way answered in place of the sign-in service' },
    'not-found': { reason: 'the operation that operation-id names was not found' },
    'unknown-offer': { reason: 'the service does not know an offer with that id' },
    'guard-unreadable': { reason: 'the operation that operation-id names could not be read' },
    'cancellation-failed': { reason: 'the service could not cancel it' },
    'no-time': { reason: 'the time was up before a cancel could be sent' },
    'cannot-look': { reason: 'the dry run could not see what runs' },
    'list-unreadable': { reason: 'the service did not show what runs, so nothing was sent' },
    'changed-before-cancel': { state: 'was not canceled', reason: 'it did not show as running right before the cancel' },
    'no-product': { reason: 'this API knows no product with that offer id' },
    'several-products': { reason: 'several products have that offer id' },
    'lookup-failed': { reason: 'the service could not look up the offer id{status}' },
    'unrelated-operation': { reason: 'the {noun} that operation-id names does not publish this offer' },
    'another-product': { reason: 'operation-id names a {noun} of another product' },
    'too-late-preview': { state: 'is not live, but its preview is ready', reason: 'the cancel came too late' },
    'going-live': { state: 'is going live', reason: 'no cancel can stop it any more' },
    'too-late-live': { state: 'went live', reason: 'the cancel came too late' },
    'too-late': { state: 'may be live', reason: 'the operation succeeded before it could be canceled' },
    unfinished: { reason: 'the step ended before its result was known' },
    'unfinished-after-cancel': { reason: 'the step ended before the cancel was confirmed' },
    'invalid-input': { reason: 'the inputs were refused, so nothing was sent' },
};
const unchanged = ['mismatch', 'refused', 'failed'];
const ended = ['canceled', 'nothing-to-cancel', 'too-late'];
function stillRunning(cause, wasRunning) {
    const outcome = outcomeOf(cause);
    if (cause === 'planned' || cause === 'going-live')
        return 'yes';
    if (cause === 'changed-before-cancel')
        return 'not known';
    if (ended.includes(outcome) && !isWarning(cause))
        return 'no';
    return unchanged.includes(outcome) && wasRunning ? 'yes' : 'not known';
}
function stateOf(cause, runs) {
    if (runs === 'yes' && ['canceled', 'nothing-to-cancel'].includes(outcomeOf(cause)))
        return 'is still publishing';
    return headlines[cause].state ?? (runs === 'yes' ? 'is still publishing' : 'may still be publishing');
}
function headlineReason(cause, { statusCode, sent }, { noun }) {
    return headlines[cause].reason
        .replace('{noun}', noun)
        .replace('{unsent}', sent === 'no' ? ', so nothing was sent' : '')
        .replace('{status}', statusCode === null ? '' : ` (${statusCode})`);
}

;// CONCATENATED MODULE: ./src/outcome/result.ts




const nothingSent = { sent: 'no', statusCode: null, operationPath: null, operationId: null, requestId: null };
function isConclusion(value) {
    return Object.hasOwn(value, 'cause');
}
function cancelFact(cause, facts) {
    if (['canceled', 'accepted'].includes(outcomeOf(cause)))
        return '';
    if (facts.sent === 'no')
        return 'No cancel was sent.';
    const status = facts.statusCode === null ? 'no reply came' : `HTTP ${facts.statusCode}`;
    return facts.sent === 'yes' ? `A cancel was sent (${status}).` : `A cancel was sent and not processed (${status}).`;
}
function offerTitle({ publisherId, offerId }) {
    return publisherId === '' ? offerId : `${publisherId}/${offerId}`;
}
function offersTitle(count, publisherId) {
    return publisherId === '' ? `${count} offers` : `${count} offers of ${publisherId}`;
}
function resultOf(offer, conclusion, facts, history, frame) {
    const { cause, toCopy, doesAnotherRun = false } = conclusion;
    const advice = adviceOn(conclusion, frame, history);
    const runs = doesAnotherRun ? 'yes' : stillRunning(cause, history.progress?.isRunning === true);
    const state = stateOf(cause, runs);
    const why = whyOf(conclusion, facts);
    return {
        ...offer,
        outcome: outcomeOf(cause),
        cause,
        ...facts,
        message: compose(`${offer.offerId} ${state}. ${conclusion.statement}`, conclusion, facts, frame, advice),
        state,
        headlineReason: doesAnotherRun
            ? `${facts.operationId === null ? 'an' : 'another'} operation runs`
            : headlineReason(cause, facts, frame.api),
        stillRunning: runs,
        why,
        ...advice,
        ...(toCopy ? { toCopy } : {}),
        history,
    };
}
const longestMessage = 1000;
function messageOf(conclusion, facts, frame) {
    return compose(conclusion.statement, conclusion, facts, frame, adviceOn(conclusion, frame));
}
function adviceOn({ cause, doesAnotherRun }, frame, history) {
    const advice = withUnusedProxy(adviceFor(cause, frame, history?.progress?.isPastSignOff), cause, frame);
    return doesAnotherRun ? adviceWithOther(advice, frame) : advice;
}
function withUnusedProxy(advice, cause, { unusedProxy = '' }) {
    const isConnection = cause === 'unreachable' || cause === 'sign-in-unreachable';
    if (!isConnection || unusedProxy === '')
        return advice;
    const direct = `The connection was direct: ${unusedProxy} is set, but not used here. If a proxy is needed, put it into https_proxy.`;
    return { ...advice, next: `${advice.next} ${direct}` };
}
function compose(start, { cause }, facts, { isSandbox }, { live, next }) {
    const rest = [cancelFact(cause, facts), live, next].filter((part) => part !== '').join(' ');
    const head = truncate(`${isSandbox ? 'Sandbox: ' : ''}${start}`, longestMessage - rest.length - 2);
    return `${asSentence(head)} ${rest}`;
}
function whyOf({ cause, statement }, facts) {
    return `${asSentence(truncate(statement, longestMessage))} ${cancelFact(cause, facts)}`.trimEnd();
}
function asSentence(text) {
    return text.endsWith('…') ? text : `${text}.`;
}

;// CONCATENATED MODULE: ./src/text/escape.ts
function escapeMarkdown(text) {
    return text
        .replace(/[\\`*_[\]{}~|$#]|:(?=\/|\w+:)|(?<=www)\./gi, '\\$&')
        .replace(/[&<>]/g, (character) => `&#${character.charCodeAt(0)};`);
}
function escapeCommand(text) {
    const oneLine = text.replace(/[\r\n]+/g, ' ').replaceAll('##[', '# #[');
    return oneLine.replace(/^[\s\u0085]*::/, '\\::');
}

;// CONCATENATED MODULE: ./src/text/sanitize.ts

const longestQuote = 300;
const unprintable = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}\u115f\u1160\u3164\uffa0]/gu;
function isPlain(text) {
    return /^[\x20-\x7e]*$/.test(text);
}
const address = /@.|.@|%40/;
const token = /eyJ[\w-]+\.[\w-]+(?:\.[\w-]*)?|(?:gh[a-z]|github_pat)_\w{10,}/g;
const subjectWithIds = /repo:[\w.-]+@\d+\/[\w.-]+@\d+(?=:)/;
function hideConfidential(text) {
    const words = text.split(' ').map((word) => (address.test(word.replace(subjectWithIds, '')) ? '***' : word.replace(token, '***')));
    return words.join(' ');
}
function codeOf(character) {
    const code = Number(character.codePointAt(0));
    return code < 0x100 ? `\\x${code.toString(16).padStart(2, '0')}` : `\\u{${code.toString(16)}}`;
}
function sanitize(text, max = longestQuote) {
    const folded = headOf(text.replace(/[\s\u0085]+/g, ' '), max * 16);
    return truncate(printable(hideConfidential(folded)).replaceAll('##[', '# #[').trim(), max);
}
function printable(text) {
    return isPlain(text) ? text : text.replace(unprintable, codeOf);
}
function errorMessage(error) {
    try {
        return sanitize(String(error));
    }
    catch {
        return 'something that has no text';
    }
}
function quoteInput(value) {
    const shown = hideConfidential(headOf(value, 2000)).replace(/[^\x20-\x7e]/gu, codeOf);
    return truncate(shown.replaceAll('##[', '# #['), 100);
}

;// CONCATENATED MODULE: ./src/action/docsLink.ts
function docsLink(runner) {
    const server = runner.env('GITHUB_SERVER_URL') ?? '';
    const repository = runner.env('GITHUB_ACTION_REPOSITORY') ?? '';
    const ref = runner.env('GITHUB_ACTION_REF') ?? '';
    const isKnown = /^https:\/\/[\w.-]+(:\d+)?$/.test(server) && /^[\w.-]+\/[\w.-]+$/.test(repository) && /^[\w./-]+$/.test(ref);
    const folder = isKnown ? `${server}/${repository}/blob/${ref}/` : '';
    return (anchor) => `${folder}docs/troubleshooting.md#${anchor}`;
}

;// CONCATENATED MODULE: ./src/outcome/rollUp.ts





const notStopped = ['mismatch', 'refused', 'failed', 'too-late'];
const unconfirmed = ['timed-out', 'interrupted', 'unknown'];
function worstOf(results) {
    return results.reduce((low, one) => (outcomes.indexOf(low.outcome) >= outcomes.indexOf(one.outcome) ? low : one));
}
function groupsOf(results) {
    const groups = new Map();
    for (const result of results.filter(({ next }) => next !== '')) {
        const { next } = result;
        groups.set(next, { next, results: [...(groups.get(next)?.results ?? []), result] });
    }
    const rank = ({ next, results: some }) => (namesButton(next) ? outcomes.length : 0) + outcomes.indexOf(worstOf(some).outcome);
    return [...groups.values()].toSorted((a, b) => rank(b) - rank(a));
}
function rollUp(results, isSandbox) {
    const [only, ...more] = results;
    if (only === undefined || more.length === 0)
        return only?.message ?? '';
    const groups = groupsOf(results);
    const prefix = isSandbox ? 'Sandbox: ' : '';
    const [first = { next: '' }, ...others] = groups;
    const whole = [`${prefix}${counts(results, Number.POSITIVE_INFINITY)}.`, ...groups.map((group) => lineOf(group, others.length > 0))];
    if (whole.join('').length <= longestMessage)
        return whole.join('');
    const room = others.length === 0 ? (longestMessage - first.next.length - lettersOfCounts) / 2 : longestNames;
    let message = `${prefix}${counts(results, room)}.`;
    if (others.length === 0)
        return `${message} ${first.next}`.trimEnd();
    for (const [place, group] of groups.entries()) {
        const line = lineOf(group, true, longestNames);
        const isLast = place === groups.length - 1;
        if (message.length + line.length + (isLast ? 0 : rest.length) > longestMessage)
            return `${message}${rest}`;
        message += line;
    }
    return message;
}
function lineOf({ next, results }, hasNames, room = Number.POSITIVE_INFINITY) {
    return hasNames ? ` For ${truncate(results.map(({ offerId }) => offerId).join(', '), room)}: ${next}` : ` ${next}`;
}
const longestNames = 100;
const rest = ' What to do about the others is in the job summary.';
const lettersOfCounts = 190;
function counts(results, room = 0) {
    const onWord = results.filter(({ cause }) => isWarning(cause));
    const others = results.filter(({ cause }) => !isWarning(cause));
    const parts = [
        counted(others, ['canceled'], 'canceled'),
        counted(onWord, ['canceled'], "canceled on the service's word"),
        counted(results, ['accepted'], 'accepted'),
        counted(results, ['planned'], 'planned'),
        counted(results, notStopped, 'NOT stopped', room),
        counted(results, unconfirmed, 'unconfirmed', room),
        counted(results, ['nothing-to-cancel'], 'had nothing to cancel'),
    ];
    return parts.filter((part) => part !== '').join('; ');
}
function counted(results, wanted, label, room = 0) {
    const some = results.filter(({ outcome }) => wanted.includes(outcome));
    if (some.length === 0)
        return '';
    return `${some.length} ${label}${room > 0 ? `: ${truncate(some.map(({ offerId }) => offerId).join(', '), room)}` : ''}`;
}

;// CONCATENATED MODULE: ./src/action/details.ts



const nothing = '–';
const mostEvents = 60;
function startOf({ history: { progress } }) {
    const began = progress?.began;
    if (!began || !(Math.abs(began.atMs) <= latestDateMs))
        return nothing;
    const time = new Date(began.atMs).toISOString().replace('T', ' ').slice(0, 16);
    return `${began.isExact ? '' : 'by '}${time} UTC`;
}
const latestDateMs = 8.64e15;
function endOf({ history: { progress, tookMs } }) {
    if (!progress)
        return nothing;
    return progress.isRunning ? `not seen to end: ${progress.text}` : `${progress.text}, seen after ${duration(tookMs)}`;
}
function details(result, room) {
    const head = [...facts(result), '', ...steps(result)];
    return [...head, ...events(result.history.events, room - bytesOf(head))];
}
function bytesOf(lines) {
    return lines.reduce((sum, line) => sum + Buffer.byteLength(line) + 1, 0);
}
function fitting(lines, room) {
    let rest = room;
    const end = lines.findIndex((line) => {
        rest -= bytesOf([line]);
        return rest < 0;
    });
    return end < 0 ? lines : lines.slice(0, end);
}
function facts(result) {
    const rows = [
        ['Offer', offerTitle(result)],
        ['Started', startOf(result)],
        ['How it ended', endOf(result)],
        ['Cancel', replyTo(result)],
        ['Request id', result.requestId ?? nothing],
    ];
    return [
        `| Operation | ${escapeMarkdown(result.operationId ?? nothing)} |`,
        '| --- | --- |',
        ...rows.map(([name, value]) => `| ${name} | ${escapeMarkdown(value)} |`),
    ];
}
function replyTo({ sent, statusCode }) {
    if (sent === 'no')
        return 'none sent';
    return statusCode === null ? 'sent, no reply' : `HTTP ${statusCode}`;
}
function steps({ history: { progress } }) {
    if (!progress || progress.steps.length === 0)
        return [];
    const rows = progress.steps.map(({ name, id, status, progress: percent }) => [escapeMarkdown(name || id || nothing), escapeMarkdown(status || nothing), percent === undefined ? nothing : `${percent} %`].join(' | '));
    return ['| Publishing step | State | Progress |', '| --- | --- | ---: |', ...rows.map((row) => `| ${row} |`), ''];
}
function events(all, room) {
    if (all.length === 0)
        return [];
    const half = mostEvents / 2;
    const shown = [...all.slice(0, half), ...all.slice(Math.max(half, all.length - half))];
    const left = all.length - shown.length;
    const rows = shown.map(({ atMs, text }) => `| ${duration(atMs)} | ${escapeMarkdown(text)} |`);
    if (left > 0)
        rows.splice(half, 0, `| … | ${pluralize(left, 'more event')} in the log |`);
    const head = ['| Time | What happened |', '| ---: | --- |'];
    return [...head, ...fitting(rows, room - bytesOf(head))];
}

;// CONCATENATED MODULE: ./src/action/summary.ts






const longestSummary = 64 * 1024;
const longestOfMany = 512 * 1024;
const longestCell = 72;
const partnerCenter = '[Open Partner Center](https://partner.microsoft.com/dashboard/marketplace-offers/overview)';
function summaryOf(results, frame, help) {
    const [only, ...more] = results;
    if (only === undefined)
        return '';
    return `${(more.length === 0 ? ofOne(only, frame, help) : ofMany([only, ...more], frame, help)).join('\n')}\n`;
}
function refusalSummary(problems, isSandbox, help) {
    const list = problems.slice(0, 30).map((problem) => `- ${escapeMarkdown(problem)}`);
    const headline = `## ❌ ${isSandbox ? 'Sandbox: ' : ''}**Nothing was canceled**: the inputs were refused`;
    return `${headline}\n\nNothing was sent. Correct the inputs:\n\n${list.join('\n')}\n\n[More about this](${help('invalid-input')})\n`;
}
function ofOne(result, frame, help) {
    const title = `${escapeMarkdown(result.offerId)} **${result.state}**: ${result.headlineReason}`;
    const texts = [...paragraphs(result, help), ...codeBlock(result.toCopy), ...preview(frame)];
    const head = [headline(result, frame, title), '', ...texts, '<details><summary>Details</summary>', ''];
    const tail = ['', '</details>'];
    return [...head, ...details(result, longestSummary - bytesOf(head) - bytesOf(tail)), ...tail];
}
function preview({ api }) {
    return api.isPreview ? [`*api: ${api.name} is a preview: no real cancel by it was recorded yet.*`, ''] : [];
}
function ofMany(results, frame, help) {
    const worst = worstOf(results);
    const sorted = results.toSorted((a, b) => outcomes.indexOf(b.outcome) - outcomes.indexOf(a.outcome));
    const head = [
        headline(worst, frame, `${escapeMarkdown(offersTitle(results.length, worst.publisherId))}: ${counts(results)}`),
        '',
        ...summary_nextSteps(results, help),
        ...preview(frame),
        ...codeBlock(worst.toCopy),
        '| Offer | Outcome | Still running? | How it ended | Started | Operation |',
        '| --- | --- | --- | --- | --- | --- |',
        ...sorted.map((result) => row(result, frame)),
        '',
    ];
    const folds = [];
    let room = longestOfMany - bytesOf(head) - longestRest;
    for (const result of sorted) {
        const fold = foldable(result, frame, help, Math.min(room, longestSummary));
        room -= bytesOf(fold);
        if (room < 0)
            break;
        folds.push(fold);
    }
    const lines = [...head, ...folds.flat()];
    const left = results.length - folds.length;
    return left === 0 ? lines : [...lines, `The details of ${pluralize(left, 'more offer')} are in the log, and in the output \`results\`.`];
}
const longestRest = 200;
function row(result, frame) {
    const { outcome, offerId, stillRunning, operationId } = result;
    const cells = [offerId, outcome, stillRunning, endOf(result), startOf(result), operationId ?? nothing];
    return `| ${symbolOf(result, frame)} ${cells.map((cell) => escapeMarkdown(truncate(cell, longestCell))).join(' | ')} |`;
}
function foldable(result, frame, help, room) {
    const { offerId, state, headlineReason } = result;
    const isExpanded = isRed(result.outcome, frame.ifNothingToCancel);
    const title = `${symbolOf(result, frame)} ${offerId} <b>${state}</b>: ${headlineReason}`;
    const head = [`<details${isExpanded ? ' open' : ''}><summary>${title}</summary>`, '', ...paragraphs(result, help)];
    const tail = ['', '</details>', ''];
    return [...head, ...details(result, room - bytesOf(head) - bytesOf(tail)), ...tail];
}
function summary_nextSteps(results, help) {
    const groups = groupsOf(results);
    if (groups.length === 0)
        return [];
    const lines = groups.map(({ next, results: some }) => {
        const names = truncate(some.map(({ offerId }) => offerId).join(', '), summary_longestNames);
        return `- **${escapeMarkdown(names)}:** ${withLinks(next, some[0].cause, help)}`;
    });
    return ['**What to do next:**', '', ...lines, ''];
}
const summary_longestNames = 300;
function paragraphs({ live, next, why, cause }, help) {
    const step = next === '' ? [] : [`**What to do next:** ${withLinks(next, cause, help)}`, ''];
    return [`**Can it go live?** ${escapeMarkdown(live)}`, '', ...step, `**Why:** ${escapeMarkdown(why)}`, ''];
}
function withLinks(next, cause, help) {
    const links = [next.includes('Partner Center') ? `${partnerCenter} · ` : '', `[More about this](${help(cause)})`];
    return `${escapeMarkdown(next)} ${links.join('')}`;
}
function codeBlock(lines = []) {
    if (lines.length === 0)
        return [];
    const longestRun = Math.max(2, ...(lines.join('\n').match(/`+/g) ?? []).map(({ length }) => length));
    const fence = '`'.repeat(longestRun + 1);
    return [fence, ...lines, fence, ''];
}
function headline(result, frame, text) {
    const dryRun = frame.isDryRun ? ' (dry run, nothing was canceled)' : '';
    return `## ${symbolOf(result, frame)} ${frame.isSandbox ? 'Sandbox: ' : ''}${text}${dryRun}`;
}
function symbolOf({ outcome, stillRunning }, { ifNothingToCancel }) {
    if (isRed(outcome, ifNothingToCancel))
        return '❌';
    return outcome === 'canceled' && stillRunning === 'no' ? '✅' : '⚠️';
}

;// CONCATENATED MODULE: ./src/action/report.ts









const longestResultMessage = 200;
const outputNames = ['outcome', 'status-code', 'operation-path', 'operation-id', 'request-id', 'message', 'results'];
function outputsOf(results, isSandbox) {
    const [only, ...more] = results;
    const worst = only && worstOf([only, ...more]);
    const objects = results.map(({ publisherId, offerId, outcome, statusCode, operationPath, operationId, requestId, message }) => ({
        publisherId: publisherId === '' ? null : publisherId,
        offerId,
        outcome,
        statusCode,
        operationPath,
        operationId,
        requestId,
        message: truncate(message, longestResultMessage),
    }));
    return {
        outcome: worst?.outcome ?? 'invalid-input',
        'status-code': String(worst?.statusCode ?? ''),
        'operation-path': worst?.operationPath ?? '',
        'operation-id': worst?.operationId ?? '',
        'request-id': worst?.requestId ?? '',
        message: rollUp(results, isSandbox),
        results: JSON.stringify(objects),
    };
}
function writeOutputs(runner, outputs) {
    try {
        for (const name of outputNames)
            runner.output(name, outputs[name]);
        return undefined;
    }
    catch (error) {
        return `The outputs could not be written (${errorMessage(error)}).`;
    }
}
function writeEarly(runner, outputs) {
    if (hasOutputFile(runner))
        writeOutputs(runner, outputs);
}
function report(runner, results, frame) {
    const outputs = outputsOf(results, frame.isSandbox);
    const trouble = finalOutputs(runner, outputs);
    const isRedStep = trouble !== undefined || results.some(({ outcome }) => isRed(outcome, frame.ifNothingToCancel));
    const [first, ...more] = results;
    if (first) {
        const level = more.length === 0 ? levelOf(first, frame) : 'info';
        const message = [outputs.message, trouble ?? ''].join(' ').trim();
        const worst = worstOf([first, ...more]);
        announce(runner, isRedStep ? 'error' : level, worst, message, worst.toCopy);
        if (more.length > 0)
            recap(runner, results, frame);
    }
    writeSummary(runner, summaryOf(results, frame, docsLink(runner)));
    return !isRedStep;
}
function reportRefusal(runner, refusal) {
    const { problems, isSandbox } = refusal;
    const sentences = (what) => messageOf({ cause: 'invalid-input', statement: what }, nothingSent, refusal);
    const trouble = finalOutputs(runner, {
        ...outputsOf([], isSandbox),
        message: sentences(`The inputs were refused: ${problems.join('; ')}`),
    });
    const help = docsLink(runner);
    const headline = `${sentences('The inputs were refused')} More about this: ${help('invalid-input')}`;
    const lines = [headline, ...problems.map((problem) => `- ${problem}`), trouble ?? ''];
    runner.error(lines
        .filter((line) => line !== '')
        .map(escapeCommand)
        .join('\n'), titleOf('invalid-input'));
    writeSummary(runner, refusalSummary(problems, isSandbox, help));
}
function finalOutputs(runner, outputs) {
    if (hasOutputFile(runner))
        return writeOutputs(runner, outputs);
    for (const name of outputNames)
        runner.info(escapeCommand(`output ${name}: ${outputs[name]}`));
    return undefined;
}
function hasOutputFile(runner) {
    return Boolean(runner.env('GITHUB_OUTPUT'));
}
function levelOf({ outcome, cause }, { ifNothingToCancel }) {
    if (isRed(outcome, ifNothingToCancel))
        return 'error';
    if (isWarning(cause))
        return 'warning';
    return outcome === 'nothing-to-cancel' && ifNothingToCancel === 'warn' ? 'warning' : 'info';
}
function announce(runner, level, { outcome, cause }, message, toCopy = []) {
    if (level === 'info')
        runner.info(escapeCommand(message));
    else {
        const lines = [`${message} More about this: ${docsLink(runner)(cause)}`, ...toCopy];
        runner[level](lines.map(escapeCommand).join('\n'), titleOf(outcome));
    }
}
function recap(runner, results, frame) {
    const needsAttention = results.filter((result) => levelOf(result, frame) !== 'info').slice(0, mostAnnotated);
    for (const result of needsAttention)
        announce(runner, levelOf(result, frame), result, bare(result));
    for (const outcome of outcomes) {
        const some = results.filter((one) => one.outcome === outcome && !needsAttention.includes(one));
        if (some.length > 0)
            runner.info(escapeCommand(`${outcome} (${some.length})`));
        for (const result of some)
            runner.info(escapeCommand(`  ${bare(result)}`));
    }
}
function bare({ message }) {
    return message.replace(/^Sandbox: /, '');
}
const mostAnnotated = 6;
function titleOf(about) {
    return `Cancel Azure Marketplace operation: ${about}`;
}
function writeSummary(runner, text) {
    if (!runner.env('GITHUB_STEP_SUMMARY'))
        return;
    try {
        runner.summary(text);
    }
    catch (error) {
        runner.info(escapeCommand(`The job summary could not be written (${errorMessage(error)}).`));
    }
}

;// CONCATENATED MODULE: ./src/action/deployment.ts









const mostMs = 10_000;
const longestDescription = 140;
async function loadBundle() {
    return (0,external_node_module_namespaceObject.createRequire)(import.meta.url)('./deployment/index.js');
}
function createDeactivate(clock, load = loadBundle) {
    const send = async (request, signal) => {
        try {
            const { deactivate } = await load();
            return await deactivate(request, signal);
        }
        catch (error) {
            return { trouble: `please report it (${errorMessage(error)})` };
        }
    };
    return async (request, timeoutMs, stop) => {
        const over = new AbortController();
        const signal = AbortSignal.any([stop, over.signal]);
        const late = clock
            .sleep(timeoutMs, signal)
            .then(() => ({ trouble: stop.aborted ? canceled : 'no answer of GitHub in time, so look at it first' }));
        const result = await Promise.race([late, send(request, signal)]);
        over.abort();
        return result;
    };
}
const canceled = 'the run was canceled';
async function markDeployment(runner, deactivate, plan, results, limits) {
    if (!isDue(plan, results))
        return;
    const name = `the environment "${sanitize(plan.environment)}"`;
    const apiUrl = usableUrl(runner.env('GITHUB_API_URL'));
    if (plan.isSandbox && apiUrl && !isLoopback(apiUrl))
        return runner.info(escapeCommand(`Sandbox: a rehearsal leaves the deployments to ${name} alone`));
    const request = requestOf(runner, apiUrl, plan, results);
    const result = 'trouble' in request ? request : await inTime(deactivate, request, limits);
    if ('done' in result) {
        const text = `Marked inactive in ${name}: ${result.done}.`;
        runner.info(escapeCommand(text));
        return writeSummary(runner, `\n${escapeMarkdown(text)}\n`);
    }
    const problem = `The deployment to ${name} could not be marked inactive: ${result.trouble}.`;
    const text = `${problem} The result of the cancel stands. If it matters, mark the deployment inactive in GitHub.`;
    runner.warning(escapeCommand(`${text} More about this: ${docsLink(runner)('deployment')}`), titleOf('environment'));
}
function isDue({ environment, githubToken, isDryRun, ifNothingToCancel }, results) {
    const isAsked = environment !== '' && githubToken !== '' && !isDryRun;
    const isCanceled = results.some(({ outcome }) => outcome === 'canceled');
    return isAsked && isCanceled && !results.some(({ outcome }) => isRed(outcome, ifNothingToCancel));
}
function usableUrl(value = '') {
    if (!URL.canParse(value))
        return undefined;
    const url = new URL(value);
    const isSafe = url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url));
    return isSafe && `${url.username}${url.password}${url.search}${url.hash}` === '' ? url : undefined;
}
function requestOf(runner, apiUrl, plan, results) {
    if (apiUrl === undefined)
        return { trouble: 'GITHUB_API_URL is not an https address; let the runner set it' };
    const repository = runner.env('GITHUB_REPOSITORY') ?? '';
    const [, owner, repo] = /^([\w.-]*\w[\w.-]*)\/([\w.-]*\w[\w.-]*)$/.exec(repository) ?? [];
    if (owner === undefined || repo === undefined)
        return { trouble: 'GITHUB_REPOSITORY is not an owner/name; let the runner set it' };
    const page = `${runner.env('GITHUB_SERVER_URL')}/${repository}/actions/runs/${runner.env('GITHUB_RUN_ID')}`;
    if (!/^https?:\/\/[^/].*\/\d+$/.test(page) || !URL.canParse(page))
        return { trouble: 'GITHUB_SERVER_URL and GITHUB_RUN_ID give no link to this run; let the runner set them' };
    const { publisherId } = plan;
    const titles = results.filter(({ outcome }) => outcome === 'canceled').map(({ offerId }) => offerTitle({ publisherId, offerId }));
    const what = titles.length === 1 ? titles[0] : offersTitle(titles.length, publisherId);
    return {
        apiUrl: apiUrl.href.replace(/\/+$/, ''),
        owner,
        repo,
        environment: plan.environment,
        token: plan.githubToken,
        logUrl: page,
        description: truncate(`Canceled in Azure Marketplace: ${what}`, longestDescription),
    };
}
async function inTime(deactivate, request, { clock, deadlineMs, stop }) {
    if (stop.aborted)
        return { trouble: canceled };
    const leftMs = Math.min(mostMs, deadlineMs - clock.nowMs());
    return leftMs > 0 ? deactivate(request, leftMs, stop) : { trouble: 'the time was up; allow more in timeout-minutes' };
}

;// CONCATENATED MODULE: ./src/inputs/network.ts


function serviceUrl(value, service) {
    const isAllowed = [service, `${service}/`, `${service}:443`, `${service}:443/`].includes(value.toLowerCase()) ||
        /^https?:\/\/(localhost|127\.0\.0\.1)(:\d{1,5})?\/?$/i.test(value);
    if (isAllowed && URL.canParse(value) && new URL(value).port !== '0')
        return { value: new URL(value).origin };
    return {
        problem: `"${value.includes('@') ? '***' : quoteInput(value)}" is not allowed; leave it out for ${service}, ` +
            'or write a sandbox on this machine, e.g. http://127.0.0.1:4010, without path, query or user',
    };
}
const otherProxies = ['http_proxy', 'HTTP_PROXY', 'all_proxy', 'ALL_PROXY'];
const networkVariables = [
    'NODE_TLS_REJECT_UNAUTHORIZED',
    'https_proxy',
    'HTTPS_PROXY',
    'no_proxy',
    'NO_PROXY',
    'NODE_EXTRA_CA_CERTS',
    ...otherProxies,
];
function networkSettings(variables, extraCount, collect) {
    collect('NODE_TLS_REJECT_UNAUTHORIZED', tlsChecks(variables.NODE_TLS_REJECT_UNAUTHORIZED), null);
    const proxyName = variables.https_proxy === '' ? 'HTTPS_PROXY' : 'https_proxy';
    collect(proxyName, proxy(variables[proxyName]), null);
    collect('no_proxy', noProxy(variables.no_proxy || variables.NO_PROXY), null);
    collect('https_proxy', { value: null, warnings: disagreements(variables) }, null);
    const debugNotes = collect('NODE_EXTRA_CA_CERTS', extraCertificates(variables.NODE_EXTRA_CA_CERTS, extraCount), []);
    return { unusedProxy: unusedProxy(variables), debugNotes };
}
function tlsChecks(value) {
    return value === '0'
        ? {
            problem: 'is 0: certificates would not be checked, and the token could be read on its way; ' +
                'remove it, and name your own CA in NODE_EXTRA_CA_CERTS',
        }
        : { value: null };
}
function proxy(value) {
    if (/^https:/i.test(value))
        return { problem: tlsProxy };
    return value === '' || isUsableProxy(value) ? { value: null } : { problem: unusableProxy };
}
const tlsProxy = 'is an https:// proxy, and with such a proxy the certificate is compared with the name of the service, so it never matches; write ' +
    'http://host:port: then the connection to the proxy is not TLS, and the tunnel to the service inside it is';
const unusableProxy = 'is not a usable proxy; write http://host:port, with a port from 1 to 65535, and with "%" and other special characters of user and ' +
    'password percent-encoded';
function isUsableProxy(value) {
    if (!/^http:\/\/[^/]/i.test(value) || !URL.canParse(value))
        return false;
    const { username, password, port } = new URL(value);
    return port !== '0' && decodes(username) && decodes(password);
}
function unusedProxy(variables) {
    if (variables.https_proxy !== '' || variables.HTTPS_PROXY !== '')
        return '';
    return otherProxies.find((name) => variables[name] !== '') ?? '';
}
const noProxyForm = /^(\*|\.?[a-z0-9_-]+(\.[a-z0-9_-]+)*(:\d+)?)$/i;
function noProxy(value) {
    const entries = value.split(',').map((entry) => entry.trim());
    const unknown = entries.filter((entry) => entry !== '' && !noProxyForm.test(entry)).length;
    if (unknown === 0)
        return { value: null };
    return {
        value: null,
        warnings: [
            `no_proxy: ${pluralize(unknown, 'entry has', 'entries have')} a form that is not understood (a range of addresses, "*.name", IPv6) ` +
                'and will not match; write hosts, .domains or "*", separated by commas',
        ],
    };
}
function disagreements(variables) {
    const pairs = [
        ['https_proxy', 'HTTPS_PROXY'],
        ['no_proxy', 'NO_PROXY'],
    ];
    return pairs
        .filter(([lower, upper]) => variables[lower] !== '' && variables[upper] !== '' && variables[lower] !== variables[upper])
        .map(([lower, upper]) => `${lower} and ${upper} differ; ${lower} is used`);
}
function extraCertificates(path, count) {
    if (path === '')
        return { value: [] };
    if (count === 0)
        return { value: [], warnings: [noExtraCertificates] };
    const what = count === undefined ? 'Certificates' : pluralize(count, 'certificate');
    return { value: [`${what} of NODE_EXTRA_CA_CERTS trusted too`] };
}
const noExtraCertificates = 'NODE_EXTRA_CA_CERTS: Node took no certificate from its file, so it changes nothing; name a file that exists when the step begins, can ' +
    'be read, and holds certificates in PEM form ("-----BEGIN CERTIFICATE-----")';
function decodes(text) {
    try {
        decodeURIComponent(text);
        return true;
    }
    catch {
        return false;
    }
}

;// CONCATENATED MODULE: ./src/inputs/inputs.ts

const inputDefaults = {
    api: 'cloud-partner-portal',
    'publisher-id': '',
    'offer-id': '',
    'notification-emails': '',
    token: '',
    'tenant-id': '',
    'client-id': '',
    'client-secret': '',
    'operation-id': '',
    'if-nothing-to-cancel': 'error',
    wait: 'true',
    'timeout-minutes': '15',
    'poll-interval-seconds': '10',
    'dry-run': 'false',
    environment: '',
    'github-token': '',
    'if-match': '',
    'api-version': '',
    'base-url': '',
    'authority-url': 'https://login.microsoftonline.com',
    recording: '',
};
const ranges = {
    'timeout-minutes': { least: 1, most: 350 },
    'poll-interval-seconds': { least: 1, most: 300 },
};
const variableNames = [...networkVariables, 'ACTIONS_ID_TOKEN_REQUEST_URL', 'ACTIONS_ID_TOKEN_REQUEST_TOKEN'];

;// CONCATENATED MODULE: ./src/inputs/validated.ts
function placeholder(value) {
    return /\$\{\{|^<.*>$|^YOUR_/.test(value) ? '; it looks like a placeholder that was never filled in' : '';
}
function distinct(values, keyOf) {
    const kinds = new Map();
    for (const value of values) {
        const key = keyOf(value);
        if (!kinds.has(key))
            kinds.set(key, value);
    }
    return [...kinds.values()];
}

;// CONCATENATED MODULE: ./src/inputs/recording.ts


const longestPath = 500;
const example = 'e.g. marketplace-recording.json';
function isRelativePath(value) {
    return value.length <= longestPath && !/^[/\\~]|^[a-z]:|\p{Cc}/iu.test(value) && !value.split(/[/\\]/).includes('..');
}
function recordingFile(value, place) {
    if (value === '')
        return { value };
    if (!isRelativePath(value) || placeholder(value))
        return { problem: `"${quoteInput(value)}" is not a path below the workspace${placeholder(value)}; write a relative one, ${example}` };
    const problem = { ...troubles, free: undefined, '': undefined }[place];
    return problem === undefined ? { value } : { problem: `"${quoteInput(value)}" ${problem}` };
}
const troubles = {
    folder: `is a folder; write the name of a file, ${example}`,
    outside: `leads out of the workspace by a symbolic link; write another path, ${example}`,
    'not-writable': `is in a folder that cannot be written; write another path, ${example}`,
    'no-workspace': 'needs GITHUB_WORKSPACE, which is empty or no folder; let the runner set it, or leave the input out',
};

;// CONCATENATED MODULE: ./src/action/inputs.ts


function readInputs(runner) {
    const names = Object.keys(inputDefaults);
    const read = (name) => runner.env(`INPUT_${name.toUpperCase()}`) === undefined ? inputDefaults[name] : runner.input(name);
    const recording = read('recording');
    return {
        values: record(names, read),
        variables: record(variableNames, (name) => runner.env(name) ?? ''),
        extraCertificates: runner.extraCertificates(),
        recordingPlace: recording !== '' && isRelativePath(recording) ? runner.placeInWorkspace(recording) : '',
    };
}
function record(keys, read) {
    return Object.fromEntries(keys.map((key) => [key, read(key)]));
}

;// CONCATENATED MODULE: external "node:fs"
const external_node_fs_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:fs");
;// CONCATENATED MODULE: external "node:tls"
const external_node_tls_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:tls");
;// CONCATENATED MODULE: external "os"
const external_os_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("os");
;// CONCATENATED MODULE: ./node_modules/@actions/core/lib/utils.js
// We use any as a valid input type
/* eslint-disable @typescript-eslint/no-explicit-any */
/**
 * Sanitizes an input into a string so it can be passed into issueCommand safely
 * @param input input to sanitize into a string
 */
function utils_toCommandValue(input) {
    if (input === null || input === undefined) {
        return '';
    }
    else if (typeof input === 'string' || input instanceof String) {
        return input;
    }
    return JSON.stringify(input);
}
/**
 *
 * @param annotationProperties
 * @returns The command properties to send with the actual annotation command
 * See IssueCommandProperties: https://github.com/actions/runner/blob/main/src/Runner.Worker/ActionCommandManager.cs#L646
 */
function toCommandProperties(annotationProperties) {
    if (!Object.keys(annotationProperties).length) {
        return {};
    }
    return {
        title: annotationProperties.title,
        file: annotationProperties.file,
        line: annotationProperties.startLine,
        endLine: annotationProperties.endLine,
        col: annotationProperties.startColumn,
        endColumn: annotationProperties.endColumn
    };
}
//# sourceMappingURL=utils.js.map
;// CONCATENATED MODULE: ./node_modules/@actions/core/lib/command.js


/**
 * Issues a command to the GitHub Actions runner
 *
 * @param command - The command name to issue
 * @param properties - Additional properties for the command (key-value pairs)
 * @param message - The message to include with the command
 * @remarks
 * This function outputs a specially formatted string to stdout that the Actions
 * runner interprets as a command. These commands can control workflow behavior,
 * set outputs, create annotations, mask values, and more.
 *
 * Command Format:
 *   ::name key=value,key=value::message
 *
 * @example
 * ```typescript
 * // Issue a warning annotation
 * issueCommand('warning', {}, 'This is a warning message');
 * // Output: ::warning::This is a warning message
 *
 * // Set an environment variable
 * issueCommand('set-env', { name: 'MY_VAR' }, 'some value');
 * // Output: ::set-env name=MY_VAR::some value
 *
 * // Add a secret mask
 * issueCommand('add-mask', {}, 'secretValue123');
 * // Output: ::add-mask::secretValue123
 * ```
 *
 * @internal
 * This is an internal utility function that powers the public API functions
 * such as setSecret, warning, error, and exportVariable.
 */
function command_issueCommand(command, properties, message) {
    const cmd = new Command(command, properties, message);
    process.stdout.write(cmd.toString() + external_os_namespaceObject.EOL);
}
function command_issue(name, message = '') {
    command_issueCommand(name, {}, message);
}
const CMD_STRING = '::';
class Command {
    constructor(command, properties, message) {
        if (!command) {
            command = 'missing.command';
        }
        this.command = command;
        this.properties = properties;
        this.message = message;
    }
    toString() {
        let cmdStr = CMD_STRING + this.command;
        if (this.properties && Object.keys(this.properties).length > 0) {
            cmdStr += ' ';
            let first = true;
            for (const key in this.properties) {
                if (this.properties.hasOwnProperty(key)) {
                    const val = this.properties[key];
                    if (val) {
                        if (first) {
                            first = false;
                        }
                        else {
                            cmdStr += ',';
                        }
                        cmdStr += `${key}=${escapeProperty(val)}`;
                    }
                }
            }
        }
        cmdStr += `${CMD_STRING}${escapeData(this.message)}`;
        return cmdStr;
    }
}
function escapeData(s) {
    return utils_toCommandValue(s)
        .replace(/%/g, '%25')
        .replace(/\r/g, '%0D')
        .replace(/\n/g, '%0A');
}
function escapeProperty(s) {
    return utils_toCommandValue(s)
        .replace(/%/g, '%25')
        .replace(/\r/g, '%0D')
        .replace(/\n/g, '%0A')
        .replace(/:/g, '%3A')
        .replace(/,/g, '%2C');
}
//# sourceMappingURL=command.js.map
;// CONCATENATED MODULE: external "crypto"
const external_crypto_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("crypto");
;// CONCATENATED MODULE: external "fs"
const external_fs_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("fs");
;// CONCATENATED MODULE: ./node_modules/@actions/core/lib/file-command.js
// For internal use, subject to change.
// We use any as a valid input type
/* eslint-disable @typescript-eslint/no-explicit-any */




function file_command_issueFileCommand(command, message) {
    const filePath = process.env[`GITHUB_${command}`];
    if (!filePath) {
        throw new Error(`Unable to find environment variable for file command ${command}`);
    }
    if (!external_fs_namespaceObject.existsSync(filePath)) {
        throw new Error(`Missing file at path: ${filePath}`);
    }
    external_fs_namespaceObject.appendFileSync(filePath, `${utils_toCommandValue(message)}${external_os_namespaceObject.EOL}`, {
        encoding: 'utf8'
    });
}
function file_command_prepareKeyValueMessage(key, value) {
    const delimiter = `ghadelimiter_${external_crypto_namespaceObject.randomUUID()}`;
    const convertedValue = utils_toCommandValue(value);
    // These should realistically never happen, but just in case someone finds a
    // way to exploit uuid generation let's not allow keys or values that contain
    // the delimiter.
    if (key.includes(delimiter)) {
        throw new Error(`Unexpected input: name should not contain the delimiter "${delimiter}"`);
    }
    if (convertedValue.includes(delimiter)) {
        throw new Error(`Unexpected input: value should not contain the delimiter "${delimiter}"`);
    }
    return `${key}<<${delimiter}${external_os_namespaceObject.EOL}${convertedValue}${external_os_namespaceObject.EOL}${delimiter}`;
}
//# sourceMappingURL=file-command.js.map
;// CONCATENATED MODULE: external "path"
const external_path_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("path");
// EXTERNAL MODULE: external "http"
var external_http_ = __nccwpck_require__(611);
var external_http_namespaceObject = /*#__PURE__*/__nccwpck_require__.t(external_http_, 2);
// EXTERNAL MODULE: external "https"
var external_https_ = __nccwpck_require__(692);
var external_https_namespaceObject = /*#__PURE__*/__nccwpck_require__.t(external_https_, 2);
;// CONCATENATED MODULE: ./node_modules/@actions/http-client/lib/proxy.js
function getProxyUrl(reqUrl) {
    const usingSsl = reqUrl.protocol === 'https:';
    if (checkBypass(reqUrl)) {
        return undefined;
    }
    const proxyVar = (() => {
        if (usingSsl) {
            return process.env['https_proxy'] || process.env['HTTPS_PROXY'];
        }
        else {
            return process.env['http_proxy'] || process.env['HTTP_PROXY'];
        }
    })();
    if (proxyVar) {
        try {
            return new DecodedURL(proxyVar);
        }
        catch (_a) {
            if (!proxyVar.startsWith('http://') && !proxyVar.startsWith('https://'))
                return new DecodedURL(`http://${proxyVar}`);
        }
    }
    else {
        return undefined;
    }
}
function checkBypass(reqUrl) {
    if (!reqUrl.hostname) {
        return false;
    }
    const reqHost = reqUrl.hostname;
    if (isLoopbackAddress(reqHost)) {
        return true;
    }
    const noProxy = process.env['no_proxy'] || process.env['NO_PROXY'] || '';
    if (!noProxy) {
        return false;
    }
    // Determine the request port
    let reqPort;
    if (reqUrl.port) {
        reqPort = Number(reqUrl.port);
    }
    else if (reqUrl.protocol === 'http:') {
        reqPort = 80;
    }
    else if (reqUrl.protocol === 'https:') {
        reqPort = 443;
    }
    // Format the request hostname and hostname with port
    const upperReqHosts = [reqUrl.hostname.toUpperCase()];
    if (typeof reqPort === 'number') {
        upperReqHosts.push(`${upperReqHosts[0]}:${reqPort}`);
    }
    // Compare request host against noproxy
    for (const upperNoProxyItem of noProxy
        .split(',')
        .map(x => x.trim().toUpperCase())
        .filter(x => x)) {
        if (upperNoProxyItem === '*' ||
            upperReqHosts.some(x => x === upperNoProxyItem ||
                x.endsWith(`.${upperNoProxyItem}`) ||
                (upperNoProxyItem.startsWith('.') &&
                    x.endsWith(`${upperNoProxyItem}`)))) {
            return true;
        }
    }
    return false;
}
function isLoopbackAddress(host) {
    const hostLower = host.toLowerCase();
    return (hostLower === 'localhost' ||
        hostLower.startsWith('127.') ||
        hostLower.startsWith('[::1]') ||
        hostLower.startsWith('[0:0:0:0:0:0:0:1]'));
}
class DecodedURL extends URL {
    constructor(url, base) {
        super(url, base);
        this._decodedUsername = decodeURIComponent(super.username);
        this._decodedPassword = decodeURIComponent(super.password);
    }
    get username() {
        return this._decodedUsername;
    }
    get password() {
        return this._decodedPassword;
    }
}
//# sourceMappingURL=proxy.js.map
// EXTERNAL MODULE: ./src/stubs/tunnel.cjs
var tunnel = __nccwpck_require__(696);
;// CONCATENATED MODULE: ./src/stubs/undici.ts
class ProxyAgent {
    constructor() {
        throw new Error('undici is not part of this bundle: take getAgent(), not getAgentDispatcher()');
    }
}

;// CONCATENATED MODULE: ./node_modules/@actions/http-client/lib/index.js
/* eslint-disable @typescript-eslint/no-explicit-any */
var __awaiter = (undefined && undefined.__awaiter) || function (thisArg, _arguments, P, generator) {
    function adopt(value) { return value instanceof P ? value : new P(function (resolve) { resolve(value); }); }
    return new (P || (P = Promise))(function (resolve, reject) {
        function fulfilled(value) { try { step(generator.next(value)); } catch (e) { reject(e); } }
        function rejected(value) { try { step(generator["throw"](value)); } catch (e) { reject(e); } }
        function step(result) { result.done ? resolve(result.value) : adopt(result.value).then(fulfilled, rejected); }
        step((generator = generator.apply(thisArg, _arguments || [])).next());
    });
};





var HttpCodes;
(function (HttpCodes) {
    HttpCodes[HttpCodes["OK"] = 200] = "OK";
    HttpCodes[HttpCodes["MultipleChoices"] = 300] = "MultipleChoices";
    HttpCodes[HttpCodes["MovedPermanently"] = 301] = "MovedPermanently";
    HttpCodes[HttpCodes["ResourceMoved"] = 302] = "ResourceMoved";
    HttpCodes[HttpCodes["SeeOther"] = 303] = "SeeOther";
    HttpCodes[HttpCodes["NotModified"] = 304] = "NotModified";
    HttpCodes[HttpCodes["UseProxy"] = 305] = "UseProxy";
    HttpCodes[HttpCodes["SwitchProxy"] = 306] = "SwitchProxy";
    HttpCodes[HttpCodes["TemporaryRedirect"] = 307] = "TemporaryRedirect";
    HttpCodes[HttpCodes["PermanentRedirect"] = 308] = "PermanentRedirect";
    HttpCodes[HttpCodes["BadRequest"] = 400] = "BadRequest";
    HttpCodes[HttpCodes["Unauthorized"] = 401] = "Unauthorized";
    HttpCodes[HttpCodes["PaymentRequired"] = 402] = "PaymentRequired";
    HttpCodes[HttpCodes["Forbidden"] = 403] = "Forbidden";
    HttpCodes[HttpCodes["NotFound"] = 404] = "NotFound";
    HttpCodes[HttpCodes["MethodNotAllowed"] = 405] = "MethodNotAllowed";
    HttpCodes[HttpCodes["NotAcceptable"] = 406] = "NotAcceptable";
    HttpCodes[HttpCodes["ProxyAuthenticationRequired"] = 407] = "ProxyAuthenticationRequired";
    HttpCodes[HttpCodes["RequestTimeout"] = 408] = "RequestTimeout";
    HttpCodes[HttpCodes["Conflict"] = 409] = "Conflict";
    HttpCodes[HttpCodes["Gone"] = 410] = "Gone";
    HttpCodes[HttpCodes["TooManyRequests"] = 429] = "TooManyRequests";
    HttpCodes[HttpCodes["InternalServerError"] = 500] = "InternalServerError";
    HttpCodes[HttpCodes["NotImplemented"] = 501] = "NotImplemented";
    HttpCodes[HttpCodes["BadGateway"] = 502] = "BadGateway";
    HttpCodes[HttpCodes["ServiceUnavailable"] = 503] = "ServiceUnavailable";
    HttpCodes[HttpCodes["GatewayTimeout"] = 504] = "GatewayTimeout";
})(HttpCodes || (HttpCodes = {}));
var Headers;
(function (Headers) {
    Headers["Accept"] = "accept";
    Headers["ContentType"] = "content-type";
})(Headers || (Headers = {}));
var MediaTypes;
(function (MediaTypes) {
    MediaTypes["ApplicationJson"] = "application/json";
})(MediaTypes || (MediaTypes = {}));
/**
 * Returns the proxy URL, depending upon the supplied url and proxy environment variables.
 * @param serverUrl  The server URL where the request will be sent. For example, https://api.github.com
 */
function lib_getProxyUrl(serverUrl) {
    const proxyUrl = pm.getProxyUrl(new URL(serverUrl));
    return proxyUrl ? proxyUrl.href : '';
}
const HttpRedirectCodes = [
    HttpCodes.MovedPermanently,
    HttpCodes.ResourceMoved,
    HttpCodes.SeeOther,
    HttpCodes.TemporaryRedirect,
    HttpCodes.PermanentRedirect
];
const HttpResponseRetryCodes = [
    HttpCodes.BadGateway,
    HttpCodes.ServiceUnavailable,
    HttpCodes.GatewayTimeout
];
const RetryableHttpVerbs = ['OPTIONS', 'GET', 'DELETE', 'HEAD'];
const ExponentialBackoffCeiling = 10;
const ExponentialBackoffTimeSlice = 5;
class HttpClientError extends Error {
    constructor(message, statusCode) {
        super(message);
        this.name = 'HttpClientError';
        this.statusCode = statusCode;
        Object.setPrototypeOf(this, HttpClientError.prototype);
    }
}
class HttpClientResponse {
    constructor(message) {
        this.message = message;
    }
    readBody() {
        return __awaiter(this, void 0, void 0, function* () {
            return new Promise((resolve) => __awaiter(this, void 0, void 0, function* () {
                let output = Buffer.alloc(0);
                this.message.on('data', (chunk) => {
                    output = Buffer.concat([output, chunk]);
                });
                this.message.on('end', () => {
                    resolve(output.toString());
                });
            }));
        });
    }
    readBodyBuffer() {
        return __awaiter(this, void 0, void 0, function* () {
            return new Promise((resolve) => __awaiter(this, void 0, void 0, function* () {
                const chunks = [];
                this.message.on('data', (chunk) => {
                    chunks.push(chunk);
                });
                this.message.on('end', () => {
                    resolve(Buffer.concat(chunks));
                });
            }));
        });
    }
}
function isHttps(requestUrl) {
    const parsedUrl = new URL(requestUrl);
    return parsedUrl.protocol === 'https:';
}
class lib_HttpClient {
    constructor(userAgent, handlers, requestOptions) {
        this._ignoreSslError = false;
        this._allowRedirects = true;
        this._allowRedirectDowngrade = false;
        this._maxRedirects = 50;
        this._allowRetries = false;
        this._maxRetries = 1;
        this._keepAlive = false;
        this._disposed = false;
        this.userAgent = this._getUserAgentWithOrchestrationId(userAgent);
        this.handlers = handlers || [];
        this.requestOptions = requestOptions;
        if (requestOptions) {
            if (requestOptions.ignoreSslError != null) {
                this._ignoreSslError = requestOptions.ignoreSslError;
            }
            this._socketTimeout = requestOptions.socketTimeout;
            if (requestOptions.allowRedirects != null) {
                this._allowRedirects = requestOptions.allowRedirects;
            }
            if (requestOptions.allowRedirectDowngrade != null) {
                this._allowRedirectDowngrade = requestOptions.allowRedirectDowngrade;
            }
            if (requestOptions.maxRedirects != null) {
                this._maxRedirects = Math.max(requestOptions.maxRedirects, 0);
            }
            if (requestOptions.keepAlive != null) {
                this._keepAlive = requestOptions.keepAlive;
            }
            if (requestOptions.allowRetries != null) {
                this._allowRetries = requestOptions.allowRetries;
            }
            if (requestOptions.maxRetries != null) {
                this._maxRetries = requestOptions.maxRetries;
            }
        }
    }
    options(requestUrl, additionalHeaders) {
        return __awaiter(this, void 0, void 0, function* () {
            return this.request('OPTIONS', requestUrl, null, additionalHeaders || {});
        });
    }
    get(requestUrl, additionalHeaders) {
        return __awaiter(this, void 0, void 0, function* () {
            return this.request('GET', requestUrl, null, additionalHeaders || {});
        });
    }
    del(requestUrl, additionalHeaders) {
        return __awaiter(this, void 0, void 0, function* () {
            return this.request('DELETE', requestUrl, null, additionalHeaders || {});
        });
    }
    post(requestUrl, data, additionalHeaders) {
        return __awaiter(this, void 0, void 0, function* () {
            return this.request('POST', requestUrl, data, additionalHeaders || {});
        });
    }
    patch(requestUrl, data, additionalHeaders) {
        return __awaiter(this, void 0, void 0, function* () {
            return this.request('PATCH', requestUrl, data, additionalHeaders || {});
        });
    }
    put(requestUrl, data, additionalHeaders) {
        return __awaiter(this, void 0, void 0, function* () {
            return this.request('PUT', requestUrl, data, additionalHeaders || {});
        });
    }
    head(requestUrl, additionalHeaders) {
        return __awaiter(this, void 0, void 0, function* () {
            return this.request('HEAD', requestUrl, null, additionalHeaders || {});
        });
    }
    sendStream(verb, requestUrl, stream, additionalHeaders) {
        return __awaiter(this, void 0, void 0, function* () {
            return this.request(verb, requestUrl, stream, additionalHeaders);
        });
    }
    /**
     * Gets a typed object from an endpoint
     * Be aware that not found returns a null.  Other errors (4xx, 5xx) reject the promise
     */
    getJson(requestUrl_1) {
        return __awaiter(this, arguments, void 0, function* (requestUrl, additionalHeaders = {}) {
            additionalHeaders[Headers.Accept] = this._getExistingOrDefaultHeader(additionalHeaders, Headers.Accept, MediaTypes.ApplicationJson);
            const res = yield this.get(requestUrl, additionalHeaders);
            return this._processResponse(res, this.requestOptions);
        });
    }
    postJson(requestUrl_1, obj_1) {
        return __awaiter(this, arguments, void 0, function* (requestUrl, obj, additionalHeaders = {}) {
            const data = JSON.stringify(obj, null, 2);
            additionalHeaders[Headers.Accept] = this._getExistingOrDefaultHeader(additionalHeaders, Headers.Accept, MediaTypes.ApplicationJson);
            additionalHeaders[Headers.ContentType] =
                this._getExistingOrDefaultContentTypeHeader(additionalHeaders, MediaTypes.ApplicationJson);
            const res = yield this.post(requestUrl, data, additionalHeaders);
            return this._processResponse(res, this.requestOptions);
        });
    }
    putJson(requestUrl_1, obj_1) {
        return __awaiter(this, arguments, void 0, function* (requestUrl, obj, additionalHeaders = {}) {
            const data = JSON.stringify(obj, null, 2);
            additionalHeaders[Headers.Accept] = this._getExistingOrDefaultHeader(additionalHeaders, Headers.Accept, MediaTypes.ApplicationJson);
            additionalHeaders[Headers.ContentType] =
                this._getExistingOrDefaultContentTypeHeader(additionalHeaders, MediaTypes.ApplicationJson);
            const res = yield this.put(requestUrl, data, additionalHeaders);
            return this._processResponse(res, this.requestOptions);
        });
    }
    patchJson(requestUrl_1, obj_1) {
        return __awaiter(this, arguments, void 0, function* (requestUrl, obj, additionalHeaders = {}) {
            const data = JSON.stringify(obj, null, 2);
            additionalHeaders[Headers.Accept] = this._getExistingOrDefaultHeader(additionalHeaders, Headers.Accept, MediaTypes.ApplicationJson);
            additionalHeaders[Headers.ContentType] =
                this._getExistingOrDefaultContentTypeHeader(additionalHeaders, MediaTypes.ApplicationJson);
            const res = yield this.patch(requestUrl, data, additionalHeaders);
            return this._processResponse(res, this.requestOptions);
        });
    }
    /**
     * Makes a raw http request.
     * All other methods such as get, post, patch, and request ultimately call this.
     * Prefer get, del, post and patch
     */
    request(verb, requestUrl, data, headers) {
        return __awaiter(this, void 0, void 0, function* () {
            if (this._disposed) {
                throw new Error('Client has already been disposed.');
            }
            const parsedUrl = new URL(requestUrl);
            let info = this._prepareRequest(verb, parsedUrl, headers);
            // Only perform retries on reads since writes may not be idempotent.
            const maxTries = this._allowRetries && RetryableHttpVerbs.includes(verb)
                ? this._maxRetries + 1
                : 1;
            let numTries = 0;
            let response;
            do {
                response = yield this.requestRaw(info, data);
                // Check if it's an authentication challenge
                if (response &&
                    response.message &&
                    response.message.statusCode === HttpCodes.Unauthorized) {
                    let authenticationHandler;
                    for (const handler of this.handlers) {
                        if (handler.canHandleAuthentication(response)) {
                            authenticationHandler = handler;
                            break;
                        }
                    }
                    if (authenticationHandler) {
                        return authenticationHandler.handleAuthentication(this, info, data);
                    }
                    else {
                        // We have received an unauthorized response but have no handlers to handle it.
                        // Let the response return to the caller.
                        return response;
                    }
                }
                let redirectsRemaining = this._maxRedirects;
                while (response.message.statusCode &&
                    HttpRedirectCodes.includes(response.message.statusCode) &&
                    this._allowRedirects &&
                    redirectsRemaining > 0) {
                    const redirectUrl = response.message.headers['location'];
                    if (!redirectUrl) {
                        // if there's no location to redirect to, we won't
                        break;
                    }
                    const parsedRedirectUrl = new URL(redirectUrl);
                    if (parsedUrl.protocol === 'https:' &&
                        parsedUrl.protocol !== parsedRedirectUrl.protocol &&
                        !this._allowRedirectDowngrade) {
                        throw new Error('Redirect from HTTPS to HTTP protocol. This downgrade is not allowed for security reasons. If you want to allow this behavior, set the allowRedirectDowngrade option to true.');
                    }
                    // we need to finish reading the response before reassigning response
                    // which will leak the open socket.
                    yield response.readBody();
                    // strip authorization header if redirected to a different hostname
                    if (parsedRedirectUrl.hostname !== parsedUrl.hostname) {
                        for (const header in headers) {
                            // header names are case insensitive
                            if (header.toLowerCase() === 'authorization') {
                                delete headers[header];
                            }
                        }
                    }
                    // let's make the request with the new redirectUrl
                    info = this._prepareRequest(verb, parsedRedirectUrl, headers);
                    response = yield this.requestRaw(info, data);
                    redirectsRemaining--;
                }
                if (!response.message.statusCode ||
                    !HttpResponseRetryCodes.includes(response.message.statusCode)) {
                    // If not a retry code, return immediately instead of retrying
                    return response;
                }
                numTries += 1;
                if (numTries < maxTries) {
                    yield response.readBody();
                    yield this._performExponentialBackoff(numTries);
                }
            } while (numTries < maxTries);
            return response;
        });
    }
    /**
     * Needs to be called if keepAlive is set to true in request options.
     */
    dispose() {
        if (this._agent) {
            this._agent.destroy();
        }
        this._disposed = true;
    }
    /**
     * Raw request.
     * @param info
     * @param data
     */
    requestRaw(info, data) {
        return __awaiter(this, void 0, void 0, function* () {
            return new Promise((resolve, reject) => {
                function callbackForResult(err, res) {
                    if (err) {
                        reject(err);
                    }
                    else if (!res) {
                        // If `err` is not passed, then `res` must be passed.
                        reject(new Error('Unknown error'));
                    }
                    else {
                        resolve(res);
                    }
                }
                this.requestRawWithCallback(info, data, callbackForResult);
            });
        });
    }
    /**
     * Raw request with callback.
     * @param info
     * @param data
     * @param onResult
     */
    requestRawWithCallback(info, data, onResult) {
        if (typeof data === 'string') {
            if (!info.options.headers) {
                info.options.headers = {};
            }
            info.options.headers['Content-Length'] = Buffer.byteLength(data, 'utf8');
        }
        let callbackCalled = false;
        function handleResult(err, res) {
            if (!callbackCalled) {
                callbackCalled = true;
                onResult(err, res);
            }
        }
        const req = info.httpModule.request(info.options, (msg) => {
            const res = new HttpClientResponse(msg);
            handleResult(undefined, res);
        });
        let socket;
        req.on('socket', sock => {
            socket = sock;
        });
        // If we ever get disconnected, we want the socket to timeout eventually
        req.setTimeout(this._socketTimeout || 3 * 60000, () => {
            if (socket) {
                socket.end();
            }
            handleResult(new Error(`Request timeout: ${info.options.path}`));
        });
        req.on('error', function (err) {
            // err has statusCode property
            // res should have headers
            handleResult(err);
        });
        if (data && typeof data === 'string') {
            req.write(data, 'utf8');
        }
        if (data && typeof data !== 'string') {
            data.on('close', function () {
                req.end();
            });
            data.pipe(req);
        }
        else {
            req.end();
        }
    }
    /**
     * Gets an http agent. This function is useful when you need an http agent that handles
     * routing through a proxy server - depending upon the url and proxy environment variables.
     * @param serverUrl  The server URL where the request will be sent. For example, https://api.github.com
     */
    getAgent(serverUrl) {
        const parsedUrl = new URL(serverUrl);
        return this._getAgent(parsedUrl);
    }
    getAgentDispatcher(serverUrl) {
        const parsedUrl = new URL(serverUrl);
        const proxyUrl = getProxyUrl(parsedUrl);
        const useProxy = proxyUrl && proxyUrl.hostname;
        if (!useProxy) {
            return;
        }
        return this._getProxyAgentDispatcher(parsedUrl, proxyUrl);
    }
    _prepareRequest(method, requestUrl, headers) {
        const info = {};
        info.parsedUrl = requestUrl;
        const usingSsl = info.parsedUrl.protocol === 'https:';
        info.httpModule = usingSsl ? external_https_namespaceObject : external_http_namespaceObject;
        const defaultPort = usingSsl ? 443 : 80;
        info.options = {};
        info.options.host = info.parsedUrl.hostname;
        info.options.port = info.parsedUrl.port
            ? parseInt(info.parsedUrl.port)
            : defaultPort;
        info.options.path =
            (info.parsedUrl.pathname || '') + (info.parsedUrl.search || '');
        info.options.method = method;
        info.options.headers = this._mergeHeaders(headers);
        if (this.userAgent != null) {
            info.options.headers['user-agent'] = this.userAgent;
        }
        info.options.agent = this._getAgent(info.parsedUrl);
        // gives handlers an opportunity to participate
        if (this.handlers) {
            for (const handler of this.handlers) {
                handler.prepareRequest(info.options);
            }
        }
        return info;
    }
    _mergeHeaders(headers) {
        if (this.requestOptions && this.requestOptions.headers) {
            return Object.assign({}, lowercaseKeys(this.requestOptions.headers), lowercaseKeys(headers || {}));
        }
        return lowercaseKeys(headers || {});
    }
    /**
     * Gets an existing header value or returns a default.
     * Handles converting number header values to strings since HTTP headers must be strings.
     * Note: This returns string | string[] since some headers can have multiple values.
     * For headers that must always be a single string (like Content-Type), use the
     * specialized _getExistingOrDefaultContentTypeHeader method instead.
     */
    _getExistingOrDefaultHeader(additionalHeaders, header, _default) {
        let clientHeader;
        if (this.requestOptions && this.requestOptions.headers) {
            const headerValue = lowercaseKeys(this.requestOptions.headers)[header];
            if (headerValue) {
                clientHeader =
                    typeof headerValue === 'number' ? headerValue.toString() : headerValue;
            }
        }
        const additionalValue = additionalHeaders[header];
        if (additionalValue !== undefined) {
            return typeof additionalValue === 'number'
                ? additionalValue.toString()
                : additionalValue;
        }
        if (clientHeader !== undefined) {
            return clientHeader;
        }
        return _default;
    }
    /**
     * Specialized version of _getExistingOrDefaultHeader for Content-Type header.
     * Always returns a single string (not an array) since Content-Type should be a single value.
     * Converts arrays to comma-separated strings and numbers to strings to ensure type safety.
     * This was split from _getExistingOrDefaultHeader to provide stricter typing for callers
     * that assign the result to places expecting a string (e.g., additionalHeaders[Headers.ContentType]).
     */
    _getExistingOrDefaultContentTypeHeader(additionalHeaders, _default) {
        let clientHeader;
        if (this.requestOptions && this.requestOptions.headers) {
            const headerValue = lowercaseKeys(this.requestOptions.headers)[Headers.ContentType];
            if (headerValue) {
                if (typeof headerValue === 'number') {
                    clientHeader = String(headerValue);
                }
                else if (Array.isArray(headerValue)) {
                    clientHeader = headerValue.join(', ');
                }
                else {
                    clientHeader = headerValue;
                }
            }
        }
        const additionalValue = additionalHeaders[Headers.ContentType];
        // Return the first non-undefined value, converting numbers or arrays to strings if necessary
        if (additionalValue !== undefined) {
            if (typeof additionalValue === 'number') {
                return String(additionalValue);
            }
            else if (Array.isArray(additionalValue)) {
                return additionalValue.join(', ');
            }
            else {
                return additionalValue;
            }
        }
        if (clientHeader !== undefined) {
            return clientHeader;
        }
        return _default;
    }
    _getAgent(parsedUrl) {
        let agent;
        const proxyUrl = getProxyUrl(parsedUrl);
        const useProxy = proxyUrl && proxyUrl.hostname;
        if (this._keepAlive && useProxy) {
            agent = this._proxyAgent;
        }
        if (!useProxy) {
            agent = this._agent;
        }
        // if agent is already assigned use that agent.
        if (agent) {
            return agent;
        }
        const usingSsl = parsedUrl.protocol === 'https:';
        let maxSockets = 100;
        if (this.requestOptions) {
            maxSockets = this.requestOptions.maxSockets || external_http_.globalAgent.maxSockets;
        }
        // This is `useProxy` again, but we need to check `proxyURl` directly for TypeScripts's flow analysis.
        if (proxyUrl && proxyUrl.hostname) {
            const agentOptions = {
                maxSockets,
                keepAlive: this._keepAlive,
                proxy: Object.assign(Object.assign({}, ((proxyUrl.username || proxyUrl.password) && {
                    proxyAuth: `${proxyUrl.username}:${proxyUrl.password}`
                })), { host: proxyUrl.hostname, port: proxyUrl.port })
            };
            let tunnelAgent;
            const overHttps = proxyUrl.protocol === 'https:';
            if (usingSsl) {
                tunnelAgent = overHttps ? tunnel.httpsOverHttps : tunnel.httpsOverHttp;
            }
            else {
                tunnelAgent = overHttps ? tunnel.httpOverHttps : tunnel.httpOverHttp;
            }
            agent = tunnelAgent(agentOptions);
            this._proxyAgent = agent;
        }
        // if tunneling agent isn't assigned create a new agent
        if (!agent) {
            const options = { keepAlive: this._keepAlive, maxSockets };
            agent = usingSsl ? new external_https_.Agent(options) : new external_http_.Agent(options);
            this._agent = agent;
        }
        if (usingSsl && this._ignoreSslError) {
            // we don't want to set NODE_TLS_REJECT_UNAUTHORIZED=0 since that will affect request for entire process
            // http.RequestOptions doesn't expose a way to modify RequestOptions.agent.options
            // we have to cast it to any and change it directly
            agent.options = Object.assign(agent.options || {}, {
                rejectUnauthorized: false
            });
        }
        return agent;
    }
    _getProxyAgentDispatcher(parsedUrl, proxyUrl) {
        let proxyAgent;
        if (this._keepAlive) {
            proxyAgent = this._proxyAgentDispatcher;
        }
        // if agent is already assigned use that agent.
        if (proxyAgent) {
            return proxyAgent;
        }
        const usingSsl = parsedUrl.protocol === 'https:';
        proxyAgent = new ProxyAgent(Object.assign({ uri: proxyUrl.href, pipelining: !this._keepAlive ? 0 : 1 }, ((proxyUrl.username || proxyUrl.password) && {
            token: `Basic ${Buffer.from(`${proxyUrl.username}:${proxyUrl.password}`).toString('base64')}`
        })));
        this._proxyAgentDispatcher = proxyAgent;
        if (usingSsl && this._ignoreSslError) {
            // we don't want to set NODE_TLS_REJECT_UNAUTHORIZED=0 since that will affect request for entire process
            // http.RequestOptions doesn't expose a way to modify RequestOptions.agent.options
            // we have to cast it to any and change it directly
            proxyAgent.options = Object.assign(proxyAgent.options.requestTls || {}, {
                rejectUnauthorized: false
            });
        }
        return proxyAgent;
    }
    _getUserAgentWithOrchestrationId(userAgent) {
        const baseUserAgent = userAgent || 'actions/http-client';
        const orchId = process.env['ACTIONS_ORCHESTRATION_ID'];
        if (orchId) {
            // Sanitize the orchestration ID to ensure it contains only valid characters
            // Valid characters: 0-9, a-z, _, -, .
            const sanitizedId = orchId.replace(/[^a-z0-9_.-]/gi, '_');
            return `${baseUserAgent} actions_orchestration_id/${sanitizedId}`;
        }
        return baseUserAgent;
    }
    _performExponentialBackoff(retryNumber) {
        return __awaiter(this, void 0, void 0, function* () {
            retryNumber = Math.min(ExponentialBackoffCeiling, retryNumber);
            const ms = ExponentialBackoffTimeSlice * Math.pow(2, retryNumber);
            return new Promise(resolve => setTimeout(() => resolve(), ms));
        });
    }
    _processResponse(res, options) {
        return __awaiter(this, void 0, void 0, function* () {
            return new Promise((resolve, reject) => __awaiter(this, void 0, void 0, function* () {
                const statusCode = res.message.statusCode || 0;
                const response = {
                    statusCode,
                    result: null,
                    headers: {}
                };
                // not found leads to null obj returned
                if (statusCode === HttpCodes.NotFound) {
                    resolve(response);
                }
                // get the result from the body
                function dateTimeDeserializer(key, value) {
                    if (typeof value === 'string') {
                        const a = new Date(value);
                        if (!isNaN(a.valueOf())) {
                            return a;
                        }
                    }
                    return value;
                }
                let obj;
                let contents;
                try {
                    contents = yield res.readBody();
                    if (contents && contents.length > 0) {
                        if (options && options.deserializeDates) {
                            obj = JSON.parse(contents, dateTimeDeserializer);
                        }
                        else {
                            obj = JSON.parse(contents);
                        }
                        response.result = obj;
                    }
                    response.headers = res.message.headers;
                }
                catch (err) {
                    // Invalid resource (contents not json);  leaving result obj null
                }
                // note that 3xx redirects are handled by the http layer.
                if (statusCode > 299) {
                    let msg;
                    // if exception/error in body, attempt to get better error
                    if (obj && obj.message) {
                        msg = obj.message;
                    }
                    else if (contents && contents.length > 0) {
                        // it may be the case that the exception is in the body message as string
                        msg = contents;
                    }
                    else {
                        msg = `Failed request: (${statusCode})`;
                    }
                    const err = new HttpClientError(msg, statusCode);
                    err.result = response.result;
                    reject(err);
                }
                else {
                    resolve(response);
                }
            }));
        });
    }
}
const lowercaseKeys = (obj) => Object.keys(obj).reduce((c, k) => ((c[k.toLowerCase()] = obj[k]), c), {});
//# sourceMappingURL=index.js.map
;// CONCATENATED MODULE: ./node_modules/@actions/http-client/lib/auth.js
var auth_awaiter = (undefined && undefined.__awaiter) || function (thisArg, _arguments, P, generator) {
    function adopt(value) { return value instanceof P ? value : new P(function (resolve) { resolve(value); }); }
    return new (P || (P = Promise))(function (resolve, reject) {
        function fulfilled(value) { try { step(generator.next(value)); } catch (e) { reject(e); } }
        function rejected(value) { try { step(generator["throw"](value)); } catch (e) { reject(e); } }
        function step(result) { result.done ? resolve(result.value) : adopt(result.value).then(fulfilled, rejected); }
        step((generator = generator.apply(thisArg, _arguments || [])).next());
    });
};
class BasicCredentialHandler {
    constructor(username, password) {
        this.username = username;
        this.password = password;
    }
    prepareRequest(options) {
        if (!options.headers) {
            throw Error('The request has no headers');
        }
        options.headers['Authorization'] = `Basic ${Buffer.from(`${this.username}:${this.password}`).toString('base64')}`;
    }
    // This handler cannot handle 401
    canHandleAuthentication() {
        return false;
    }
    handleAuthentication() {
        return auth_awaiter(this, void 0, void 0, function* () {
            throw new Error('not implemented');
        });
    }
}
class auth_BearerCredentialHandler {
    constructor(token) {
        this.token = token;
    }
    // currently implements pre-authorization
    // TODO: support preAuth = false where it hooks on 401
    prepareRequest(options) {
        if (!options.headers) {
            throw Error('The request has no headers');
        }
        options.headers['Authorization'] = `Bearer ${this.token}`;
    }
    // This handler cannot handle 401
    canHandleAuthentication() {
        return false;
    }
    handleAuthentication() {
        return auth_awaiter(this, void 0, void 0, function* () {
            throw new Error('not implemented');
        });
    }
}
class PersonalAccessTokenCredentialHandler {
    constructor(token) {
        this.token = token;
    }
    // currently implements pre-authorization
    // TODO: support preAuth = false where it hooks on 401
    prepareRequest(options) {
        if (!options.headers) {
            throw Error('The request has no headers');
        }
        options.headers['Authorization'] = `Basic ${Buffer.from(`PAT:${this.token}`).toString('base64')}`;
    }
    // This handler cannot handle 401
    canHandleAuthentication() {
        return false;
    }
    handleAuthentication() {
        return auth_awaiter(this, void 0, void 0, function* () {
            throw new Error('not implemented');
        });
    }
}
//# sourceMappingURL=auth.js.map
;// CONCATENATED MODULE: ./node_modules/@actions/core/lib/oidc-utils.js
var oidc_utils_awaiter = (undefined && undefined.__awaiter) || function (thisArg, _arguments, P, generator) {
    function adopt(value) { return value instanceof P ? value : new P(function (resolve) { resolve(value); }); }
    return new (P || (P = Promise))(function (resolve, reject) {
        function fulfilled(value) { try { step(generator.next(value)); } catch (e) { reject(e); } }
        function rejected(value) { try { step(generator["throw"](value)); } catch (e) { reject(e); } }
        function step(result) { result.done ? resolve(result.value) : adopt(result.value).then(fulfilled, rejected); }
        step((generator = generator.apply(thisArg, _arguments || [])).next());
    });
};



class oidc_utils_OidcClient {
    static createHttpClient(allowRetry = true, maxRetry = 10) {
        const requestOptions = {
            allowRetries: allowRetry,
            maxRetries: maxRetry
        };
        return new HttpClient('actions/oidc-client', [new BearerCredentialHandler(oidc_utils_OidcClient.getRequestToken())], requestOptions);
    }
    static getRequestToken() {
        const token = process.env['ACTIONS_ID_TOKEN_REQUEST_TOKEN'];
        if (!token) {
            throw new Error('Unable to get ACTIONS_ID_TOKEN_REQUEST_TOKEN env variable');
        }
        return token;
    }
    static getIDTokenUrl() {
        const runtimeUrl = process.env['ACTIONS_ID_TOKEN_REQUEST_URL'];
        if (!runtimeUrl) {
            throw new Error('Unable to get ACTIONS_ID_TOKEN_REQUEST_URL env variable');
        }
        return runtimeUrl;
    }
    static getCall(id_token_url) {
        return oidc_utils_awaiter(this, void 0, void 0, function* () {
            var _a;
            const httpclient = oidc_utils_OidcClient.createHttpClient();
            const res = yield httpclient
                .getJson(id_token_url)
                .catch(error => {
                throw new Error(`Failed to get ID Token. \n 
        Error Code : ${error.statusCode}\n 
        Error Message: ${error.message}`);
            });
            const id_token = (_a = res.result) === null || _a === void 0 ? void 0 : _a.value;
            if (!id_token) {
                throw new Error('Response json body do not have ID Token field');
            }
            return id_token;
        });
    }
    static getIDToken(audience) {
        return oidc_utils_awaiter(this, void 0, void 0, function* () {
            try {
                // New ID Token is requested from action service
                let id_token_url = oidc_utils_OidcClient.getIDTokenUrl();
                if (audience) {
                    const encodedAudience = encodeURIComponent(audience);
                    id_token_url = `${id_token_url}&audience=${encodedAudience}`;
                }
                debug(`ID token url is ${id_token_url}`);
                const id_token = yield oidc_utils_OidcClient.getCall(id_token_url);
                setSecret(id_token);
                return id_token;
            }
            catch (error) {
                throw new Error(`Error message: ${error.message}`);
            }
        });
    }
}
//# sourceMappingURL=oidc-utils.js.map
;// CONCATENATED MODULE: ./node_modules/@actions/core/lib/summary.js
var summary_awaiter = (undefined && undefined.__awaiter) || function (thisArg, _arguments, P, generator) {
    function adopt(value) { return value instanceof P ? value : new P(function (resolve) { resolve(value); }); }
    return new (P || (P = Promise))(function (resolve, reject) {
        function fulfilled(value) { try { step(generator.next(value)); } catch (e) { reject(e); } }
        function rejected(value) { try { step(generator["throw"](value)); } catch (e) { reject(e); } }
        function step(result) { result.done ? resolve(result.value) : adopt(result.value).then(fulfilled, rejected); }
        step((generator = generator.apply(thisArg, _arguments || [])).next());
    });
};


const { access, appendFile, writeFile } = external_fs_namespaceObject.promises;
const SUMMARY_ENV_VAR = 'GITHUB_STEP_SUMMARY';
const SUMMARY_DOCS_URL = 'https://docs.github.com/actions/using-workflows/workflow-commands-for-github-actions#adding-a-job-summary';
class Summary {
    constructor() {
        this._buffer = '';
    }
    /**
     * Finds the summary file path from the environment, rejects if env var is not found or file does not exist
     * Also checks r/w permissions.
     *
     * @returns step summary file path
     */
    filePath() {
        return summary_awaiter(this, void 0, void 0, function* () {
            if (this._filePath) {
                return this._filePath;
            }
            const pathFromEnv = process.env[SUMMARY_ENV_VAR];
            if (!pathFromEnv) {
                throw new Error(`Unable to find environment variable for $${SUMMARY_ENV_VAR}. Check if your runtime environment supports job summaries.`);
            }
            try {
                yield access(pathFromEnv, external_fs_namespaceObject.constants.R_OK | external_fs_namespaceObject.constants.W_OK);
            }
            catch (_a) {
                throw new Error(`Unable to access summary file: '${pathFromEnv}'. Check if the file has correct read/write permissions.`);
            }
            this._filePath = pathFromEnv;
            return this._filePath;
        });
    }
    /**
     * Wraps content in an HTML tag, adding any HTML attributes
     *
     * @param {string} tag HTML tag to wrap
     * @param {string | null} content content within the tag
     * @param {[attribute: string]: string} attrs key-value list of HTML attributes to add
     *
     * @returns {string} content wrapped in HTML element
     */
    wrap(tag, content, attrs = {}) {
        const htmlAttrs = Object.entries(attrs)
            .map(([key, value]) => ` ${key}="${value}"`)
            .join('');
        if (!content) {
            return `<${tag}${htmlAttrs}>`;
        }
        return `<${tag}${htmlAttrs}>${content}</${tag}>`;
    }
    /**
     * Writes text in the buffer to the summary buffer file and empties buffer. Will append by default.
     *
     * @param {SummaryWriteOptions} [options] (optional) options for write operation
     *
     * @returns {Promise<Summary>} summary instance
     */
    write(options) {
        return summary_awaiter(this, void 0, void 0, function* () {
            const overwrite = !!(options === null || options === void 0 ? void 0 : options.overwrite);
            const filePath = yield this.filePath();
            const writeFunc = overwrite ? writeFile : appendFile;
            yield writeFunc(filePath, this._buffer, { encoding: 'utf8' });
            return this.emptyBuffer();
        });
    }
    /**
     * Clears the summary buffer and wipes the summary file
     *
     * @returns {Summary} summary instance
     */
    clear() {
        return summary_awaiter(this, void 0, void 0, function* () {
            return this.emptyBuffer().write({ overwrite: true });
        });
    }
    /**
     * Returns the current summary buffer as a string
     *
     * @returns {string} string of summary buffer
     */
    stringify() {
        return this._buffer;
    }
    /**
     * If the summary buffer is empty
     *
     * @returns {boolen} true if the buffer is empty
     */
    isEmptyBuffer() {
        return this._buffer.length === 0;
    }
    /**
     * Resets the summary buffer without writing to summary file
     *
     * @returns {Summary} summary instance
     */
    emptyBuffer() {
        this._buffer = '';
        return this;
    }
    /**
     * Adds raw text to the summary buffer
     *
     * @param {string} text content to add
     * @param {boolean} [addEOL=false] (optional) append an EOL to the raw text (default: false)
     *
     * @returns {Summary} summary instance
     */
    addRaw(text, addEOL = false) {
        this._buffer += text;
        return addEOL ? this.addEOL() : this;
    }
    /**
     * Adds the operating system-specific end-of-line marker to the buffer
     *
     * @returns {Summary} summary instance
     */
    addEOL() {
        return this.addRaw(external_os_namespaceObject.EOL);
    }
    /**
     * Adds an HTML codeblock to the summary buffer
     *
     * @param {string} code content to render within fenced code block
     * @param {string} lang (optional) language to syntax highlight code
     *
     * @returns {Summary} summary instance
     */
    addCodeBlock(code, lang) {
        const attrs = Object.assign({}, (lang && { lang }));
        const element = this.wrap('pre', this.wrap('code', code), attrs);
        return this.addRaw(element).addEOL();
    }
    /**
     * Adds an HTML list to the summary buffer
     *
     * @param {string[]} items list of items to render
     * @param {boolean} [ordered=false] (optional) if the rendered list should be ordered or not (default: false)
     *
     * @returns {Summary} summary instance
     */
    addList(items, ordered = false) {
        const tag = ordered ? 'ol' : 'ul';
        const listItems = items.map(item => this.wrap('li', item)).join('');
        const element = this.wrap(tag, listItems);
        return this.addRaw(element).addEOL();
    }
    /**
     * Adds an HTML table to the summary buffer
     *
     * @param {SummaryTableCell[]} rows table rows
     *
     * @returns {Summary} summary instance
     */
    addTable(rows) {
        const tableBody = rows
            .map(row => {
            const cells = row
                .map(cell => {
                if (typeof cell === 'string') {
                    return this.wrap('td', cell);
                }
                const { header, data, colspan, rowspan } = cell;
                const tag = header ? 'th' : 'td';
                const attrs = Object.assign(Object.assign({}, (colspan && { colspan })), (rowspan && { rowspan }));
                return this.wrap(tag, data, attrs);
            })
                .join('');
            return this.wrap('tr', cells);
        })
            .join('');
        const element = this.wrap('table', tableBody);
        return this.addRaw(element).addEOL();
    }
    /**
     * Adds a collapsable HTML details element to the summary buffer
     *
     * @param {string} label text for the closed state
     * @param {string} content collapsable content
     *
     * @returns {Summary} summary instance
     */
    addDetails(label, content) {
        const element = this.wrap('details', this.wrap('summary', label) + content);
        return this.addRaw(element).addEOL();
    }
    /**
     * Adds an HTML image tag to the summary buffer
     *
     * @param {string} src path to the image you to embed
     * @param {string} alt text description of the image
     * @param {SummaryImageOptions} options (optional) addition image attributes
     *
     * @returns {Summary} summary instance
     */
    addImage(src, alt, options) {
        const { width, height } = options || {};
        const attrs = Object.assign(Object.assign({}, (width && { width })), (height && { height }));
        const element = this.wrap('img', null, Object.assign({ src, alt }, attrs));
        return this.addRaw(element).addEOL();
    }
    /**
     * Adds an HTML section heading element
     *
     * @param {string} text heading text
     * @param {number | string} [level=1] (optional) the heading level, default: 1
     *
     * @returns {Summary} summary instance
     */
    addHeading(text, level) {
        const tag = `h${level}`;
        const allowedTag = ['h1', 'h2', 'h3', 'h4', 'h5', 'h6'].includes(tag)
            ? tag
            : 'h1';
        const element = this.wrap(allowedTag, text);
        return this.addRaw(element).addEOL();
    }
    /**
     * Adds an HTML thematic break (<hr>) to the summary buffer
     *
     * @returns {Summary} summary instance
     */
    addSeparator() {
        const element = this.wrap('hr', null);
        return this.addRaw(element).addEOL();
    }
    /**
     * Adds an HTML line break (<br>) to the summary buffer
     *
     * @returns {Summary} summary instance
     */
    addBreak() {
        const element = this.wrap('br', null);
        return this.addRaw(element).addEOL();
    }
    /**
     * Adds an HTML blockquote to the summary buffer
     *
     * @param {string} text quote text
     * @param {string} cite (optional) citation url
     *
     * @returns {Summary} summary instance
     */
    addQuote(text, cite) {
        const attrs = Object.assign({}, (cite && { cite }));
        const element = this.wrap('blockquote', text, attrs);
        return this.addRaw(element).addEOL();
    }
    /**
     * Adds an HTML anchor tag to the summary buffer
     *
     * @param {string} text link text/content
     * @param {string} href hyperlink
     *
     * @returns {Summary} summary instance
     */
    addLink(text, href) {
        const element = this.wrap('a', text, { href });
        return this.addRaw(element).addEOL();
    }
}
const _summary = new Summary();
/**
 * @deprecated use `core.summary`
 */
const markdownSummary = (/* unused pure expression or super */ null && (_summary));
const summary = (/* unused pure expression or super */ null && (_summary));
//# sourceMappingURL=summary.js.map
;// CONCATENATED MODULE: ./node_modules/@actions/core/lib/path-utils.js

/**
 * toPosixPath converts the given path to the posix form. On Windows, \\ will be
 * replaced with /.
 *
 * @param pth. Path to transform.
 * @return string Posix path.
 */
function toPosixPath(pth) {
    return pth.replace(/[\\]/g, '/');
}
/**
 * toWin32Path converts the given path to the win32 form. On Linux, / will be
 * replaced with \\.
 *
 * @param pth. Path to transform.
 * @return string Win32 path.
 */
function toWin32Path(pth) {
    return pth.replace(/[/]/g, '\\');
}
/**
 * toPlatformPath converts the given path to a platform-specific path. It does
 * this by replacing instances of / and \ with the platform-specific path
 * separator.
 *
 * @param pth The path to platformize.
 * @return string The platform-specific path.
 */
function toPlatformPath(pth) {
    return pth.replace(/[/\\]/g, path.sep);
}
//# sourceMappingURL=path-utils.js.map
;// CONCATENATED MODULE: ./node_modules/@actions/core/lib/platform.js
var platform_awaiter = (undefined && undefined.__awaiter) || function (thisArg, _arguments, P, generator) {
    function adopt(value) { return value instanceof P ? value : new P(function (resolve) { resolve(value); }); }
    return new (P || (P = Promise))(function (resolve, reject) {
        function fulfilled(value) { try { step(generator.next(value)); } catch (e) { reject(e); } }
        function rejected(value) { try { step(generator["throw"](value)); } catch (e) { reject(e); } }
        function step(result) { result.done ? resolve(result.value) : adopt(result.value).then(fulfilled, rejected); }
        step((generator = generator.apply(thisArg, _arguments || [])).next());
    });
};


const getWindowsInfo = () => platform_awaiter(void 0, void 0, void 0, function* () {
    const { stdout: version } = yield exec.getExecOutput('powershell -command "(Get-CimInstance -ClassName Win32_OperatingSystem).Version"', undefined, {
        silent: true
    });
    const { stdout: name } = yield exec.getExecOutput('powershell -command "(Get-CimInstance -ClassName Win32_OperatingSystem).Caption"', undefined, {
        silent: true
    });
    return {
        name: name.trim(),
        version: version.trim()
    };
});
const getMacOsInfo = () => platform_awaiter(void 0, void 0, void 0, function* () {
    var _a, _b, _c, _d;
    const { stdout } = yield exec.getExecOutput('sw_vers', undefined, {
        silent: true
    });
    const version = (_b = (_a = stdout.match(/ProductVersion:\s*(.+)/)) === null || _a === void 0 ? void 0 : _a[1]) !== null && _b !== void 0 ? _b : '';
    const name = (_d = (_c = stdout.match(/ProductName:\s*(.+)/)) === null || _c === void 0 ? void 0 : _c[1]) !== null && _d !== void 0 ? _d : '';
    return {
        name,
        version
    };
});
const getLinuxInfo = () => platform_awaiter(void 0, void 0, void 0, function* () {
    const { stdout } = yield exec.getExecOutput('lsb_release', ['-i', '-r', '-s'], {
        silent: true
    });
    const [name, version] = stdout.trim().split('\n');
    return {
        name,
        version
    };
});
const platform = external_os_namespaceObject.platform();
const arch = external_os_namespaceObject.arch();
const isWindows = platform === 'win32';
const isMacOS = platform === 'darwin';
const isLinux = platform === 'linux';
function getDetails() {
    return platform_awaiter(this, void 0, void 0, function* () {
        return Object.assign(Object.assign({}, (yield (isWindows
            ? getWindowsInfo()
            : isMacOS
                ? getMacOsInfo()
                : getLinuxInfo()))), { platform,
            arch,
            isWindows,
            isMacOS,
            isLinux });
    });
}
//# sourceMappingURL=platform.js.map
;// CONCATENATED MODULE: ./node_modules/@actions/core/lib/core.js
var core_awaiter = (undefined && undefined.__awaiter) || function (thisArg, _arguments, P, generator) {
    function adopt(value) { return value instanceof P ? value : new P(function (resolve) { resolve(value); }); }
    return new (P || (P = Promise))(function (resolve, reject) {
        function fulfilled(value) { try { step(generator.next(value)); } catch (e) { reject(e); } }
        function rejected(value) { try { step(generator["throw"](value)); } catch (e) { reject(e); } }
        function step(result) { result.done ? resolve(result.value) : adopt(result.value).then(fulfilled, rejected); }
        step((generator = generator.apply(thisArg, _arguments || [])).next());
    });
};






/**
 * The code to exit an action
 */
var ExitCode;
(function (ExitCode) {
    /**
     * A code indicating that the action was successful
     */
    ExitCode[ExitCode["Success"] = 0] = "Success";
    /**
     * A code indicating that the action was a failure
     */
    ExitCode[ExitCode["Failure"] = 1] = "Failure";
})(ExitCode || (ExitCode = {}));
//-----------------------------------------------------------------------
// Variables
//-----------------------------------------------------------------------
/**
 * Sets env variable for this action and future actions in the job
 * @param name the name of the variable to set
 * @param val the value of the variable. Non-string values will be converted to a string via JSON.stringify
 */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
function exportVariable(name, val) {
    const convertedVal = toCommandValue(val);
    process.env[name] = convertedVal;
    const filePath = process.env['GITHUB_ENV'] || '';
    if (filePath) {
        return issueFileCommand('ENV', prepareKeyValueMessage(name, val));
    }
    issueCommand('set-env', { name }, convertedVal);
}
/**
 * Registers a secret which will get masked from logs
 *
 * @param secret - Value of the secret to be masked
 * @remarks
 * This function instructs the Actions runner to mask the specified value in any
 * logs produced during the workflow run. Once registered, the secret value will
 * be replaced with asterisks (***) whenever it appears in console output, logs,
 * or error messages.
 *
 * This is useful for protecting sensitive information such as:
 * - API keys
 * - Access tokens
 * - Authentication credentials
 * - URL parameters containing signatures (SAS tokens)
 *
 * Note that masking only affects future logs; any previous appearances of the
 * secret in logs before calling this function will remain unmasked.
 *
 * @example
 * ```typescript
 * // Register an API token as a secret
 * const apiToken = "abc123xyz456";
 * setSecret(apiToken);
 *
 * // Now any logs containing this value will show *** instead
 * console.log(`Using token: ${apiToken}`); // Outputs: "Using token: ***"
 * ```
 */
function core_setSecret(secret) {
    command_issueCommand('add-mask', {}, secret);
}
/**
 * Prepends inputPath to the PATH (for this action and future actions)
 * @param inputPath
 */
function addPath(inputPath) {
    const filePath = process.env['GITHUB_PATH'] || '';
    if (filePath) {
        issueFileCommand('PATH', inputPath);
    }
    else {
        issueCommand('add-path', {}, inputPath);
    }
    process.env['PATH'] = `${inputPath}${path.delimiter}${process.env['PATH']}`;
}
/**
 * Gets the value of an input.
 * Unless trimWhitespace is set to false in InputOptions, the value is also trimmed.
 * Returns an empty string if the value is not defined.
 *
 * @param     name     name of the input to get
 * @param     options  optional. See InputOptions.
 * @returns   string
 */
function getInput(name, options) {
    const val = process.env[`INPUT_${name.replace(/ /g, '_').toUpperCase()}`] || '';
    if (options && options.required && !val) {
        throw new Error(`Input required and not supplied: ${name}`);
    }
    if (options && options.trimWhitespace === false) {
        return val;
    }
    return val.trim();
}
/**
 * Gets the values of an multiline input.  Each value is also trimmed.
 *
 * @param     name     name of the input to get
 * @param     options  optional. See InputOptions.
 * @returns   string[]
 *
 */
function getMultilineInput(name, options) {
    const inputs = getInput(name, options)
        .split('\n')
        .filter(x => x !== '');
    if (options && options.trimWhitespace === false) {
        return inputs;
    }
    return inputs.map(input => input.trim());
}
/**
 * Gets the input value of the boolean type in the YAML 1.2 "core schema" specification.
 * Support boolean input list: `true | True | TRUE | false | False | FALSE` .
 * The return value is also in boolean type.
 * ref: https://yaml.org/spec/1.2/spec.html#id2804923
 *
 * @param     name     name of the input to get
 * @param     options  optional. See InputOptions.
 * @returns   boolean
 */
function getBooleanInput(name, options) {
    const trueValue = ['true', 'True', 'TRUE'];
    const falseValue = ['false', 'False', 'FALSE'];
    const val = getInput(name, options);
    if (trueValue.includes(val))
        return true;
    if (falseValue.includes(val))
        return false;
    throw new TypeError(`Input does not meet YAML 1.2 "Core Schema" specification: ${name}\n` +
        `Support boolean input list: \`true | True | TRUE | false | False | FALSE\``);
}
/**
 * Sets the value of an output.
 *
 * @param     name     name of the output to set
 * @param     value    value to store. Non-string values will be converted to a string via JSON.stringify
 */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
function setOutput(name, value) {
    const filePath = process.env['GITHUB_OUTPUT'] || '';
    if (filePath) {
        return file_command_issueFileCommand('OUTPUT', file_command_prepareKeyValueMessage(name, value));
    }
    process.stdout.write(external_os_namespaceObject.EOL);
    command_issueCommand('set-output', { name }, utils_toCommandValue(value));
}
/**
 * Enables or disables the echoing of commands into stdout for the rest of the step.
 * Echoing is disabled by default if ACTIONS_STEP_DEBUG is not set.
 *
 */
function setCommandEcho(enabled) {
    issue('echo', enabled ? 'on' : 'off');
}
//-----------------------------------------------------------------------
// Results
//-----------------------------------------------------------------------
/**
 * Sets the action status to failed.
 * When the action exits it will be with an exit code of 1
 * @param message add error issue message
 */
function setFailed(message) {
    process.exitCode = ExitCode.Failure;
    error(message);
}
//-----------------------------------------------------------------------
// Logging Commands
//-----------------------------------------------------------------------
/**
 * Gets whether Actions Step Debug is on or not
 */
function isDebug() {
    return process.env['RUNNER_DEBUG'] === '1';
}
/**
 * Writes debug message to user log
 * @param message debug message
 */
function core_debug(message) {
    command_issueCommand('debug', {}, message);
}
/**
 * Adds an error issue
 * @param message error issue message. Errors will be converted to string via toString()
 * @param properties optional properties to add to the annotation.
 */
function error(message, properties = {}) {
    command_issueCommand('error', toCommandProperties(properties), message instanceof Error ? message.toString() : message);
}
/**
 * Adds a warning issue
 * @param message warning issue message. Errors will be converted to string via toString()
 * @param properties optional properties to add to the annotation.
 */
function warning(message, properties = {}) {
    command_issueCommand('warning', toCommandProperties(properties), message instanceof Error ? message.toString() : message);
}
/**
 * Adds a notice issue
 * @param message notice issue message. Errors will be converted to string via toString()
 * @param properties optional properties to add to the annotation.
 */
function notice(message, properties = {}) {
    command_issueCommand('notice', toCommandProperties(properties), message instanceof Error ? message.toString() : message);
}
/**
 * Writes info to log with console.log.
 * @param message info message
 */
function info(message) {
    process.stdout.write(message + external_os_namespaceObject.EOL);
}
/**
 * Begin an output group.
 *
 * Output until the next `groupEnd` will be foldable in this group
 *
 * @param name The name of the output group
 */
function startGroup(name) {
    issue('group', name);
}
/**
 * End an output group.
 */
function endGroup() {
    issue('endgroup');
}
/**
 * Wrap an asynchronous function call in a group.
 *
 * Returns the same type as the function itself.
 *
 * @param name The name of the group
 * @param fn The function to wrap in the group
 */
function group(name, fn) {
    return core_awaiter(this, void 0, void 0, function* () {
        startGroup(name);
        let result;
        try {
            result = yield fn();
        }
        finally {
            endGroup();
        }
        return result;
    });
}
//-----------------------------------------------------------------------
// Wrapper action state
//-----------------------------------------------------------------------
/**
 * Saves state for current action, the state can only be retrieved by this action's post job execution.
 *
 * @param     name     name of the state to store
 * @param     value    value to store. Non-string values will be converted to a string via JSON.stringify
 */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
function saveState(name, value) {
    const filePath = process.env['GITHUB_STATE'] || '';
    if (filePath) {
        return issueFileCommand('STATE', prepareKeyValueMessage(name, value));
    }
    issueCommand('save-state', { name }, toCommandValue(value));
}
/**
 * Gets the value of an state set by this action's main execution.
 *
 * @param     name     name of the state to get
 * @returns   string
 */
function getState(name) {
    return process.env[`STATE_${name}`] || '';
}
function getIDToken(aud) {
    return core_awaiter(this, void 0, void 0, function* () {
        return yield OidcClient.getIDToken(aud);
    });
}
/**
 * Summary exports
 */

/**
 * @deprecated use core.summary
 */

/**
 * Path exports
 */

/**
 * Platform utilities exports
 */

//# sourceMappingURL=core.js.map
;// CONCATENATED MODULE: external "node:path"
const external_node_path_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:path");
;// CONCATENATED MODULE: ./src/action/workspaceFile.ts


function placeOf(workspace, path) {
    const root = realOf(workspace);
    if (root === undefined)
        return 'no-workspace';
    const target = (0,external_node_path_namespaceObject.join)(root, path);
    const found = attempt(() => (0,external_node_fs_namespaceObject.lstatSync)(target));
    if (found?.isSymbolicLink())
        return 'outside';
    if (found?.isDirectory())
        return 'folder';
    if (found && !found.isFile())
        return 'not-writable';
    let parent = (0,external_node_path_namespaceObject.dirname)(target);
    while (isMissing(parent))
        parent = (0,external_node_path_namespaceObject.dirname)(parent);
    const real = realOf(parent);
    if (real === undefined || !isBelow(root, real))
        return 'outside';
    return isFolder(real) && isWritable(real) ? 'free' : 'not-writable';
}
function writeBelow(workspace, path, text) {
    const place = placeOf(workspace, path);
    if (place !== 'free')
        throw new Error(`the place is ${place}`);
    const target = (0,external_node_path_namespaceObject.join)(external_node_fs_namespaceObject.realpathSync.native(workspace), path);
    if (isMissing((0,external_node_path_namespaceObject.dirname)(target)))
        (0,external_node_fs_namespaceObject.mkdirSync)((0,external_node_path_namespaceObject.dirname)(target), { recursive: true });
    const file = (0,external_node_fs_namespaceObject.openSync)(target, external_node_fs_namespaceObject.constants.O_WRONLY | external_node_fs_namespaceObject.constants.O_CREAT | external_node_fs_namespaceObject.constants.O_TRUNC | external_node_fs_namespaceObject.constants.O_NOFOLLOW, 0o644);
    try {
        (0,external_node_fs_namespaceObject.writeFileSync)(file, text);
    }
    finally {
        (0,external_node_fs_namespaceObject.closeSync)(file);
    }
}
function isBelow(root, path) {
    const way = (0,external_node_path_namespaceObject.relative)(root, path);
    return way !== '..' && !way.startsWith(`..${external_node_path_namespaceObject.sep}`) && !way.includes(':');
}
function realOf(path) {
    return path === '' ? undefined : attempt(() => external_node_fs_namespaceObject.realpathSync.native(path));
}
function isFolder(path) {
    return attempt(() => (0,external_node_fs_namespaceObject.lstatSync)(path).isDirectory()) === true;
}
function isMissing(path) {
    return attempt(() => (0,external_node_fs_namespaceObject.lstatSync)(path)) === undefined;
}
function isWritable(path) {
    return attempt(() => (0,external_node_fs_namespaceObject.accessSync)(path, external_node_fs_namespaceObject.constants.W_OK) ?? true) === true;
}
function attempt(act) {
    try {
        return act();
    }
    catch {
        return undefined;
    }
}

;// CONCATENATED MODULE: ./src/action/runner.ts




const githubRunner = {
    env: (name) => process.env[name],
    extraCertificates: () => (process.env['NODE_EXTRA_CA_CERTS'] ? external_node_tls_namespaceObject.getCACertificates?.('extra').length : 0),
    input: (name) => getInput(name),
    info: info,
    debug: core_debug,
    notice: (text) => notice(text),
    warning: (text, title) => warning(text, title === undefined ? {} : { title }),
    error: (text, title) => error(text, { title }),
    mask: core_setSecret,
    output: (name, value) => setOutput(name, value),
    summary: appendSummary,
    placeInWorkspace: (path) => placeOf(workspace(), path),
    writeBelowWorkspace: (path, text) => writeBelow(workspace(), path, text),
};
function workspace() {
    return process.env['GITHUB_WORKSPACE'] ?? '';
}
function appendSummary(markdown) {
    const path = process.env['GITHUB_STEP_SUMMARY'] ?? '';
    (0,external_node_fs_namespaceObject.accessSync)(path, external_node_fs_namespaceObject.constants.W_OK);
    (0,external_node_fs_namespaceObject.appendFileSync)(path, markdown);
}

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

;// CONCATENATED MODULE: ./src/http/proxy.ts

function proxyHost(url) {
    return getProxyUrl(new URL(url))?.host ?? '';
}

;// CONCATENATED MODULE: external "node:http"
const external_node_http_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:http");
;// CONCATENATED MODULE: external "node:https"
const external_node_https_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:https");
;// CONCATENATED MODULE: ./src/version.ts
const version = '0.1.0';
const userAgent = `cancel-azure-marketplace-operation/${version}`;

;// CONCATENATED MODULE: ./src/http/memory.ts
function favorMemory() {
    const { setFlagsFromString } = process.getBuiltinModule('node:v8');
    for (const flag of ['--optimize-for-size', '--semi-space-growth-factor=1'])
        setFlagsFromString(flag);
}

;// CONCATENATED MODULE: ./src/http/body.ts

const largestBodyBytes = 1024 * 1024;
const largeBytes = 100 * 1024;
function readBody(incoming, fail, done) {
    const chunks = [];
    if (Number(incoming.headers['content-length'] ?? 0) > largestBodyBytes) {
        fail('too-large');
        return;
    }
    let bytes = 0;
    incoming.on('data', (chunk) => {
        bytes += chunk.length;
        if (bytes > largestBodyBytes)
            fail('too-large');
        else
            chunks.push(chunk);
    });
    incoming.on('close', () => (incoming.complete ? done(Buffer.concat(chunks)) : fail('cut')));
}
const decoders = {
    gzip: ({ gunzipSync }) => [gunzipSync],
    'x-gzip': ({ gunzipSync }) => [gunzipSync],
    deflate: ({ inflateSync, inflateRawSync }) => [inflateSync, inflateRawSync],
    br: ({ brotliDecompressSync }) => [brotliDecompressSync],
};
function encodingsOf(header) {
    const names = (header ?? '').toLowerCase().split(',');
    return names
        .map((name) => name.trim())
        .filter((name) => name !== '' && name !== 'identity')
        .reverse();
}
function decodeBody(bytes, contentEncoding) {
    let decoded = bytes;
    for (const name of bytes.length === 0 ? [] : encodingsOf(contentEncoding)) {
        const result = decodeOnce(decoded, name);
        if (typeof result === 'string')
            return { sent: true, code: result };
        decoded = result;
    }
    if (decoded.length > largeBytes)
        favorMemory();
    return { body: new TextDecoder().decode(decoded) };
}
function decodeOnce(bytes, name) {
    const candidates = Object.hasOwn(decoders, name) ? decoders[name]?.(process.getBuiltinModule('node:zlib')) : undefined;
    for (const decode of candidates ?? []) {
        try {
            return decode(bytes, { maxOutputLength: largestBodyBytes });
        }
        catch (error) {
            if (error.code === 'ERR_BUFFER_TOO_LARGE')
                return 'too-large';
        }
    }
    return 'encoded';
}

;// CONCATENATED MODULE: ./src/http/socket.ts
function isConnected(socket) {
    return !socket.destroyed && !socket.connecting && !('secureConnecting' in socket && socket.secureConnecting === true);
}
function socket_codeOf({ code, message }) {
    if (!/^tunneling socket could not be established|^got illegal response body from proxy/.test(message))
        return String(code);
    const status = /statusCode=(\d{3})/.exec(message)?.[1];
    return status === undefined ? 'proxy' : `proxy-${status}`;
}
const lastUseMs = new WeakMap();
function noteUse(socket, nowMs) {
    lastUseMs.set(socket, nowMs);
}
function closeIdle({ freeSockets = {} }, beforeMs) {
    for (const socket of Object.values(freeSockets).flat())
        if (socket && !(Number(lastUseMs.get(socket)) >= beforeMs))
            socket.destroy();
}

;// CONCATENATED MODULE: ./src/http/transport.ts






const connectMs = 10_000;
const mostInterims = 100;
const longestIdleMs = 1_000;
function createTransport(clock) {
    const agents = new Map();
    return async (request, signal) => {
        if (signal.aborted)
            return { sent: false, code: 'aborted' };
        const url = new URL(request.url);
        const agent = agents.get(url.origin) ?? new lib_HttpClient(undefined, [], { keepAlive: true, allowRedirects: false }).getAgent(url.href);
        agents.set(url.origin, agent);
        if (request.freshConnection)
            closeIdle(agent, Number.POSITIVE_INFINITY);
        else if (request.intent === 'cancel')
            closeIdle(agent, clock.nowMs() - longestIdleMs);
        const over = new AbortController();
        const ended = AbortSignal.any([signal, over.signal]);
        const exchange = startExchange(request, url, agent, clock, over.signal);
        const limit = async (ms, code, isOver) => {
            await clock.sleep(ms, ended);
            if (signal.aborted)
                return exchange.giveUp('aborted');
            return over.signal.aborted || !isOver() ? exchange.result : exchange.giveUp(code);
        };
        const result = await Promise.race([
            exchange.result,
            limit(request.timeoutMs, 'timeout', () => true),
            limit(Math.min(connectMs, request.timeoutMs), 'connect-timeout', () => !exchange.isSent()),
        ]);
        over.abort('over');
        return result;
    };
}
function startExchange(request, url, agent, clock, over) {
    let sent = false;
    let head;
    const outgoing = (url.protocol === 'https:' ? external_node_https_namespaceObject : external_node_http_namespaceObject).request(url, {
        method: request.method,
        agent,
        headers: { 'user-agent': userAgent, 'accept-encoding': 'identity', ...request.headers, ...lengthOf(request.body) },
    });
    const giveUp = (code) => {
        outgoing.destroy();
        return { sent, code, ...head };
    };
    const result = new Promise((resolve) => {
        const fail = (code) => resolve(giveUp(code));
        let isWhole = () => false;
        outgoing.on('error', (error) => {
            if (!isWhole())
                fail(head ? 'cut' : socket_codeOf(error));
        });
        outgoing.on('upgrade', (_, socket) => {
            socket.destroy();
            fail('upgrade');
        });
        let interims = 0;
        outgoing.on('information', () => {
            interims += 1;
            if (interims > mostInterims)
                fail('interim');
        });
        outgoing.on('socket', (socket) => {
            const connected = () => {
                sent = true;
            };
            if (isConnected(socket))
                connected();
            else
                socket.once(url.protocol === 'https:' ? 'secureConnect' : 'connect', connected);
        });
        outgoing.on('response', (incoming) => {
            const status = Number(incoming.statusCode);
            if (!(status >= 200 && status <= 599))
                return fail('bad-status');
            const headers = textsOf(incoming.headers);
            head = { status, headers };
            const { socket } = incoming;
            isWhole = () => incoming.complete;
            readBody(incoming, fail, async (bytes) => {
                if (!outgoing.writableFinished)
                    await clock.sleep(0, over);
                noteUse(socket, clock.nowMs());
                resolve({ status, headers, ...decodeBody(bytes, headers['content-encoding']) });
                if (!outgoing.writableFinished)
                    outgoing.destroy();
            });
        });
    });
    outgoing.end(request.body);
    return { result, giveUp, isSent: () => sent };
}
function textsOf(headers) {
    return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value].flat().join(', ')]));
}
function lengthOf(body) {
    return body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) };
}

;// CONCATENATED MODULE: ./src/marketplace/portal/facts.ts
const portalFacts = {
    name: 'cloud-partner-portal',
    origin: 'https://cloudpartner.azure.com',
    defaultVersion: '2017-10-31',
    noun: 'operation',
    needsPublisher: true,
    takesEmails: true,
    takesIfMatch: true,
    cancelNamesOperation: false,
    needsOperationId: false,
    notFoundAdvice: 'Check publisher-id and offer-id. An offer made after the move to Partner Center has another API: ' +
        'api: submission (AppSource, Dynamics 365, SaaS, Azure Application) or api: product-ingestion (VM images, containers).',
    usualWait: 'one to three minutes',
    isPreview: false,
};

;// CONCATENATED MODULE: ./src/text/redact.ts
const shortestRedacted = 8;
function redact(secrets) {
    const known = secrets.filter((secret) => secret.length >= shortestRedacted).flatMap(spellingsOf);
    return (text) => known.reduce(withoutSecret, text);
}
function spellingsOf(secret) {
    return [...new Set([secret, secret.toWellFormed(), JSON.stringify(secret).slice(1, -1)])];
}
function withoutSecret(text, secret) {
    let left = text;
    for (const decode of redact_decoders) {
        const decoded = decode(left);
        if (decoded.includes(secret))
            left = decoded.replaceAll(secret, '***');
    }
    return left;
}
const letters = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' };
function fromJson(text, respell) {
    return text.replace(/\\(?:u([0-9a-f]{4})|([^u]))/gi, (_, hex, letter) => respell(hex === undefined ? (letters[letter] ?? letter) : String.fromCharCode(Number.parseInt(hex, 16))));
}
function plainJson(text) {
    return fromJson(text, (character) => (/[\p{Cc}"\\]/u.test(character) ? JSON.stringify(character).slice(1, -1) : character));
}
function fromUrl(text) {
    return text.replace(/(?:%[0-9a-f]{2})+/gi, (bytes) => Buffer.from(bytes.replaceAll('%', ''), 'hex').toString('utf8'));
}
function fromForm(text) {
    return fromUrl(text.replaceAll('+', ' '));
}
const entities = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
function fromHtml(text) {
    return text.replace(/&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|(\w{2,4}));/gi, (spelled, hex, decimal, name = '') => {
        const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
        return code <= 0x10ffff ? String.fromCodePoint(code) : (entities[name] ?? spelled);
    });
}
const redact_decoders = [
    (text) => text,
    plainJson,
    ...[fromUrl, fromForm, fromHtml].flatMap((decode) => [decode, (text) => decode(fromJson(text, (character) => character))]),
];

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

;// CONCATENATED MODULE: ./src/http/retryAfter.ts
const shortestDelayMs = 250;
const httpDates = [
    /^[A-Z][a-z]+, \d{2}[ -][A-Z][a-z]{2}[ -](\d{4}|\d{2}) \d{2}:\d{2}:\d{2} GMT$/,
    /^[A-Z][a-z]{2} [A-Z][a-z]{2} [ \d]\d \d{2}:\d{2}:\d{2} \d{4}$/,
];
function parseRetryAfter(headers, wallMs) {
    const inMs = [headers?.['retry-after-ms'], headers?.['x-ms-retry-after-ms']].find((form) => /^\d+$/.test(form ?? ''));
    if (inMs !== undefined)
        return Math.max(Number(inMs), shortestDelayMs);
    const value = headers?.['retry-after']?.trim() ?? '';
    if (/^\d+$/.test(value))
        return Math.max(Number(value) * 1000, shortestDelayMs);
    const untilMs = timeOf(value);
    if (untilMs === undefined)
        return undefined;
    return Math.max(untilMs - (timeOf(headers?.['date']) ?? wallMs), shortestDelayMs);
}
function timeOf(date) {
    if (date === undefined || !httpDates.some((form) => form.test(date)))
        return undefined;
    const ms = Date.parse(date.endsWith('GMT') ? date : `${date} GMT`);
    return Number.isNaN(ms) ? undefined : ms;
}

;// CONCATENATED MODULE: ./src/http/reply.ts



function isReply(result) {
    return 'body' in result;
}
function isWebPage(result) {
    if (!isReply(result))
        return isHtml(result);
    return result.json === undefined && result.body.trim() !== '' && (isHtml(result) || /^\s*</.test(result.body));
}
function isPageForLook(result) {
    return isWebPage(result) || (isReply(result) && result.body.trim() === '' && isHtml(result));
}
function isHtml({ headers }) {
    return /^\s*text\/html\b/i.test(headers?.['content-type'] ?? '');
}
function isExchange(result) {
    return 'body' in result || 'code' in result;
}
function withReader(transport, clock) {
    return async (request, signal) => readExchange(redacted(await transport(request, signal), request.secrets ?? []), clock.wallMs());
}
function readExchange(result, wallMs) {
    const retryAfterMs = parseRetryAfter(result.headers, wallMs);
    const pause = retryAfterMs === undefined ? {} : { retryAfterMs };
    return 'body' in result ? { ...result, json: parseJson(result.body), ...pause } : { ...result, ...pause };
}
function redacted(result, secrets) {
    const clean = redact(secrets);
    const cleanHeaders = (headers) => Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, value && clean(value)]));
    if ('body' in result)
        return { ...result, headers: cleanHeaders(result.headers), body: clean(result.body) };
    return result.headers ? { ...result, headers: cleanHeaders(result.headers) } : result;
}

;// CONCATENATED MODULE: ./src/auth/credential.ts
function isTemporary({ cause }) {
    return cause !== 'sign-in-refused';
}
function isToken(result) {
    return !('cause' in result);
}
const longestToken = 16 * 1024;
function isBearerToken(value) {
    return typeof value === 'string' && value.length <= longestToken && /^[A-Za-z0-9._~+/-]+=*$/.test(value);
}

;// CONCATENATED MODULE: ./src/http/certificate.ts
function isUntrusted(code) {
    return /CERT|SELF_SIGNED|UNABLE_TO|ISSUER|INVALID_CA|INVALID_PURPOSE|PATH_LENGTH|HOSTNAME|^CRL_|^ERR_TLS|^ERR_SSL|EPROTO/.test(code);
}

;// CONCATENATED MODULE: ./src/http/errorBody.ts


const codeNames = ['code', 'errorcode', 'exceptioncode', 'faultcode', 'exceptiontype', 'error', 'title'];
const messageNames = ['exceptionmessage', 'message', 'errormessage', 'faultstring', 'error_description', 'detail', 'error', 'title'];
const errorNames = ['error', 'odata.error'];
const detailNames = ['errors', 'modelstate', 'details', 'messagedetail', 'innererror', 'innerexception'];
const listsByField = ['errors', 'modelstate'];
const mostLevels = 5;
function errorWords(json) {
    const words = wordsIn(json, mostLevels);
    if (words.code || words.message)
        return words;
    return wordsIn(Object.values(fieldsOf(json)).find(isObject), mostLevels - 1);
}
function wordsIn(value, levels) {
    if (levels <= 0 || value === undefined)
        return {};
    if (typeof value === 'string')
        return wordsInText(value, levels);
    const members = new Map(Object.entries(fieldsOf(value)).map(([name, member]) => [name.toLowerCase(), member]));
    const error = errorNames.map((name) => members.get(name)).find(isObject);
    const details = detailNames.map((name) => detailIn(name, members.get(name), levels - 1)).find(({ message }) => message);
    const words = merged(wordsIn(error, levels - 1), wordsOf(members, levels));
    return details ? merged(words, { ...details, detail: details.message }) : words;
}
function wordsOf(members, levels) {
    const read = (name) => {
        const member = members.get(name);
        const text = name === 'message' && isObject(member) ? fieldsOf(member)['value'] : member;
        return typeof text === 'string' ? wordsInText(name === 'error_description' ? firstSentence(text) : text, levels) : {};
    };
    const found = messageNames.map(read).find(({ message }) => message) ?? {};
    const code = codeNames.map((name) => read(name).message).find((text) => text && text !== found.message);
    return { ...found, code: code ?? found.code };
}
function detailIn(name, member, levels) {
    const first = [member].flat()[0];
    const words = wordsIn(first, levels);
    if (words.message || first === undefined || !listsByField.includes(name))
        return words;
    return wordsIn(Object.values(fieldsOf(first)).flat()[0], levels - 1);
}
function wordsInText(text, levels) {
    const start = text.search(/\{\s*"|\[\s*[{"]/);
    const message = firstLine(start < 0 ? text : text.slice(0, start));
    const { code, message: inner } = start < 0 ? {} : wordsIn(parseJson(text.slice(start)), levels - 1);
    return message ? { message, code, detail: inner } : { message: inner, code };
}
function firstLine(text) {
    const lines = text.slice(0, longestQuote * 8).split(/[\r\n]+/);
    const line = lines.find((one) => one.replace(/<[^>]*>?/g, '').trim() !== '') ?? '';
    return line.replace(/(?:^| ) *at [\w.<>`$+]{1,200}\(.*/, '').trim();
}
function firstSentence(text) {
    return text.replace(/(?<=\.)\s.*/s, '');
}
function merged(first, second) {
    return {
        code: first.code || second.code,
        message: first.message || second.message,
        detail: first.detail || second.detail,
    };
}
function isObject(value) {
    return typeof value === 'object' && value !== null && !Array.isArray(value);
}

;// CONCATENATED MODULE: ./src/http/headers.ts
const requestIdHeaders = ['x-ms-correlation-request-id', 'x-ms-request-id', 'request-id', 'x-azure-ref'];

;// CONCATENATED MODULE: ./src/http/tracing.ts



function requestIdOf(headers) {
    const ids = requestIdHeaders.map((name) => sanitize(headers?.[name] ?? '', 100));
    return ids.find((id) => id !== '');
}
function withLogging(send, clock, say) {
    return async (request, signal) => {
        const startMs = clock.nowMs();
        const result = await send(request, signal);
        const outcome = isReply(result) ? String(result.status) : [result.status, result.code].filter(Boolean).join(' ');
        const id = requestIdOf(result.headers);
        const what = `${request.method} ${sanitize(new URL(request.url).pathname)}`;
        const duration = `${Math.round(clock.nowMs() - startMs)} ms`;
        say(`${what} → ${sanitize(outcome)} in ${duration}${id === undefined ? '' : `, request id ${id}`}`);
        return result;
    };
}

;// CONCATENATED MODULE: ./src/http/failure.ts




function withoutHtml(html) {
    return sanitize(html.slice(0, longestQuote * 8).replace(/<[^>]*>?/g, ' '));
}
function describeFailure(result) {
    if (!isReply(result) && result.status === undefined)
        return noReply(result);
    const words = isReply(result) ? quoted(failure_wordsOf(result)) : remnant(result);
    const id = requestIdOf(result.headers);
    const challenge = /\bclaims\s*=/i.test(result.headers?.['www-authenticate'] ?? '') ? claimsChallenge : '';
    return [`HTTP ${result.status}${targetOf(result)}`, words, id && `request id ${id}`, challenge, result.remark].filter(Boolean).join(', ');
}
function remnant({ code, headers }) {
    if (code !== 'encoded')
        return `a reply that was cut off (${sanitize(code)})`;
    const encoding = sanitize(headers?.['content-encoding'] ?? '', 40);
    return `a body that cannot be decoded (content-encoding ${quoted(encoding)}; none was asked for)`;
}
function targetOf({ status = 0, headers }) {
    const location = headers?.['location'] ?? '';
    return status >= 300 && status < 400 && URL.canParse(location) ? ` (a redirect to ${sanitize(new URL(location).host, 100)})` : '';
}
const claimsChallenge = 'a policy of the tenant asks for more than this token (a claims challenge, which an application cannot answer)';
const silences = {
    timeout: 'no reply in time',
    'connect-timeout': 'no connection within 10 s',
    interim: 'nothing but interim replies',
    unsent: 'its turn came too late',
    aborted: 'the run was canceled before a reply came',
    upgrade: 'a reply that switches to another protocol',
    'bad-status': 'a reply whose status is no HTTP status',
    proxy: 'the proxy could not be reached or dropped the connection',
    'proxy-407': 'the proxy wants credentials (HTTP 407): put user and password into the proxy setting; ' +
        'only Basic is spoken here, a proxy that takes only Negotiate or NTLM cannot be used',
};
function noReply({ code, sent }) {
    const known = silences[code];
    if (known)
        return known;
    if (code.startsWith('proxy-'))
        return `the proxy refused the connection (HTTP ${code.slice(6)})`;
    return sent ? `the connection broke before a reply came (${sanitize(code)})` : `no connection (${sanitize(code)})`;
}
function quoted(words) {
    return words === '' ? '' : `"${words.replaceAll('"', "'")}"`;
}
const longestHead = 4096;
function failure_wordsOf(reply) {
    const { body, json } = reply;
    const { code = '', message = '', detail = '' } = errorWords(json);
    const sentence = withoutHtml(detail === message ? message : `${message} ${detail}`);
    if (code || sentence)
        return [sanitize(code, 60), sentence].filter(Boolean).join(': ');
    if (!isWebPage(reply))
        return json !== undefined || /^\s*[[{"]/.test(body) ? '' : sanitize(body.trimStart().replace(/[\r\n].*/s, ''), 200);
    const title = sanitize(/<title[^<>]*>([^<]*)/i.exec(body.slice(0, longestHead))?.[1] ?? '', 100);
    return `a web page instead of an answer of the API${title && `: ${title}`}`;
}

;// CONCATENATED MODULE: ./src/http/retry.ts


const mostAttempts = 4;
const firstDelayMs = 500;
function retryDelay(attempt, retryAfterMs, random) {
    return retryAfterMs ?? firstDelayMs * 2 ** (attempt - 1) * (0.5 + 0.5 * random);
}
function isTransient(result) {
    if (!isReply(result))
        return !isFatal(result.code) && !isTooLarge(result);
    const { status } = result;
    return status === 408 || status === 425 || status === 429 || (status >= 500 && ![501, 505, 511].includes(status));
}
function isTooLarge(result) {
    return !isReply(result) && result.code === 'too-large' && (result.status ?? 0) < 300;
}
function isFatal(code) {
    return ['aborted', 'unsent'].includes(code) || /^proxy-4/.test(code) || isUntrusted(code);
}
async function withRetry(send, { clock, deadlineMs, stop }, tries = mostAttempts) {
    for (let attempt = 1;; attempt += 1) {
        const result = await send();
        if (!isExchange(result) || !isTransient(result) || attempt >= tries)
            return result;
        const delayMs = retryDelay(attempt, result.retryAfterMs, clock.random());
        if (clock.nowMs() + delayMs >= deadlineMs)
            return result;
        await clock.sleep(delayMs, stop);
        if (stop.aborted)
            return result;
    }
}

;// CONCATENATED MODULE: ./src/marketplace/operations.ts
function isSameId(a, b) {
    return a !== undefined && a.toLowerCase() === b?.toLowerCase();
}
function observationOf(operation) {
    const { state } = operation;
    return state === 'running' ? { kind: 'running', operation } : { kind: 'ended', operation: { ...operation, state } };
}
function unreadable(detail, reason = 'no-answer') {
    return { kind: 'unreadable', reason, detail };
}
function runningIn(entries) {
    return oneForEachId(entries)
        .filter(hasId)
        .filter((entry) => entry.isKnown && entry.state === 'running');
}
function pastCancelingIn(entries) {
    return entries.filter(hasId).find(({ isPastCanceling }) => isPastCanceling);
}
function entryFor(entries, id) {
    return oneForEachId(entries.filter((entry) => isSameId(entry.id, id))).find(hasId);
}
function oneForEachId(entries) {
    const best = new Map();
    for (const entry of entries.filter(hasId)) {
        const key = entry.id.toLowerCase();
        const known = best.get(key);
        if (!known || comesBefore(entry, known))
            best.set(key, entry);
    }
    return entries.filter((entry) => !hasId(entry) || best.get(entry.id.toLowerCase()) === entry);
}
function comesBefore(one, other) {
    const timeOf = ({ changedMs = Number.NEGATIVE_INFINITY }) => changedMs;
    if (rankOf(one) !== rankOf(other))
        return rankOf(one) < rankOf(other);
    if (timeOf(one) !== timeOf(other))
        return timeOf(one) > timeOf(other);
    return one.state !== 'canceled' && other.state === 'canceled';
}
function rankOf({ state, isKnown }) {
    if (state !== 'running')
        return 2;
    return isKnown ? 0 : 1;
}
function hasId(operation) {
    return operation.id !== undefined;
}
function isTaken({ disposition }) {
    return disposition === 'accepted' || disposition === 'completed';
}
function operations_isMissing(observation) {
    return observation.kind === 'unreadable' && (observation.reason === 'absent' || observation.reason === 'unserved');
}
function isDenied(observation) {
    return observation.kind === 'unreadable' && ['unauthorized', 'forbidden', 'signed-out'].includes(observation.reason);
}

;// CONCATENATED MODULE: ./src/marketplace/classify.ts







function readReply(result) {
    if (!isExchange(result))
        return unreadable(describe(result), tokenFault(result));
    const isPage = (result.status ?? 0) < 500 && isPageForLook(result);
    if (isReply(result) && !isPage && (result.status === 200 || result.status === 202))
        return result;
    if (isPage)
        return unreadable(describeFailure(result), 'not-the-api');
    const isUnsent = !isReply(result) && result.code === 'unsent';
    return unreadable(describeFailure(result), isUnsent ? 'unsent' : reasonOf(result.status ?? 0));
}
function isUnreadable(read) {
    return 'kind' in read && read.kind === 'unreadable';
}
function reasonOf(status) {
    if (status === 404)
        return 'absent';
    if (status === 405)
        return 'unserved';
    if (status === 400 || status === 410)
        return 'withdrawn';
    if (status === 401)
        return 'unauthorized';
    if (status === 403)
        return 'forbidden';
    if (status === 429)
        return 'throttled';
    if (status >= 300 && status < 400)
        return 'redirected';
    if (status >= 400 && status < 500 && status !== 408 && status !== 425)
        return 'rejected';
    return 'no-answer';
}
function notDocumented(reply) {
    const words = describeFailure(reply.json === undefined ? reply : { ...reply, body: '', json: undefined });
    return unreadable(`${words} is not an answer that the API documents`);
}
function tokenFault(failure) {
    return isTemporary(failure) ? 'no-token' : 'signed-out';
}
function describe({ detail, rejection }) {
    return rejection ? describeFailure({ ...rejection, remark: detail }) : detail;
}
const tooEarlyMs = 1_000;
function classifyCancel(result, isUnclear) {
    if (!isExchange(result)) {
        const { rejection } = result;
        const reply = rejection
            ? classifyCancel(rejection, isUnclear)
            : { ...nothingElse, disposition: 'unprocessed', hasLeft: false };
        return { ...reply, fault: tokenFault(result), detail: describe(result), isFinal: rejection === undefined };
    }
    const { status } = result;
    const requestId = requestIdOf(result.headers);
    const isTokenRenewed = result.isTokenRenewed === true;
    const retryAfterMs = isTokenRenewed ? 0 : (result.retryAfterMs ?? (status === 425 ? tooEarlyMs : undefined));
    const disposition = status === undefined ? dispositionWithoutReply(result) : dispositionOf(result, status, isUnclear, retryAfterMs);
    return {
        ...nothingElse,
        disposition,
        fault: faultOf(result, disposition),
        hasLeft: status !== undefined || result.sent,
        ...(status === undefined ? {} : { statusCode: status }),
        ...(requestId === undefined ? {} : { requestId }),
        ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
        detail: describeFailure(result),
        isTokenRenewed,
        isFinal: !isReply(result) && isFatal(result.code),
    };
}
const nothingElse = { isTokenRenewed: false, isCancelPending: false, notices: [], warnings: [] };
function dispositionWithoutReply({ sent }) {
    return sent ? 'ambiguous' : 'unprocessed';
}
function dispositionOf(result, status, isUnclear, retryAfterMs) {
    if (status < 300 && isUnclear)
        return 'ambiguous';
    if ((status === 401 && result.isTokenRenewed) || (status === 503 && retryAfterMs !== undefined))
        return 'unprocessed';
    if (status >= 300 && status < 500 && isWebPage(result))
        return 'failed';
    return dispositions.get(status) ?? dispositionsByClass[Math.floor(status / 100)];
}
const dispositionsByClass = { 2: 'completed', 3: 'failed', 4: 'refused', 5: 'ambiguous' };
const dispositions = new Map([
    [202, 'accepted'],
    [407, 'failed'],
    [408, 'ambiguous'],
    [409, 'conflict'],
    [412, 'precondition'],
    [425, 'unprocessed'],
    [429, 'unprocessed'],
    ...[501, 505, 506, 508, 510, 511].map((status) => [status, 'failed']),
]);
const faults = {
    400: 'bad-request',
    401: 'unauthorized',
    403: 'forbidden',
    404: 'not-found',
    409: 'conflict',
};
function faultOf(result, disposition) {
    const { status } = result;
    if (!isReply(result) && result.code === 'unsent')
        return 'unsent';
    if (!isReply(result) && isUntrusted(result.code))
        return 'certificate';
    if (disposition === 'failed')
        return 'not-the-api';
    if (status !== undefined && faults[status])
        return faults[status];
    if (disposition !== 'unprocessed')
        return 'other';
    return status === undefined ? 'unreachable' : 'busy';
}
function withheld(observation) {
    const detail = observation.kind === 'unreadable' || observation.kind === 'unsettled' ? observation.detail : 'it does not run any more';
    return {
        ...nothingElse,
        disposition: 'withheld',
        fault: 'other',
        hasLeft: false,
        detail,
        isFinal: true,
        observation,
    };
}
function pauseAfter(result) {
    const retryAfterMs = (isExchange(result) ? result : result.rejection)?.retryAfterMs;
    return retryAfterMs === undefined ? {} : { retryAfterMs };
}

;// CONCATENATED MODULE: ./src/marketplace/requests.ts
const acceptJson = { accept: 'application/json' };
function getWith(send) {
    return (url, effort) => send({ intent: 'read', method: 'GET', url, headers: acceptJson }, effort);
}

;// CONCATENATED MODULE: ./src/marketplace/errors.ts

const errors_errorNames = /^(error|errors|odata\.error|exceptioncode|exceptionmessage|exceptiontype|stacktrace|faultcode)$/i;
function hasError(json) {
    if (typeof json === 'string')
        return /exception|error/i.test(json);
    const shown = Array.isArray(json) ? json.slice(0, mostEntries) : [json];
    return shown.some((one) => namesError(one) || Object.values(fieldsOf(one)).some(namesError));
}
const mostEntries = 50;
function namesError(value) {
    return Object.entries(fieldsOf(value)).some(([name, of]) => errors_errorNames.test(name) && !(Array.isArray(of) && of.length === 0));
}

;// CONCATENATED MODULE: ./src/marketplace/portal/operationPath.ts
const operationPath_longestPath = 2048;
const pathSegment = /^[A-Za-z0-9][A-Za-z0-9_.~$-]{0,127}$/;
const versionForm = /^\d{4}-\d{2}-\d{2}(-preview\d*)?$/;
function isOperationId(id) {
    return typeof id === 'string' && pathSegment.test(id);
}
function parseOperationPath(raw, address) {
    if (raw.length > operationPath_longestPath || /[^\x21-\x7e]|[\\@]|%2f|%5c|%2e/i.test(raw) || !/^(\/(?!\/)|https?:\/\/)/i.test(raw))
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

;// CONCATENATED MODULE: ./src/marketplace/portal/location.ts



function findLocation(result, address) {
    const { headers } = result;
    const json = isReply(result) ? result.json : undefined;
    const candidates = [headers?.['location'], headers?.['operation-location'], ...pathsInBody(json, address)];
    let isRejected = false;
    for (const raw of candidates) {
        if (typeof raw !== 'string' || raw === '')
            continue;
        const link = parseOperationPath(raw, address);
        if (link)
            return { link, isRejected };
        isRejected = true;
    }
    return { isRejected };
}
function pathsInBody(parsed, { publisherId, offerId }) {
    if (typeof parsed === 'string')
        return parsed.includes('/') ? [parsed] : [];
    const fields = fieldsOf(parsed);
    const named = Object.keys(fields).filter((key) => ['location', 'operationlocation', 'operation-location'].includes(key.toLowerCase()));
    const ofId = isOperationId(fields['id']) ? [`/api/publishers/${publisherId}/offers/${offerId}/operations/${fields['id']}`] : [];
    return [...named.map((key) => fields[key]), ...ofId];
}

;// CONCATENATED MODULE: ./src/text/spelling.ts
function normalizeWord(text) {
    return text
        .toLowerCase()
        .replace(/[\s_-]/g, '')
        .replaceAll('cancell', 'cancel');
}
const guid = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}';
const guidForm = new RegExp(`^${guid}$`, 'i');

;// CONCATENATED MODULE: ./src/marketplace/stateText.ts



function normalizeState(word) {
    return normalizeWord(textOf(word) ?? '');
}
function shownState(...words) {
    const shown = words.map((word) => sanitize(textOf(word) ?? '', 40)).filter((word) => word !== '');
    return shown.join('/') || 'no state';
}

;// CONCATENATED MODULE: ./src/marketplace/time.ts

function time_timeOf(value) {
    const parts = /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2})(\.\d{1,9})?(Z|[+-]\d{2}:\d{2})?$/.exec(textOf(value) ?? '');
    const seconds = Date.parse(`${parts?.[1]}${parts?.[3] ?? 'Z'}`);
    return Number.isNaN(seconds) ? undefined : seconds + Number(`0${parts?.[2] ?? ''}`) * 1000;
}

;// CONCATENATED MODULE: ./src/marketplace/portal/messages.ts




const mostMessages = 3;
const mostRead = 1000;
const longestName = 60;
function messagesOf(operation) {
    const { messages, steps, error } = fieldsOf(operation);
    const own = listOf(messages).slice(0, mostRead);
    const errors = [
        ...own.filter((one) => messages_levelOf(one) !== 'information').map(messages_lineOf),
        ...listOf(steps).slice(0, mostRead).flatMap(errorsOfStep),
        errorLine(error),
    ].filter((line) => line !== '');
    const lines = errors.length > 0 ? errors : own.map(messages_lineOf).filter((line) => line !== '');
    return [...new Set(lines)].slice(0, mostMessages);
}
function errorsOfStep(step) {
    const { stepName, id, messages, error } = fieldsOf(step);
    const name = sanitize(textOf(stepName) || textOf(id) || '', longestName);
    const errors = listOf(messages).filter((one) => messages_levelOf(one) === 'error');
    const lines = [...errors.slice(0, mostMessages).map(messages_lineOf), errorLine(error)].filter((line) => line !== '');
    return lines.map((line) => (name === '' ? line : sanitize(`${name}: ${line}`)));
}
function messages_lineOf(message) {
    const { messageHtml, text, message: words } = fieldsOf(message);
    return withoutHtml(textOf(message) || textOf(messageHtml) || textOf(text) || textOf(words) || '');
}
function messages_levelOf(message) {
    return (textOf(fieldsOf(message)['level']) ?? '').toLowerCase();
}
function errorLine(error) {
    if (error === undefined)
        return '';
    const { code = '', message = '' } = errorWords({ error });
    return sanitize([code, withoutHtml(message)].filter((part) => part !== '').join(': '));
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

;// CONCATENATED MODULE: ./src/marketplace/portal/objects.ts







const longestWord = 100;
const mostSteps = 50;
function rawStateOf(value) {
    const fields = fieldsOf(value);
    const word = textOf(fields['submissionState'] ?? fields['status']);
    return word === undefined || word.trim() === '' || word.length > longestWord ? undefined : word;
}
function toOperation(value) {
    const fields = fieldsOf(value);
    const word = rawStateOf(value) ?? '';
    const state = states.get(normalizeState(word));
    const request = fields['cancellationRequestState'] ?? 'canCancel';
    const id = isOperationId(fields['id']) ? { id: fields['id'] } : {};
    const submissionType = labelOf(fields['submissionType']);
    const slot = labelOf(fields['slot']);
    const startedMs = time_timeOf(fields['createdDateTime']);
    const changedMs = time_timeOf(fields['changedTime'] ?? fields['lastActionDateTime'] ?? fields['createdDateTime']);
    const steps = listOf(fields['steps']).slice(0, mostSteps).map(toStep);
    const currentStep = steps.find(({ name, status }) => name !== '' && isCurrent(normalizeState(status)));
    const leadsTo = placeAfter(steps, slot || submissionType);
    return {
        ...id,
        state: state ?? 'running',
        rawState: shownState(word),
        isKnown: state !== undefined,
        labels: [submissionType, slot].filter((label) => label !== ''),
        ...(startedMs === undefined ? {} : { startedMs }),
        ...(changedMs === undefined ? {} : { changedMs }),
        isCancelPending: normalizeState(word) === canceling || normalizeState(textOf(request) ?? 'unknown') !== 'cancancel',
        steps,
        ...(currentStep ? { currentStep } : {}),
        ...(leadsTo ? { leadsTo } : {}),
        messages: messagesOf(value),
    };
}
function placeAfter(steps, place) {
    const statusOf = (id) => {
        const found = steps.find((one) => normalizeState(one.id) === normalizeState(id) || normalizeState(one.name) === normalizeState(id));
        return found && normalizeState(found.status);
    };
    if (isDone(statusOf('live')) || isDone(statusOf('publisher-signoff')))
        return 'live';
    if (/^waitingfor/.test(statusOf('publisher-signoff') ?? ''))
        return 'preview';
    return places.get(normalizeState(place));
}
function isDone(status = '') {
    return states.get(status) === 'succeeded';
}
function labelOf(value) {
    return sanitize(textOf(value) ?? '', 40);
}
function toStep(value) {
    const fields = fieldsOf(value);
    const id = sanitize(textOf(fields['id']) ?? '', 60);
    const progress = fields['progressPercentage'];
    return {
        id,
        name: sanitize(textOf(fields['stepName']) ?? id, 60),
        status: sanitize(textOf(fields['status']) ?? '', 40),
        ...(typeof progress === 'number' && progress >= 0 && progress <= 100 ? { progress } : {}),
    };
}

;// CONCATENATED MODULE: ./src/marketplace/portal/observations.ts






const acceptedState = '202';
function readOperation(result, { publisherId, id, isOffer = false }) {
    const read = readReply(result);
    if (isUnreadable(read))
        return read;
    const { status, json } = read;
    const found = Array.isArray(json) ? pick(json, id) : json;
    if (isOfAnother(found, publisherId))
        return ofAnother;
    const word = rawStateOf(found) ?? (status === 202 && !isOffer ? acceptedState : undefined);
    if (word === undefined)
        return isEmpty(json) && !isOffer ? unreadable('an empty list', 'absent') : notDocumented(read);
    if (normalizeState(word) === neverPublished)
        return id === undefined ? { kind: 'never-published' } : unreadable('the offer was never published', 'absent');
    const operation = toOperation({ ...fieldsOf(found), submissionState: word });
    if (id !== undefined && operation.id !== undefined && !isSameId(operation.id, id))
        return unreadable(`it shows another operation, ${operation.id}`);
    return observationOf(operation);
}
function isEmpty(json) {
    return Array.isArray(json) && json.length === 0;
}
function isOfAnother(value, publisherId) {
    const named = textOf(fieldsOf(value)['publisherId']) ?? '';
    return named !== '' && named.toLowerCase() !== publisherId.toLowerCase();
}
const ofAnother = unreadable('it names another publisher');
function readList(result, { publisherId }) {
    const read = readReply(result);
    if (isUnreadable(read))
        return read;
    const { json } = read;
    if (!Array.isArray(json) || json.some((entry) => Object.keys(fieldsOf(entry)).length === 0))
        return notDocumented(read);
    if (json.some((entry) => isOfAnother(entry, publisherId)))
        return ofAnother;
    const entries = oneForEachId(json.map(toOperation)).toSorted((a, b) => observations_timeOf(b) - observations_timeOf(a));
    return { kind: 'list', entries, isConclusive: isConclusive(entries) };
}
function entryIn(list, id) {
    if (list.kind === 'unreadable')
        return list;
    const operation = entryFor(list.entries, id);
    if (operation)
        return observationOf(operation);
    return list.isPartial
        ? unreadable(`the list of what runs does not show ${id}`)
        : unreadable(`the list of operations does not show ${id}`, 'absent');
}
function pick(entries, id) {
    if (entries.length === 1)
        return entries[0];
    const ours = entries.filter((entry) => id !== undefined && isSameId(textOf(fieldsOf(entry)['id']), id));
    const operations = ours.map(toOperation);
    const [counting] = oneForEachId(operations);
    return counting && ours[operations.indexOf(counting)];
}
function observations_timeOf({ changedMs }) {
    return changedMs ?? Number.NEGATIVE_INFINITY;
}
function isConclusive(entries) {
    const known = entries.find((entry) => entry.isKnown)?.changedMs ?? Number.NEGATIVE_INFINITY;
    return entries.every((entry) => entry.isKnown ? entry.state !== 'running' || entry.id !== undefined : (entry.changedMs ?? Infinity) < known);
}

;// CONCATENATED MODULE: ./src/marketplace/portal/cancelReply.ts






function readCancelReply(result, address, hasEmails) {
    if (!isExchange(result))
        return classifyCancel(result, false);
    const { body = '', json = undefined } = isReply(result) ? result : {};
    const shown = Array.isArray(json) ? json[0] : json;
    const operation = toOperation(shown);
    const isNo = hasError(json) || isOfAnother(shown, address.publisherId) || operation.state === 'failed';
    const { link, isRejected } = findLocation(result, address);
    const isFollowed = link !== undefined && result.status === 202;
    const classified = classifyCancel(result, isNo || (!isAnswer(result) && !isFollowed));
    return {
        ...classified,
        fault: textFault(classified.disposition, body) ?? classified.fault,
        isCancelPending: operation.isCancelPending,
        ...(link ? { link } : {}),
        ...(classified.disposition === 'ambiguous' && isSuccess(result) ? { isUnclearSuccess: true } : {}),
        ...(classified.disposition === 'completed' ? { isLookDue: true } : {}),
        notices: link?.id !== undefined && hasEmails ? [emailsIgnored] : [],
        warnings: isRejected ? [linkRejected] : [],
    };
}
const emailsIgnored = 'The offer was migrated to Partner Center: the service ignores notification-emails for it, ' +
    'and writes to the seller contact of the account';
const linkRejected = 'The address that came with the reply is not one of an operation of this offer, and is not followed';
function isAnswer(result) {
    return isReply(result) ? result.json !== undefined || result.body.trim() === '' : result.status === undefined;
}
function isSuccess({ status = 0 }) {
    return status >= 200 && status < 300;
}
function textFault(disposition, body) {
    if (!['refused', 'conflict', 'precondition'].includes(disposition))
        return undefined;
    return /InvalidAPIVersion/i.test(body) ? 'version' : /if-match/i.test(body) ? 'if-match' : undefined;
}

;// CONCATENATED MODULE: ./src/marketplace/portal/listReader.ts




const tooLong = unreadable('it is longer than 1 MiB');
function createListReader(get, url, publisherId) {
    const left = [url, `${url}&status=running`];
    const read = async (effort) => {
        const [next] = left;
        if (next === undefined)
            return { list: tooLong };
        const result = await get(next, effort);
        if (!isTooLong(result)) {
            const list = readList(result, { publisherId });
            return { list: next === url ? list : partial(list), result };
        }
        left.shift();
        return effort === 'once' ? { list: tooLong, result } : read(effort);
    };
    return read;
}
function isTooLong(result) {
    return isExchange(result) && isTooLarge(result) && !isWebPage(result);
}
const filterNotServed = ['absent', 'unserved', 'withdrawn', 'rejected'];
function partial(list) {
    if (list.kind === 'list')
        return { ...list, isPartial: true };
    const reason = filterNotServed.includes(list.reason) ? 'no-answer' : list.reason;
    return { ...list, reason, detail: `${tooLong.detail}, and with status=running: ${list.detail}` };
}

;// CONCATENATED MODULE: ./src/marketplace/portal/portal.ts







function createPortal(address, send) {
    const root = `/api/publishers/${address.publisherId}/offers/${address.offerId}`;
    const urlOf = (path) => `${address.baseUrl}${path}?api-version=${address.apiVersion}`;
    const get = getWith(send);
    const readListOf = createListReader(get, urlOf(`${root}/submissions/`), address.publisherId);
    const route = (subject, url, asked) => ({
        subject,
        read: async (effort) => {
            const result = await get(url, effort);
            return portal_resultOf(result, readOperation(result, { publisherId: address.publisherId, ...asked }), address);
        },
    });
    const entryRoute = (id) => ({
        subject: 'The operation',
        read: async (effort) => {
            const { list, result } = await readListOf(effort);
            const observation = entryIn(list, id);
            return result ? portal_resultOf(result, observation, address) : { observation };
        },
    });
    return {
        list: async () => (await readListOf('retrying')).list,
        routesTo: (id) => [route('The operation', urlOf(`${root}/operations/${id}`), { id }), entryRoute(id)],
        offerRoute: route('The offer', urlOf(`${root}/status`), { isOffer: true }),
        linkRoute: ({ path }) => route('The cancellation', `${address.baseUrl}${path}`, {}),
        cancel: async ({ emails, ifMatch, isRepeat, beforeSending }) => {
            const metadata = emails.length > 0 ? { 'notification-emails': emails.join(',') } : {};
            const headers = {
                ...acceptJson,
                'content-type': 'application/json',
                ...(ifMatch === '' ? {} : { 'if-match': ifMatch }),
            };
            const body = JSON.stringify({ metadata });
            const request = { intent: 'cancel', method: 'POST', url: urlOf(`${root}/cancel`), headers, body, beforeSending };
            const result = await send(isRepeat ? { ...request, freshConnection: true } : request, 'once');
            return readCancelReply(result, address, emails.length > 0);
        },
    };
}
function portal_resultOf(result, observation, address) {
    const { link, isRejected } = isExchange(result) && result.status === 202 ? findLocation(result, address) : { isRejected: false };
    return {
        observation,
        ...pauseAfter(result),
        ...(link ? { link } : {}),
        ...(isRejected ? { isLinkRejected: true } : {}),
    };
}

;// CONCATENATED MODULE: ./src/marketplace/productIngestion/facts.ts
const ingestionFacts = {
    name: 'product-ingestion',
    origin: 'https://graph.microsoft.com',
    defaultVersion: '2022-03-01-preview2',
    noun: 'job',
    needsPublisher: false,
    takesEmails: false,
    takesIfMatch: false,
    cancelNamesOperation: true,
    needsOperationId: true,
    notFoundAdvice: 'Check offer-id and operation-id.',
    usualWait: '',
    isPreview: true,
};

;// CONCATENATED MODULE: ./src/marketplace/pages.ts



const mostPages = 100;
async function readPages(firstUrl, get) {
    const entries = [];
    const seen = new Set();
    let url = firstUrl;
    while (url !== undefined) {
        seen.add(url);
        const read = readReply(await get(url));
        if (isUnreadable(read))
            return seen.size === 1 ? read : { ...read, detail: `page ${seen.size} of the list: ${read.detail}` };
        const { json } = read;
        const { value } = fieldsOf(json);
        if (!Array.isArray(value))
            return notDocumented(read);
        entries.push(...value);
        const link = nextLink(json);
        if (link === undefined)
            return entries;
        url = pageUrl(link, firstUrl);
        if (url === undefined || seen.has(url) || seen.size >= mostPages)
            break;
    }
    return unreadable('the list of submissions leads to a page that is not followed');
}
function nextLink(json) {
    const { nextLink: seen, '@odata.nextLink': documented, continuationToken } = fieldsOf(json);
    const link = [documented, seen].find((one) => one !== undefined && one !== null && one !== '');
    if (link === undefined)
        return continuationToken ? '' : undefined;
    return textOf(link) ?? '';
}
function pageUrl(link, firstUrl) {
    const first = new URL(firstUrl);
    const text = /^(\/|https?:\/\/)/i.test(link) ? link : `/${link}`;
    if (link === '' || /[^\x21-\x7e]|\\/.test(text) || !URL.canParse(text, firstUrl))
        return undefined;
    const url = new URL(text, firstUrl);
    const isSameList = url.origin === first.origin && url.pathname.toLowerCase() === first.pathname.toLowerCase();
    return isSameList && url.username === '' && url.password === '' ? url.href : undefined;
}

;// CONCATENATED MODULE: ./src/marketplace/products.ts






function createProduct(offerId, lookUp) {
    let id = guidForm.test(offerId) ? offerId.toLowerCase() : '';
    return {
        id: () => id,
        find: async () => {
            if (id !== '')
                return undefined;
            const found = readProduct(await lookUp(), offerId);
            if (typeof found !== 'string')
                return listFailure(found);
            id = found;
            return undefined;
        },
    };
}
function readProduct(result, offerId) {
    const read = readReply(result);
    if (isUnreadable(read))
        return read.reason === 'withdrawn'
            ? unreadable(`the lookup of the product of ${offerId} failed: ${read.detail}`, 'lookup-failed')
            : read;
    const { value } = fieldsOf(read.json);
    if (!Array.isArray(value))
        return notDocumented(read);
    if (value.length === 0)
        return unreadable(`no product has the offer id ${offerId}`, 'no-product');
    if (value.length > 1)
        return unreadable(`${value.length} products have the offer id ${offerId}`, 'several-products');
    const named = offerIdsOf(value[0]);
    if (named.length > 0 && !named.some((one) => one.toLowerCase() === offerId.toLowerCase()))
        return unreadable(`the lookup of ${offerId} shows the product of another offer`);
    const id = (textOf(fieldsOf(value[0])['id']) ?? '').toLowerCase().replace(/^product\//, '');
    return guidForm.test(id) ? id : notDocumented(read);
}
function offerIdsOf(product) {
    const { identity, externalIDs } = fieldsOf(product);
    const typed = listOf(externalIDs).map(fieldsOf);
    const ids = typed.filter(({ type }) => type === 'AzureOfferId').map(({ value }) => value);
    return [fieldsOf(identity)['externalId'], ...ids].filter((id) => typeof id === 'string');
}
function newestFirst(found, toSubmission) {
    const entries = found.map(toSubmission);
    if (!entries.every((entry) => entry !== undefined))
        return unreadable('the list holds a submission without a number');
    const sorted = entries.toSorted((a, b) => (BigInt(a.id) < BigInt(b.id) ? 1 : -1));
    return { kind: 'list', entries: sorted, isConclusive: sorted[0]?.isKnown !== false };
}
const reported = [
    'unauthorized',
    'forbidden',
    'no-token',
    'signed-out',
    'throttled',
    'redirected',
    'not-the-api',
    'unsent',
    'no-product',
    'several-products',
    'lookup-failed',
    'another-product',
];
function listFailure(failure) {
    return reported.includes(failure.reason) ? failure : { ...failure, reason: 'no-answer' };
}
function products_readCancelReply(result, link, isPage = () => false) {
    const classified = classifyCancel(result, isExchange(result) && !products_isAnswer(result, isPage));
    return isTaken(classified) ? { ...classified, disposition: 'accepted', isLookDue: true, link } : classified;
}
function products_isAnswer(result, isPage) {
    if (!isReply(result))
        return false;
    const { body, json } = result;
    if (body.trim() === '')
        return true;
    return typeof json === 'object' && json !== null && !Array.isArray(json) && (isPage(json) || !hasError(json));
}
function mayHaveArrived({ statusCode, disposition }) {
    return statusCode !== undefined || disposition === 'ambiguous';
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

;// CONCATENATED MODULE: ./src/marketplace/productIngestion/objects.ts





const usual = { labels: [], isCancelPending: false, steps: [] };
function toJob(id, value) {
    const fields = fieldsOf(value);
    const status = statuses.get(normalizeState(fields['jobStatus']));
    const end = status === 'completed' ? results.get(normalizeState(fields['jobResult'])) : undefined;
    return {
        ...usual,
        id,
        state: end ?? 'running',
        rawState: shownState(fields['jobStatus'], fields['jobResult']),
        isKnown: end !== undefined || status === 'running',
        ...objects_started(fields['jobStart']),
        messages: errorsOf(fields['errors']),
    };
}
function objects_started(value) {
    const startedMs = time_timeOf(value) ?? -1;
    return startedMs < 0 ? {} : { startedMs };
}
const objects_mostMessages = 3;
function errorsOf(value) {
    const errors = Array.isArray(value) ? value.slice(0, objects_mostMessages) : [];
    return errors
        .map((error) => [fieldsOf(error)['code'], fieldsOf(error)['message']].map((text) => sanitize(textOf(text) ?? '')).filter(Boolean))
        .map((parts) => parts.join(': '))
        .filter((text) => text !== '');
}
function toSubmission(value) {
    const fields = fieldsOf(value);
    const id = /\/(\d{1,40})$/.exec(textOf(fields['id']) ?? '')?.[1];
    if (id === undefined)
        return undefined;
    const status = normalizeState(fields['status']);
    const target = targetTypeOf(fields);
    const leadsTo = publishTargets.find((one) => one === target);
    const result = normalizeState(fields['result']);
    const end = statuses.get(status) === 'completed' ? (results.get(result) ?? 'failed') : undefined;
    return {
        ...usual,
        id,
        noun: 'submission',
        state: end ?? 'running',
        rawState: shownState(fields['status']),
        isKnown: status !== '',
        ...objects_started(fields['created']),
        labels: target === '' ? [] : [target],
        ...(leadsTo ? { leadsTo } : {}),
        messages: [],
    };
}
function targetTypeOf(value) {
    return normalizeState(fieldsOf(fieldsOf(value)['target'])['targetType']).slice(0, 40);
}
function productIn(value, productId) {
    const named = /product\/([0-9a-f-]{36})/i.exec(textOf(fieldsOf(value)['resourceUri']) ?? '')?.[1];
    if (named === undefined)
        return 'none';
    return named.toLowerCase() === productId ? 'ours' : 'another';
}
function jobIdOf(value) {
    const fields = fieldsOf(value);
    return textOf(fields['jobId'] ?? fields['jobID']);
}

;// CONCATENATED MODULE: ./src/marketplace/productIngestion/replies.ts






function readJob(result, job, productId) {
    const read = readReply(result);
    if (isUnreadable(read))
        return read;
    const { json } = read;
    const id = jobIdOf(json);
    if (id !== undefined && !isSameId(id, job))
        return unreadable('it shows another job');
    if (fieldsOf(json)['jobStatus'] === undefined)
        return notDocumented(read);
    return { operation: toJob(job, json), product: productIn(json, productId) };
}
function targetTypesOf(result) {
    const read = readReply(result);
    return isUnreadable(read) ? [] : listOf(fieldsOf(read.json)['resources']).map(targetTypeOf);
}
function readSubmissions(found) {
    return newestFirst(found.filter((entry) => targetTypeOf(entry) !== draft), toSubmission);
}
function beforeCancel({ operation, product }, submissions) {
    if (product === 'another')
        return unreadable('the job is one of another product', 'another-product');
    const isRunning = operation.state === 'running';
    if (isRunning ? isPublishing(submissions) || product === 'ours' : !isPublishing(submissions))
        return observationOf(isPushToLive(submissions) ? { ...operation, isPushToLive: true } : operation);
    const detail = isRunning
        ? 'the job runs, and the product has no running submission: it may be a job for the draft only, or for another offer'
        : `the job has ended (${operation.rawState}), and a submission of the product runs: it belongs to another job`;
    return unreadable(detail, 'unrelated');
}
function afterCancel(operation, submissions, before) {
    const { state, rawState } = operation;
    if (state !== 'canceled' && state !== 'failed')
        return observationOf(operation);
    if (isPublishing(submissions))
        return {
            kind: 'running',
            operation: {
                ...operation,
                state: 'running',
                rawState: `${rawState}, a submission of the product runs`,
                isCancelPending: state === 'canceled',
                isContradicted: true,
            },
        };
    const done = submissions.find((one) => one.state === 'succeeded' && (!before.has(one.id) || isBegunBy(one, operation)));
    if (done)
        return { kind: 'unsettled', detail: `the job says ${rawState}, and submission ${done.id} of the product has succeeded` };
    return observationOf(state === 'canceled' ? { ...operation, proof: 'the job says so, and no submission of the product runs' } : operation);
}
function isBegunBy(submission, job) {
    return (submission.startedMs ?? Number.NEGATIVE_INFINITY) >= (job.startedMs ?? Number.POSITIVE_INFINITY);
}
function isPushToLive(submissions) {
    return submissions.some(({ state, leadsTo }) => state === 'running' && leadsTo === 'live');
}
function isPublishing(submissions) {
    return submissions.some(({ state }) => state === 'running');
}
function isJobPage(json) {
    return fieldsOf(json)['jobStatus'] !== undefined && fieldsOf(json)['error'] === undefined;
}
function readCancel(result, link) {
    const reply = products_readCancelReply(result, link, isJobPage);
    return reply.statusCode === 400 ? { ...reply, disposition: 'conflict' } : reply;
}

;// CONCATENATED MODULE: ./src/marketplace/productIngestion/productIngestion.ts






const root = '/rp/product-ingestion';
const jobPauseMs = 60_000;
function createIngestion(address, send) {
    const { baseUrl, apiVersion, offerId, guard } = address;
    let mayHaveBeenCanceled = false;
    let longestPauseMs = 0;
    let isSettling = false;
    let canceledJob;
    let before;
    const urlOf = (path, query = '') => `${baseUrl}${root}/${path}?${query}$version=${apiVersion}`;
    const plainGet = getWith(send);
    const get = async (url, effort) => {
        const result = await plainGet(url, effort);
        longestPauseMs = Math.max(longestPauseMs, pauseAfter(result).retryAfterMs ?? 0);
        return result;
    };
    const product = createProduct(offerId, () => get(urlOf('product', `externalId=${encodeURIComponent(offerId)}&`), 'retrying'));
    const submissions = async (effort) => {
        const missing = await product.find();
        if (missing)
            return missing;
        const found = await readPages(urlOf(`submission/${product.id()}`), (url) => get(url, effort));
        return 'kind' in found ? listFailure(found) : readSubmissions(found);
    };
    const look = async (job, effort) => {
        longestPauseMs = 0;
        const observation = await observe(job, effort);
        const isPaced = mayHaveBeenCanceled && !canceledJob && !isSettling;
        isSettling &&= observation.kind === 'unreadable';
        return { observation, retryAfterMs: isPaced ? Math.max(longestPauseMs, jobPauseMs) : longestPauseMs };
    };
    const observe = async (job, effort) => {
        const first = canceledJob ? { operation: canceledJob, product: 'ours' } : await lookAtJob(job, effort);
        if ('kind' in first)
            return first;
        if (first.operation.state === 'canceled' && mayHaveBeenCanceled)
            canceledJob = first.operation;
        const list = await submissions(effort);
        return list.kind === 'unreadable' ? list : withLeadsTo(job, compare(first, list.entries));
    };
    const compare = (seen, entries) => {
        before ??= new Set(entries.filter(({ state }) => state === 'succeeded').map(({ id }) => id));
        return mayHaveBeenCanceled ? afterCancel(seen.operation, entries, before) : beforeCancel(seen, entries);
    };
    const lookAtJob = async (job, effort) => {
        const missing = await product.find();
        if (missing)
            return missing;
        return readJob(await get(urlOf(`configure/${job}/status`), effort), job, product.id());
    };
    const withLeadsTo = async (job, observation) => {
        if (observation.kind !== 'ended' || observation.operation.state !== 'succeeded')
            return observation;
        const targets = targetTypesOf(await get(urlOf(`configure/${job}`), 'retrying'));
        const leadsTo = publishTargets.find((target) => targets.includes(target));
        return { ...observation, operation: { ...observation.operation, ...(leadsTo ? { leadsTo } : {}) } };
    };
    const route = (job) => ({ subject: 'The job', read: (effort) => look(job, effort) });
    return {
        list: async () => (guard === '' ? submissions('retrying') : { kind: 'list', entries: [], isConclusive: false }),
        routesTo: (job) => [route(job)],
        linkRoute: ({ id = '' }) => route(id),
        cancel: async ({ operationId = '', isRepeat, beforeSending }) => {
            const { observation } = await look(operationId, 'before-cancel');
            if (observation.kind !== 'running' || observation.operation.isContradicted)
                return withheld(observation);
            const path = `${root}/configure/${operationId}/status`;
            const url = urlOf(`configure/${operationId}/cancel`);
            const result = await send({ intent: 'cancel', method: 'POST', url, headers: acceptJson, freshConnection: isRepeat, beforeSending }, 'once');
            const reply = readCancel(result, { path, id: operationId });
            mayHaveBeenCanceled ||= mayHaveArrived(reply);
            isSettling = reply.disposition === 'ambiguous';
            return reply;
        },
    };
}

;// CONCATENATED MODULE: ./src/marketplace/submission/facts.ts
const submissionFacts = {
    name: 'submission',
    origin: 'https://api.partner.microsoft.com',
    defaultVersion: '',
    noun: 'submission',
    needsPublisher: false,
    takesEmails: false,
    takesIfMatch: false,
    cancelNamesOperation: true,
    needsOperationId: false,
    notFoundAdvice: 'Check offer-id and operation-id.',
    usualWait: '',
    isPreview: true,
};

;// CONCATENATED MODULE: ./src/marketplace/submission/gone.ts
const leastAbsenceMs = 5_000;
function concludeGone(facts) {
    const { id, wasSeenRunning, mayHaveBeenDeleted, firstAbsentMs, lastAbsentMs, before, now } = facts;
    if (!wasSeenRunning || !mayHaveBeenDeleted || lastAbsentMs - firstAbsentMs < leastAbsenceMs)
        return { kind: 'not-yet' };
    if (now.some((entry) => entry.id === id))
        return { kind: 'not-yet' };
    const newer = now.find((entry) => BigInt(entry.id ?? 0) > BigInt(id));
    if (newer)
        return { kind: 'unsettled', detail: `submission ${id} is gone, and a newer one, ${newer.id} (${newer.rawState}), is there` };
    if (publishedIn(before) !== publishedIn(now))
        return { kind: 'unsettled', detail: `submission ${id} is gone, and what is published has changed since the first look` };
    const seconds = Math.floor((lastAbsentMs - firstAbsentMs) / 1000);
    return {
        kind: 'canceled',
        proof: `its page answered 404 twice, ${seconds} s apart, the list does not show it, ` +
            'none is newer, and what is published has not changed',
    };
}
function publishedIn(entries) {
    const published = entries
        .filter(({ rawState }) => /^published\b/i.test(rawState))
        .map(({ id, rawState }) => `${id} ${rawState.toLowerCase()}`);
    return published.toSorted().join();
}

;// CONCATENATED MODULE: ./src/marketplace/submission/states.ts
const running = { state: 'running', isKnown: true };
const unknown = { state: 'running', isKnown: false };
const failed = { state: 'failed', isKnown: true };
const states_canceled = { state: 'canceled', isKnown: true };
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
const stateWords = [...new Set([...meanings.keys()].flatMap((words) => words.split('/'))), states_draft, canceledWord];
const updateWords = (/* unused pure expression or super */ null && (['running', 'completed', 'failed']));
function meaningOf(state, substate, update) {
    if (state === canceledWord || substate === canceledWord)
        return states_canceled;
    if (state === 'published')
        return meanings.get(`${state}/${substate}`) ?? unknown;
    if (update === 'failed')
        return failed;
    if (substate === states_draft && update === 'running')
        return running;
    return meanings.get(`${state}/${substate}`) ?? unknown;
}

;// CONCATENATED MODULE: ./src/marketplace/submission/objects.ts




function isSubmissionId(id) {
    return typeof id === 'string' && /^\d{1,40}$/.test(id);
}
function objects_toSubmission(value) {
    const fields = fieldsOf(value);
    const id = fields['id'];
    if (!isSubmissionId(id))
        return undefined;
    const state = normalizeState(fields['state']);
    const substate = normalizeState(fields['substate']);
    const { status, failureReason } = fieldsOf(fields['pendingUpdateInfo']);
    const { isKnown, leadsTo, isPastCanceling, state: meaning } = meaningOf(state, substate, normalizeState(status));
    const isAutoPromoted = fieldsOf(fields['publishOption'])['isAutoPromote'] === true;
    return {
        id,
        state: meaning,
        rawState: shownState(fields['state'], fields['substate']),
        isKnown,
        labels: [],
        isCancelPending: false,
        steps: [],
        ...(leadsTo ? { leadsTo } : {}),
        ...(isPastCanceling ? { isPastCanceling } : {}),
        ...(isAutoPromoted ? { isAutoPromoted } : {}),
        messages: [sanitize(textOf(failureReason) ?? '')].filter((text) => text !== ''),
    };
}

;// CONCATENATED MODULE: ./src/marketplace/submission/replies.ts




function readSubmission(result, id) {
    const read = readReply(result);
    if (isUnreadable(read))
        return read;
    const submission = objects_toSubmission(read.json);
    return submission?.id === id ? observationOf(submission) : notDocumented(read);
}
function replies_readSubmissions(found) {
    return newestFirst(found, objects_toSubmission);
}
function goneSubmission(id, proof) {
    const operation = {
        id,
        state: 'canceled',
        rawState: 'gone',
        isKnown: true,
        labels: [],
        isCancelPending: false,
        steps: [],
        messages: [],
        proof,
    };
    return observationOf(operation);
}

;// CONCATENATED MODULE: ./src/marketplace/submission/submission.ts







const submission_root = '/v1.0/ingestion/products';
function productFilter(offerId) {
    return `$filter=${encodeURIComponent(`externalIDs/Any(i:i/type eq 'AzureOfferId' and i/value eq '${offerId}')`)}`;
}
function pathOf(productId, id) {
    return `${submission_root}/${productId}/submissions/${id}`;
}
function createSubmission(address, send, { clock, deadlineMs, stop }) {
    const { baseUrl, offerId, guard, guardProduct } = address;
    let before = [];
    const seenRunning = new Set();
    let mayHaveBeenDeleted = false;
    let firstAbsentMs;
    const get = getWith(send);
    const product = createProduct(offerId, () => get(`${baseUrl}${submission_root}?${productFilter(offerId)}`, 'retrying'));
    const urlOf = (id) => `${baseUrl}${pathOf(product.id(), id)}`;
    const resolve = async () => {
        const missing = await product.find();
        if (missing)
            return missing;
        return guardProduct === '' || guardProduct === product.id() ? undefined : anotherProduct(guardProduct, product.id());
    };
    const note = ({ id, state, isKnown }) => {
        if (id !== undefined && state === 'running' && isKnown)
            seenRunning.add(id);
    };
    const readList = async () => {
        const unresolved = await resolve();
        if (unresolved)
            return unresolved;
        const found = await readPages(`${baseUrl}${submission_root}/${product.id()}/submissions`, (url) => get(url, 'retrying'));
        return 'kind' in found ? found : replies_readSubmissions(found);
    };
    const list = async () => {
        const read = await readList();
        if (read.kind === 'unreadable')
            return listFailure(read);
        for (const entry of read.entries)
            note(entry);
        if (mayHaveBeenDeleted)
            return read;
        before = read.entries;
        return {
            ...read,
            entries: await Promise.all(before.map((entry) => (entry.id === guard ? withPublishOption(entry, 'retrying') : entry))),
        };
    };
    const withPublishOption = async (operation, effort) => {
        const { id, leadsTo } = operation;
        if (leadsTo !== 'preview' || id === undefined)
            return operation;
        const shown = readSubmission(await get(`${urlOf(id)}?$expand=PublishOption`, effort), id);
        return 'operation' in shown && shown.operation.isAutoPromoted ? { ...operation, isAutoPromoted: true } : operation;
    };
    const look = async (id, effort) => {
        const unresolved = await resolve();
        if (unresolved)
            return { observation: unresolved };
        const result = await get(urlOf(id), effort);
        const observation = readSubmission(result, id);
        if (observation.kind === 'running')
            note(observation.operation);
        if (observation.kind === 'unreadable' && observation.reason === 'absent' && mayHaveBeenDeleted && seenRunning.has(id))
            return whenAbsent(id, observation, effort);
        if (observation.kind === 'unreadable')
            return { observation, ...pauseAfter(result) };
        firstAbsentMs = undefined;
        const shown = observation.kind === 'ended' ? { ...observation, operation: await withPublishOption(observation.operation, effort) } : observation;
        return { observation: shown, ...pauseAfter(result) };
    };
    const whenAbsent = async (id, observation, effort) => {
        firstAbsentMs ??= clock.nowMs();
        const waitMs = firstAbsentMs + leastAbsenceMs - clock.nowMs();
        if (waitMs > 0 && effort === 'once')
            return { observation, retryAfterMs: waitMs };
        if (waitMs > 0) {
            if (clock.nowMs() + waitMs >= deadlineMs)
                return { observation };
            await clock.sleep(waitMs, stop);
            return stop.aborted ? { observation } : look(id, effort);
        }
        return { observation: await absenceOf(id, observation, firstAbsentMs, clock.nowMs()) };
    };
    const absenceOf = async (id, observation, first, last) => {
        const now = await list();
        if (now.kind === 'unreadable')
            return now;
        const wasSeenRunning = seenRunning.has(id);
        const gone = concludeGone({
            id,
            wasSeenRunning,
            mayHaveBeenDeleted,
            firstAbsentMs: first,
            lastAbsentMs: last,
            before,
            now: now.entries,
        });
        if (gone.kind === 'unsettled')
            return gone;
        if (gone.kind === 'not-yet')
            return observation;
        return goneSubmission(id, gone.proof);
    };
    const mayDelete = (observation, id) => observation.kind === 'running' && (observation.operation.isKnown || (guard === id && !seenRunning.has(id)));
    const route = (id) => ({ subject: 'The submission', read: (effort) => look(id, effort) });
    return {
        list,
        routesTo: (id) => [route(id)],
        linkRoute: ({ id = '' }) => route(id),
        cancel: async ({ operationId = '', isRepeat, beforeSending }) => {
            const { observation } = await look(operationId, 'before-cancel');
            if (!mayDelete(observation, operationId))
                return withheld(observation);
            const result = await send({ intent: 'cancel', method: 'DELETE', url: urlOf(operationId), headers: acceptJson, freshConnection: isRepeat, beforeSending }, 'once');
            const reply = products_readCancelReply(result, { path: pathOf(product.id(), operationId), id: operationId });
            mayHaveBeenDeleted ||= mayHaveArrived(reply);
            return reply.fault === 'not-found' ? { ...reply, mayBeGone: true } : reply;
        },
    };
}
function anotherProduct(named, ours) {
    return unreadable(`operation-id names a submission of product ${named}, and the offer is product ${ours}`, 'another-product');
}

;// CONCATENATED MODULE: ./src/marketplace/apis.ts






const apis = {
    'cloud-partner-portal': portalFacts,
    submission: submissionFacts,
    'product-ingestion': ingestionFacts,
};
function createApi(name, offer, send, limits) {
    switch (name) {
        case 'cloud-partner-portal':
            return createPortal(offer, send);
        case 'submission':
            return createSubmission(offer, send, limits);
        case 'product-ingestion':
            return createIngestion(offer, send);
    }
}

;// CONCATENATED MODULE: ./src/inputs/emails.ts

const mostEmails = 50;
const longestEmail = 254;
const longestEmailList = 8192;
const emailForm = /^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z0-9][A-Za-z0-9-]{0,61}[A-Za-z0-9]$/;
const mostPlaces = 10;
function emailList(value) {
    const given = value
        .split(/[,;\r\n]/)
        .map((address) => address.trim())
        .filter((address) => address !== '');
    const malformed = given.flatMap((address, index) => (isEmail(address) ? [] : [index + 1]));
    const different = distinct(given.filter(isEmail), keyOf);
    const kept = different.slice(0, mostEmails);
    while (kept.join(',').length > longestEmailList)
        kept.pop();
    const places = `${malformed.slice(0, mostPlaces).join(', ')}${malformed.length > mostPlaces ? ', …' : ''}`;
    const beyond = different.length - kept.length;
    const warnings = [
        malformed.length > 0 &&
            `${malformed.length} of ${given.length} left out, not an address (number ${places} in the list); write name@example.com`,
        beyond > 0 && `${beyond} left out, the limit is ${mostEmails} addresses and 8 KiB`,
    ];
    return { value: kept, warnings: warnings.filter((warning) => warning !== false).map((warning) => `notification-emails: ${warning}`) };
}
function isEmail(address) {
    return address.length <= longestEmail && emailForm.test(address);
}
function keyOf(address) {
    const [local, domain = ''] = address.split('@');
    return `${local}@${domain.toLowerCase()}`;
}

;// CONCATENATED MODULE: ./src/inputs/offers.ts





const idForm = /^[A-Za-z0-9][A-Za-z0-9_.-]{0,127}$/;
const idRule = 'write 1 to 128 letters, digits, "_", "." or "-", beginning with a letter or a digit';
const mostOffers = 500;
const mostNamed = 3;
function identifier(value, example) {
    if (value === '')
        return { problem: `is empty; ${idRule}, e.g. ${example}` };
    if (!idForm.test(value) || placeholder(value))
        return { problem: `"${quoteInput(value)}" is not an identifier${placeholder(value)}; ${idRule}, e.g. ${example}` };
    return { value };
}
const otherListForm = /[[\]{}"';|]|^\s*-\s/m;
const howToList = '; several offers are separated by commas, spaces or new lines, without brackets, quotes or dashes, e.g. offer-a, offer-b';
function offerList(value) {
    const ids = value.split(/[\s,]+/).filter((id) => id !== '');
    const problems = (ids.length === 0 ? [''] : ids).flatMap((id) => {
        const checked = identifier(id, 'contoso-vm');
        return 'problem' in checked ? [checked.problem] : [];
    });
    const more = problems.length > mostNamed ? `; and ${problems.length - mostNamed} more` : '';
    const hint = otherListForm.test(value) ? howToList : '';
    if (problems.length > 0)
        return { problem: `${problems.slice(0, mostNamed).join('; ')}${more}${hint}` };
    const different = distinct(ids, (id) => id.toLowerCase());
    if (different.length > mostOffers)
        return { problem: `names ${different.length} offers; one step takes ${mostOffers} at most: use a matrix of several jobs` };
    const dropped = ids.length - different.length;
    return { value: different, notices: dropped > 0 ? [`offer-id: ${pluralize(dropped, 'duplicate was', 'duplicates were')} dropped`] : [] };
}
function operationId(value, address, origin) {
    const bare = withoutWrapping(value);
    const isPath = bare.includes('/');
    if (bare === '' || (isPath && address === undefined))
        return { value: '' };
    const id = address && isPath ? idInPath(bare, [address, { ...address, baseUrl: origin }]) : guidForm.exec(bare)?.[0];
    if (id !== undefined)
        return { value: id.toLowerCase() };
    if (isPath && /\$|%24/.test(bare) && !placeholder(bare))
        return { problem: pathWithoutId };
    if (isPath)
        return { problem: `"${quoteInput(value)}" is not an operation path of this publisher and offer; write the operation's GUID` };
    return {
        problem: `"${quoteInput(value)}" is not an operation id${placeholder(value)}; write a GUID, e.g. 56615b67-2185-49fe-80d2-c4ddf77bb2e8`,
    };
}
const pathWithoutId = 'is the path of an offer that was not migrated: it holds no id that could be compared; leave it out, which cancels whatever runs';
function idInPath(path, addresses) {
    return addresses.map((address) => parseOperationPath(path, address)?.id).find((id) => id !== undefined);
}
function withoutWrapping(value) {
    return value
        .replace(/^(["'])(.*)\1$/, '$2')
        .replace(/(?:\{|%7b)([0-9a-f-]{36})(?:\}|%7d)/i, '$1')
        .replace(/(?<=.)\/(?=\?|$)/, '');
}
function forOneOffer(value, checked, offerIds) {
    if ('problem' in checked || value === '' || offerIds.length < 2)
        return checked;
    return { problem: `is for one offer, and offer-id names ${offerIds.length}; leave it out, or give that offer a step of its own` };
}

;// CONCATENATED MODULE: ./src/inputs/values.ts


function wholeNumber(value, fallback, { least, most }) {
    const number = value === '' ? Number(fallback) : Number(/^\d{1,6}$/.test(value) ? value : Number.NaN);
    if (number >= least && number <= most)
        return { value: number };
    return { problem: `"${quoteInput(value)}" is not a number from ${least} to ${most}; write plain digits, e.g. ${fallback}` };
}
function yesNo(value, fallback) {
    const word = value === '' ? fallback : value;
    if (/^(true|True|TRUE)$/.test(word))
        return { value: true };
    if (/^(false|False|FALSE)$/.test(word))
        return { value: false };
    return { problem: `"${quoteInput(value)}" is neither true nor false; write one of true, True, TRUE, false, False, FALSE` };
}
function choice(value, fallback, words) {
    const found = words.find((word) => word === (value === '' ? fallback : value));
    return found ? { value: found } : { problem: `"${quoteInput(value)}" is not one of ${words.join(', ')} (in lower case)` };
}
function apiVersion(value, example) {
    if (versionForm.test(value))
        return { value };
    return { problem: `"${quoteInput(value)}" is not a version; write a date such as ${example}, or leave the input out` };
}
function entityTag(value) {
    if (!/^[\x20-\x7e]{0,1024}$/.test(value))
        return { problem: `"${quoteInput(value)}" cannot be sent in a header; write an ETag, e.g. W/"datetime'2026-01-31'", or *` };
    return { value, ...(value === '*' ? { notices: ['if-match: "*" matches any state, so it guards nothing'] } : {}) };
}

;// CONCATENATED MODULE: ./src/inputs/byApi.ts






const noGuard = { id: '', productId: '' };
function publisherFor(value, { needsPublisher }) {
    return value === '' && !needsPublisher ? { value } : identifier(value, 'contoso');
}
function emailsFor(value, { name, takesEmails }) {
    if (takesEmails)
        return emailList(value);
    const warnings = value.trim() === '' ? [] : [`notification-emails: the service of api: ${name} takes no addresses, so no e-mail is sent to them`];
    return { value: [], warnings };
}
function versionFor(value, { name, defaultVersion }) {
    if (defaultVersion !== '')
        return value === '' ? { value: defaultVersion } : apiVersion(value, defaultVersion);
    return { value: '', notices: value === '' ? [] : [`api-version: it is ignored, since api: ${name} has none`] };
}
function entityTagFor(value, { takesIfMatch }) {
    if (takesIfMatch || value === '')
        return entityTag(value);
    return { problem: `is for api: cloud-partner-portal only; leave it out` };
}
function guardFor(value, { name, origin }, compared) {
    return guards[name](value, { origin, ...compared });
}
const guards = {
    'cloud-partner-portal': operationGuard,
    submission: submissionGuard,
    'product-ingestion': jobGuard,
};
function operationGuard(value, { address, origin }) {
    const checked = operationId(value, address, origin);
    return 'problem' in checked ? checked : { ...checked, value: { id: checked.value, productId: '' } };
}
const pathForm = /^(?:submission\/)?([0-9a-f-]{36})\/(\d{1,40})$/i;
function submissionGuard(value, { offerId }) {
    const bare = value.replace(/^"(.*)"$/, '$1');
    if (bare === '' || /^\d{1,40}$/.test(bare))
        return { value: { id: bare, productId: '' } };
    const [, product = '', id = ''] = pathForm.exec(bare) ?? [];
    if (!guidForm.test(product))
        return {
            problem: `"${quoteInput(value)}" is not a submission${placeholder(value)}; write its number, e.g. 1152921505687654321, ` +
                'or submission/<product>/<number>',
        };
    const productId = product.toLowerCase();
    if (offerId !== undefined && guidForm.test(offerId) && offerId.toLowerCase() !== productId)
        return { problem: `names a submission of product ${productId}, and offer-id is another product; correct one of them` };
    return { value: { id, productId } };
}
function jobGuard(value, { isDryRun }) {
    const [, id = ''] = /^"?\{?(?:configure\/)?([0-9a-f-]{36})\}?"?$/i.exec(value) ?? [];
    if (guidForm.test(id))
        return { value: { id: id.toLowerCase(), productId: '' } };
    if (value === '' && isDryRun)
        return { value: noGuard };
    const rule = 'write the id of the job that the configure request returned (a GUID), or set dry-run to true to see what runs';
    if (value === '')
        return { problem: `is empty, and api: product-ingestion cancels a job by its id; ${rule}` };
    return { problem: `"${quoteInput(value)}" is not a job${placeholder(value)}; ${rule}` };
}

;// CONCATENATED MODULE: ./src/inputs/token.ts



const waysFor = (resource) => "sign in one way: tenant-id and client-id (federated by the job's GitHub token, no secret), these two with client-secret, " +
    `or token (a bearer token for ${resource}). A secret is empty in a run from a fork, and in one of Dependabot`;
const emptyWithoutEnvironment = 'a variable or secret that belongs to a GitHub environment is empty unless the job names that environment (environment: NAME)';
const emptyFromAnotherJob = 'a token from another job arrives empty, since GitHub drops every job output that holds a masked value: get the token in this job';
function noToken(ways) {
    return `${emptyWithoutEnvironment}; ${emptyFromAnotherJob}; ${ways}`;
}
const emptyWord = /^(?:null|nil|none|nan|undefined|void|empty|\$?\(?null\)?|<null>|n\/a|true|false|\*+|\[object \w+\]|(?:System|Microsoft)\.[\w.`[\]+]+)$/i;
function isEmptyWord(value) {
    return emptyWord.test(value
        .trim()
        .replace(/^(["'`])(.*)\1$/, '$2')
        .trim());
}
function bearerToken(value, resource) {
    const token = withoutScheme(value);
    const ways = waysFor(resource);
    const command = `\`az account get-access-token --resource ${resource} --query accessToken -o tsv\``;
    const tokenAdvice = `pass the access token alone, as ${command} prints it`;
    if (withoutScheme(token) === '')
        return { problem: `is empty; ${noToken(ways)}` };
    if (isEmptyWord(token))
        return { problem: `is a word that stands for no value: the step that should have printed a token printed none; ${tokenAdvice}` };
    if (placeholder(token))
        return { problem: `is a placeholder that was never filled in; ${ways}` };
    if (token.length > longestToken)
        return { problem: `is longer than ${longestToken} characters, which is more than a request header can carry; ${tokenAdvice}` };
    if (/^[{["]/.test(token))
        return { problem: `is JSON or in quotes, not a token; ${tokenAdvice}` };
    if (guidForm.test(token))
        return { problem: `is a GUID (an id of an application, a tenant or a secret), not a token; ${tokenAdvice}` };
    if (/^(gh[a-z]_|github_pat_)/.test(token))
        return { problem: `is a token of GitHub, not of Microsoft Entra; ${tokenAdvice}` };
    if (token.startsWith('ZXlK'))
        return { problem: `is a token in base64: decode it once; ${tokenAdvice}` };
    if (!isBearerToken(token))
        return { problem: `holds a blank, a line break or another character that no token has; ${tokenAdvice}` };
    return {
        value: token,
        ...(token === value ? {} : { notices: ['token: its "Bearer " prefix was dropped'] }),
        ...unmasked('token', token),
    };
}
const shortestMask = 4;
function isMaskable(secret) {
    return secret.length >= shortestMask && !isEmptyWord(withoutScheme(secret));
}
function unmasked(name, secret) {
    return secret.length >= shortestMask
        ? {}
        : { warnings: [`${name}: it has fewer than ${shortestMask} characters, so the log cannot hide it`] };
}
function withoutScheme(token) {
    return token.replace(/^bearer(\s+|$)/i, '');
}

;// CONCATENATED MODULE: ./src/inputs/deployment.ts



const deployment_longestName = 255;
function environmentName(value) {
    if (value === '')
        return { value };
    if (value.length <= deployment_longestName && !/[\p{Cc}\p{Cs}\p{Zl}\p{Zp}]/u.test(value) && !placeholder(value))
        return { value };
    return {
        problem: `"${quoteInput(value)}" is not the name of an environment${placeholder(value)}; ` +
            `write the name of a GitHub environment in one line of at most ${deployment_longestName} characters, or leave the input out`,
    };
}
const advice = 'so no deployment will be marked inactive; write github-token: ${{ github.token }}, ' +
    'and give the job "permissions: { deployments: write }"';
function deploymentToken(value, environment) {
    if (environment === '')
        return { value: '', notices: value === '' ? [] : ['github-token: it is for environment alone, which is empty, and is not used'] };
    if (/^[\x21-\x7e]{4,4096}$/.test(value) && !placeholder(value) && !isEmptyWord(value))
        return { value };
    return { value: '', warnings: [`github-token: it is ${value === '' ? 'empty' : `not a token${placeholder(value)}`}, ${advice}`] };
}

;// CONCATENATED MODULE: ./src/inputs/signIn.ts




const domainForm = /^(?=.{4,253}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]*[a-z0-9]$/i;
function signInWay({ values, variables, authorityUrl, isSandbox, resource }, collect) {
    const ways = waysFor(resource);
    const { token, 'tenant-id': tenant, 'client-id': client, 'client-secret': secret } = values;
    const isOfEntra = tenant !== '' || client !== '' || secret !== '';
    if (!isOfEntra)
        return { method: 'token', token: collect('token', token === '' ? signIn_nothing(ways) : bearerToken(token, resource), ''), resource };
    if (token !== '')
        collect('token', tooMuch(ways), null);
    const tenantId = collect('tenant-id', tenantName(tenant, ways), '');
    const clientId = collect('client-id', applicationId(client, ways), '');
    if (isLoopback(new URL(authorityUrl)) !== isSandbox)
        collect('authority-url', apart, null);
    const application = { authorityUrl, tenantId, clientId, resource };
    if (secret !== '')
        return { method: 'client-secret', ...application, clientSecret: collect('client-secret', clientSecret(secret, ways), '') };
    const { ACTIONS_ID_TOKEN_REQUEST_URL: requestUrl, ACTIONS_ID_TOKEN_REQUEST_TOKEN: requestToken } = variables;
    if (token === '')
        collect('permissions', oidcEndpoint(requestUrl, requestToken, isSandbox), null);
    return { method: 'federated', ...application, requestUrl, requestToken };
}
const signIn_nothing = (ways) => ({ problem: `is empty, and so are tenant-id and client-id; ${noToken(ways)}` });
const tooMuch = (ways) => ({ problem: `is given beside tenant-id, client-id or client-secret; ${ways}` });
const apart = {
    problem: 'a sandbox and the real service do not mix: put base-url and authority-url both on this machine, or leave both out',
};
function tenantName(value, ways) {
    if (value === '')
        return { problem: `is empty; ${emptyWithoutEnvironment}; ${ways}` };
    if (guidForm.test(value) || domainForm.test(value))
        return { value };
    return {
        problem: `is not a tenant${placeholder(value)}; write the tenant's id (a GUID) or one of its domains, ` +
            'e.g. contoso.onmicrosoft.com (not common, organizations or consumers)',
    };
}
function applicationId(value, ways) {
    if (value === '')
        return { problem: `is empty; ${emptyWithoutEnvironment}; ${ways}` };
    if (guidForm.test(value))
        return { value };
    return { problem: `is not a GUID${placeholder(value)}; write the Application (client) ID of the app registration` };
}
function clientSecret(value, ways) {
    if (placeholder(value))
        return { problem: `is a placeholder that was never filled in; ${ways}` };
    if (isEmptyWord(value))
        return { problem: `is a word that stands for no value: what should have printed the secret printed none; ${ways}` };
    if (value.length > longestSecret)
        return { problem: `is longer than ${longestSecret} characters, which no client secret is; paste its Value alone` };
    return { value, ...unmasked('client-secret', value) };
}
const longestSecret = 4096;
const noOidc = 'to sign in without a secret, add "permissions: { id-token: write, contents: read }" to the job. A reusable workflow gets it only if ' +
    'the job that calls it has it too. A run from a fork or of Dependabot never gets it. If the job has it already, what runs the job has ' +
    'no OIDC, such as act or Gitea: use client-secret or token there. If you meant client-secret, it is empty here: ' +
    emptyWithoutEnvironment;
function oidcEndpoint(url, token, isSandbox) {
    if (url === '' || token === '')
        return { problem: noOidc };
    const isUsable = URL.canParse(url) && (new URL(url).protocol === 'https:' || (isSandbox && /^http:/i.test(url) && isLoopback(new URL(url))));
    return isUsable
        ? { value: null }
        : {
            problem: 'ACTIONS_ID_TOKEN_REQUEST_URL is not an https address, and the token behind it is not asked for without TLS; ' +
                'let the runner set it',
        };
}

;// CONCATENATED MODULE: ./src/inputs/plan.ts










function parsePlan({ values, variables, extraCertificates, recordingPlace }) {
    const problems = [];
    const notices = [];
    const warnings = [];
    const collect = (name, checked, instead) => {
        if ('problem' in checked) {
            problems.push(`${name}: ${checked.problem}`);
            return instead;
        }
        notices.push(...(checked.notices ?? []));
        warnings.push(...(checked.warnings ?? []));
        return checked.value;
    };
    const names = Object.keys(apis);
    const api = apis[collect('api', choice(values.api, inputDefaults.api, names), inputDefaults.api)];
    const publisherId = collect('publisher-id', publisherFor(values['publisher-id'], api), '');
    const offerIds = collect('offer-id', offerList(values['offer-id']), []);
    const emails = collect('notification-emails', emailsFor(values['notification-emails'], api), []);
    const version = collect('api-version', versionFor(values['api-version'], api), '');
    const baseUrl = collect('base-url', serviceUrl(values['base-url'] || api.origin, api.origin), api.origin);
    const authorityUrl = collect('authority-url', serviceUrl(values['authority-url'] || inputDefaults['authority-url'], inputDefaults['authority-url']), inputDefaults['authority-url']);
    const isSandbox = isLoopback(new URL(baseUrl));
    const signIn = signInWay({ values, variables, authorityUrl, isSandbox, resource: api.origin }, collect);
    const [offerId, ...moreOffers] = offerIds;
    const address = publisherId === '' || offerId === undefined ? undefined : { publisherId, offerId, baseUrl, apiVersion: version };
    const dryRun = yesNo(values['dry-run'], inputDefaults['dry-run']);
    const guard = guardFor(values['operation-id'], api, { address, offerId, isDryRun: 'problem' in dryRun || dryRun.value });
    const { id: operationId, productId: operationProduct } = collect('operation-id', forOneOffer(values['operation-id'], guard, offerIds), noGuard);
    const policy = collect('if-nothing-to-cancel', choice(values['if-nothing-to-cancel'], inputDefaults['if-nothing-to-cancel'], ['error', 'warn', 'ignore']), 'error');
    const wait = collect('wait', yesNo(values.wait, inputDefaults.wait), true);
    const number = (name) => collect(name, wholeNumber(values[name], inputDefaults[name], ranges[name]), 1);
    const timeout = number('timeout-minutes');
    const interval = number('poll-interval-seconds');
    const isDryRun = collect('dry-run', dryRun, true);
    const environment = collect('environment', environmentName(values.environment), '');
    const githubToken = collect('github-token', deploymentToken(values['github-token'], values.environment), '');
    const ifMatch = collect('if-match', forOneOffer(values['if-match'], entityTagFor(values['if-match'], api), offerIds), '');
    const recording = collect('recording', recordingFile(values.recording, recordingPlace), '');
    const network = networkSettings(variables, extraCertificates, collect);
    if (interval > timeout * 60)
        warnings.push(`poll-interval-seconds: ${interval} s is longer than the whole step may take (${timeout} min); ` +
            'it will look once more, at its deadline');
    if (problems.length > 0 || offerId === undefined)
        return { api, problems, isSandbox };
    return {
        api,
        publisherId,
        offerIds: [offerId, ...moreOffers],
        emails,
        signIn,
        operationId,
        operationProduct,
        ifNothingToCancel: policy,
        wait,
        timeoutMs: timeout * 60_000,
        isTimeoutAtMaximum: timeout === ranges['timeout-minutes'].most,
        pollIntervalMs: interval * 1000,
        isDryRun,
        environment,
        githubToken,
        ifMatch,
        apiVersion: version,
        baseUrl,
        isSandbox,
        recording,
        notices,
        warnings,
        ...network,
    };
}

;// CONCATENATED MODULE: ./src/action/annotations.ts
const mostInAll = 10;
const mostWarningsOfOne = 3;
function withFewAnnotations(runner, offers) {
    let errors = 0;
    let warnings = 0;
    const mostWarnings = offers === 1 ? mostWarningsOfOne : mostInAll;
    return {
        ...runner,
        warning: (text, title) => {
            if (warnings >= mostWarnings || errors + warnings >= mostInAll)
                return runner.info(text);
            warnings += 1;
            runner.warning(text, title);
        },
        error: (text, title) => {
            if (errors + warnings >= mostInAll)
                return runner.info(text);
            errors += 1;
            runner.error(text, title);
        },
    };
}

;// CONCATENATED MODULE: ./src/action/recording.ts



const noRecording = { listen: (send) => send, write: () => undefined, writeBefore: (exitCode) => exitCode };
function loadRecorder() {
    return (0,external_node_module_namespaceObject.createRequire)(import.meta.url)('./recording/index.js');
}
function createRecording(runner, plan, clock, load = loadRecorder) {
    if (plan.recording === '')
        return noRecording;
    const startMs = clock.nowMs();
    let recorder;
    const attempt = (act) => {
        try {
            act();
        }
        catch (error) {
            recorder = undefined;
            runner.warning(escapeCommand(`There is no recording (${errorMessage(error)}). The result of the step stands.`));
        }
    };
    attempt(() => {
        recorder = load().createRecorder(plan, clock.wallMs());
    });
    const write = (results) => attempt(() => {
        if (recorder === undefined)
            return;
        const text = recorder.file(results);
        recorder = undefined;
        runner.writeBelowWorkspace(plan.recording, text);
        runner.info(escapeCommand(`The recording is in ${plan.recording}. It is made for sharing. Nothing was uploaded.`));
    });
    return {
        listen: (send) => async (request, signal) => {
            const atMs = clock.nowMs() - startMs;
            const result = await send(request, signal);
            attempt(() => recorder?.note(request, result, { atMs, endMs: clock.nowMs() - startMs }));
            return result;
        },
        write,
        writeBefore: (exitCode) => {
            write([]);
            return exitCode;
        },
    };
}

;// CONCATENATED MODULE: ./src/auth/bearer.ts


function withBearer(send, credential, baseUrl) {
    const service = new URL(baseUrl);
    if (service.protocol !== 'https:' && !isLoopback(service))
        throw new Error(`a credential is never sent to ${service.origin}: it is not TLS`);
    let untried;
    const sendWith = async (token, request, signal) => {
        const headers = { ...request.headers, authorization: `Bearer ${token}` };
        const result = await send({ ...request, headers, secrets: [token] }, signal);
        if (result.status !== undefined && result.status !== 401 && token === untried)
            untried = undefined;
        return result;
    };
    const renewed = async (token, reply, request, signal) => {
        if (credential.whyRefused)
            return { ...reply, remark: credential.whyRefused() };
        if (token === untried)
            return { ...reply, remark: refusedAgain };
        const fresh = await credential.accessToken(token);
        if (!isToken(fresh))
            return { ...fresh, rejection: reply };
        untried = fresh.token;
        if (request.intent === 'cancel')
            return { ...reply, isTokenRenewed: true };
        const second = await sendWith(fresh.token, request, signal);
        return second.status === 401 ? { ...second, remark: refusedAgain } : second;
    };
    return async (request, signal) => {
        const { origin } = new URL(request.url);
        if (origin !== service.origin)
            throw new Error(`a credential for ${service.origin} is never sent to ${origin}`);
        const access = await credential.accessToken();
        if (!isToken(access))
            return access;
        const result = await sendWith(access.token, request, signal);
        return result.status === 401 ? renewed(access.token, result, request, signal) : result;
    };
}
const refusedAgain = 'a token that was fetched anew was refused as well';

;// CONCATENATED MODULE: ./src/auth/cachedCredential.ts


const renewBeforeMs = 120_000;
const restMs = 30_000;
function cachedCredential(fetch, { limits: { clock }, log }) {
    let current;
    let failed;
    let pending;
    let grants = 0;
    const living = () => (current && clock.nowMs() < current.deadAtMs ? current : undefined);
    const renew = async () => {
        const askedAtMs = clock.nowMs();
        const result = await fetch(living() !== undefined);
        pending = undefined;
        if (!isToken(result)) {
            failed = { reason: result, untilMs: clock.nowMs() + restMs };
            return living() ?? result;
        }
        const { token, expiresInMs: lifeMs } = result;
        failed = undefined;
        current = { token, renewAtMs: askedAtMs + lifeMs - Math.min(renewBeforeMs, lifeMs / 2), deadAtMs: askedAtMs + lifeMs };
        grants += 1;
        log(`Signed in${grants === 1 ? '' : ' again'}. The token is valid for ${lifeOf(lifeMs)}`);
        return current;
    };
    return {
        accessToken: async (rejected) => {
            if (current?.token === rejected)
                current = undefined;
            if (current && clock.nowMs() < current.renewAtMs)
                return current;
            if (failed && clock.nowMs() < failed.untilMs)
                return living() ?? failed.reason;
            pending ??= renew();
            return pending;
        },
    };
}
function lifeOf(ms) {
    return ms < 120_000 ? pluralize(ms / 1000, 'second') : pluralize(Math.floor(ms / 60_000), 'minute');
}

;// CONCATENATED MODULE: ./src/auth/hints.ts
const hints_causes = [
    {
        codes: ['70021', '700211', '700212', '700213', '7002137', '7002138', '70025'],
        hint: federation,
        isOfClaims: true,
    },
    {
        codes: ['700027', '900384'],
        hint: "GitHub's token was not signed with a key that Microsoft Entra knows: check the issuer of the federated credential",
        isOfClaims: true,
    },
    {
        codes: ['700223'],
        hint: 'The tenant restricts federated sign-in: ask its administrator to allow it for this application',
        isOfClaims: true,
    },
    { codes: ['700238'], hint: "The tenant does not allow this issuer: ask its administrator to allow GitHub's", isOfClaims: true },
    {
        codes: ['700024', '500133'],
        hint: "GitHub's token was outside its time window of about five minutes: run the step again",
    },
    { codes: ['700016', '700011', '70001'], hint: 'Check client-id and tenant-id: this tenant has no such application' },
    {
        codes: ['7000229'],
        hint: ({ clientId }) => `The application has no service principal (enterprise application) in this tenant: run az ad sp create --id ${clientId}`,
    },
    { codes: ['7000112'], hint: 'The application is disabled in this tenant: have its enterprise application enabled' },
    {
        codes: ['700025'],
        hint: 'The application is registered as a public client, which has no secret and no federated credential: ' +
            'register it as a web application',
    },
    {
        codes: ['50020', '90072', '50034', '51004', '50014', '16000', '16003', '90084'],
        hint: 'Microsoft Entra takes it for the account of a user or a guest that this tenant does not have: check client-id and tenant-id; ' +
            'client-id is the Application (client) ID of an app registration in this tenant',
    },
    {
        codes: ['7000215', '70002'],
        hint: "Put the secret's Value into client-secret, not its Secret ID; if it has expired, make a new one",
    },
    { codes: ['7000222'], hint: 'The client secret has expired: make a new one, or sign in without one (docs/signing-in.md)' },
    { codes: ['90002', '90019', '50059', '50128'], hint: 'Check tenant-id: there is no such tenant in the public cloud' },
    {
        codes: ['90038', '900382', '900432', '90051', '1000104'],
        hint: 'The application belongs to another cloud; this API is served by the public one only',
    },
    {
        codes: ['500011', '50001', '500014', '650052', '650054'],
        hint: 'The tenant does not know the API: check that tenant-id is the tenant of the Partner Center account; ' +
            'it has also been seen in outages of the sign-in service, so try again once',
    },
    { codes: ['70011', '28002', '700022', '700023', '901002'], hint: 'The scope was not understood: check that authority-url is left out' },
    {
        codes: ['53000', '53001', '53002', '53003', '530031', '530032', '530034', '530035', '53011', '50005', '50097', '50131', '50158'],
        hint: blockedByPolicy('A Conditional Access policy'),
    },
    { codes: ['50072', '50074', '50076', '50078', '50079'], hint: blockedByPolicy('A policy that wants multi-factor authentication') },
    {
        codes: ['50002', '500021', '500022', '500212', '500213'],
        hint: 'Tenant restrictions do not let this runner sign in to the tenant: ask who runs the network, or the tenant, to allow it',
    },
    {
        codes: ['65001', '65005', '650056', '650057', '90008', '90093', '90094', '90095', '90099', '50105', '501051'],
        hint: 'The tenant wants consent or a role for the application before it gives it a token: ask its administrator to grant that ' +
            '(the marketplace itself needs no API permission)',
    },
    {
        codes: ['90055', '90006', '90012', '90024', '90033', '90090', '90091', '50000', '50033', '50196'],
        hint: 'The sign-in service is busy: run the step again in a minute',
    },
];
function hintFor(codes, attempt) {
    const cause = codes.map((code) => hints_causes.find((one) => one.codes.includes(code))).find((known) => known !== undefined);
    if (!cause)
        return { text: '', isOfClaims: false };
    const { hint, isOfClaims = false } = cause;
    return { text: typeof hint === 'string' ? hint : hint(attempt), isOfClaims };
}
function federation({ claims }) {
    if (!claims)
        return "Check issuer, subject and audience of the application's federated credential";
    return ('No federated credential of the application matches this job: give it one with the issuer, subject and audience that the log shows, ' +
        `letter for letter${formOf(claims.subject)}`);
}
function formOf(subject) {
    if (!subject.startsWith('repo:'))
        return '';
    return /^repo:[^:]*@\d+[/:]/.test(subject)
        ? ' (the form with ids; a credential for repo:owner/name:… does not match it)'
        : ' (the form without ids; a credential for repo:owner@id/name@id:… does not match it)';
}
function blockedByPolicy(policy) {
    return `${policy} of the tenant blocks the application: have it excluded from the policy`;
}

;// CONCATENATED MODULE: ./src/auth/jwt.ts


function claimsOf(token) {
    const [, payload, ...rest] = token.split('.');
    const claims = payload === undefined || rest.length !== 1 ? undefined : parseJson(Buffer.from(payload, 'base64url').toString('utf8'));
    const fields = fieldsOf(claims);
    if (Object.keys(fields).length === 0)
        return undefined;
    const text = (name) => {
        const texts = [fields[name]].flat().filter((value) => typeof value === 'string');
        return printable(texts.join(' '));
    };
    const { exp } = fields;
    return {
        issuer: text('iss'),
        subject: text('sub'),
        audience: text('aud'),
        application: text('appid') || text('azp'),
        tenant: text('tid'),
        ...(typeof exp === 'number' && Number.isFinite(exp * 1000) ? { expiresMs: exp * 1000 } : {}),
    };
}
function credentialLines({ issuer, subject, audience }) {
    return [`issuer: ${issuer}`, `subject: ${subject}`, `audience: ${audience}`];
}

;// CONCATENATED MODULE: ./src/auth/signInFailure.ts




function signInFailure(service, result, hint) {
    const cause = causeOf(result);
    return { cause, detail: [`${service} ${verbs[cause]}: ${describeFailure(withoutSecrets(result))}`, hint].filter(Boolean).join('. ') };
}
const verbs = {
    'sign-in-refused': 'refused the sign-in',
    'sign-in-unreachable': 'could not be asked for a token',
    'sign-in-unusable': 'gave no token that can be used',
    certificate: 'could not be asked for a token',
};
function causeOf(result) {
    if (!isReply(result))
        return isUntrusted(result.code) ? 'certificate' : 'sign-in-unreachable';
    if (isTransient(result))
        return 'sign-in-unreachable';
    return result.status >= 400 && result.status < 500 ? 'sign-in-refused' : 'sign-in-unusable';
}
function withoutSecrets(result) {
    return isReply(result) && result.status < 300 && !/^\s*</.test(result.body) ? { ...result, body: '', json: undefined } : result;
}

;// CONCATENATED MODULE: ./src/auth/entra.ts








const mostMsPerTry = 10_000;
const usualLifeMs = 300_000;
const longestLifeSeconds = 31_536_000;
async function requestToken(application, proof, tools, tries) {
    const { authorityUrl, tenantId, clientId, resource } = application;
    const form = { client_id: clientId, scope: `${resource}/.default`, grant_type: 'client_credentials', ...fieldsFor(proof) };
    const request = {
        intent: 'read',
        method: 'POST',
        url: `${authorityUrl}/${tenantId}/oauth2/v2.0/token`,
        headers: { accept: 'application/json', 'content-type': 'application/x-www-form-urlencoded' },
        body: new URLSearchParams(form).toString(),
        secrets: Object.values(proof),
    };
    const answer = await withRetry(() => tools.send(request, tools.limits.stop, mostMsPerTry), tools.limits, tries);
    const grant = readAccessToken(answer);
    if ('token' in grant) {
        tools.mask(grant.token);
        return grant;
    }
    if (grant.problem !== '')
        return signInFailure('Microsoft Entra', answer, grant.problem);
    const { words, toCopy } = explain(answer, clientId, proof);
    return { ...signInFailure('Microsoft Entra', answer, words), ...(toCopy ? { toCopy } : {}) };
}
function fieldsFor(proof) {
    if ('clientSecret' in proof)
        return { client_secret: proof.clientSecret };
    return { client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer', client_assertion: proof.assertion };
}
function readAccessToken(answer) {
    if (!isReply(answer) || answer.status !== 200)
        return { problem: '' };
    const { access_token: token, token_type: type, expires_in: life } = fieldsOf(answer.json);
    if (token === undefined)
        return { problem: 'Its answer holds no access_token' };
    if (!isBearerToken(token))
        return { problem: 'Its access_token is not a bearer token' };
    if (type !== undefined && textOf(type)?.toLowerCase() !== 'bearer')
        return { problem: 'Its token_type is not Bearer' };
    if (life === undefined)
        return { token, expiresInMs: usualLifeMs };
    const seconds = typeof life === 'string' && /^\d+$/.test(life) ? Number(life) : life;
    const isLife = typeof seconds === 'number' && Number.isInteger(seconds) && seconds > 0 && seconds <= longestLifeSeconds;
    return isLife ? { token, expiresInMs: seconds * 1000 } : { problem: 'Its expires_in is not a number of seconds' };
}
function explain(answer, clientId, proof) {
    const fields = fieldsOf(isReply(answer) ? answer.json : undefined);
    const description = textOf(fields['error_description']) ?? '';
    const listed = listOf(fields['error_codes']).filter((code) => typeof code === 'number' || typeof code === 'string');
    const named = [...description.matchAll(/AADSTS(\d+)/g)].map(([, code = '']) => code);
    const claims = 'assertion' in proof ? claimsOf(proof.assertion) : undefined;
    const hint = hintFor([...listed.map(String), ...named], { clientId, claims });
    const id = sanitize(textOf(fields['correlation_id']) ?? '', 100);
    const words = [id && `Correlation id ${id}`, sentenceWithTimes(description), hint.text].filter(Boolean).join('. ');
    return claims && hint.isOfClaims ? { words, toCopy: credentialLines(claims) } : { words };
}
function sentenceWithTimes(description) {
    const [, ...more] = description.split(/(?<=\.)\s+/);
    const sentence = more.find((one) => /^Current time:/i.test(one)) ?? '';
    return sanitize(sentence).replace(/\.$/, '');
}

;// CONCATENATED MODULE: ./src/auth/githubOidc.ts





const assertionAudience = 'api://AzureADTokenExchange';
const lastTryAfterMs = 25_000;
const githubOidc_mostMsPerTry = 5_000;
async function githubToken({ requestUrl, requestToken }, tools, tries) {
    const { clock, deadlineMs, stop } = tools.limits;
    const url = `${requestUrl}${requestUrl.includes('?') ? '&' : '?'}audience=${encodeURIComponent(assertionAudience)}`;
    const headers = { accept: 'application/json', authorization: `Bearer ${requestToken}` };
    const limits = { clock, stop, deadlineMs: Math.min(deadlineMs, clock.nowMs() + lastTryAfterMs) };
    const result = await withRetry(() => tools.send({ intent: 'read', method: 'GET', url, headers, secrets: [requestToken] }, stop, githubOidc_mostMsPerTry), limits, tries);
    const value = isReply(result) && result.status === 200 ? fieldsOf(result.json)['value'] : undefined;
    if (!isBearerToken(value))
        return signInFailure('GitHub', result, isReply(result) && !isTransient(result) ? (hints[Math.floor(result.status / 100)] ?? '') : '');
    tools.mask(value);
    return { token: value };
}
const hints = {
    2: 'Its answer holds no token of the job',
    4: 'Check that the job has the permission id-token: write, and that the job is still running',
};

;// CONCATENATED MODULE: ./src/auth/staticToken.ts



function staticToken_isOfAnother(audience, resource) {
    return /^(https?|api):/i.test(audience) && audience.toLowerCase().replace(/\/$/, '') !== resource;
}
function describeToken(token, resource, wallMs) {
    const claims = claimsOf(token);
    if (!claims)
        return { who: '', trouble: '' };
    const { application, tenant, audience, expiresMs } = claims;
    const minutes = expiresMs === undefined ? undefined : Math.round((expiresMs - wallMs) / 60_000);
    const isExpired = expiresMs !== undefined && expiresMs <= wallMs;
    const who = [
        application && `application ${quoteClaim(application)}`,
        tenant && `tenant ${quoteClaim(tenant)}`,
        minutes !== undefined && !isExpired && `valid for ${pluralize(minutes, 'minute')}`,
    ].filter(Boolean);
    const troubles = [
        isExpired && `expired ${pluralize(-Number(minutes), 'minute')} ago`,
        staticToken_isOfAnother(audience, resource) && `was issued for ${quoteClaim(audience)}, not for ${resource}`,
    ].filter(Boolean);
    return { who: who.join(', '), trouble: troubles.length === 0 ? '' : `the token that was given ${troubles.join(' and ')}` };
}
const longestClaim = 200;
const quoteClaim = (claim) => sanitize(claim, longestClaim);
function staticToken(token, resource, wallMs) {
    return { accessToken: async () => ({ token }), whyRefused: () => describeToken(token, resource, wallMs()).trouble };
}

;// CONCATENATED MODULE: ./src/auth/signIn.ts







function describeSignIn(signIn, wallMs) {
    if (signIn.method === 'token') {
        const { who, trouble } = describeToken(signIn.token, signIn.resource, wallMs);
        return {
            line: who && `Signing in with the token that was given: ${who}`,
            warning: trouble && `token: ${trouble}; it is sent all the same`,
        };
    }
    const proof = signIn.method === 'federated' ? 'the GitHub token of this job (federated, no secret)' : 'its client secret';
    return {
        line: `Signing in as application ${signIn.clientId} of tenant ${signIn.tenantId} at ${signIn.authorityUrl}, with ${proof}`,
        warning: '',
    };
}
function credentialFor(signIn, tools) {
    if (signIn.method === 'token')
        return staticToken(signIn.token, signIn.resource, tools.limits.clock.wallMs);
    const triesFor = (hasToken) => (hasToken ? 1 : mostAttempts);
    if (signIn.method === 'client-secret') {
        const proof = { clientSecret: signIn.clientSecret };
        return cachedCredential((hasToken) => requestToken(signIn, proof, tools, triesFor(hasToken)), tools);
    }
    let logged = '';
    return cachedCredential(async (hasToken) => {
        const assertion = await githubToken(signIn, tools, triesFor(hasToken));
        if (!isToken(assertion))
            return assertion;
        const claims = claimsOf(assertion.token);
        const lines = claims ? ['GitHub says of this job:', ...credentialLines(claims)] : [];
        if (lines.join() !== logged)
            for (const line of lines)
                tools.log(line);
        logged = lines.join();
        return requestToken(signIn, { assertion: assertion.token }, tools, triesFor(hasToken));
    }, tools);
}

;// CONCATENATED MODULE: ./src/cancel/context.ts
function unauthorizedCause({ signIn }) {
    return signIn.method === 'token' ? 'refused-401' : 'refused-application';
}
const noTime = { cause: 'no-time', statement: 'The deadline came before the cancel could be sent' };
const interruptedConclusion = { cause: 'interrupted', statement: 'The run was canceled while this step worked' };

;// CONCATENATED MODULE: ./src/cancel/facts.ts

function cancelFacts(replies, target) {
    const left = replies.filter(({ hasLeft }) => hasLeft);
    const reply = left.findLast(({ statusCode }) => statusCode !== undefined) ?? left.at(-1);
    if (!reply)
        return { ...nothingSent, operationId: target.id ?? null };
    const link = left.findLast((one) => one.link)?.link;
    return {
        sent: left.every(({ disposition }) => disposition === 'unprocessed') ? 'unprocessed' : 'yes',
        statusCode: reply.statusCode ?? null,
        operationPath: link?.path ?? null,
        operationId: target.id ?? link?.id ?? null,
        requestId: reply.requestId ?? null,
    };
}

;// CONCATENATED MODULE: ./src/cancel/wording.ts

function nameOf(api, operation, id) {
    const noun = operation?.noun ?? api.noun;
    const known = operation?.id ?? id;
    const named = known === undefined ? `${noun} without a readable id` : `${noun} ${known}`;
    return operation && operation.labels.length > 0 ? `${named} (${operation.labels.join(', ')})` : named;
}
function progressOf({ isKnown, rawState, state, currentStep }) {
    const word = isKnown ? rawState : `"${rawState}" (not a state we know, so it counts as running)`;
    if (!currentStep || state !== 'running')
        return word;
    const percent = currentStep.progress === undefined ? '' : ` ${currentStep.progress} %`;
    return `${word}, ${currentStep.name}${percent}`;
}
function capitalize(text) {
    return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}
const stateVerbs = {
    running: 'is running',
    canceled: 'was canceled',
    succeeded: 'succeeded',
    failed: 'failed',
};
function ago(changedMs, wallMs) {
    if (changedMs === undefined)
        return '';
    const minutes = Math.max(0, Math.round((wallMs - changedMs) / 60_000));
    if (minutes < 120)
        return ` ${pluralize(minutes, 'minute')} ago`;
    const hours = Math.round(minutes / 60);
    return hours < 48 ? ` ${pluralize(hours, 'hour')} ago` : ` ${pluralize(Math.round(hours / 24), 'day')} ago`;
}

;// CONCATENATED MODULE: ./src/cancel/conclude.ts

function concludeFrom(api, end, target, isBefore) {
    const name = subject(api, end, target);
    const promotion = end.isAutoPromoted ? '. Its preview goes live by itself' : '';
    switch (end.state) {
        case 'canceled':
            return {
                cause: 'canceled',
                statement: `${name} ${isBefore ? 'had already been canceled' : 'is canceled'}${end.proof ? `: ${end.proof}` : ''}`,
            };
        case 'failed': {
            const words = end.messages.length > 0 ? ` (${end.messages.join('; ')})` : '';
            return {
                cause: 'failed-by-itself',
                statement: `${name} failed by itself${isBefore ? '' : ' before the cancel took effect'}${words}`,
            };
        }
        case 'succeeded':
            if (end.isPastCanceling)
                return onItsWay(name);
            return {
                cause: lateness(end, target.operation),
                statement: `${name} succeeded before ${isBefore ? 'a cancel could be sent' : 'the cancel took effect'}${promotion}`,
            };
    }
}
function onItsWay(name) {
    return { cause: 'going-live', statement: `${name} is on its way to live` };
}
function subject(api, end, target) {
    if (target.id === undefined)
        return "The operation that the offer's status showed";
    return capitalize(nameOf(api, target.operation ?? end, target.id));
}
function lateness({ leadsTo, isAutoPromoted }, first) {
    if (isAutoPromoted)
        return 'going-live';
    const known = leadsTo ?? first?.leadsTo;
    return known ? `too-late-${known}` : 'too-late';
}
function concludeUnsettled({ detail }) {
    return { cause: 'unsettled', statement: capitalize(detail) };
}

;// CONCATENATED MODULE: ./src/cancel/firstLook.ts


function found({ plan, marketplace, clock, log, onObserved }, operation, entries) {
    onObserved(operation);
    const changed = operation.changedMs === undefined ? '' : `, last changed${ago(operation.changedMs, clock.wallMs())}`;
    log('note', `Found ${nameOf(plan.api, operation)}: ${progressOf(operation)}${changed}`);
    return {
        id: operation.id,
        operation,
        routes: marketplace.routesTo(operation.id),
        wasSeenRunning: true,
        isUnserved: false,
        ...(entries ? { firstRunningIds: entries.filter(({ state }) => state === 'running').flatMap(({ id = [] }) => id) } : {}),
    };
}
const refusals = {
    forbidden: 'refused-403',
    'no-token': 'sign-in-unreachable',
    'signed-out': 'sign-in-refused',
    rejected: 'refused',
    redirected: 'not-the-api',
    'not-the-api': 'not-the-api',
    unsent: 'no-time',
    throttled: 'throttled',
    'no-product': 'no-product',
    'several-products': 'several-products',
    'lookup-failed': 'lookup-failed',
    'another-product': 'another-product',
};
const statements = ['no-product', 'several-products', 'lookup-failed', 'another-product'];
function refusal({ reason, detail }, plan) {
    const cause = reason === 'unauthorized' ? unauthorizedCause(plan) : refusals[reason];
    const statement = statements.includes(reason) ? capitalize(detail) : `The offer's operations could not be read: ${detail}`;
    return cause && { cause, statement };
}

;// CONCATENATED MODULE: ./src/cancel/guard.ts




const longestUnseenMs = 30_000;
const guardPauseMs = 3_000;
async function guarded(context, guard, { entries, isConclusive }) {
    const own = entryFor(entries, guard);
    const [other] = runningIn(entries).filter(({ id }) => !isSameId(id, guard));
    if (!isConclusive || own?.isKnown === false)
        return guardByItsPage(context, guard, { other, entries });
    if (own?.state === 'running')
        return found(context, own, entries);
    if (other)
        return mismatch(context, guard, other, own);
    const observation = own && observationOf(own);
    return observation?.kind === 'ended' ? endedBefore(context, guard, observation.operation) : guardByItsPage(context, guard, { entries });
}
function endedBefore({ plan, onObserved }, guard, own) {
    onObserved(own);
    return { ...concludeFrom(plan.api, own, { id: guard, operation: own }, true), operationId: guard };
}
function mismatch({ plan, onObserved }, guard, other, own) {
    onObserved(other);
    const state = own ? ` (which ${stateVerbs[own.state]})` : '';
    return {
        cause: 'another-runs',
        statement: `Another ${plan.api.noun} runs: ${nameOf(plan.api, other)}, not ${guard}${state}`,
        operationId: other.id,
    };
}
const mayComeYet = ['absent', 'unrelated'];
function unusablePage({ plan }, guard, observation) {
    const unread = observation.kind === 'unreadable' ? observation : unreadable('it shows no operation');
    return (refusal(unread, plan) ?? {
        cause: 'guard-unreadable',
        statement: `${capitalize(plan.api.noun)} ${guard} cannot be read: ${unread.detail}`,
    });
}
function notFound({ plan }, guard, { reason, detail }, list) {
    const name = `${capitalize(plan.api.noun)} ${guard}`;
    if (reason === 'unrelated')
        return { cause: 'unrelated-operation', statement: `${name} does not belong to this offer: ${detail}` };
    return { cause: list?.reason === 'absent' ? 'unknown-offer' : 'not-found', statement: `${name} was not found: ${detail}` };
}
async function guardByItsPage(context, guard, { entries, other, list }) {
    const { marketplace, clock } = context;
    const [route] = marketplace.routesTo(guard);
    const untilMs = Math.min(clock.nowMs() + longestUnseenMs, context.deadlineMs);
    for (;;) {
        const { observation } = await route.read('retrying');
        if (observation.kind === 'running')
            return found(context, { ...observation.operation, id: guard }, entries);
        if (observation.kind === 'ended') {
            const own = { ...observation.operation, id: guard };
            return other ? mismatch(context, guard, other, own) : endedBefore(context, guard, own);
        }
        if (observation.kind !== 'unreadable' || !mayComeYet.includes(observation.reason))
            return unusablePage(context, guard, observation);
        if (clock.nowMs() + guardPauseMs > untilMs)
            return notFound(context, guard, observation, list);
        await clock.sleep(guardPauseMs, context.stop);
    }
}

;// CONCATENATED MODULE: ./src/cancel/findTarget.ts






async function findTarget(context) {
    const { plan, marketplace, log } = context;
    const list = await marketplace.list();
    if (list.kind === 'unreadable')
        return refusal(list, plan) ?? withoutList(context, list);
    if (plan.operationId !== '')
        return guarded(context, plan.operationId, list);
    const { entries, isConclusive, isPartial = false } = list;
    if (!isConclusive)
        return withoutId(context, unreadable('it holds states that are not known'));
    const [operation, ...others] = runningIn(entries);
    if (!operation)
        return isPartial ? withoutId(context, unreadable('it is too long, and shows nothing that runs')) : nothingRuns(context, entries);
    if (isPartial)
        log('warning', `${partialList}${setOperationId(plan)}`);
    if (others.length > 0)
        log('warning', `${others.length + 1} ${plan.api.noun}s run at once. The newest is taken: ${nameOf(plan.api, operation)}`);
    return found(context, operation, entries);
}
function withoutList(context, list) {
    const { plan, marketplace, clock, deadlineMs } = context;
    if (clock.nowMs() >= deadlineMs)
        return noTime;
    if (!marketplace.offerRoute)
        return cannotLook(list);
    return plan.operationId === '' ? withoutId(context, list) : guardByItsPage(context, plan.operationId, { list });
}
const partialList = 'The list of operations is too long to be read whole, so the service was asked for what runs only';
function setOperationId({ offerIds }) {
    return offerIds.length === 1 ? '. Set operation-id to be sure' : '';
}
function nothingRuns({ plan, clock }, entries) {
    const goingLive = pastCancelingIn(entries);
    if (goingLive)
        return { ...onItsWay(capitalize(nameOf(plan.api, goingLive))), operationId: goingLive.id };
    const [last] = entries;
    if (!last)
        return { cause: 'nothing-running', statement: `No ${plan.api.noun} is running: the offer has never been published` };
    const mayBeLive = last.state === 'succeeded' ? ', so the offer may be live' : '';
    const newest = `${nameOf(plan.api, last)}, ${stateVerbs[last.state]}${ago(last.changedMs, clock.wallMs())}`;
    return { cause: 'nothing-running', statement: `No ${plan.api.noun} is running. The newest, ${newest}${mayBeLive}` };
}
const decisive = ['not-the-api', 'unsent'];
async function withoutId(context, list) {
    const { marketplace, plan, log } = context;
    if (!marketplace.offerRoute)
        return cannotLook(list);
    const { observation } = await marketplace.offerRoute.read('retrying');
    if (context.stop.aborted)
        return interruptedConclusion;
    const no = observation.kind === 'unreadable' && decisive.includes(observation.reason) ? refusal(observation, plan) : undefined;
    if (no)
        return no;
    if (observation.kind === 'never-published')
        return { cause: 'nothing-running', statement: 'No operation is running: the offer has never been published' };
    if (observation.kind === 'ended')
        return {
            cause: 'nothing-running',
            statement: `No operation is running: the offer's status is "${observation.operation.rawState}". ` +
                `The newest operation is not known, since the list of operations cannot be used (${list.detail})`,
        };
    if (observation.kind === 'unreadable' && plan.isDryRun)
        return {
            cause: list.reason === 'absent' && observation.reason === 'absent' ? 'unknown-offer' : 'cannot-look',
            statement: `What runs cannot be seen: neither the list of operations (${list.detail}) ` +
                `nor the offer's status (${observation.detail}) can be read`,
        };
    const status = observation.kind === 'running'
        ? `the offer's status is "${observation.operation.rawState}"`
        : `nor can the offer's status: ${observation.detail}`;
    const unknown = 'The step goes on without knowing which operation runs';
    log('warning', `The list of operations cannot be used (${list.detail}), ${status}. ${unknown}${setOperationId(plan)}`);
    return {
        routes: [marketplace.offerRoute],
        wasSeenRunning: observation.kind === 'running' && observation.operation.isKnown,
        isUnserved: operations_isMissing(observation) && operations_isMissing(list),
    };
}
function cannotLook({ detail }) {
    return { cause: 'list-unreadable', statement: `What runs cannot be seen, since the service's list cannot be read: ${detail}` };
}

;// CONCATENATED MODULE: ./src/cancel/follow.ts




async function follow(context, target, reply, poller) {
    const { plan, log } = context;
    if (reply.disposition === 'accepted' && plan.wait && plan.offerIds.length === 1)
        log('note', waiting(context));
    startPolling(poller, target, reply);
    let linkEnd;
    let last;
    for (let result = await poller.next(); result; result = await poller.next()) {
        const { observation } = result;
        if (result.isLink) {
            linkEnd = endState(observation) ?? linkEnd;
            continue;
        }
        if (observation.kind === 'unsettled')
            return concludeUnsettled(observation);
        const conclusion = enough(plan, reply, decide(plan, result, target, reply, linkEnd)) ?? neverSeenRunning(result);
        if (conclusion)
            return conclusion;
        last = observation;
    }
    if (context.stop.aborted)
        return interruptedConclusion;
    return follow_unconfirmed(reply, last);
}
function startPolling(poller, { isUnserved }, reply) {
    const { disposition, isLookDue, link, isUnclearSuccess, retryAfterMs } = reply;
    if (isLookDue)
        poller.pollNow();
    else if (disposition === 'accepted' || isUnserved)
        poller.follow(disposition === 'accepted' || isUnclearSuccess ? link : undefined, retryAfterMs);
}
function waiting({ plan, clock, deadlineMs }) {
    const { noun, usualWait } = plan.api;
    const latest = new Date(clock.wallMs() + deadlineMs - clock.nowMs()).toISOString().slice(11, 19);
    return `Waiting until the ${noun} has ended${usualWait && `, which usually takes ${usualWait}`}. Deadline: ${latest} UTC`;
}
function endState(observation) {
    return observation.kind === 'ended' ? observation.operation.state : undefined;
}
function enough({ wait }, { isLookDue }, settled) {
    const isUnsettled = settled === undefined || outcomeOf(settled.cause) === 'unknown';
    return isUnsettled && isLookDue && !wait ? notCanceledYet : settled;
}
const notCanceledYet = {
    cause: 'accepted',
    statement: 'The service accepted the cancel, and the operation does not show as canceled yet',
};
const timedOut = {
    cause: 'timed-out',
    statement: 'The service accepted the cancel, and by the deadline the operation was not seen to end',
};
function follow_unconfirmed(reply, last) {
    if (last?.kind === 'running' && last.operation.isContradicted)
        return { cause: 'unsettled', statement: `By the deadline the operation was ${last.operation.rawState}` };
    if (reply.disposition === 'accepted' || (reply.disposition === 'completed' && last?.kind === 'running'))
        return timedOut;
    return {
        cause: 'unsettled',
        statement: `Whether the cancel took effect could not be settled by the deadline (the last answer to it: ${reply.detail})`,
    };
}
function neverSeenRunning({ observation: { kind }, hasRun }) {
    if (kind !== 'ended' && kind !== 'never-published')
        return undefined;
    if (hasRun)
        return { cause: 'unsettled', statement: 'The offer was seen publishing, and now its status says that it was never published' };
    return {
        cause: 'never-seen-running',
        statement: 'No operation runs, and none was ever seen running, so it is not known what the cancel did',
    };
}
function decide({ api, signIn }, result, target, reply, linkEnd) {
    const { observation, hasRun } = result;
    if (observation.kind === 'ended')
        return hasRun ? concludeFrom(api, observation.operation, target, false) : undefined;
    if (target.isUnserved && operations_isMissing(observation))
        return decideUnserved(result, reply, linkEnd);
    if (linkEnd === 'failed' && observation.kind === 'running')
        return { cause: 'cancellation-failed', statement: 'The cancellation itself failed, and the operation goes on' };
    if (!isDenied(observation))
        return undefined;
    const what = `The cancel was ${isTaken(reply) ? 'accepted' : 'sent'} and is not confirmed: ${observation.detail}`;
    if (observation.reason === 'signed-out')
        return { cause: 'signed-out', statement: what };
    return { cause: observation.reason === 'unauthorized' && signIn.method === 'token' ? 'token-expired' : 'access-lost', statement: what };
}
function decideUnserved({ isLast }, reply, linkEnd) {
    const { disposition, detail } = reply;
    if (linkEnd === 'failed')
        return { cause: 'cancellation-failed', statement: 'The cancellation itself failed. Whether the operation goes on is not known' };
    if (disposition === 'completed' || linkEnd === 'canceled' || (linkEnd === 'succeeded' && disposition === 'accepted'))
        return {
            cause: 'canceled-on-word',
            statement: 'The service says that it is canceled. This is its word alone and could not be checked, ' +
                "since it serves neither the list of operations nor the offer's status",
        };
    if (isLast)
        return undefined;
    return {
        cause: 'uncheckable',
        statement: 'Whether the cancel took effect cannot be seen: ' +
            `the service serves neither the list of operations nor the offer's status (its answer to the cancel: ${detail})`,
    };
}

;// CONCATENATED MODULE: ./src/cancel/otherOperation.ts


const endedByItself = ['too-late', 'too-late-preview', 'too-late-live', 'failed-by-itself'];
async function withOtherOperation(context, target, conclusion, wasUnclear) {
    const { plan, marketplace, log, stop } = context;
    const find = plan.api.cancelNamesOperation ? findRunning(target, conclusion) : findHit(context, target, conclusion);
    if (stop.aborted || target.isUnserved || !(find.isNeeded || wasUnclear))
        return conclusion;
    const listed = await marketplace.list();
    if (listed.kind === 'unreadable')
        return conclusion;
    const other = find.in(listed.entries.filter(({ id }) => !isSameId(id, target.id)));
    if (!other)
        return conclusion;
    const what = `${nameOf(plan.api, other.operation)}${other.what}`;
    log('warning', target.id === undefined ? `The list shows ${what}` : `Another ${plan.api.noun}: ${what}`);
    const runs = other.operation.state === 'running';
    return { ...conclusion, statement: `${conclusion.statement}. ${capitalize(what)}`, ...(runs ? { doesAnotherRun: true } : {}) };
}
function findRunning({ firstRunningIds }, { cause }) {
    return {
        isNeeded: cause === 'canceled',
        in: (others) => {
            const operation = others.find(({ id, state, isKnown }) => state === 'running' && (isKnown || wasListed(firstRunningIds, id) === false));
            return operation && { operation, what: ' runs and can go live' };
        },
    };
}
function findHit({ plan }, { id: targetId, operation: first, firstRunningIds }, { cause }) {
    const isMissed = targetId !== undefined && plan.operationId === '' && endedByItself.includes(cause);
    const sinceMs = first?.changedMs ?? Number.POSITIVE_INFINITY;
    return {
        isNeeded: isMissed,
        in: (others) => {
            const running = others.find(({ state }) => state === 'running');
            const canceled = others.find(({ state, changedMs = Number.NEGATIVE_INFINITY }) => state === 'canceled' && changedMs > sinceMs);
            const operation = running ?? (isMissed ? canceled : undefined);
            if (!operation)
                return undefined;
            const wasRunning = wasListed(firstRunningIds, operation.id);
            const when = wasRunning === undefined ? '' : `, which ${wasRunning ? 'ran at the first look already' : 'began after the first look'},`;
            return { operation, what: `${when} ${stateVerbs[operation.state]}, and the cancel may have hit it` };
        },
    };
}
function wasListed(firstRunningIds, id) {
    return firstRunningIds?.some((one) => isSameId(one, id));
}

;// CONCATENATED MODULE: ./src/cancel/poller.ts


const firstPauseMs = 1_000;
const heartbeatMs = 30_000;
const mostUnreadableOnLink = 3;
const mostMoves = 20;
const deadLink = ['unserved', 'withdrawn', 'unauthorized', 'forbidden', 'signed-out'];
function pollPause(looks, intervalMs, random) {
    const grownMs = firstPauseMs * 10 ** Math.min(looks, 9);
    if (grownMs >= intervalMs && grownMs < intervalMs * 10)
        return intervalMs * 0.95 * random;
    return Math.min(intervalMs, grownMs) * (1 - 0.25 * (1 - random) ** 2);
}
function createPoller(context, target) {
    const { marketplace, clock, plan, deadlineMs, stop, log, onObserved } = context;
    let [route, ...otherRoutes] = target.routes;
    let link;
    let looks = 0;
    let unreadableOnLink = 0;
    let notBeforeMs = 0;
    let isDue = false;
    let isDone = false;
    let moves = 0;
    let isWarned = false;
    let hasRun = target.wasSeenRunning;
    let lastLogged = '';
    let lastLoggedAtMs = clock.nowMs();
    const report = ({ subject }, { isLink, observation }) => {
        if (!isLink && 'operation' in observation)
            onObserved(observation.operation);
        const text = poller_textOf(subject, observation);
        if (text === lastLogged)
            return;
        log('note', text);
        lastLogged = text;
        lastLoggedAtMs = clock.nowMs();
    };
    const sleepUntil = async (untilMs) => {
        while (clock.nowMs() < untilMs && !stop.aborted) {
            const nextLineMs = lastLoggedAtMs + heartbeatMs;
            if (clock.nowMs() < nextLineMs)
                await clock.sleep(Math.min(untilMs, nextLineMs) - clock.nowMs(), stop);
            else {
                log('heartbeat', lastLogged === '' ? 'Still waiting' : `Still waiting. ${lastLogged}`);
                lastLoggedAtMs = clock.nowMs();
            }
        }
    };
    const pause = async () => {
        const pauseMs = isDue ? 0 : pollPause(looks, plan.pollIntervalMs, clock.random());
        await sleepUntil(Math.min(Math.max(clock.nowMs() + pauseMs, notBeforeMs), deadlineMs));
        if (!isDue)
            looks += 1;
        isDue = false;
    };
    const afterLink = ({ observation, link: moved, isLinkRejected = false }) => {
        if (isLinkRejected && !isWarned)
            log('warning', poller_linkRejected);
        isWarned ||= isLinkRejected;
        if (moved && moved.path !== link?.path && moves < mostMoves) {
            moves += 1;
            link = moved;
        }
        unreadableOnLink = observation.kind === 'unreadable' ? unreadableOnLink + 1 : 0;
        isDue = observation.kind === 'ended';
        if (isOver(observation, unreadableOnLink))
            link = undefined;
    };
    const afterTarget = (observation) => {
        if (observation.kind !== 'unreadable' || isDenied(observation))
            return;
        const [next = route, ...rest] = otherRoutes;
        otherRoutes = [...rest, route];
        route = next;
    };
    const look = async () => {
        const isLink = link !== undefined;
        const place = link ? marketplace.linkRoute(link) : route;
        const read = await place.read('once');
        if (stop.aborted)
            return undefined;
        const { observation, retryAfterMs = 0 } = read;
        notBeforeMs = clock.nowMs() + retryAfterMs;
        hasRun ||= !isLink && observation.kind === 'running';
        const result = { isLink, observation, hasRun, isLast: isDone };
        report(place, result);
        if (isLink)
            afterLink(read);
        else
            afterTarget(observation);
        return result;
    };
    return {
        pollNow: () => {
            isDue = true;
        },
        follow: (to, retryAfterMs = 0) => {
            link = to && !isSameId(to.id, target.id) ? to : undefined;
            notBeforeMs = clock.nowMs() + retryAfterMs;
        },
        next: async () => {
            if (isDone)
                return undefined;
            await pause();
            if (stop.aborted)
                return undefined;
            isDone = clock.nowMs() >= deadlineMs;
            if (isDone)
                link = undefined;
            return look();
        },
    };
}
const poller_linkRejected = 'An address that the service gave for the cancellation is not one of an operation of this offer, and is not followed';
function isOver(observation, unreadableOnLink) {
    if (observation.kind !== 'unreadable')
        return observation.kind !== 'running';
    return deadLink.includes(observation.reason) || unreadableOnLink >= mostUnreadableOnLink;
}
function poller_textOf(subject, observation) {
    if (observation.kind === 'unsettled')
        return observation.detail;
    if (observation.kind === 'unreadable')
        return `${subject} could not be read: ${observation.detail}`;
    return observation.kind === 'never-published' ? `${subject} was never published` : `${subject}: ${progressOf(observation.operation)}`;
}

;// CONCATENATED MODULE: ./src/marketplace/cancelPolicy.ts

const mostAmbiguous = 2;
function afterAttempt(history, random) {
    const replies = history.flatMap((entry) => ('reply' in entry ? [entry.reply] : []));
    const last = history.at(-1);
    const reply = replies.at(-1);
    if (last === undefined || reply === undefined)
        return { do: 'request', afterMs: 0 };
    const mayRequest = isRepeatable(replies, reply);
    if ('look' in last)
        return mayRequest && last.look === 'running' ? { do: 'request', afterMs: 0 } : { do: 'done' };
    if (['accepted', 'completed', 'withheld'].includes(reply.disposition))
        return { do: 'done' };
    const nothingProcessed = reply.disposition === 'unprocessed' && countUnclear(replies) === 0 && !reply.isCancelPending;
    const afterMs = reply.disposition === 'unprocessed' && mayRequest ? retryDelay(replies.length, reply.retryAfterMs, random) : 0;
    if (nothingProcessed && mayRequest)
        return { do: 'request', afterMs };
    return nothingProcessed && !reply.isTokenRenewed ? { do: 'done' } : { do: 'look', afterMs };
}
function isRepeatable(replies, { disposition }) {
    if (disposition !== 'unprocessed' && disposition !== 'ambiguous')
        return false;
    if (replies.length >= mostAttempts || countUnclear(replies) >= mostAmbiguous)
        return false;
    if (replies.filter(({ isTokenRenewed }) => isTokenRenewed).length > 1)
        return false;
    return !replies.some(({ isFinal, isCancelPending }) => isFinal || isCancelPending);
}
function countUnclear(replies) {
    return replies.filter(({ disposition }) => disposition === 'ambiguous').length;
}

;// CONCATENATED MODULE: ./src/cancel/settle.ts


async function settle(context, target, poller, last) {
    const isUnclear = last.disposition === 'ambiguous';
    if (isUnclear && target.id === undefined) {
        poller.pollNow();
        return { toFollow: last };
    }
    let observation = await (isUnclear ? firstReadable(poller) : lookByEveryRoute(context, target));
    if (last.mayBeGone && isUnread(observation)) {
        observation = await firstReadable(poller);
        if (!observation)
            return { toFollow: last };
    }
    const end = endShown(observation, target);
    if (end)
        return { conclusion: concludeFrom(context.plan.api, end, target, false) };
    if (observation?.kind === 'unsettled')
        return { conclusion: concludeUnsettled(observation) };
    const wasNotTaken = last.disposition === 'unprocessed' || last.disposition === 'conflict';
    if (wasNotTaken && (last.isCancelPending || isPending(observation)))
        return { toFollow: last };
    return isUntouched(observation, target) ? 'running' : 'other';
}
function isUnread(observation) {
    return observation?.kind === 'unreadable' && observation.reason !== 'absent' && !isDenied(observation);
}
async function firstReadable(poller) {
    poller.pollNow();
    for (let result = await poller.next(); result; result = await poller.next()) {
        if (result.observation.kind !== 'unreadable' || isDenied(result.observation))
            return result.observation;
    }
    return undefined;
}
async function lookByEveryRoute({ stop, onObserved }, { id, routes: [first, ...others] }) {
    let { observation } = await first.read('retrying');
    for (const route of others) {
        if (observation.kind !== 'unreadable' || stop.aborted)
            break;
        observation = (await route.read('retrying')).observation;
    }
    if (id !== undefined && 'operation' in observation)
        onObserved(observation.operation);
    return observation;
}
function endShown(observation, { wasSeenRunning }) {
    return observation?.kind === 'ended' && wasSeenRunning ? observation.operation : undefined;
}
function isPending(observation) {
    return observation?.kind === 'running' && observation.operation.isCancelPending;
}
function isUntouched(observation, { id }) {
    return id !== undefined && observation?.kind === 'running' && observation.operation.isKnown && !observation.operation.isCancelPending;
}

;// CONCATENATED MODULE: ./src/cancel/requestCancel.ts








async function requestCancel(context, target, poller) {
    const history = [];
    const replies = [];
    for (;;) {
        const next = afterAttempt(history, context.clock.random());
        const last = replies.at(-1);
        if (next.do === 'done' || !(await pauseBefore(context, next, last)))
            return conclude(context, target, replies);
        if (next.do === 'request' || !last) {
            const reply = await sendRequest(context, target, replies);
            replies.push(reply);
            history.push({ reply });
        }
        else {
            const settled = await settle(context, target, poller, last);
            if (typeof settled !== 'string')
                return { replies, ...settled };
            history.push({ look: settled });
        }
    }
}
async function pauseBefore(context, next, last) {
    const { afterMs } = next;
    if (context.stop.aborted)
        return false;
    if (next.do === 'look' && afterMs === 0)
        return true;
    if (context.clock.nowMs() + afterMs >= context.deadlineMs)
        return false;
    const what = next.do === 'look' ? 'Looking again' : 'Asking again';
    const atOnce = last?.isTokenRenewed ? ' with a new token' : ', since the operation still runs';
    if (last)
        context.log('note', `${what}${afterMs > 0 ? ` in ${Math.ceil(afterMs / 1000)} s` : atOnce}`);
    if (afterMs > 0)
        await context.clock.sleep(afterMs, context.stop);
    return !context.stop.aborted && context.clock.nowMs() < context.deadlineMs;
}
async function sendRequest(context, target, before) {
    const { plan, marketplace, log, checkpoint } = context;
    const subject = target.id === undefined ? 'whatever operation runs' : nameOf(plan.api, target.operation, target.id);
    const beforeSending = () => {
        log('note', `Asking to cancel ${subject}`);
        checkpoint({ ...cancelFacts(before, target), sent: 'yes' });
    };
    const { emails, ifMatch } = plan;
    const reply = await marketplace.cancel({ operationId: target.id, emails, ifMatch, isRepeat: before.length > 0, beforeSending });
    log('note', `${reading(reply)}: ${reply.detail}`);
    if (reply.disposition === 'withheld')
        return reply;
    checkpoint(cancelFacts([...before, reply], target));
    for (const warning of reply.warnings)
        log('warning', warning);
    for (const notice of reply.notices)
        log('note', notice);
    return reply;
}
function reading({ statusCode, disposition, hasLeft }) {
    if (statusCode === undefined && disposition === 'ambiguous')
        return 'No answer to the cancel came';
    return disposition === 'withheld' || !hasLeft ? 'The cancel was not sent' : readings[disposition];
}
const readings = {
    completed: 'The service accepted the cancel',
    accepted: 'The service accepted the cancel',
    unprocessed: 'The service did not process the cancel',
    ambiguous: 'The answer does not say whether the cancel was processed',
    conflict: 'The service refused the cancel',
    refused: 'The service refused the cancel',
    precondition: 'The service refused the cancel',
    failed: 'The cancel was not answered by the service',
};
function conclude({ plan, stop }, target, replies) {
    if (stop.aborted)
        return { replies, conclusion: interruptedConclusion };
    const reply = replies.at(-1);
    if (!reply)
        return { replies, conclusion: noTime };
    const unclear = replies.findLast(({ disposition }) => disposition === 'ambiguous');
    if (reply.observation)
        return unclear ? { replies, toFollow: unclear } : { replies, conclusion: concludeWithheld(plan, reply.observation, target) };
    const { disposition, statusCode, detail } = reply;
    if (isTaken(reply) || unclear)
        return { replies, toFollow: reply };
    const verb = disposition === 'unprocessed' || disposition === 'failed' ? 'could not take the cancel' : 'refused the cancel';
    const subject = statusCode === undefined ? 'The cancel did not reach the service' : `The service ${verb}`;
    return { replies, conclusion: { cause: requestCancel_causeOf(reply, plan), statement: `${subject}: ${detail}` } };
}
function concludeWithheld(plan, observation, target) {
    const { api } = plan;
    if (observation.kind === 'ended')
        return concludeFrom(api, observation.operation, target, true);
    const detail = observation.kind === 'unreadable' || observation.kind === 'unsettled' ? `: ${observation.detail}` : '';
    const unread = observation.kind === 'unreadable' ? refusal(observation, plan) : undefined;
    return (unread ?? {
        cause: 'changed-before-cancel',
        statement: `The look right before the cancel did not show ${nameOf(api, target.operation, target.id)} running${detail}`,
    });
}
function requestCancel_causeOf({ disposition, fault }, plan) {
    if (disposition === 'precondition' && plan.ifMatch !== '')
        return 'etag-mismatch';
    return fault === 'unauthorized' ? unauthorizedCause(plan) : requestCancel_causes[fault];
}
const requestCancel_causes = {
    'bad-request': 'refused-400',
    forbidden: 'refused-403',
    'not-found': 'refused-404',
    conflict: 'refused-409',
    version: 'refused-version',
    'if-match': 'refused-if-match',
    other: 'refused',
    busy: 'throttled',
    'not-the-api': 'not-the-api',
    unreachable: 'unreachable',
    certificate: 'certificate',
    'no-token': 'sign-in-unreachable',
    'signed-out': 'sign-in-refused',
    unsent: 'no-time',
};

;// CONCATENATED MODULE: ./src/cancel/cancelOffer.ts









const unguarded = 'No operation-id was given, so there is no guard: the service cancels whatever runs when it gets the request';
async function cancelOffer(context) {
    const { plan, log } = context;
    const target = await findTarget(context);
    if (context.stop.aborted)
        return { conclusion: interruptedConclusion, facts: nothingSent };
    if (isConclusion(target))
        return { conclusion: target, facts: { ...nothingSent, operationId: target.operationId ?? null } };
    if (plan.isDryRun)
        return { conclusion: planned(plan.api, target), facts: cancelFacts([], target) };
    if (plan.operationId !== '')
        log('note', `It is the ${plan.api.noun} that operation-id names`);
    else if (!plan.api.cancelNamesOperation && plan.offerIds.length === 1)
        log('note', unguarded);
    const poller = createPoller(context, target);
    const asked = await requestCancel(context, target, poller);
    const facts = cancelFacts(asked.replies, target);
    const wasUnclear = asked.replies.some(({ disposition }) => disposition === 'ambiguous');
    const isEnough = asked.toFollow?.disposition === 'accepted' && !asked.toFollow.isLookDue && !plan.wait;
    const conclusion = asked.conclusion ?? (isEnough ? accepted : await follow(context, target, asked.toFollow, poller));
    return { conclusion: await withOtherOperation(context, target, conclusion, wasUnclear), facts };
}
const accepted = { cause: 'accepted', statement: 'The service accepted the cancel' };
function planned(api, target) {
    const name = target.id === undefined ? 'whatever operation runs' : nameOf(api, target.operation, target.id);
    return { cause: 'planned', statement: `A dry run: ${name} would be canceled` };
}

;// CONCATENATED MODULE: ./src/http/deadline.ts
const requestTimeoutMs = 30_000;
const lastLookMs = 4_000;
function withDeadline(send, { clock, deadlineMs, stop }) {
    return ({ beforeSending, ...request }, signal, mostMs = requestTimeoutMs) => {
        const leftMs = deadlineMs - clock.nowMs();
        const timeoutMs = leftMs > 0 ? Math.min(mostMs, leftMs) : leftMs + lastLookMs;
        const isTooLate = request.intent === 'cancel' ? leftMs <= 0 || stop.aborted : timeoutMs <= 0;
        if (isTooLate)
            return Promise.resolve({ sent: false, code: 'unsent' });
        beforeSending?.();
        return send({ ...request, timeoutMs }, signal);
    };
}

;// CONCATENATED MODULE: ./src/http/throttle.ts

const mostInFlight = 8;
const longestHoldMs = 60_000;
const usualHoldMs = 1_000;
const ranks = { cancel: 0, begun: 1, first: 2, low: 3 };
function throttle(send, { clock, deadlineMs, stop }) {
    const waiting = Object.values(ranks).map(() => []);
    let inFlight = 0;
    const never = { untilMs: Number.NEGATIVE_INFINITY, by: {} };
    const quiet = { read: never, cancel: never };
    const next = () => {
        if (inFlight >= mostInFlight)
            return;
        const go = waiting.find(({ length }) => length > 0)?.shift();
        if (!go)
            return;
        inFlight += 1;
        go();
    };
    const leave = () => {
        inFlight -= 1;
        next();
    };
    const enter = async (rank, offer) => {
        const quietMs = () => {
            const { untilMs, by } = quiet[rank === ranks.cancel ? 'cancel' : 'read'];
            return by === offer ? 0 : untilMs - clock.nowMs();
        };
        for (;;) {
            while (quietMs() > 0 && !stop.aborted)
                await clock.sleep(quietMs(), stop);
            const turn = new Promise((go) => waiting[rank]?.push(go));
            next();
            await turn;
            if (quietMs() <= 0 || stop.aborted)
                return;
            leave();
        }
    };
    const hold = (intent, offer, result) => {
        const wantedMs = holdMsAfter(result);
        if (clock.nowMs() + wantedMs >= deadlineMs)
            return;
        const untilMs = clock.nowMs() + Math.min(wantedMs, longestHoldMs);
        for (const held of intent === 'cancel' ? ['read', 'cancel'] : ['read'])
            if (untilMs > Math.max(quiet[held].untilMs, clock.nowMs()))
                quiet[held] = { untilMs, by: offer };
    };
    const isTooLate = (rank, sinceMs) => rank === ranks.cancel ? stop.aborted || clock.nowMs() >= deadlineMs : sinceMs < deadlineMs && clock.nowMs() >= deadlineMs;
    const sendAs = (rankNow, offer) => async (request, signal, mostMs) => {
        const sinceMs = clock.nowMs();
        const rank = rankNow();
        await enter(rank, offer);
        try {
            if (isTooLate(rank, sinceMs))
                return { sent: false, code: 'unsent' };
            const result = await send(request, signal, mostMs);
            if (isExchange(result))
                hold(request.intent, offer, result);
            return result;
        }
        finally {
            leave();
        }
    };
    return () => {
        const offer = {};
        let hasBegun = false;
        const lookRank = () => {
            const rank = hasBegun ? ranks.begun : ranks.first;
            hasBegun = true;
            return rank;
        };
        return {
            cancel: sendAs(() => ranks.cancel, offer),
            high: sendAs(lookRank, offer),
            low: sendAs(() => ranks.low, offer),
        };
    };
}
function holdMsAfter({ status, retryAfterMs }) {
    const isBusy = status === 429 || (status === 503 && retryAfterMs !== undefined);
    return isBusy ? (retryAfterMs ?? usualHoldMs) : 0;
}

;// CONCATENATED MODULE: ./src/run/introduction.ts




function logIntroduction(plan, clock, log, { runner, proxyHost }) {
    for (const notice of plan.notices)
        runner.notice(escapeCommand(notice));
    for (const warning of plan.warnings)
        log('warning', warning);
    const what = plan.isDryRun ? 'Dry run, nothing will be canceled' : 'Canceling the operation in progress';
    const offers = plan.offerIds.length === 1 ? `offer ${plan.offerIds[0]}` : `${plan.offerIds.length} offers`;
    const deadline = `within ${pluralize(plan.timeoutMs / 60_000, 'minute')}`;
    const publisher = plan.publisherId === '' ? '' : ` of publisher ${plan.publisherId}`;
    log('note', `${what}: ${offers}${publisher} at ${plan.baseUrl}, ${deadline}`);
    if (plan.emails.length > 0)
        log('note', `The service notifies ${pluralize(plan.emails.length, 'e-mail address', 'e-mail addresses')}`);
    if (plan.api.isPreview)
        log('note', previewNote(plan.api.name));
    for (const remark of plan.debugNotes)
        log('debug', remark);
    const origins = plan.signIn.method === 'token' ? [plan.baseUrl] : [plan.baseUrl, plan.signIn.authorityUrl];
    for (const host of new Set(origins.map(proxyHost)))
        if (host !== '')
            log('note', `Requests go through the proxy ${sanitize(host)}`);
    const { line, warning } = describeSignIn(plan.signIn, clock.wallMs());
    if (warning)
        log('warning', warning);
    if (line !== '')
        log('note', line);
}
function previewNote(name) {
    return `api: ${name} is a preview: no real cancel by it was recorded yet. A recording of yours is welcome (docs/recordings.md)`;
}

;// CONCATENATED MODULE: ./src/action/log.ts

const mostWarnings = 2;
function createLog(runner) {
    let warnings = 0;
    return ({ kind, text: what, atMs }, offerId) => {
        const text = offerId === undefined ? what : `${offerId}: ${what}`;
        const line = escapeCommand(`${seconds(atMs)}  ${text}`);
        if (kind === 'debug')
            runner.debug(line);
        else if (kind === 'warning' && warnings < mostWarnings) {
            warnings += 1;
            runner.warning(escapeCommand(text));
        }
        else
            runner.info(line);
    };
}
function seconds(ms) {
    return `${(ms / 1000).toFixed(1).padStart(6)} s`;
}

;// CONCATENATED MODULE: ./src/outcome/progress.ts
function progressAfter(before, seen, text) {
    const { startedMs, changedMs, state, steps } = seen;
    const atMs = startedMs ?? changedMs;
    const began = before?.began ?? (atMs === undefined ? undefined : { atMs, isExact: startedMs !== undefined });
    return {
        ...(began ? { began } : {}),
        isRunning: state === 'running',
        ...(seen.leadsTo === 'live' || seen.isPushToLive || before?.isPastSignOff ? { isPastSignOff: true } : {}),
        text,
        steps: steps.length > 0 ? steps : (before?.steps ?? []),
    };
}

;// CONCATENATED MODULE: ./src/run/journal.ts







const mostGroups = 25;
function createJournal(plan, runner, clock, startMs) {
    const { publisherId, offerIds, isSandbox } = plan;
    const print = createLog(runner);
    const shared = [];
    const entries = offerIds.map((offerId) => ({ offerId, events: [], facts: nothingSent, mayHaveLeft: false }));
    const groupSize = Math.ceil(offerIds.length / mostGroups);
    const isOne = offerIds.length === 1;
    let isInterrupted = false;
    let isClosed = false;
    const sinceStart = () => clock.nowMs() - startMs;
    const resultFor = ({ offerId, events, progress }, conclusion, facts) => {
        const all = isOne ? [...shared, ...events].toSorted((a, b) => a.atMs - b.atMs) : events;
        const history = { events: all, ...(progress ? { progress } : {}), tookMs: sinceStart() };
        return resultOf({ publisherId, offerId }, conclusion, facts, history, plan);
    };
    const failed = (entry, error) => resultFor(entry, withoutEnd(`The action failed, please report it (${errorMessage(error)})`, entry.facts), entry.facts);
    const resultIfEndedNow = (entry) => {
        const { facts, mayHaveLeft, result } = entry;
        const early = mayHaveLeft && facts.sent === 'no' ? { ...facts, sent: 'yes' } : facts;
        const conclusion = isInterrupted ? interruptedConclusion : withoutEnd('The step ended before its result was known', early);
        return result ?? resultFor(entry, conclusion, early);
    };
    const saveEarly = () => {
        if (!isClosed)
            writeEarly(runner, outputsOf(entries.map(resultIfEndedNow), isSandbox));
    };
    const checkpoint = (entry, place, facts) => {
        const isNews = groupSize === 1 || !entry.mayHaveLeft;
        const first = place - (place % groupSize);
        for (const member of groupSize === 1 ? [] : entries.slice(first, first + groupSize))
            member.mayHaveLeft = true;
        entry.facts = facts;
        if (isNews)
            saveEarly();
    };
    const add = (events, kind, text, offerId) => {
        const event = { kind, text, atMs: sinceStart() };
        print(event, offerId);
        if (kind === 'note' || kind === 'warning')
            events.push(event);
    };
    saveEarly();
    return {
        log: (kind, text) => add(shared, kind, text),
        offers: entries.map((entry, place) => ({
            offerId: entry.offerId,
            log: (kind, text) => add(entry.events, kind, text, isOne ? undefined : entry.offerId),
            checkpoint: (facts) => checkpoint(entry, place, facts),
            onObserved: (operation) => {
                entry.progress = progressAfter(entry.progress, operation, progressOf(operation));
            },
            end: (conclusion, facts) => {
                entry.result = resultFor(entry, conclusion, facts);
            },
            fail: (error) => {
                entry.result = failed(entry, error);
            },
        })),
        interrupt: () => {
            isInterrupted = true;
            saveEarly();
        },
        close: (error) => {
            isClosed = true;
            return entries.map((entry) => entry.result ?? failed(entry, error));
        },
    };
}
function withoutEnd(statement, { sent }) {
    return { cause: sent === 'no' ? 'unfinished' : 'unfinished-after-cancel', statement };
}

;// CONCATENATED MODULE: ./src/run/stop.ts
const graceMs = 3_000;
const sameInterruptionMs = 1_000;
function stopOnSignals(signals, clock, onFirst, exit) {
    const stop = new AbortController();
    const grace = new AbortController();
    let firstMs = Number.POSITIVE_INFINITY;
    signals.listen((exitCode) => {
        if (stop.signal.aborted) {
            if (clock.nowMs() - firstMs > sameInterruptionMs)
                exit(exitCode);
            return;
        }
        firstMs = clock.nowMs();
        onFirst();
        stop.abort();
        void clock.sleep(graceMs, grace.signal).then(() => grace.abort());
    });
    return { signal: stop.signal, stopAfterGrace: grace.signal, exitCode: signals.exitCode, sinceMs: () => firstMs };
}

;// CONCATENATED MODULE: ./src/run/run.ts




















const endingMs = 4_900;
async function runStep(nodeProcess, deps, plan, signals) {
    const { clock } = deps;
    const runner = withFewAnnotations(deps.runner, plan.offerIds.length);
    const startMs = clock.nowMs();
    const deadlineMs = startMs + plan.timeoutMs;
    if (plan.offerIds.length > 50)
        favorMemory();
    const journal = createJournal(plan, runner, clock, startMs);
    const uncaught = new Promise((resolve) => {
        for (const name of ['uncaughtException', 'unhandledRejection'])
            nodeProcess.on(name, (error) => resolve(journal.close(error)));
    });
    const recording = createRecording(runner, plan, clock, deps.loadRecorder);
    const stop = stopOnSignals(signals, clock, journal.interrupt, (code) => nodeProcess.exit(recording.writeBefore(code)));
    const context = { plan, clock, deadlineMs, stop, journal, recording };
    const work = cancelOffers(context, { ...deps, runner }).then(() => journal.close(), (error) => journal.close(error));
    const results = await Promise.race([work, uncaught]);
    const isGreen = report(runner, results, plan);
    recording.write(results);
    await markDeployment(runner, deps.deactivate, plan, results, { clock, deadlineMs, stop: stop.signal });
    return { exitCode: isGreen ? 0 : (stop.exitCode() ?? 1), latestMs: Math.min(deadlineMs, stop.sinceMs()) + endingMs };
}
async function cancelOffers(context, deps) {
    const { plan, clock, deadlineMs, stop, journal, recording } = context;
    const { log } = journal;
    logIntroduction(plan, clock, log, deps);
    const limits = { clock, deadlineMs, stop: stop.signal };
    const send = withDeadline(withLogging(recording.listen(withReader(deps.transport, clock)), clock, (line) => log('debug', line)), limits);
    const credential = credentialFor(plan.signIn, { send, limits, mask: deps.mask, log: (text) => log('note', text) });
    const end = withoutAccess(await credential.accessToken(), stop);
    if (end) {
        for (const offer of journal.offers)
            offer.end(end, nothingSent);
        return;
    }
    const prioritiesOfOffer = throttle(withBearer(send, credential, plan.baseUrl), limits);
    if (!plan.api.cancelNamesOperation && plan.offerIds.length > 1 && !plan.isDryRun)
        log('note', unguarded);
    const cancelOne = async (offer) => {
        const { conclusion, facts } = await cancelOffer(offerContext(context, prioritiesOfOffer(), offer));
        offer.end(conclusion, facts);
    };
    await Promise.all(journal.offers.map((offer) => cancelOne(offer).catch(offer.fail)));
}
function withoutAccess(access, { signal }) {
    if (signal.aborted)
        return interruptedConclusion;
    if (isToken(access))
        return undefined;
    return { cause: access.cause, statement: access.detail, ...(access.toCopy ? { toCopy: access.toCopy } : {}) };
}
function offerContext({ plan, clock, deadlineMs, stop }, priorities, offer) {
    const { offerId, log, checkpoint, onObserved } = offer;
    const { publisherId, baseUrl, apiVersion, operationId: guard, operationProduct: guardProduct } = plan;
    const limits = { clock, deadlineMs, stop: stop.signal };
    const address = { publisherId, offerId, baseUrl, apiVersion, guard, guardProduct };
    const marketplace = createApi(plan.api.name, address, sendBy(priorities, limits, stop.stopAfterGrace), limits);
    return { plan, clock, deadlineMs, stop: stop.signal, marketplace, log, checkpoint, onObserved };
}
function sendBy({ cancel, high, low }, limits, stopAfterGrace) {
    return (request, effort) => {
        if (request.intent === 'cancel')
            return cancel(request, stopAfterGrace);
        if (effort === 'once')
            return low(request, limits.stop);
        const priority = effort === 'before-cancel' ? cancel : high;
        return withRetry(() => priority(request, limits.stop), limits);
    };
}

;// CONCATENATED MODULE: ./src/main.ts












const longestFlushMs = 2_000;
const realDeps = {
    runner: githubRunner,
    clock: systemClock,
    transport: createTransport(systemClock),
    proxyHost: proxyHost,
    deactivate: createDeactivate(systemClock),
};
function maskAndParse(runner, mask, foreignMembers) {
    const refusal = (problems) => ({ api: apis['cloud-partner-portal'], problems, isSandbox: false });
    try {
        const inputs = readInputs(runner);
        const { token, 'client-secret': clientSecret, 'github-token': githubToken } = inputs.values;
        const secrets = [token, withoutScheme(token), clientSecret, githubToken, inputs.variables.ACTIONS_ID_TOKEN_REQUEST_TOKEN];
        for (const secret of new Set(secrets))
            mask(secret);
        return foreignMembers.length === 0 ? parsePlan(inputs) : refusal([foreign(foreignMembers)]);
    }
    catch (error) {
        return refusal([`they could not be read, please report it (${errorMessage(error)})`]);
    }
}
function foreign(members) {
    const names = members.map((name) => quoteInput(name)).join(', ');
    return `NODE_OPTIONS: a script that runs before this step has set ${names}, which changes every object; remove its --require or --import`;
}
async function main(nodeProcess, deps, { signals, foreignMembers }) {
    nodeProcess.exitCode = 1;
    nodeProcess.stdout.on('error', () => undefined);
    const { runner, clock } = deps;
    const mask = (secret) => {
        for (const part of new Set([secret, ...secret.split(/[\r\n]+/)]))
            if (isMaskable(part))
                runner.mask(part);
    };
    const plan = maskAndParse(runner, mask, foreignMembers);
    if ('problems' in plan)
        reportRefusal(runner, plan);
    const { exitCode, latestMs } = 'problems' in plan
        ? { exitCode: signals.exitCode() ?? 1, latestMs: Number.POSITIVE_INFINITY }
        : await runStep(nodeProcess, { ...deps, mask }, plan, signals);
    nodeProcess.exitCode = exitCode;
    await flush(nodeProcess, clock, latestMs);
    nodeProcess.exit(exitCode);
}
async function flush({ stdout }, clock, latestMs) {
    const done = new AbortController();
    stdout.write('', () => done.abort());
    await clock.sleep(Math.min(longestFlushMs, latestMs - clock.nowMs()), done.signal);
}

;// CONCATENATED MODULE: ./src/index.ts



process.exitCode = 1;
setImmediate(() => setImmediate(() => void main(process, realDeps, started)));

