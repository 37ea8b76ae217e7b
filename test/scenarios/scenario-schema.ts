// The shape of `scenario.yaml`: closed, so that nothing misspelled goes unnoticed. It must agree with `Scenario`.
import { knownScopes } from '../../src/sandbox/contract/contract.js';

const text = { type: 'string' };
const texts = { type: 'array', items: text };
const status = { enum: [0, 1, 2, 3, 130] };
const lines = { type: 'array', items: { anyOf: [text, texts] } };
const edits = { type: 'array', items: { type: 'array', minItems: 2, items: { anyOf: [text, texts] } } };

function closed(properties: Readonly<Record<string, object>>, required: readonly string[]) {
  return { type: 'object', properties, required, additionalProperties: false };
}

const fault = closed(
  {
    operation: text,
    call: { type: 'integer' },
    about: text,
    effect: { enum: ['drop-after', 'drop-before'] },
    leaveOut: texts,
    refuse: closed({ status: { type: 'integer' }, code: text }, ['status', 'code']),
    edits,
  },
  ['operation'],
);

export const scenarioSchema = closed(
  {
    title: text,
    today: text,
    args: texts,
    argsAgain: texts,
    applyArgs: texts,
    savedPlan: { const: true },
    undo: closed({ exit: status, warnings: texts, writes: lines }, []),
    answer: text,
    env: { type: 'object', additionalProperties: text },
    missingScopes: { type: 'array', items: { enum: knownScopes } },
    variants: texts,
    exits: closed({ plan: status, apply: status, planAgain: status, applyAgain: status }, []),
    warnings: texts,
    refusals: texts,
    refusalsByApply: texts,
    said: texts,
    saidByApply: texts,
    edits,
    during: { type: 'array', items: fault },
    writes: lines,
    writesUnder: { type: 'object', additionalProperties: lines },
    writesAgain: lines,
    open: texts,
    untouched: texts,
    untouchedByApply: texts,
    landsInDefault: { type: 'boolean' },
  },
  ['title'],
);
