// How the entries that a pull writes name their organizations.

/** The choices of `pull --by`. */
export const selectorChoices = ['code', 'external-id'] as const;
export type SelectorChoice = (typeof selectorChoices)[number];
