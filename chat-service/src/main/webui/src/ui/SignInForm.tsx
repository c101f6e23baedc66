import { useEffect, useRef, useState } from 'preact/hooks';
import { signedIn } from '../auth/auth';
import { isStep, type Field, type Person, type Step, type Values } from '../auth/issuer';
import { touchFirst } from './focus';

const HINT_ID = 'sign-in-hint';

/** One step after the other, until the person is known. */
export function SignInForm(props: { first: Step }) {
  const [step, setStep] = useState(props.first);
  const [busy, setBusy] = useState(false);
  const [detail, setDetail] = useState<string>();
  const form = useRef<HTMLFormElement>(null);

  // The field that had the focus is gone with its step.
  useEffect(() => {
    if (!touchFirst()) focusFirst(form.current);
  }, [step]);

  async function follow(action: Promise<Step | Person>) {
    setBusy(true);
    setDetail(undefined);
    try {
      const next = await action;
      if (isStep(next)) {
        setStep(next);
        setBusy(false);
      } else {
        signedIn(next); // Busy still: the page may be loading anew.
      }
    } catch (cause) {
      setDetail(cause instanceof Error ? cause.message : String(cause));
      setBusy(false);
      focusFirst(form.current);
    }
  }

  const hint = step.hint === undefined ? undefined : HINT_ID;
  return (
    <form
      ref={form}
      class="sign-in-form"
      data-testid="sign-in-form"
      onSubmit={(event) => {
        event.preventDefault();
        void follow(step.submit(valuesOf(event.currentTarget)));
      }}
    >
      {step.hint !== undefined && (
        <p class="quiet" id={HINT_ID}>
          {step.hint}
        </p>
      )}
      {step.username !== undefined && (
        <input type="text" autocomplete="username" value={step.username} hidden readOnly />
      )}
      {step.secret !== undefined && <code data-testid="sign-in-secret">{step.secret}</code>}
      {step.fields.map((field) => (
        <Filled key={`${step.button}-${field.name}`} field={field} hint={hint} />
      ))}
      {detail !== undefined && (
        <p class="inline-error" role="alert" data-testid="error-banner">
          {detail}
        </p>
      )}
      <button class="button primary wide" data-testid="sign-in" disabled={busy}>
        {step.button}
      </button>
      {step.asides.map((aside) => (
        <button
          key={aside.label}
          type="button"
          class="button subtle small"
          data-testid="sign-in-aside"
          disabled={busy}
          onClick={(event) => {
            const { form } = event.currentTarget;
            if (form !== null) void follow(aside.go(valuesOf(form)));
          }}
        >
          {aside.label}
        </button>
      ))}
    </form>
  );
}

function Filled({ field, hint }: { field: Field; hint: string | undefined }) {
  const given = {
    name: field.name,
    autocomplete: field.autocomplete,
    autocapitalize: 'none',
    spellcheck: false,
    required: true,
    'aria-describedby': hint,
    'data-testid': `sign-in-${field.name}`,
  } as const;
  return (
    <label class="sign-in-field">
      {field.label}
      {field.type === 'password' ? <input type="password" {...given} /> : <input type="text" {...given} />}
    </label>
  );
}

function focusFirst(form: HTMLFormElement | null): void {
  form?.querySelector<HTMLElement>('input:not([hidden]), button')?.focus();
}

function valuesOf(form: HTMLFormElement): Values {
  const values: Values = {};
  for (const [name, value] of new FormData(form)) {
    if (typeof value === 'string') values[name] = value;
  }
  return values;
}
