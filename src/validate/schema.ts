// What the configuration's JSON Schema says of a value. The schema file is the one source of truth for shape and types.
import type { ErrorObject, ValidateFunction } from 'ajv';
import {
  checkAttestedFile,
  checkEmailMember,
  checkFile,
  checkGroupReference,
  checkIdMember,
} from './compile-schemas.js';

/** What ajv says, with the schema it applied and the value it applied it to. */
export type ShapeError = ErrorObject<string, Readonly<Record<string, unknown>>>;

/** The definitions that a member may have to fit. */
export type MemberForm = 'emailMember' | 'idMember' | 'groupReference';

const memberChecks: Readonly<Record<MemberForm, ValidateFunction>> = {
  emailMember: checkEmailMember,
  idMember: checkIdMember,
  groupReference: checkGroupReference,
};

/** Returns everything that the schema finds wrong with a whole file, its members left out. */
export function checkConfig(value: unknown): readonly ShapeError[] {
  return listErrors(checkFile, value);
}

/** Returns everything that the schema of attestations finds wrong with a whole file. */
export function checkAttested(value: unknown): readonly ShapeError[] {
  return listErrors(checkAttestedFile, value);
}

/** Returns everything that is wrong with a value as that form of member. */
export function checkMember(form: MemberForm, value: unknown): readonly ShapeError[] {
  return listErrors(memberChecks[form], value);
}

function listErrors(check: ValidateFunction, value: unknown): readonly ShapeError[] {
  return check(value) ? [] : ((check.errors ?? []) as readonly ShapeError[]);
}
