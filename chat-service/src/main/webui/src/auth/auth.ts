import type { WebConfig } from '../api/types';
import { Store } from '../state/store';
import { SignInFailed, type Issuer, type Person, type SignIn } from './issuer';
import { oidcIssuer } from './oidc';

export type AuthState =
  | { phase: 'starting' }
  | { phase: 'unavailable'; detail: string }
  | { phase: 'signedOut'; detail?: string }
  | { phase: 'signedIn'; person: Person }
  /** The token is gone; the page stays as it is until the person signs in again. */
  | { phase: 'expired'; person: Person };

export const auth = new Store<AuthState>({ phase: 'starting' });

const RENEW_BEFORE_SECONDS = 60;
/** With so many left nobody waits for the renewal. */
const ENOUGH_SECONDS = 20;

let issuer: Issuer | undefined;
let renewal: Promise<string | undefined> | undefined;

/** Reads the settings, finishes a sign-in that is under way, finds an earlier one. */
export async function startAuth(): Promise<void> {
  auth.set({ phase: 'starting' });
  try {
    issuer = await issuerOf(await readConfig());
  } catch {
    const detail = 'The sign-in settings cannot be read. Check your connection and try again.';
    auth.set({ phase: 'unavailable', detail });
    return;
  }
  try {
    const person = await issuer.resume();
    auth.set(person === undefined ? { phase: 'signedOut' } : { phase: 'signedIn', person });
  } catch (cause) {
    if (!(cause instanceof SignInFailed)) throw cause;
    auth.set({ phase: 'signedOut', detail: cause.message });
  }
}

/** How one signs in here; known once the page has started. */
export function howToSignIn(): SignIn | undefined {
  return issuer?.signIn;
}

/** After a form was filled in. */
export function signedIn(person: Person): void {
  // What stands on the page may be another person's, and its answers have stopped: begin anew.
  if (auth.get().phase === 'expired') location.reload();
  else auth.set({ phase: 'signedIn', person });
}

export async function signOut(): Promise<void> {
  if (issuer === undefined) return;
  history.replaceState(null, '', '/');
  const leaves = issuer.signIn.by === 'redirect';
  const left = await issuer.signOut().then(
    () => leaves,
    () => false,
  );
  if (!left) auth.set({ phase: 'signedOut' });
}

/** A token that is still good, renewed while it is. */
export async function accessToken(): Promise<string | undefined> {
  const token = await issuer?.token();
  if (token === undefined || token.seconds > RENEW_BEFORE_SECONDS) return token?.value;
  // Where the issuer is away, the services say whether the old one will still do.
  const renewed = renewAccess().catch(() => undefined);
  return token.seconds > ENOUGH_SECONDS ? token.value : ((await renewed) ?? token.value);
}

/**
 * A fresh token by the refresh token, or undefined when the person must sign in again. Rejects where
 * the issuer does not say: then the person stays who they are.
 */
export function renewAccess(): Promise<string | undefined> {
  renewal ??= (issuer?.renew() ?? Promise.resolve(undefined)).finally(() => {
    renewal = undefined;
  });
  return renewal;
}

export function sessionExpired(): void {
  const now = auth.get();
  if (now.phase === 'signedIn') auth.set({ phase: 'expired', person: now.person });
}

async function readConfig(): Promise<WebConfig> {
  const response = await fetch('/config.json', { cache: 'no-store' });
  if (!response.ok) throw new Error(`config.json: ${response.status}`);
  return (await response.json()) as WebConfig;
}

/** Cognito's library is loaded where it is used. Pods of an earlier version do not say how. */
async function issuerOf(config: WebConfig): Promise<Issuer> {
  return config.auth.signIn === 'cognito-api'
    ? (await import('./cognito')).cognitoIssuer(config)
    : oidcIssuer(config);
}
