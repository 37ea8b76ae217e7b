// What YAML means to kinde-sync: the same for whoever reads a file and for whoever edits it.

/** For the `yaml` library. */
export const yamlOptions = {
  schema: 'core',
  merge: true,
  // Key uniqueness is quadratic in the library; the conversion finds duplicates itself.
  uniqueKeys: false,
  // Without this `!!binary` and the like are quietly resolved to values that no field can take.
  resolveKnownTags: false,
  prettyErrors: false,
} as const;
