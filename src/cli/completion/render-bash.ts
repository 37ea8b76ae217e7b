// Completion for bash. The script avoids associative arrays and mapfile, which the bash 3.2 of macOS lacks.
import type { CommandLine, CommandWords, OptionWords, ValueWords } from './command-line.js';
import { quoteForPosix } from './quote-word.js';

/** Returns the script, which defines a function and registers it with `complete`. */
export function renderBash(line: CommandLine): string {
  const names = line.commands.map(({ name }) => name);
  const start: CommandWords = {
    ...line,
    name: '',
    values: [{ name: 'COMMAND', choices: names, isPath: false, isRequired: false }],
  };
  const commands = [start, ...line.commands];
  return [opening, renderReader(commands), ...commands.map(renderCommand), closing].join('\n');
}

const opening = `# Completion of kinde-sync for bash. To load it: source <(kinde-sync completion bash)
_kinde_sync_words() {
  local choice
  while IFS='' read -r choice; do COMPREPLY+=("$choice"); done < <(compgen -W "$1" -- "$2")
}

_kinde_sync_paths() {
  local path
  compopt -o filenames 2>/dev/null
  while IFS='' read -r path; do COMPREPLY+=("$path"); done < <(compgen -f -- "$1")
}

_kinde_sync() {
  local word="\${COMP_WORDS[COMP_CWORD]}" command='' option='' values=0 index part
  COMPREPLY=()`;

/** Reads the words before the completed one: the command, the number of its values, and the option right before. */
function renderReader(commands: readonly CommandWords[]): string {
  const taking = commands.flatMap(({ options }) => options.filter(takesNext).flatMap(({ flags }) => flags));
  return `  for ((index = 1; index < COMP_CWORD; index += 1)); do
    part="\${COMP_WORDS[index]}"
    # bash takes --format=json apart at the equals sign.
    if [[ $part == '=' ]]; then continue; fi
    case "$option" in
      ${[...new Set(taking)].join('|')}) option='' ;;
      *)
        option="$part"
        if [[ $part == -* ]]; then continue; fi
        if [[ -z $command ]]; then command="$part"; else values=$((values + 1)); fi ;;
    esac
  done
  if [[ $word == '=' ]]; then word=''; fi
  case "$command" in`;
}

function takesNext({ value, isValueOptional }: OptionWords): boolean {
  return value !== null && !isValueOptional;
}

function renderCommand(command: CommandWords): string {
  const flags = command.options.flatMap((option) => option.flags);
  return [
    `    ${quoteForPosix(command.name)})`,
    '      case "$option" in',
    ...command.options.filter(takesNext).map(renderOption),
    '      esac',
    `      if [[ $word == -* ]]; then _kinde_sync_words ${quoteForPosix(flags.join(' '))} "$word"; return; fi`,
    '      case "$values" in',
    ...command.values.map((value, index) => `        ${index}) ${renderValue(value)} ;;`),
    '      esac ;;',
  ].join('\n');
}

function renderOption({ flags, value }: OptionWords): string {
  return `        ${flags.join('|')}) ${value === null ? ':' : renderValue(value)}; return ;;`;
}

function renderValue({ choices, isPath }: ValueWords): string {
  if (choices.length > 0) return `_kinde_sync_words ${quoteForPosix(choices.join(' '))} "$word"`;
  return isPath ? '_kinde_sync_paths "$word"' : ':';
}

const closing = `  esac
}

complete -F _kinde_sync kinde-sync
`;
