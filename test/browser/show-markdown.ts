// Markdown as a pull request shows it: GitHub's flavour to HTML by a library, with raw HTML let through, so that
// nothing but the report's own escaping stands between a name and the page.
import { micromark } from 'micromark';
import { gfm, gfmHtml } from 'micromark-extension-gfm';

const style = `body { font: 14px/1.5 sans-serif; max-width: 860px; margin: 24px auto; padding: 0 16px; color: #1f2328 }
h2 { border-bottom: 1px solid #d1d9e0; padding-bottom: 6px } code { background: #eff1f3; border-radius: 6px;
padding: 2px 5px; font-size: 85% } sub code { font-size: 90% } table { border-collapse: collapse } td, th { border:
1px solid #d1d9e0; padding: 5px 12px } blockquote { border-left: 4px solid #d1d9e0; margin-left: 0; padding-left:
16px } sub { color: #59636e } summary { cursor: pointer }`;

/** Returns a whole page. The tag filter of GitHub is left out: it would hide what the report let through. */
export function showMarkdown(markdown: string): string {
  const body = micromark(markdown, {
    allowDangerousHtml: true,
    allowDangerousProtocol: true,
    extensions: [gfm()],
    htmlExtensions: [{ ...gfmHtml() }],
  });
  return `<!doctype html><html><head><meta charset="utf-8"><style>${style}</style></head><body>${body}</body></html>`;
}
