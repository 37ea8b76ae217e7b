// Diagnostics for machines: whatever they hold, a github line is one command that reads back to what was said, and
// sarif has what the standard and its readers require.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { codes } from '../../../../src/model/codes.js';
import type { Code } from '../../../../src/model/codes.js';
import type { Diagnostic } from '../../../../src/model/diagnostic.js';
import { renderDiagnosticsGithub } from '../../../../src/render/diagnostics/diagnostics-github.js';
import { renderDiagnosticsSarif } from '../../../../src/render/diagnostics/diagnostics-sarif.js';
import { toSafeText } from '../../../../src/render/safe-text.js';

const text = fc.string({
  unit: fc.oneof(
    fc.constantFrom('%', ':', ',', '\n', '\r', '=', '::', '](', '\u202e', '\ud800', '%0A'),
    fc.string(),
  ),
});
const position = fc.integer({ min: 1, max: 9_999 });

const diagnostics: fc.Arbitrary<readonly Diagnostic[]> = fc.array(
  fc.record(
    {
      code: fc.constantFrom(...(Object.keys(codes) as readonly Code[])),
      severity: fc.constantFrom('error' as const, 'warning' as const),
      message: text,
      place: fc.record({ file: text.filter((file) => file !== ''), line: position, column: position }),
      endColumn: position,
      hint: text,
    },
    { requiredKeys: ['code', 'severity', 'message'] },
  ),
  { maxLength: 6 },
);

/** Reads a command as GitHub's runner does: the first `::` after the properties ends them. */
function readCommand(line: string) {
  const [, severity, properties = '', message = ''] = /^::(error|warning) (.*?)::(.*)$/.exec(line) ?? [];
  const pairs = properties.split(',').map((pair) => {
    const [name = '', value = ''] = pair.split(/=(.*)/);
    return [name, unescapeText(value.replaceAll('%3A', ':').replaceAll('%2C', ','))];
  });
  return {
    severity,
    properties: Object.fromEntries(pairs) as Readonly<Record<string, string>>,
    message: unescapeText(message),
  };
}

function unescapeText(value: string): string {
  return value.replaceAll('%0D', '\r').replaceAll('%0A', '\n').replaceAll('%25', '%');
}

describe('github', () => {
  it('reads back to what was said, one command for each diagnostic', () => {
    fc.assert(
      fc.property(diagnostics, (all) => {
        const lines = renderDiagnosticsGithub(all).split('\n').slice(0, -1);
        expect(lines.map(readCommand)).toEqual(
          all.map(({ severity, code, message, place, endColumn, hint }) => ({
            severity,
            properties: {
              ...(place === undefined
                ? {}
                : { file: toSafeText(place.file), line: String(place.line), col: String(place.column) }),
              ...(place === undefined || endColumn === undefined ? {} : { endColumn: String(endColumn) }),
              title: code,
            },
            message: toSafeText(message) + (hint === undefined ? '' : `\n${toSafeText(hint)}`),
          })),
        );
      }),
    );
  });

  it('of nothing is nothing', () => {
    expect(renderDiagnosticsGithub([])).toBe('');
  });
});

interface Sarif {
  readonly $schema: string;
  readonly version: string;
  readonly runs: readonly {
    readonly tool: {
      readonly driver: {
        readonly name: string;
        readonly version: string;
        readonly rules: readonly {
          readonly id: Code;
          readonly shortDescription: { readonly text: string };
        }[];
      };
    };
    readonly columnKind: string;
    readonly results: readonly {
      readonly ruleId: Code;
      readonly ruleIndex: number;
      readonly level: string;
      readonly message: { readonly text: string };
      readonly locations: readonly {
        readonly physicalLocation: {
          readonly artifactLocation: { readonly uri: string; readonly uriBaseId?: string };
          readonly region: {
            readonly startLine: number;
            readonly startColumn: number;
            readonly endColumn?: number;
          };
        };
      }[];
    }[];
  }[];
}

function readSarif(all: readonly Diagnostic[]): Sarif['runs'][number] {
  const { version, runs } = JSON.parse(renderDiagnosticsSarif(all, '1.2.3')) as Sarif;
  const [run] = runs;
  expect({ version, runs: runs.length }).toEqual({ version: '2.1.0', runs: 1 });
  if (run === undefined) throw new Error('There is no run.');
  return run;
}

describe('sarif', () => {
  it('names the tool, and each rule once with the meaning of its code', () => {
    fc.assert(
      fc.property(diagnostics, (all) => {
        const { tool, columnKind } = readSarif(all);
        expect({ name: tool.driver.name, version: tool.driver.version, columnKind }).toEqual({
          name: 'kinde-sync',
          version: '1.2.3',
          columnKind: 'utf16CodeUnits',
        });
        const used = [...new Set(all.map(({ code }) => code))].sort();
        expect(tool.driver.rules).toEqual(used.map((id) => ({ id, shortDescription: { text: codes[id] } })));
      }),
    );
  });

  it('has a result for each diagnostic, which refers to its rule and its place', () => {
    fc.assert(
      fc.property(diagnostics, (all) => {
        const { tool, results } = readSarif(all);
        expect(results.map(({ ruleIndex }) => tool.driver.rules[ruleIndex]?.id)).toEqual(
          all.map(({ code }) => code),
        );
        expect(results.map(({ level }) => level)).toEqual(all.map(({ severity }) => severity));
        const places = results.map(({ locations }) => locations[0]?.physicalLocation.region);
        expect(places).toEqual(
          all.map(({ place, endColumn }) =>
            place === undefined
              ? undefined
              : {
                  startLine: place.line,
                  startColumn: place.column,
                  ...(endColumn === undefined ? {} : { endColumn }),
                },
          ),
        );
      }),
    );
  });

  it('names files as addresses relative to the repository, whatever they are called', () => {
    fc.assert(
      fc.property(diagnostics, (all) => {
        for (const { message, locations } of readSarif(all).results) {
          expect(message.text).not.toContain('](');
          for (const { physicalLocation } of locations) {
            const { uri, uriBaseId } = physicalLocation.artifactLocation;
            expect(uri).toMatch(/^(file:\/\/)?[\w%.~!*'()/-]*$/);
            expect(uriBaseId).toBe(uri.startsWith('file://') ? undefined : '%SRCROOT%');
          }
        }
      }),
    );
  });
});
