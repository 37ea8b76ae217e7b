// Describes a member that fits no form: chooses the form that its keys name, and gives one message for each fault.
import type { Diagnostic } from '../model/diagnostic.js';
import { mostAddressCharacters } from './address-form.js';
import { diagnoseShapeError } from './describe-shape-error.js';
import { checkMember } from './schema.js';
import type { MemberForm } from './schema.js';
import { suggest } from './suggest.js';
import { diagnoseAt, diagnoseAtKey, entryAt, fieldOf, fieldsOf } from './written-value.js';
import type { UnplacedDiagnostic, Written } from './written-value.js';

const forms: readonly (readonly [string, MemberForm])[] = [
  ['email', 'emailMember'],
  ['id', 'idMember'],
  ['group', 'groupReference'],
];

/** Returns whether the schema accepts the member as an address. */
export function isSoundAddress(value: unknown): boolean {
  return typeof value === 'string' && value !== '' && value.length <= mostAddressCharacters;
}

/** Returns the diagnostics of a member. */
export function diagnoseMember(member: Written): readonly Diagnostic[] {
  const { value } = member;
  if (value === null || typeof value === 'string') return [diagnoseAt(member, explainScalar(value))];
  const [first, second] = forms.filter(([key]) => fieldOf(member, key) !== null);
  if (first !== undefined && second !== undefined) return [diagnoseMixture(member, first[0], second[0])];
  if (first === undefined) return [diagnoseFormless(member)];
  return checkMember(first[1], value).map((error) => {
    return diagnoseShapeError(walkMember(member, error.instancePath), error);
  });
}

const formsHint =
  'A member is an email address, { email: …, firstName: …, lastName: …, roles: […] }, { id: kp_…, roles: […] } or { group: …, roles: […] }.';

function explainScalar(value: string | null): UnplacedDiagnostic {
  if (value === null) {
    return { code: 'missing-value', message: 'A member is missing here.', hint: formsHint };
  }
  if (value !== '') {
    return { code: 'too-long', message: `This address has more than ${mostAddressCharacters} characters.` };
  }
  const hint = 'Write an email address, or remove the line.';
  return { code: 'empty-text', message: 'This text is empty.', hint };
}

function diagnoseMixture(member: Written, first: string, second: string): Diagnostic {
  const message = `A member is given by "${first}" or by "${second}", not by both.`;
  const hint = 'Keep one of them, or write two members.';
  return diagnoseAtKey(fieldOf(member, second) ?? member, second, {
    code: 'ambiguous-member',
    message,
    hint,
  });
}

/** A key near a known one is reported as a misspelling. */
function diagnoseFormless(member: Written): Diagnostic {
  for (const [key, field] of fieldsOf(member)) {
    const hint = suggest(key, ['email', 'id', 'group']);
    if (hint === undefined) continue;
    return diagnoseAtKey(field, key, {
      code: 'unknown-key',
      message: `There is no setting "${key}" here.`,
      hint,
    });
  }
  const message = 'This is not a member.';
  return diagnoseAt(member, { code: 'wrong-member', message, hint: formsHint });
}

/** Returns the value at an ajv instance path: a field of the member, or an entry of `roles`. */
function walkMember(member: Written, path: string): Written {
  const [key, index] = path.split('/').slice(1);
  const field = key === undefined ? null : fieldOf(member, key);
  if (field === null) return member;
  return (index === undefined ? null : entryAt(field, Number(index))) ?? field;
}
