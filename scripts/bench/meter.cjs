/** Preloaded where `npm run bench` measures memory: prints the peak of the resident memory in KiB. CommonJS adds least to what it measures. */
process.on('exit', () => process.stderr.write(`peak ${process.resourceUsage().maxRSS}\n`));
