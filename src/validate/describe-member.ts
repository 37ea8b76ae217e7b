// Describes a member that fits no form: chooses the form that its keys name, and gives one message for each fault.
import type { Diagnostic } from '../model/diagnostic.js';
import { mostAddressCharacters } from './address-form.js';
import { diagnoseShapeError } from './describe-shape-error.js';
import { checkMember } from './schema.js';
import type { MemberForm } from './schema.js';
import { suggest } from './suggest.js';
import { diagnoseAt, diagnoseAtKey, entryAt, fieldOf, fieldsOf } from './written.js';
import type { UnplacedDiagnostic, Written } from './written.js';

const forms: readonly (readonly [string, MemberForm])[] = [
  ['email', 'emailMember'],
  ['id', 'idMember'],
  ['group', 'groupReference'],
];

/** Returns whether the schema accepts the member as an address. */
export function isSoundAddress(value: unknown): boolean {
  return typeof value === 'string' && value !== '' && value.length <= mostAddressCharacters;
}

/** Returns the diagnostics of a member. `isInGroup` is true for a member of a group, which can't be a group reference. */
export function diagnoseMember(member: Written, isInGroup: boolean): readonly Diagnostic[] {
  const { value } = member;
  if (value === null || typeof value === 'string')
    return [diagnoseAt(member, explainScalar(value, isInGroup))];
  const [first, second] = forms.filter(([key]) => fieldOf(member, key) !== null);
  if (first !== undefined && second !== undefined) return [diagnoseMixture(member, first[0], second[0])];
  if (first === undefined) return [diagnoseFormless(member, isInGroup)];
  if (isInGroup && first[0] === 'group') return [diagnoseNesting(member)];
  return checkMember(first[1], value).map((error) => {
    return diagnoseShapeError(walkMember(member, error.instancePath), error);
  });
}

function listForms(isInGroup: boolean): string {
  const people =
    'an e-mail address, { email: …, firstName: …, lastName: …, roles: […] }, { id: kp_…, roles: […] }';
  if (isInGroup) return `A member of a group is ${people}.`;
  return `A member is ${people} or { group: …, roles: […] }.`;
}

function explainScalar(value: string | null, isInGroup: boolean): UnplacedDiagnostic {
  if (value === null) {
    return { code: 'missing-value', message: 'A member is missing here.', hint: listForms(isInGroup) };
  }
  if (value !== '') {
    return { code: 'too-long', message: `This address has more than ${mostAddressCharacters} characters.` };
  }
  const hint = 'Write an e-mail address, or remove the line.';
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
function diagnoseFormless(member: Written, isInGroup: boolean): Diagnostic {
  for (const [key, field] of fieldsOf(member)) {
    const hint = suggest(key, ['email', 'id', ...(isInGroup ? [] : ['group'])]);
    if (hint === undefined) continue;
    return diagnoseAtKey(field, key, {
      code: 'unknown-key',
      message: `There is no setting "${key}" here.`,
      hint,
    });
  }
  const message = 'This is not a member.';
  return diagnoseAt(member, { code: 'wrong-member', message, hint: listForms(isInGroup) });
}

function diagnoseNesting(member: Written): Diagnostic {
  const message = "A group can't contain another group.";
  const hint = 'List its people here, or name both groups where you use them.';
  return diagnoseAtKey(fieldOf(member, 'group') ?? member, 'group', { code: 'nested-group', message, hint });
}

/** Returns the value at an ajv instance path: a field of the member, or an entry of `roles`. */
function walkMember(member: Written, path: string): Written {
  const [key, index] = path.split('/').slice(1);
  const field = key === undefined ? null : fieldOf(member, key);
  if (field === null) return member;
  return (index === undefined ? null : entryAt(field, Number(index))) ?? field;
}
