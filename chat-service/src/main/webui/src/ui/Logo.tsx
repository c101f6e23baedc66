/** Two nested arches: the walk of a cloister. */
export function Mark(props: { class?: string }) {
  return (
    <svg class={`mark ${props.class ?? ''}`} viewBox="0 0 32 32" aria-hidden="true">
      <path d="M4 28V15a12 12 0 0 1 24 0v13" />
      <path d="M10.5 28V16a5.5 5.5 0 0 1 11 0v12" />
      <path d="M2 28h28" />
    </svg>
  );
}

export function Wordmark() {
  return (
    <span class="wordmark">
      <Mark />
      Cloister
    </span>
  );
}
