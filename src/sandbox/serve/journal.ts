// The sandbox's journal records every request in its order of arrival, and every violation of the contract.
import type { RequestRecord } from '../sandbox.js';

type Entry = { -readonly [Field in keyof RequestRecord]: RequestRecord[Field] };

/** The entry of a request under way. */
export interface OpenEntry {
  /** Records the status of the answer. */
  close(status: number): void;
  record(): RequestRecord;
}

/** The requests and violations since the sandbox began or `reset` was called. */
export class Journal {
  #entries: Entry[] = [];
  #violations: string[] = [];
  #askedTimes = new Map<string, number>();

  /** Records an arriving request. */
  open(request: Omit<RequestRecord, 'status'>): OpenEntry {
    const entry: Entry = { ...request, status: 0 };
    this.#entries.push(entry);
    return {
      close: (status) => {
        entry.status = status;
      },
      record: () => ({ ...entry }),
    };
  }

  /** Counts a request for this operation, and returns the count. */
  countOperation(operation: string): number {
    const count = (this.#askedTimes.get(operation) ?? 0) + 1;
    this.#askedTimes.set(operation, count);
    return count;
  }

  noteViolation(violation: string): void {
    this.#violations.push(violation);
  }

  requests(): readonly RequestRecord[] {
    return this.#entries.map((entry) => ({ ...entry }));
  }

  violations(): readonly string[] {
    return [...this.#violations];
  }

  counts(): Record<string, number> {
    const counts: Record<string, number> = {};
    for (const { operation, method } of this.#entries) {
      if (operation !== 'token') counts[method] = (counts[method] ?? 0) + 1;
    }
    return counts;
  }

  tokenCount(): number {
    return this.#entries.filter((entry) => entry.operation === 'token').length;
  }

  reset(): void {
    this.#entries = [];
    this.#violations = [];
    this.#askedTimes = new Map();
  }
}
