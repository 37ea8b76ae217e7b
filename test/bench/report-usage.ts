// Given to `--import`: at its end the process writes what it used to the file in USAGE_FILE.
import { writeFileSync } from 'node:fs';
import process from 'node:process';

export interface Usage {
  /** Processor time of all threads, in seconds. */
  readonly cpuSeconds: number;
  /** The most memory that was resident at once, in megabytes. */
  readonly peakMegabytes: number;
}

const file = process.env['USAGE_FILE'];
if (file !== undefined) {
  process.on('exit', () => {
    const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
    const usage: Usage = { cpuSeconds: (userCPUTime + systemCPUTime) / 1e6, peakMegabytes: maxRSS / 1024 };
    writeFileSync(file, JSON.stringify(usage));
  });
}
