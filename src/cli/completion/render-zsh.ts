// Completion for zsh, by its own _arguments. The script works sourced and as a file _kinde-sync in $fpath.
import type { CommandLine, CommandWords, OptionWords, ValueWords } from './command-line.js';
import { quoteForPosix } from './quote-word.js';

/** Returns the script; if sourced, it registers its function with compdef. */
export function renderZsh(line: CommandLine): string {
  const described = line.commands.map(({ name, description }) =>
    quoteForPosix(`${name}:${escapeColons(description)}`),
  );
  return `#compdef kinde-sync
# Completion of kinde-sync for zsh. To load it, after compinit: source <(kinde-sync completion zsh)
_kinde_sync() {
  local state line curcontext="$curcontext"
  local -a commands
  commands=(
    ${described.join('\n    ')}
  )
  _arguments -C ${line.options.map(renderOption).join(' ')} '1: :->command' '*:: :->rest'
  case "$state" in
    command) _describe -t commands command commands ;;
    rest)
      case "$line[1]" in
${line.commands.map(renderCommand).join('\n')}
      esac ;;
  esac
}

if [[ "\${funcstack[1]}" == _kinde_sync || "\${funcstack[1]}" == _kinde-sync ]]; then _kinde_sync "$@"
else compdef _kinde_sync kinde-sync; fi
`;
}

function renderCommand({ name, values, options }: CommandWords): string {
  const specs = [
    ...options.map(renderOption),
    ...values.map((value, index) => quoteForPosix(`${index + 1}${renderValue(value)}`)),
  ];
  return `        ${name})\n          _arguments ${specs.join(' \\\n            ')} ;;`;
}

/** Renders an option for _arguments: the options that it excludes, its flags, its description and its value. */
function renderOption(option: OptionWords): string {
  const { flags, isRepeatable } = option;
  const excluded = isRepeatable ? '*' : `(${flags.join(' ')})`;
  const about = `[${escapeColons(option.description).replace(/[[\]]/g, String.raw`\$&`)}]${renderTaken(option)}`;
  return flags.map((flag) => quoteForPosix(`${excluded}${flag}${joinTo(flag, option)}${about}`)).join(' ');
}

/** Renders the link of a flag to its value: `-c FILE` and `-cFILE`, `--config FILE` and `--config=FILE`. */
function joinTo(flag: string, { value, isValueOptional }: OptionWords): string {
  if (value === null) return '';
  if (!flag.startsWith('--')) return '+';
  return isValueOptional ? '=-' : '=';
}

function renderTaken({ value, isValueOptional }: OptionWords): string {
  if (value === null) return '';
  return `${isValueOptional ? ':' : ''}${renderValue(value)}`;
}

function renderValue({ name, choices, isPath }: ValueWords): string {
  const action = isPath ? '_files' : choices.length > 0 ? `(${choices.join(' ')})` : ' ';
  return `:${escapeColons(name)}:${action}`;
}

function escapeColons(text: string): string {
  return text.replaceAll('\\', String.raw`\\`).replaceAll(':', String.raw`\:`);
}
