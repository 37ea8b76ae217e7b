// Creates every element of the page. Foreign names become text nodes, never markup.

/** Returns an element with children. An empty `className` sets no class; texts become text nodes. */
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

/** Returns a foreign text in a `bdi` element, which isolates its writing direction. */
export function makeName(text: string): HTMLElement {
  return makeElement('bdi', '', text);
}

/** Returns the element with this id. Throws `Error` if the page lacks it. */
export function findElement(id: string): HTMLElement {
  const element = document.getElementById(id);
  if (element === null) throw new Error(`There is no #${id}.`);
  return element;
}
