// A configuration as people write it: comments everywhere, lists in both styles, odd quotes, groups, anchors shared by
// alias and by merge key, Windows line ends now and then.
import fc from 'fast-check';
import type { GeneratorValue } from 'fast-check';
import type {
  SceneConfiguration,
  SceneLeaver,
  SceneMember,
  SceneOrganization,
} from '../../properties/scenes.js';

export interface DrawnText {
  readonly text: string;
  /** Comments on lines of their own: they stay whatever happens. */
  readonly comments: readonly string[];
  /** The lines of each entry, as a text, in the order of the configuration. */
  readonly blocks: readonly string[];
}

class Writer {
  readonly lines: string[] = [];
  readonly comments: string[] = [];
  readonly g: GeneratorValue;
  #count = 0;

  constructor(g: GeneratorValue) {
    this.g = g;
  }

  flip(times = 2): boolean {
    return this.g(fc.integer, { min: 1, max: times }) === 1;
  }

  line(text: string, isCommented = true): void {
    const indent = /^ */.exec(text)?.[0] ?? '';
    if (this.flip(5)) this.lines.push('');
    if (this.flip(5)) this.comment(indent);
    this.lines.push(isCommented && this.flip(4) ? `${text}  # t${(this.#count += 1)}` : text);
  }

  comment(indent: string): void {
    const comment = `# c${(this.#count += 1)}: "{ [ & * ] }`;
    this.comments.push(comment);
    this.lines.push(`${indent}${comment}`);
  }

  scalar(value: string | boolean): string {
    if (typeof value === 'boolean') return String(value);
    const styles = [value, `'${value}'`, JSON.stringify(value)];
    return this.g(fc.constantFrom<string[]>, ...styles);
  }
}

/** Draws the text of a configuration. Some of its members go into groups, some of its lists are shared. */
export function drawText(
  g: GeneratorValue,
  { safety, leavers = [], organizations }: SceneConfiguration,
): DrawnText {
  const writer = new Writer(g);
  const { groups, entries } = drawGroups(writer, organizations);
  writer.line('version: 1');
  if (safety !== undefined)
    writer.line(
      `safety: { protect: [${(safety.protect ?? []).map((one) => JSON.stringify(one)).join(', ')}] }`,
    );
  if (leavers.length > 0) writeLeavers(writer, leavers);
  if (groups.length > 0) {
    writer.line('groups:');
    for (const [index, people] of groups.entries()) writeList(writer, `  g${index}:`, people);
  }
  if (entries.length > 0) writer.line('organizations:');
  const shared: string[] = [];
  const starts = entries.map((entry, index) => {
    const start = writer.lines.length;
    writeOrganization(writer, entry, { index, shared, entries });
    return start;
  });
  const ends = [...starts.slice(1), writer.lines.length];
  writer.comment('');
  const isWindows = writer.flip(4);
  const text = writer.lines.join('\n') + (writer.flip(4) ? '' : '\n');
  const toEnds = (lines: string): string => (isWindows ? lines.replaceAll('\n', '\r\n') : lines);
  const blocks = starts.map((start, index) => toEnds(writer.lines.slice(start, ends[index]).join('\n')));
  return { text: toEnds(text), comments: writer.comments, blocks };
}

function writeLeavers(writer: Writer, leavers: readonly SceneLeaver[]): void {
  const named = leavers.map((one) => (typeof one === 'string' ? { email: one } : one));
  writeList(writer, 'leavers:', named);
}

type WrittenMember = SceneMember | { readonly group: string; readonly roles?: readonly string[] };

interface WrittenEntry extends Omit<SceneOrganization, 'members'> {
  readonly members?: readonly WrittenMember[];
}

/** Now and then a list's people form a group, which other lists use too. */
function drawGroups(writer: Writer, organizations: readonly SceneOrganization[]) {
  const groups: (readonly SceneMember[])[] = [];
  const entries = organizations.map((entry): WrittenEntry => {
    const { members } = entry;
    if (members === undefined) return entry;
    const own: WrittenMember[] = [...members];
    if (members.length > 1 && writer.flip(2)) {
      const size = writer.g(fc.integer, { min: 1, max: members.length });
      groups.push(members.slice(0, size));
      own.splice(0, size, { group: `g${groups.length - 1}`, ...drawRoles(writer) });
    }
    const other = groups.length - 2;
    if (other >= 0 && writer.flip(3)) own.push({ group: `g${other}`, ...drawRoles(writer) });
    return { ...entry, members: own };
  });
  return { groups, entries };
}

function drawRoles(writer: Writer): { readonly roles?: readonly string[] } {
  return writer.flip(3) ? { roles: [writer.g(fc.constantFrom<string[]>, 'admin', 'owner', 'viewer')] } : {};
}

interface Sharing {
  readonly index: number;
  /** Names of anchors of lists so far. */
  readonly shared: string[];
  readonly entries: readonly WrittenEntry[];
}

function writeFlags(flags: NonNullable<WrittenEntry['featureFlags']>): string {
  return `{ ${Object.entries(flags)
    .map(([key, value]) => `${key}: ${String(value)}`)
    .join(', ')} }`;
}

function writeOrganization(writer: Writer, entry: WrittenEntry, { index, shared, entries }: Sharing): void {
  const { members, membership, allowRegistrations, featureFlags, properties, ...others } = entry;
  const { registrationDomains, handle, ...selectors } = others;
  const pairs = Object.entries({
    ...selectors,
    ...(typeof handle === 'string' ? { handle } : {}),
    ...(allowRegistrations === undefined ? {} : { allowRegistrations }),
  });
  const isMerging = index > 0 && shared.includes('base') && membership !== undefined && writer.flip(2);
  const isBase = index === 0 && writer.flip(2) && entries.length > 1;
  if (isBase) {
    writer.line(`  - &base`);
    shared.push('base');
  }
  for (const [place, [key, value]] of pairs.entries()) {
    const dash = place === 0 && !isBase ? '  - ' : '    ';
    writer.line(`${dash}${key}: ${writer.scalar(value)}`);
  }
  if (handle === null) writer.line('    handle: null');
  if (registrationDomains !== undefined)
    writer.line(`    registrationDomains: [${registrationDomains.join(', ')}]`);
  if (featureFlags !== undefined) writer.line(`    featureFlags: ${writeFlags(featureFlags)}`);
  if (properties !== undefined) {
    writer.line('    properties:');
    for (const [key, value] of Object.entries(properties))
      writer.line(`      ${key}: ${value === '25' ? '"25"' : writer.scalar(value)}`);
  }
  if (isMerging) writer.line('    <<: *base');
  if (membership !== undefined && membership !== 'exact')
    writer.line(`    membership: ${writer.scalar(membership)}`);
  else if (membership !== undefined && (allowRegistrations !== false || isMerging || writer.flip()))
    writer.line('    membership: exact');
  if (members === undefined) return;
  const known = shared.filter((name) => name !== 'base').at(-1);
  if (known !== undefined && writer.flip(3)) {
    writer.line(`    members: *${known}`);
    return;
  }
  const anchor = writer.flip(3) ? `list${index}` : null;
  if (anchor !== null) shared.push(anchor);
  writeList(writer, `    members:${anchor === null ? '' : ` &${anchor}`}`, members);
}

function writeList(writer: Writer, head: string, members: readonly WrittenMember[]): void {
  const indent = ' '.repeat(/^ */.exec(head)?.[0].length ?? 0);
  if (members.length === 0) {
    writer.line(`${head} []`);
    return;
  }
  const style = writer.g(fc.integer, { min: 0, max: 3 });
  if (style === 0) {
    writer.line(`${head} [${members.map((member) => writeMember(writer, member)).join(', ')}]`);
  } else if (style === 1) {
    writer.line(`${head} [`);
    const isOpen = writer.flip();
    for (const [index, member] of members.entries()) {
      const comma = isOpen || index < members.length - 1 ? ',' : '';
      writer.line(`${indent}    ${writeMember(writer, member)}${comma}`);
    }
    writer.lines.push(`${indent}  ]`);
  } else {
    writer.line(head);
    for (const member of members) writeBlockMember(writer, `${indent}${style === 2 ? '  ' : ''}- `, member);
  }
}

function fieldsOf(writer: Writer, member: WrittenMember): readonly (readonly [string, string])[] {
  return Object.entries(member).map(([key, value]) => [
    key,
    typeof value === 'string'
      ? writer.scalar(value)
      : `[${(value as readonly string[]).map((one) => writer.scalar(one)).join(', ')}]`,
  ]);
}

function writeMember(writer: Writer, member: WrittenMember): string {
  const fields = fieldsOf(writer, member);
  const [first] = fields;
  if (fields.length === 1 && first?.[0] === 'email') return first[1];
  return `{ ${fields.map(([key, value]) => `${key}: ${value}`).join(', ')} }`;
}

function writeBlockMember(writer: Writer, dash: string, member: WrittenMember): void {
  const fields = fieldsOf(writer, member);
  const [first, ...rest] = fields;
  if (first === undefined || rest.length === 0 || writer.flip()) {
    writer.line(`${dash}${writeMember(writer, member)}`);
    return;
  }
  writer.line(`${dash}${first[0]}: ${first[1]}`);
  for (const [key, value] of rest) writer.line(`${' '.repeat(dash.length)}${key}: ${value}`);
}
