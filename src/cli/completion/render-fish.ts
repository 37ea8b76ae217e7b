// Completion for fish, as a list of `complete` lines.
import type { CommandLine, CommandWords, OptionWords, ValueWords } from './command-line.js';
import { quoteForFish } from './quote-word.js';

/** Returns the script. The conditions of its lines depend only on the typed words. */
export function renderFish(line: CommandLine): string {
  const start = "-n '__kinde_sync_at 0'";
  const names = line.commands.map(
    ({ name, description }) => `${start} -a ${quoteForFish(name)} -d ${quoteForFish(description)}`,
  );
  const lines = [
    ...line.options.map((option) => renderOption(start, option)),
    ...names,
    ...line.commands.flatMap(renderCommand),
  ];
  return `${opening}${lines.map((words) => `complete -c kinde-sync ${words}\n`).join('')}`;
}

const opening = `# Completion of kinde-sync for fish. To load it: kinde-sync completion fish | source
# True where no command is typed yet (0), or where the given one is.
function __kinde_sync_at
    set -l words (commandline -opc)
    if test "$argv[1]" = 0
        test (count $words) -eq 1
    else
        test (count $words) -gt 1; and test "$words[2]" = "$argv[1]"
    end
end

complete -c kinde-sync -f
`;

function renderCommand({ name, values, options }: CommandWords): readonly string[] {
  const condition = `-n ${quoteForFish(`__kinde_sync_at ${name}`)}`;
  const positional = values.flatMap((value) =>
    value.isPath || value.choices.length > 0 ? [`${condition} ${renderValue(value)}`] : [],
  );
  return [...options.map((option) => renderOption(condition, option)), ...positional];
}

function renderOption(
  condition: string,
  { flags, description, value, isValueOptional }: OptionWords,
): string {
  const named = flags.map((flag) => (flag.startsWith('--') ? `-l ${flag.slice(2)}` : `-s ${flag.slice(1)}`));
  const taken = value === null || isValueOptional ? '' : ` ${renderTaken(value)}`;
  return `${condition} ${named.join(' ')}${taken} -d ${quoteForFish(description)}`;
}

/** Renders a required value: -r with paths, -x without. */
function renderTaken(value: ValueWords): string {
  return value.isPath ? '-r -F' : `-x ${renderValue(value)}`.trimEnd();
}

function renderValue({ choices, isPath }: ValueWords): string {
  if (isPath) return '-F';
  return choices.length > 0 ? `-a ${quoteForFish(choices.join(' '))}` : '';
}
