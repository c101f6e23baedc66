/** Line icons on a 20-unit grid; they take the colour of the text beside them. */
const PATHS = {
  plus: 'M10 4v12M4 10h12',
  menu: 'M3 6h14M3 10h14M3 14h14',
  close: 'M5 5l10 10M15 5L5 15',
  pencil: 'M4 16l.7-3.2L13 4.5a1.6 1.6 0 0 1 2.3 0l.2.2a1.6 1.6 0 0 1 0 2.3L7.2 15.3 4 16z',
  bin: 'M4 6h12M8 6V4h4v2M5.5 6l.7 10h7.6l.7-10M8.5 9v4.5M11.5 9v4.5',
  send: 'M10 16V4.5M5 9.3L10 4.2l5 5.1',
  down: 'M10 4v11.5M5 10.7l5 5.1 5-5.1',
  copy: 'M7.2 6V5a1.5 1.5 0 0 1 1.5-1.5H15A1.5 1.5 0 0 1 16.5 5v6.3a1.5 1.5 0 0 1-1.5 1.5h-1M5 7.2h6.3a1.5 1.5 0 0 1 1.5 1.5V15a1.5 1.5 0 0 1-1.5 1.5H5A1.5 1.5 0 0 1 3.5 15V8.7A1.5 1.5 0 0 1 5 7.2z',
  check: 'M4 10.5l4 4 8-9',
  retry: 'M15.5 7A6 6 0 1 0 16 11.5M16 3.5V7.3h-3.8',
  up: 'M6.5 9v7.5H4V9h2.5zm0 0L9.5 3.2c1.3 0 2 .9 1.8 2.2L10.9 8h4.2c1 0 1.7.9 1.5 1.9l-1 5.2c-.2.8-.8 1.4-1.6 1.4H6.5',
  chevron: 'M5 12.5l5-5 5 5',
  clip: 'M15.6 9.3l-5.5 5.5a3.4 3.4 0 0 1-4.8-4.8l6-6a2.3 2.3 0 0 1 3.2 3.2l-5.9 5.9a1.1 1.1 0 0 1-1.6-1.6l5.3-5.3',
  file: 'M11.5 3H6.2A1.2 1.2 0 0 0 5 4.2v11.6A1.2 1.2 0 0 0 6.2 17h7.6a1.2 1.2 0 0 0 1.2-1.2V6.5L11.5 3zm0 0v3.5H15',
  save: 'M10 3.5v9M6.2 9l3.8 3.8L13.8 9M4.5 16.5h11',
  alert: 'M10 6.5v4.5M10 13.7v.1M10 2.8a7.2 7.2 0 1 1 0 14.4 7.2 7.2 0 0 1 0-14.4z',
} as const;

export function Icon(props: { name: keyof typeof PATHS; flip?: boolean }) {
  return (
    <svg class={props.flip ? 'icon flip' : 'icon'} viewBox="0 0 20 20" aria-hidden="true">
      <path d={PATHS[props.name]} />
    </svg>
  );
}

export function StopIcon() {
  return (
    <svg class="icon solid" viewBox="0 0 20 20" aria-hidden="true">
      <rect x="5.5" y="5.5" width="9" height="9" rx="1.5" />
    </svg>
  );
}
