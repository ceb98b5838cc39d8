/** Preloaded (`node --require`) where memory is measured: the peak of the process's resident memory, in KiB, on its last breath. A file of CommonJS adds least to what it measures. */
process.on('exit', () => process.stderr.write(`peak ${process.resourceUsage().maxRSS}\n`));
