import { UserManager, WebStorageStateStore, type User } from 'oidc-client-ts';
import type { WebConfig } from '../api/types';
import { Store } from '../state/store';

export interface Person {
  subject: string;
  name: string;
}

export type AuthState =
  | { phase: 'starting' }
  | { phase: 'unavailable'; detail: string }
  | { phase: 'signedOut'; detail?: string }
  | { phase: 'signedIn'; person: Person }
  /** The token is gone; the page stays as it is until the person signs in again. */
  | { phase: 'expired'; person: Person };

export const auth = new Store<AuthState>({ phase: 'starting' });

const RENEW_BEFORE_SECONDS = 60;

let manager: UserManager | undefined;
let renewal: Promise<string | undefined> | undefined;

/** Reads the settings, finishes a sign-in that is under way, finds an earlier one. */
export async function startAuth(): Promise<void> {
  auth.set({ phase: 'starting' });
  try {
    manager = newManager(await readConfig());
  } catch {
    const detail = 'The sign-in settings cannot be read. Check your connection and try again.';
    auth.set({ phase: 'unavailable', detail });
    return;
  }
  const query = new URLSearchParams(location.search);
  if (query.has('state') && (query.has('code') || query.has('error'))) {
    await finishSignIn(manager);
  } else {
    adopt(await manager.getUser());
  }
}

/** Leaves for the issuer. Returns why that did not work, if it did not. */
export async function signIn(): Promise<string | undefined> {
  try {
    await manager?.signinRedirect({ state: location.hash });
    return undefined;
  } catch {
    return 'The sign-in service cannot be reached. Try again in a moment.';
  }
}

export async function signOut(): Promise<void> {
  if (manager === undefined) return;
  history.replaceState(null, '', '/');
  try {
    await manager.signoutRedirect();
  } catch {
    // The issuer has no end-session endpoint or is away: forget the tokens here at least.
    await manager.removeUser();
    auth.set({ phase: 'signedOut' });
  }
}

/** A token that is still good for a while, renewed beforehand if it is not. */
export async function accessToken(): Promise<string | undefined> {
  const user = await manager?.getUser();
  if (!user) return undefined;
  const left = user.expires_in ?? Number.POSITIVE_INFINITY;
  if (left > RENEW_BEFORE_SECONDS) return user.access_token;
  return (await renewAccess()) ?? user.access_token;
}

/** A fresh token by the refresh token, or undefined when the person must sign in again. */
export function renewAccess(): Promise<string | undefined> {
  renewal ??= renew().finally(() => {
    renewal = undefined;
  });
  return renewal;
}

export function sessionExpired(): void {
  const now = auth.get();
  if (now.phase === 'signedIn') auth.set({ phase: 'expired', person: now.person });
}

async function renew(): Promise<string | undefined> {
  const user = await manager?.getUser();
  // Without a refresh token the library would try a hidden frame, which the policy forbids.
  if (!user?.refresh_token) return undefined;
  try {
    return (await manager?.signinSilent())?.access_token;
  } catch {
    return undefined;
  }
}

async function readConfig(): Promise<WebConfig> {
  const response = await fetch('/config.json', { cache: 'no-store' });
  if (!response.ok) throw new Error(`config.json: ${response.status}`);
  return (await response.json()) as WebConfig;
}

function newManager(config: WebConfig): UserManager {
  const home = `${location.origin}/`;
  return new UserManager({
    authority: config.auth.authority,
    client_id: config.auth.clientId,
    scope: config.auth.scope,
    response_type: 'code',
    redirect_uri: home,
    post_logout_redirect_uri: home,
    userStore: new WebStorageStateStore({ store: sessionStorage }),
    stateStore: new WebStorageStateStore({ store: sessionStorage }),
    automaticSilentRenew: false,
    monitorSession: false,
    loadUserInfo: false,
  });
}

async function finishSignIn(from: UserManager): Promise<void> {
  try {
    const user = await from.signinRedirectCallback();
    const hash = typeof user.state === 'string' ? user.state : '';
    history.replaceState(null, '', `/${hash}`);
    adopt(user);
  } catch {
    history.replaceState(null, '', '/');
    const earlier = await from.getUser();
    if (earlier !== null) adopt(earlier);
    else auth.set({ phase: 'signedOut', detail: 'Signing in did not work. Please try again.' });
  }
}

function adopt(user: User | null): void {
  if (user === null || (user.expired === true && !user.refresh_token)) {
    auth.set({ phase: 'signedOut' });
    return;
  }
  const { sub, name, preferred_username: username } = user.profile;
  auth.set({ phase: 'signedIn', person: { subject: sub, name: name ?? username ?? sub } });
}
