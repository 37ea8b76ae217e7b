// The page's modules as one script. A page that reaches no network can import nothing, so the modules become one
// text in which each finds what it imports above itself.

const imports = /^import [^;]*;\n?/gm;
const exports = /^export (?=(?:async )?(?:function|const|class)\b)|^export \{\s*\};?\n?/gm;

/** Returns one strict script that leaves no name behind on the page. */
export function joinScripts(modules: readonly string[]): string {
  const bodies = modules.map((text) => text.replace(imports, '').replace(exports, '').trim());
  return `(() => {\n'use strict';\n${bodies.join('\n')}\n})();`;
}
