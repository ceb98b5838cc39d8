#!/bin/sh
# `npm run test:elsewhere`: the tests on another day, in another zone and language, in a shell and a job that have set what they can.
# Left out are the tests of the network and of the build, which take half of the time.
set -eu
exec env \
  TZ=Pacific/Kiritimati LANG=tr_TR.UTF-8 LC_ALL=tr_TR.UTF-8 NO_COLOR=1 CI=true \
  NODE_OPTIONS='--no-warnings --import=./__tests__/support/otherDay.ts' \
  http_proxy=http://127.0.0.1:9 https_proxy=http://127.0.0.1:9 HTTP_PROXY=http://127.0.0.1:9 HTTPS_PROXY=http://127.0.0.1:9 ALL_PROXY=http://127.0.0.1:9 \
  GITHUB_ACTIONS=true GITHUB_OUTPUT=/nonexistent/output GITHUB_STEP_SUMMARY=/dev/null GITHUB_API_URL=http://127.0.0.1:9 \
  GITHUB_SERVER_URL=http://127.0.0.1:9 GITHUB_REPOSITORY=someone/else GITHUB_RUN_ID=7 GITHUB_EVENT_PATH=/nonexistent/event.json \
  RUNNER_DEBUG=1 RUNNER_TEMP=/nonexistent RUNNER_OS=Plan9 INPUT_TOKEN=another-token INPUT_WAIT=false INPUT_OFFER-ID=another-offer \
  ACTIONS_ID_TOKEN_REQUEST_URL=http://127.0.0.1:9/ ACTIONS_ID_TOKEN_REQUEST_TOKEN=another-request-token ACTIONS_STEP_DEBUG=true \
  vitest run --exclude __tests__/e2e-faults/network.test.ts --exclude '__tests__/bundle/*' "$@"
