// Tables of the settings and of the plan's properties, from the JSON schemas that ship.
import { readFile } from 'node:fs/promises';

const read = async (name) =>
  JSON.parse(await readFile(new URL(`../schemas/${name}`, import.meta.url), 'utf8'));

/** Returns the text for a cell of a table. */
export const escape = (text) => text.replaceAll('|', String.raw`\|`).replaceAll('<', '&lt;');
const code = (value) => `\`${escape(JSON.stringify(value))}\``;
const row = (cells) => `| ${cells.join(' | ')} |`;
/** Returns a table of Markdown. */
export const table = (head, rows) => [row(head), row(head.map(() => '---')), ...rows.map(row)].join('\n');

/** Returns the schema that a reference names, with the words that stand beside the reference. */
function resolve(root, schema) {
  if (schema.$ref === undefined) return schema;
  const target = schema.$ref
    .slice(2)
    .split('/')
    .reduce((at, key) => at[key], root);
  return { ...resolve(root, target), ...schema };
}

/** Returns in a few words which values a schema takes. */
function describeType(root, written) {
  const schema = resolve(root, written);
  const { type } = schema;
  if (schema.const !== undefined) return code(schema.const);
  if (schema.enum !== undefined) return schema.enum.map(code).join(', ');
  const choices = schema.oneOf ?? schema.anyOf;
  if (choices !== undefined) return [...new Set(choices.map((one) => describeType(root, one)))].join(' or ');
  if (type === 'array')
    return schema.items === undefined ? 'list' : `list of ${nameItems(root, schema.items)}`;
  if (type === 'object') return 'map';
  return [type ?? 'any value'].flat().join(' or ');
}

/** Returns the plural of what a list contains; a choice of values has none. */
function nameItems(root, items) {
  const { title } = resolve(root, items);
  const name = title?.toLowerCase() ?? describeType(root, items);
  return /^[a-z]+$/.test(name) ? `${name}s` : name;
}

/** Returns a row for each key below a schema of the configuration, with the path of the key. */
function listSettings(root, written, path) {
  const schema = resolve(root, written);
  const own = Object.entries(schema.properties ?? {}).flatMap(([key, value]) => {
    const at = [...path, key];
    const resolved = resolve(root, value);
    return [
      [`\`${at.join('.')}\``, describeType(root, value), escape(resolved.description ?? '')],
      ...listSettings(root, value, at),
    ];
  });
  const items =
    schema.type === 'array' && schema.items !== undefined ? nested(root, schema.items, path, '[]') : [];
  const map =
    typeof schema.additionalProperties === 'object'
      ? nested(root, schema.additionalProperties, path, '.*')
      : [];
  const choices = [schema.oneOf ?? schema.anyOf ?? []].flat();
  const either = choices.flatMap((one) => listSettings(root, one, path));
  return [...own, ...items, ...map, ...either];
}

function nested(root, schema, path, mark) {
  return listSettings(root, schema, [...path.slice(0, -1), `${path.at(-1) ?? ''}${mark}`]);
}

/** Returns the reference of the configuration: each key with its values and its meaning. */
export async function renderConfiguration() {
  const root = await read('config.schema.json');
  const rows = listSettings(root, root, []);
  const seen = new Set();
  // The entries of groups are those of members, which have rows already.
  const own = rows.filter(([key]) => !key.includes('groups.*'));
  const first = own.filter(([key]) => !seen.has(key) && seen.add(key));
  return table(['key', 'value', 'meaning'], first);
}

/** Returns the reference of the plan's JSON: the document, its parts and every kind of change. */
export async function renderPlanFormat() {
  const { $defs } = await read('plan.schema.json');
  const root = { $defs };
  return Object.entries($defs)
    .filter(([, schema]) => schema.properties !== undefined)
    .map(([name, schema]) => {
      const required = new Set(schema.required ?? []);
      const rows = Object.entries(schema.properties).map(([key, value]) => [
        `\`${key}\``,
        describeType(root, value),
        required.has(key) ? 'yes' : '',
        escape(resolve(root, value).description ?? ''),
      ]);
      return [
        `### \`${name}\``,
        '',
        ...(schema.description === undefined ? [] : [escape(schema.description), '']),
        table(['property', 'value', 'always present', 'meaning'], rows),
      ].join('\n');
    })
    .join('\n\n');
}
