// The only way in which the page makes elements. Names come from strangers: they are set as text, never as markup.

/** Returns an element with a class (or none) and children; texts become text nodes. */
export function makeElement<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  className: string,
  ...children: readonly (Node | string)[]
): HTMLElementTagNameMap[Tag] {
  const element = document.createElement(tag);
  if (className !== '') element.className = className;
  element.append(...children);
  return element;
}

/** Returns a text of others, kept apart from the writing direction of what stands around it. */
export function makeName(text: string): HTMLElement {
  return makeElement('bdi', '', text);
}

/** Returns the element with this id; the page is broken without it. */
export function findElement(id: string): HTMLElement {
  const element = document.getElementById(id);
  if (element === null) throw new Error(`There is no #${id}.`);
  return element;
}
