import fc from 'fast-check';

/**
 * Runs before each file of tests. A shell, a proxy's settings or a real runner may have set what the code under test reads; `@actions/github` reads it already when it
 * is imported.
 */
const foreign =
  /^(GITHUB_|RUNNER_|INPUT_|ACTIONS_)|^(http|https|all|no)_proxy$|^(CI|DEBUG|NO_COLOR|FORCE_COLOR)$|^NODE_(OPTIONS|EXTRA_CA_CERTS|TLS_REJECT_UNAUTHORIZED|USE_ENV_PROXY)$/i;
for (const name of Object.keys(process.env).filter((one) => foreign.test(one))) delete process.env[name];

/** The same values in every run. `FUZZ_SEED=random` takes others and prints the seed of a failure, with which `FUZZ_SEED=<seed>` plays it again. */
const { FUZZ_SEED: seed = '20260131' } = process.env;
if (seed !== 'random') fc.configureGlobal({ seed: Number(seed) });
