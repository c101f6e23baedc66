/** What can be attached. The server has the last word; this saves a vain upload. */
const DOCUMENTS: Record<string, string> = {
  pdf: 'application/pdf',
  csv: 'text/csv',
  doc: 'application/msword',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  xls: 'application/vnd.ms-excel',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  html: 'text/html',
  htm: 'text/html',
  txt: 'text/plain',
  md: 'text/markdown',
  markdown: 'text/markdown',
};
const IMAGES: Record<string, string> = {
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  gif: 'image/gif',
  webp: 'image/webp',
};
const BY_EXTENSION = new Map(Object.entries({ ...DOCUMENTS, ...IMAGES }));
const TYPES = new Set(BY_EXTENSION.values());

export const MOST_FILES = 5;
const MEBIBYTE = 1024 * 1024;
const DOCUMENT_BYTES = 4.5 * MEBIBYTE;
const IMAGE_BYTES = 3.75 * MEBIBYTE;
const SUPPORTED = 'PDF, Word, Excel, CSV, HTML, Markdown, plain text and images';

/** For `<input accept>`: extensions, and types for choosers that know no extensions. */
export const ACCEPTED = [...[...BY_EXTENSION.keys()].map((name) => `.${name}`), ...TYPES].join(',');

export type NamedFile = Pick<File, 'name' | 'type' | 'size'>;

/** By the extension first: browsers know no type of .md and differ on .csv. */
export function mediaTypeOf(file: NamedFile): string | undefined {
  const extension = /\.([^.]+)$/.exec(file.name)?.[1]?.toLowerCase() ?? '';
  const declared = file.type.split(';')[0]?.trim().toLowerCase() ?? '';
  return BY_EXTENSION.get(extension) ?? (TYPES.has(declared) ? declared : undefined);
}

/** Why this file cannot be attached, as a sentence; undefined when it can. */
export function refusal(file: NamedFile): string | undefined {
  const type = mediaTypeOf(file);
  if (type === undefined) return `“${file.name}” is of no supported type (${SUPPORTED}).`;
  if (file.size === 0) return `“${file.name}” is empty.`;
  const image = type.startsWith('image/');
  const most = image ? IMAGE_BYTES : DOCUMENT_BYTES;
  if (file.size <= most) return undefined;
  const kind = image ? 'An image' : 'A document';
  return `“${file.name}” is too large. ${kind} can have ${most / MEBIBYTE} MB.`;
}

/** The size as file managers tell it. */
export function sizeText(bytes: number): string {
  if (bytes < 1024) return bytes === 1 ? '1 byte' : `${bytes} bytes`;
  // Short of a megabyte by less than shows would otherwise be 1024 KB.
  const kilobytes = Math.round(bytes / 1024);
  return kilobytes < 1024 ? `${kilobytes} KB` : `${(bytes / MEBIBYTE).toFixed(1)} MB`;
}
