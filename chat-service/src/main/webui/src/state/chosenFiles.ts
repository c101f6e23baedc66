import { MOST_FILES, refusal, type NamedFile } from './fileRules';

/** More sentences than these nobody reads. */
const MOST_REASONS = 3;

export interface Choice<F> {
  taken: F[];
  /** Why the others were left out, for a person. */
  reason: string | undefined;
}

/** Divides files into those that a question with so many already can carry, and the others. */
export function choose<F extends NamedFile>(files: readonly F[], already: number): Choice<F> {
  const reasons = files.map(refusal).filter((reason) => reason !== undefined);
  const fine = files.filter((file) => refusal(file) === undefined);
  const room = Math.max(0, MOST_FILES - already);
  const told = reasons.slice(0, MOST_REASONS);
  if (reasons.length > told.length) {
    told.push(`${reasons.length - told.length} more cannot be attached either.`);
  }
  if (fine.length > room) {
    const left = fine.length - room;
    const rest = left === 1 ? '1 was left out' : `${left} were left out`;
    told.push(`A question takes ${MOST_FILES} files at most: ${rest}.`);
  }
  return { taken: fine.slice(0, room), reason: told.length > 0 ? told.join(' ') : undefined };
}
