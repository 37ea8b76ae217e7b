// Completion in the shells themselves: bash everywhere, zsh and fish where they are installed.
import { beforeAll, describe, expect, test } from 'vitest';
import { makeFolder } from '../../../fake-world.js';
import { hasShell, printScript, runIn } from './shell-words.js';

const files = { 'kinde.yaml': '', 'plan.json': '', 'a b.yaml': '', 'it`s $HOME.yaml': '' };
const formats = ['diff', 'json', 'markdown', 'text'];
const commands = 'apply attest completion demo doctor help init plan pull report sandbox undo validate'.split(
  ' ',
);

/** The typed words, and the words offered for the last one. */
const cases: readonly (readonly [typed: readonly string[], offered: readonly string[]])[] = [
  [[''], commands],
  [['pl'], ['plan']],
  [['plan', '--fo'], ['--format']],
  [['plan', '--format', ''], formats],
  [['plan', '--format', 'm'], ['markdown']],
  [['validate', '--format', 's'], ['sarif']],
  [['plan', '--format', 'json', '--out', 'pl'], ['plan.json']],
  [['plan', '-c', 'k'], ['kinde.yaml']],
  [['apply', '--yes', 'pl'], ['plan.json']],
  [['plan', '--concurrency', ''], []],
  [
    ['completion', ''],
    ['bash', 'fish', 'zsh'],
  ],
  [['help', 'und'], ['undo']],
  [['nothing', '--f'], []],
];

describe('bash', () => {
  let script = '';
  beforeAll(async () => {
    script = await printScript('bash');
  });

  async function offer(typed: readonly string[]): Promise<readonly string[]> {
    const words = ['kinde-sync', ...typed].map((word) => `'${word}'`).join(' ');
    const ask = `COMP_WORDS=(${words}); COMP_CWORD=${typed.length}; set -u; _kinde_sync; printf '%s\\n' \${COMPREPLY[@]+"\${COMPREPLY[@]}"}`;
    return [...runIn('bash', `${script}\n${ask}`, await makeFolder(files))].sort();
  }

  test.each(cases)('offers for %j what fits: %j', async (typed, offered) => {
    expect(await offer(typed)).toEqual(offered);
  });

  test('takes --format=json as bash does: in three words', async () => {
    expect(await offer(['plan', '--format', '='])).toEqual(formats);
    expect(await offer(['plan', '--format', '=', 'd'])).toEqual(['diff']);
    expect(await offer(['plan', '--format', '=', 'diff', '--o'])).toEqual([
      '--on',
      '--organization',
      '--out',
    ]);
  });

  test('offers nothing after the last value', async () => {
    expect(await offer(['completion', 'bash', ''])).toEqual([]);
    expect(await offer(['undo', 'plan.json', ''])).toEqual([]);
  });

  test('offers a file as it is named, whatever is in its name', async () => {
    expect(await offer(['plan', '-c', 'a'])).toEqual(['a b.yaml']);
    expect(await offer(['plan', '-c', 'it'])).toEqual(['it`s $HOME.yaml']);
  });

  test('is asked for by the name of the program', () => {
    expect(runIn('bash', `${script}\ncomplete -p kinde-sync`, '/')).toEqual([
      'complete -F _kinde_sync kinde-sync',
    ]);
  });
});

describe.skipIf(!hasShell('fish'))('fish', () => {
  test.each(cases)('offers for %j what fits: %j', async (typed, offered) => {
    const ask = `complete -C '${['kinde-sync', ...typed].join(' ')}'`;
    const lines = runIn('fish', `${await printScript('fish')}\n${ask}`, await makeFolder(files));
    const words = lines.map((line) => line.split('\t')[0] ?? '');
    expect([...words].sort()).toEqual(offered);
  });

  test('tells what each command does', async () => {
    const lines = runIn('fish', `${await printScript('fish')}\ncomplete -C 'kinde-sync val'`, '/');
    expect(lines).toEqual(['validate\tcheck the configuration as far as possible without the network']);
  });
});

describe.skipIf(!hasShell('zsh'))('zsh', () => {
  test.each(cases.filter(([typed]) => typed[0] !== 'nothing'))(
    'offers for %j what fits: %j',
    async (typed, offered) => {
      const lines = runIn('zsh', await driveZsh(typed), await makeFolder(files));
      const words = lines.flatMap((line) => /^offered: (.*)$/.exec(line.trim())?.[1] ?? []);
      expect([...new Set(words)].sort()).toEqual(offered);
    },
  );
});

/** Types into a zsh on a terminal of its own, which prints every match that completion adds. */
async function driveZsh(typed: readonly string[]): Promise<string> {
  const line = ['kinde-sync', ...typed].join(' ');
  return `
    zmodload zsh/zpty
    cat > script.zsh <<'END-OF-SCRIPT'
${await printScript('zsh')}
END-OF-SCRIPT
    cat > inner.zsh <<'END-OF-INNER'
PS1=
autoload -Uz compinit; compinit -D -u
source ./script.zsh
function compadd {
  # Only a call that adds matches itself, not one that asks for those of others.
  if [[ "$argv[(I)-[ADO]]" -eq 0 ]]; then
    local -a kept; builtin compadd -O kept "$@"
    local word; for word in $kept; do print -r -- "offered: $word" >> offered.txt; done
  fi
  builtin compadd "$@"
}
print ready
END-OF-INNER
    zpty terminal zsh -f -i
    zpty -w terminal 'stty -echo; source ./inner.zsh'
    zpty -r terminal text '*ready*'
    zpty -w -n terminal '${line}'$'\\t'
    repeat 100; do sleep 0.05; [[ -s offered.txt ]] && break; done
    sleep 0.1
    zpty -d terminal
    [[ -f offered.txt ]] && cat offered.txt
    true
  `;
}
