// Generates texts that are mostly plain YAML, with every kind of typing error, for the comparison of the two parsers.
import fc from 'fast-check';

type Lines = readonly string[];

function oneOf(...rows: Lines): fc.Arbitrary<string> {
  return fc.constantFrom(...rows.flatMap((row) => row.split('¦')));
}

const odd = oneOf(
  'no¦NULL¦null¦~¦False¦.nan¦.inf¦-.INF¦<<¦---¦...¦-¦?¦*a¦&a¦&a b¦true:¦1: 2¦:¦: a¦"a": b¦[a]: b¦? a',
  '0¦007¦-3¦+1¦0o7¦0x1F¦1e3¦1.5¦.5¦1.¦1_000¦-0¦12345678901234567890¦5a¦1st@b.example¦12:30¦2001-01-01',
  "O'Brien, Inc.¦two  blanks¦kp:97c2¦a#b¦a #b¦a: b¦a:b¦a - b¦a, b¦- x¦x¦n¦¦[¦}¦a :b¦a : b¦a :¦a:¦-a¦.a¦_a",
  `'it''s'¦"a\\tb"¦""¦''¦"a"b¦"\${X}"¦\${X}¦!a¦!!str 1¦|¦>-¦%a¦@a¦\`¦a,¦[a, , b]¦[a,]¦{a}¦{a: , b: c}¦{a: [b]`,
  'Ж 東京¦a\u2028b¦a\u00a0b¦\ufeffa¦__proto__¦constructor¦[a: b]¦{a:b}¦{"a":b}¦[-]¦[- a]¦[a #b]¦{a : b}¦{? a : b}',
  `${'k'.repeat(999)}¦${'k'.repeat(1030)}`,
);
const plain = oneOf(
  'x¦ann@b.example¦org_5f1d2c7a901¦Harbor & Pine¦Zürich¦http://x.example/a¦bo+y@x.de¦a b  c¦No 5 (x)¦"q # r"',
  "true¦false¦1¦25¦2001-01-01¦'s: t'¦[]¦{}¦Null¦nope¦0.5¦1a",
);
const scalar = fc.oneof({ weight: 60, arbitrary: plain }, { weight: 1, arbitrary: odd });
const key = fc.oneof(
  { weight: 80, arbitrary: oneOf('a¦b¦c¦d¦e¦version¦members¦e-mail¦x.y¦k_1¦first name¦Größe¦z') },
  { weight: 4, arbitrary: oneOf('__proto__¦constructor¦toString¦5a') },
  { weight: 1, arbitrary: odd },
);
const blanks = oneOf('¦ ¦ ¦ ¦  ');
const apart = oneOf(' ¦ ¦ ¦ ¦  ');
const tail = fc.oneof(
  { weight: 60, arbitrary: fc.constant('') },
  { weight: 9, arbitrary: oneOf(' # why¦  #¦ ¦   ¦ # a: [b, "c¦ #\té\u2028') },
  { weight: 1, arbitrary: oneOf('#¦\t¦ \t# x¦ & b¦\r') },
);
const noise = fc.oneof(
  { weight: 30, arbitrary: fc.constant<Lines>([]) },
  fc.constantFrom<Lines[]>([''], ['  '], ['# why'], ['    # why'], [' # why'], ['', '# why', '']),
);

function indent(lines: Lines, count: number): Lines {
  return lines.map((line) => (line === '' ? line : ' '.repeat(count) + line));
}

/** Returns the lines with the first one behind a mark, as in `- a: b`. */
function standBehind(mark: string, [first = '', ...rest]: Lines): Lines {
  return [mark + first, ...indent(rest, mark.length)];
}

const beforeColon = (text = ''): string => text.split(':', 1)[0] ?? '';

const { block } = fc.letrec<{ flow: string; inline: string; field: Lines; entry: Lines; block: Lines }>(
  (tie) => ({
    inline: fc.oneof(
      { maxDepth: 3 },
      { weight: 6, arbitrary: scalar },
      { weight: 1, arbitrary: tie('flow') },
    ),
    flow: fc.oneof(
      fc
        .tuple(fc.array(tie('inline'), { maxLength: 3 }), blanks, blanks)
        .map(([values, before, after]) => `[${before}${values.join(`${before},${after}`)}${after}]`),
      fc
        .tuple(
          fc.uniqueArray(fc.tuple(key, apart, tie('inline')), { maxLength: 3, selector: ([name]) => name }),
          blanks,
        )
        .map(([pairs, blank]) => {
          const fields = pairs.map(([name, between, value]) => `${name}:${between}${value}`);
          return `{${blank}${fields.join(`,${blank}`)}${blank}}`;
        }),
    ),
    field: fc.oneof(
      { maxDepth: 4 },
      fc.tuple(key, apart, tie('inline'), tail).map((parts) => [`${parts[0]}:${parts.slice(1).join('')}`]),
      fc
        .tuple(key, tail, noise, fc.constantFrom(2, 2, 2, 4, 1), tie('block'))
        .map(([name, end, between, count, below]) => [
          `${name}:${end}`,
          ...between,
          ...indent(below, below[0]?.startsWith('-') === true && count === 1 ? 0 : count),
        ]),
    ),
    entry: fc.oneof(
      { maxDepth: 4 },
      { weight: 3, arbitrary: fc.tuple(tie('inline'), tail).map(([value, end]) => [`- ${value}${end}`]) },
      {
        weight: 2,
        arbitrary: fc.tuple(oneOf('- ¦-   '), tie('block')).map((parts) => standBehind(...parts)),
      },
      {
        weight: 1,
        arbitrary: fc
          .tuple(tail, fc.constantFrom(2, 2, 1), tie('block'))
          .map(([end, count, below]) => [`-${end}`, ...indent(below, count)]),
      },
    ),
    block: fc
      .oneof(
        { maxDepth: 4 },
        fc.uniqueArray(fc.tuple(tie('field'), noise), {
          minLength: 1,
          maxLength: 5,
          selector: ([lines]) => beforeColon(lines[0]),
        }),
        fc.array(fc.tuple(tie('entry'), noise), { minLength: 1, maxLength: 5 }),
      )
      .map((pieces) => pieces.flat(2)),
  }),
);

interface Slip {
  readonly kind: string;
  readonly where: number;
  readonly character: string;
}

const hostile = Array.from(`:#-[]{},'"&*!|>%@\`$?~<=\\ \t\r\n\0é\u2028\ufeffa1`, (character) => character);
const slip = fc.record({
  kind: oneOf('insert¦delete¦replace¦deepen¦dedent¦repeat¦swap¦drop'),
  where: fc.nat(10_000),
  character: fc.constantFrom(...hostile),
});

function makeSlip(text: string, { kind, where, character }: Slip): string {
  const at = where % (text.length + 1);
  if (kind === 'insert') return text.slice(0, at) + character + text.slice(at);
  if (kind === 'delete') return text.slice(0, at) + text.slice(at + 1);
  if (kind === 'replace') return text.slice(0, at) + character + text.slice(at + 1);
  const lines = text.split('\n');
  return changeLine(lines, where % lines.length, kind).join('\n');
}

function changeLine(lines: Lines, at: number, kind: string): Lines {
  const line = lines[at] ?? '';
  const changes: Readonly<Record<string, Lines>> = {
    deepen: [` ${line}`],
    dedent: [line.startsWith(' ') ? line.slice(1) : line],
    repeat: [line, line],
    swap: [lines[at + 1] ?? '', line],
  };
  return [...lines.slice(0, at), ...(changes[kind] ?? []), ...lines.slice(at + (kind === 'swap' ? 2 : 1))];
}

/** Texts that are mostly plain YAML: one half is correct, the other has one to three typing errors. */
export const oddYaml: fc.Arbitrary<string> = fc
  .record({
    lines: block,
    end: oneOf('\n¦\n¦\n¦¦\n\n¦  \n'),
    lineBreak: oneOf('\n¦\n¦\r\n'),
    slips: fc.oneof(fc.constant<Slip[]>([]), fc.array(slip, { minLength: 1, maxLength: 3 })),
  })
  .map(({ lines, end, lineBreak, slips }) => {
    let text = (lines.join('\n') + end).replaceAll('\n', lineBreak);
    for (const one of slips) text = makeSlip(text, one);
    return text;
  });
