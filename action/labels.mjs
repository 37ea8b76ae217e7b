// The labels of a pull request that approve what its plan was refused for, each with an exact number.

/** Each approval: the option of kinde-sync, the label without its colon, and the option that names the label in a comment. */
export const approvals = {
  removals: {
    option: '--allow-removals',
    label: 'kinde-allow-removals',
    labelOption: '--approval-label',
  },
  invitations: {
    option: '--allow-invitations',
    label: 'kinde-allow-invitations',
    labelOption: '--invitation-label',
  },
};

/**
 * Returns the approvals of one use by its input `name`. Where several environments share a pull request, each has labels of its
 * own, such as "kinde-allow-removals-staging: 14": their plans have other numbers.
 */
export function nameApprovals(name) {
  const own = Object.entries(approvals).map(([what, one]) => [
    what,
    name === 'kinde' ? one : { ...one, label: `${one.label}-${name}`, ofAll: one.label },
  ]);
  return Object.fromEntries(own);
}

/**
 * Returns the number in a label such as "kinde-allow-removals: 14" (or without the blank); '' if there are none, or several
 * different ones.
 */
export function readApprovalLabel({ label }, labels = []) {
  const found = labels.flatMap(({ name }) => parseLabel(label, name) ?? []);
  return new Set(found).size === 1 ? found[0] : '';
}

/** Returns why labels approve nothing although they are meant to, or null. The text quotes no label. */
export function findLabelProblem(labels, of) {
  const problems = of.flatMap((one) => findProblem(one, labels ?? []) ?? []);
  return problems.length === 0 ? null : problems.join(' ');
}

function findProblem(approval, labels) {
  const { label, ofAll = label } = approval;
  const meant = labels.filter(({ name }) => isMeant(approval, String(name).trim().toLowerCase()));
  if (meant.some(({ name }) => parseLabel(label, name) === null))
    return `A label that begins with ${ofAll} is not understood, so it approves nothing. It has the form \`${label}: 14\`, with a number.`;
  if (meant.length > 0 && readApprovalLabel(approval, labels) === '')
    return `Labels with different numbers after ${label} approve nothing. Leave one of them.`;
  return null;
}

/** A label of another environment is not meant; one that names none is, and approves nothing. */
function isMeant({ label, ofAll }, text) {
  if (ofAll === undefined) return text.startsWith(label);
  const [own, rest] = [label.toLowerCase(), text.slice(label.length)];
  const isOwn = text.startsWith(own) && !/^[\w.-]/.test(rest);
  return isOwn || (text.startsWith(ofAll) && !text.startsWith(`${ofAll}-`));
}

function parseLabel(label, name) {
  const text = String(name);
  if (!text.startsWith(`${label}:`)) return null;
  return /^\s?(\d{1,6})$/.exec(text.slice(label.length + 1))?.[1] ?? null;
}

/** Returns the value of an input that approves; throws an `Error` that says what it takes. */
export function readNumber({ option }, given) {
  if (given === '' || /^(\d{1,6}|all)$/.test(given)) return given;
  throw new Error(`${option.slice(2)} takes an exact number, all, or nothing.`);
}
