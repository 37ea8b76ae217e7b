// Checks values against the JSON schemas, which are the one source of truth for shape and types.
import type { ErrorObject, ValidateFunction } from 'ajv';
import {
  checkAttestedFile,
  checkEmailMember,
  checkFile,
  checkGroupReference,
  checkIdMember,
} from './compile-schemas.js';

/** An error of ajv with its schema and value. */
export type ShapeError = ErrorObject<string, Readonly<Record<string, unknown>>>;

/** The schema definitions of a member's forms. */
export type MemberForm = 'emailMember' | 'idMember' | 'groupReference';

const memberChecks: Readonly<Record<MemberForm, ValidateFunction>> = {
  emailMember: checkEmailMember,
  idMember: checkIdMember,
  groupReference: checkGroupReference,
};

/** Returns the schema errors of a whole file, its members left out. */
export function checkConfig(value: unknown): readonly ShapeError[] {
  return listErrors(checkFile, value);
}

/** Returns the schema errors of a whole attestation file. */
export function checkAttested(value: unknown): readonly ShapeError[] {
  return listErrors(checkAttestedFile, value);
}

/** Returns the schema errors of a value as that form of member. */
export function checkMember(form: MemberForm, value: unknown): readonly ShapeError[] {
  return listErrors(memberChecks[form], value);
}

function listErrors(check: ValidateFunction, value: unknown): readonly ShapeError[] {
  return check(value) ? [] : ((check.errors ?? []) as readonly ShapeError[]);
}
