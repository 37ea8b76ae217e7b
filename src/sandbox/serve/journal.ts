// Remembers every request in the order it came, and every breach of the contract.
import type { RequestRecord } from '../sandbox.js';

type Entry = { -readonly [Field in keyof RequestRecord]: RequestRecord[Field] };

/** A request that is being answered. */
export interface OpenEntry {
  /** Notes the status of the answer. */
  close(status: number): void;
  record(): RequestRecord;
}

export class Journal {
  #entries: Entry[] = [];
  #violations: string[] = [];
  #askedTimes = new Map<string, number>();

  /** Notes a request as it comes in. */
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

  /** Returns how often this operation was asked, this time included. */
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
