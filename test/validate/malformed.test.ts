// Every way to get a configuration wrong that we know of, with the line and column of every diagnostic.
import { describe, expect, test } from 'vitest';
import { diagnoseFiles } from './diagnose.js';
import { addressesCases } from './malformed/addresses-cases.js';
import { filesCases } from './malformed/files-cases.js';
import type { CaseText, MalformedCase } from './malformed/malformed-case.js';
import { membersCases } from './malformed/members-cases.js';
import { organizationsCases } from './malformed/organizations-cases.js';
import { positionsCases } from './malformed/positions-cases.js';
import { settingsCases } from './malformed/settings-cases.js';
import { shapeCases } from './malformed/shape-cases.js';
import { variablesCases } from './malformed/variables-cases.js';
import { yamlCases } from './malformed/yaml-cases.js';

const tables: Readonly<Record<string, readonly MalformedCase[]>> = {
  YAML: yamlCases,
  variables: variablesCases,
  shape: shapeCases,
  members: membersCases,
  addresses: addressesCases,
  organizations: organizationsCases,
  settings: settingsCases,
  positions: positionsCases,
  'several files': filesCases,
};

for (const [name, cases] of Object.entries(tables)) {
  describe(`malformed configurations: ${name}`, () => {
    test.each(cases)('$title is told with its place', (malformed) => {
      const diagnosis = diagnoseFiles(filesOf(malformed), malformed.env);
      const told = diagnosis.diagnostics.map(({ code, place }) => {
        const file = malformed.files === undefined ? '' : `${place?.file ?? ''}:`;
        return `${file}${place?.line ?? 0}:${place?.column ?? 0} ${code}`;
      });
      expect(told).toEqual(malformed.expected);
      const hasErrors = diagnosis.diagnostics.some(({ severity }) => severity === 'error');
      expect(diagnosis.desired === null).toBe(hasErrors);
    });
  });
}

function filesOf({ text = '', files }: MalformedCase): Readonly<Record<string, string>> {
  const named = files ?? { 'kinde.yaml': text };
  return Object.fromEntries(Object.entries(named).map(([file, written]) => [file, textOf(written)]));
}

function textOf(written: CaseText): string {
  return typeof written === 'string' ? written : written.map((line) => `${line}\n`).join('');
}
