// Loads the attestation files that lie beside the configuration. Their texts have no variables: a `${` in a person's name stays
// as it is.
import { stat } from 'node:fs/promises';
import { sep } from 'node:path';
import { attestationsBeside, attestationsName } from '../model/attestation.js';
import { placeAt, unreadableDocument } from '../model/source-document.js';
import { listFile } from './find-files.js';
import type { FoundFile } from './find-files.js';
import { parseSource } from './parse-source.js';
import type { ParsedSource } from './parsed-source.js';
import { readText } from './read-text.js';
import type { FileToRead } from './read-text.js';

/** A parsed attestation file, and the place where it was found. */
export interface LoadedAttestations extends ParsedSource {
  readonly place: FoundFile;
}

/** Returns the parsed attestation file of each folder that has one, in the order of the files. */
export async function loadAttestations(files: readonly FoundFile[]): Promise<readonly LoadedAttestations[]> {
  const beside = new Map(files.map((one) => [one.path.slice(0, one.path.lastIndexOf(sep) + 1), one]));
  const loaded = await Promise.all(
    [...beside].map(([folder, { file, isOutside = false }]) =>
      loadOne({ path: folder + attestationsName, file: attestationsBeside(file), isOutside }),
    ),
  );
  return loaded.filter((one) => one !== null);
}

async function loadOne({
  path,
  file,
  isOutside,
}: FileToRead & Required<Pick<FoundFile, 'isOutside'>>): Promise<LoadedAttestations | null> {
  if ((await stat(path).catch(() => null)) === null) return null;
  const place = { ...(await listFile(path)), file, isOutside };
  return { ...(await parseAttestations(place)), place };
}

async function parseAttestations(place: FoundFile): Promise<ParsedSource> {
  const { file } = place;
  const { text, diagnostic } = readText(place);
  if (text === undefined) return { document: unreadableDocument(file, ''), diagnostics: [diagnostic] };
  return refuseConflict(file, text) ?? parseSource({ file, text, env: null });
}

const conflictMarker = /^(?:<{7}|={7}|>{7})(?:[ \r]|$)/m;

/** Two branches that attest the same switch conflict in this file. The YAML parser's own error would not name the markers. */
function refuseConflict(file: string, text: string): ParsedSource | null {
  const marker = conflictMarker.exec(text);
  if (marker === null) return null;
  const document = unreadableDocument(file, text);
  const place = placeAt(document, marker.index);
  const message = 'The file contains the markers of a merge conflict.';
  const hint = 'Keep the block with the later "at" for each setting, and delete the marker lines.';
  const length = marker[0].trimEnd().length;
  const endColumn = place.column + length;
  return {
    document,
    diagnostics: [{ code: 'merge-conflict', severity: 'error', message, place, endColumn, hint }],
  };
}
