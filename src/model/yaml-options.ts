// The options of the `yaml` library, shared by `load`, which reads files, and `pull`, which edits them.

/** The options of `parseDocument`. */
export const yamlOptions = {
  schema: 'core',
  merge: true,
  // The library's check of unique keys takes quadratic time; the conversion finds duplicates itself.
  uniqueKeys: false,
  // If true, the library silently resolves `!!binary` and the like to values that no field can take.
  resolveKnownTags: false,
  prettyErrors: false,
} as const;
