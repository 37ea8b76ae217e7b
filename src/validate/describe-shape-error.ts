// Translates one ajv error into a diagnostic at the place that has to change.
import { knownKeys } from '../model/known-keys.js';
import type { Diagnostic } from '../model/diagnostic.js';
import type { ShapeError } from './schema.js';
import { suggest } from './suggest.js';
import { diagnoseAt, diagnoseAtKey, fieldOf, isUnresolved, quote } from './written-value.js';
import type { UnplacedDiagnostic, Written } from './written-value.js';

/** Returns the diagnostic of a schema error at a value. */
export function diagnoseShapeError(written: Written, error: ShapeError): Diagnostic {
  if (error.keyword === 'additionalProperties') return diagnoseUnknownKey(written, error);
  if (error.keyword === 'propertyNames') return diagnoseWrongKey(written, error);
  if (written.value === null && !isUnresolved(written))
    return diagnoseMissingValue(written, error.instancePath);
  return diagnoseAt(written, explain(written, error));
}

function diagnoseUnknownKey(written: Written, error: ShapeError): Diagnostic {
  const key = String(error.params['additionalProperty']);
  const { properties = {} } = (error.parentSchema ?? {}) as { readonly properties?: object };
  const known = Object.keys(properties);
  const hint = suggest(key, known) ?? `Allowed here: ${known.join(', ')}.`;
  const found: UnplacedDiagnostic = {
    code: 'unknown-key',
    message: `There is no setting "${key}" here.`,
    hint,
  };
  return diagnoseAtKey(fieldOf(written, key) ?? written, key, found);
}

function diagnoseWrongKey(written: Written, error: ShapeError): Diagnostic {
  const key = String(error.params['propertyName']);
  const message = 'A name is empty or has more than 255 characters.';
  return diagnoseAtKey(fieldOf(written, key) ?? written, key, { code: 'wrong-key', message });
}

function diagnoseMissingValue(written: Written, path: string): Diagnostic {
  const key = path
    .slice(path.lastIndexOf('/') + 1)
    .replaceAll('~1', '/')
    .replaceAll('~0', '~');
  if (/^\/organizations\/\d+\/members$/.test(path)) {
    const message = 'Nothing follows "members:", which could mean "not managed" or "no members".';
    const hint = 'Remove the key to leave the membership unmanaged, or write "members: []" for no members.';
    return diagnoseAtKey(written, key, { code: 'empty-members', message, hint });
  }
  if (/^\/organizations\/\d+\/registrationDomains$/.test(path)) {
    const message =
      'Nothing follows "registrationDomains:", which could mean "not managed" or "any address".';
    const hint =
      'Remove the key to leave them unmanaged, or write "registrationDomains: []" for any address.';
    return diagnoseAtKey(written, key, { code: 'missing-value', message, hint });
  }
  // A key of the user's choice may be a value behind a missing colon, and private.
  const shown = knownKeys.has(key) ? `"${key}:"` : 'this key';
  const message = written.keyAt === undefined ? 'A value is missing here.' : `Nothing follows ${shown}.`;
  const hint =
    written.keyAt === undefined
      ? 'Write one, or remove the line.'
      : 'Write a value, or remove the key to leave it unmanaged.';
  return diagnoseAtKey(written, key, { code: 'missing-value', message, hint });
}

function explain(written: Written, error: ShapeError): UnplacedDiagnostic {
  switch (error.keyword) {
    case 'type':
      return explainType(written, error);
    case 'const':
    case 'enum':
      return explainChoice(written, error);
    case 'required':
      return explainRequired(error);
    case 'minimum':
    case 'maximum':
      return explainRange(written, error);
    case 'minLength':
    case 'maxLength':
      return explainLength(error);
    default:
      if (isDayError(error)) return explainDay(written);
      return { code: 'wrong-shape', message: `This does not fit the schema (${error.keyword}).` };
  }
}

function isDayError({ keyword, instancePath }: ShapeError): boolean {
  return keyword === 'pattern' && instancePath.endsWith('/until');
}

/** Returns the words for a text that is no day. */
export function explainDay(written: Written): UnplacedDiagnostic {
  const message = `${quote(written)} is not a day of the calendar.`;
  return { code: 'invalid-date', message, hint: 'Write year, month and day, as in 2027-01-31.' };
}

function explainLength(error: ShapeError): UnplacedDiagnostic {
  if (error.keyword === 'minLength') {
    return {
      code: 'empty-text',
      message: 'This text is empty.',
      hint: 'Write a value, or remove the key.',
    };
  }
  const message = `This text has more than ${String(error.params['limit'])} characters.`;
  return { code: 'too-long', message };
}

const typeNames: Readonly<Record<string, string>> = {
  string: 'text',
  boolean: 'true or false',
  integer: 'a whole number',
  number: 'a number',
  array: 'a list',
  object: 'a map',
  null: 'nothing',
};

function explainType(written: Written, error: ShapeError): UnplacedDiagnostic {
  const wanted = [error.params['type']].flat().map((type) => typeNames[String(type)] ?? String(type));
  const message = `This is ${nameType(written.value)}; it must be ${wanted.join(' or ')}.`;
  return { code: 'wrong-type', message, hint: hintType(written, error) };
}

function hintType(
  { value }: Written,
  { params, instancePath, parentSchema }: ShapeError,
): string | undefined {
  const { enum: choices } = (parentSchema ?? {}) as { readonly enum?: readonly (string | null)[] };
  const wanted = String([params['type']].flat().filter((type) => type !== 'null'));
  if (instancePath.endsWith('/until')) return 'Write year, month and day, as in 2027-01-31.';
  if (choices !== undefined && typeof value !== 'object')
    return `Write one of ${choices.filter((one) => one !== null).join(', ')}.`;
  if (wanted === 'string' && typeof value !== 'object') return 'Put quotes around it to make it text.';
  if (wanted === 'boolean' && typeof value === 'string') {
    return /^(?:yes|no|on|off)$/i.test(value)
      ? 'Write true or false.'
      : 'Write true or false, without quotes.';
  }
  if (wanted === 'array') return 'Begin each entry with "- " on a line of its own, or write [a, b].';
  return undefined;
}

/** Returns the type of the value in the words of a YAML author. */
function nameType(value: unknown): string {
  if (value === null) return 'nothing';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'a map';
  if (typeof value === 'boolean') return 'true or false';
  if (typeof value === 'number') return Number.isFinite(value) ? 'a number' : 'not a finite number';
  return 'text';
}

function explainChoice(written: Written, error: ShapeError): UnplacedDiagnostic {
  if (error.instancePath === '/version') {
    const message = `This kinde-sync does not support version ${quote(written)} of the configuration.`;
    return { code: 'unsupported-version', message, hint: 'Write "version: 1".' };
  }
  const choices = [error.params['allowedValues'] ?? error.params['allowedValue']].flat().map(String);
  const message = `${quote(written)} is not allowed here; allowed: ${choices.join(', ')}.`;
  const near = typeof written.value === 'string' ? suggest(written.value, choices) : undefined;
  return { code: 'wrong-value', message, hint: near ?? hintDefault(error.instancePath) };
}

function hintDefault(path: string): string | undefined {
  return path.endsWith('/default') ? 'Write "default: true", or remove the key.' : undefined;
}

function explainRequired(error: ShapeError): UnplacedDiagnostic {
  const key = String(error.params['missingProperty']);
  const hint = key === 'version' ? 'Begin every file with "version: 1".' : undefined;
  return { code: 'missing-key', message: `The key "${key}" is missing here.`, hint };
}

function explainRange(written: Written, error: ShapeError): UnplacedDiagnostic {
  const edge = error.keyword === 'minimum' ? 'at least' : 'at most';
  const message = `${quote(written)} is out of range: it must be ${edge} ${String(error.params['limit'])}.`;
  return { code: 'out-of-range', message };
}
