export interface Person {
  subject: string;
  name: string;
}

/** Who gives the page its tokens. */
export interface Issuer {
  readonly signIn: SignIn;
  /** Finishes a sign-in that is under way, finds an earlier one. */
  resume(): Promise<Person | undefined>;
  /** The token and how many seconds it is good for. */
  token(): Promise<{ value: string; seconds: number } | undefined>;
  /**
   * A fresh token by the refresh token, or undefined when the person must sign in again. Rejects
   * where the issuer is not reached.
   */
  renew(): Promise<string | undefined>;
  /** Forgets the tokens, here and at the issuer; may leave the page. */
  signOut(): Promise<void>;
}

/** Rejected by `resume` with words for the person: signing in was begun and did not work. */
export class SignInFailed extends Error {}

/** By the issuer's own page, or by a form of ours. */
export type SignIn =
  | { by: 'redirect'; leave: () => Promise<void> }
  | { by: 'form'; first: Step };

/** Something to fill in on the way in. */
export interface Step {
  hint?: string;
  /** Whose new password it is, for whoever keeps passwords. */
  username?: string;
  /** To be copied, such as the key for an authenticator app. */
  secret?: string;
  fields: Field[];
  button: string;
  /** Rejects with words for the person where what was filled in is not taken. */
  submit: (values: Values) => Promise<Step | Person>;
  /** Other ways on, which keep what was filled in. */
  asides: Aside[];
}

export interface Aside {
  label: string;
  go: (values: Values) => Promise<Step | Person>;
}

export interface Field {
  name: string;
  label: string;
  type: 'text' | 'password';
  autocomplete: 'username' | 'current-password' | 'new-password' | 'one-time-code' | 'email' | 'on';
}

export type Values = Record<string, string>;

export function isStep(next: Step | Person): next is Step {
  return 'fields' in next;
}
