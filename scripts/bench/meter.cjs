/** Preloaded where `npm run bench` measures: prints the peak of the resident memory in KiB and the processor's time in µs. CommonJS adds least to what it measures. */
process.on('exit', () => {
  const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage();
  process.stderr.write(`metered ${maxRSS} ${userCPUTime + systemCPUTime}\n`);
});
