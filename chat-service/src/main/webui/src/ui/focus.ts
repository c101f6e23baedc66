export const COMPOSER_ID = 'composer';

export function focusComposer(): void {
  document.getElementById(COMPOSER_ID)?.focus();
}

/** True where a keyboard on the screen would cover half of the page. */
export function touchFirst(): boolean {
  return matchMedia('(hover: none) and (pointer: coarse)').matches;
}
