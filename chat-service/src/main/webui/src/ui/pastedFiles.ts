/** The files of a paste; none where text is meant. */
export function pastedFiles(clipboard: Pick<DataTransfer, 'types' | 'files'> | null): File[] {
  if (clipboard === null) return [];
  // Office programs add a picture of the text that was copied.
  const text = ['text/plain', 'text/html'].every((type) => clipboard.types.includes(type));
  return text ? [] : [...clipboard.files];
}
