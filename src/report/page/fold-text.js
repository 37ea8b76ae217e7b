// Texts as search and sorting compare them. Knows nothing of the page.
/** Returns the text in small letters and without accents. */
export function foldText(text) {
  if (/^[ -~]*$/.test(text)) return text.toLowerCase();
  return text
    .normalize('NFKD')
    .replace(/\p{Mn}/gu, '')
    .toLowerCase();
}
/** Returns the words of a search, folded; a row must hold them all. */
export function splitSearch(search) {
  return foldText(search)
    .split(/\s+/)
    .filter((word) => word !== '');
}
