import { recall, remember } from './storage';
import { Store } from './store';

export type Theme = 'system' | 'light' | 'dark';

/** public/theme.js reads it, too, before the first paint. */
const KEY = 'cloister.theme';

const stored = recall(localStorage, KEY);

export const theme = new Store<Theme>(stored === 'light' || stored === 'dark' ? stored : 'system');

export function chooseTheme(chosen: Theme): void {
  theme.set(chosen);
  remember(localStorage, KEY, chosen === 'system' ? undefined : chosen);
  if (chosen === 'system') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = chosen;
}
