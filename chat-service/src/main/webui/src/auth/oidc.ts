import { ErrorResponse, UserManager, WebStorageStateStore, type User } from 'oidc-client-ts';
import type { WebConfig } from '../api/types';
import { SignInFailed, type Issuer, type Person } from './issuer';

/** People sign in on the issuer's page: authorization code with PKCE. */
export function oidcIssuer(config: WebConfig): Issuer {
  const manager = newManager(config);
  return {
    signIn: { by: 'redirect', leave: () => manager.signinRedirect({ state: location.hash }) },

    async resume() {
      const query = new URLSearchParams(location.search);
      const returns = query.has('state') && (query.has('code') || query.has('error'));
      return returns ? finish(manager) : personOf(await manager.getUser());
    },

    async token() {
      const user = await manager.getUser();
      if (!user) return undefined;
      return { value: user.access_token, seconds: user.expires_in ?? Number.POSITIVE_INFINITY };
    },

    async renew() {
      const user = await manager.getUser();
      // Without a refresh token the library would try a hidden frame, which the policy forbids.
      if (!user?.refresh_token) return undefined;
      try {
        return (await manager.signinSilent())?.access_token;
      } catch (cause) {
        if (cause instanceof ErrorResponse) return undefined; // The issuer has said no.
        throw cause;
      }
    },

    async signOut() {
      try {
        await manager.signoutRedirect();
      } catch (cause) {
        // The issuer has no end-session endpoint or is away: forget the tokens here at least.
        await manager.removeUser();
        throw cause;
      }
    },
  };
}

function newManager({ auth }: WebConfig): UserManager {
  const home = `${location.origin}/`;
  return new UserManager({
    authority: auth.authority,
    client_id: auth.clientId,
    scope: auth.scope,
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

async function finish(manager: UserManager): Promise<Person | undefined> {
  try {
    const user = await manager.signinRedirectCallback();
    const hash = typeof user.state === 'string' ? user.state : '';
    history.replaceState(null, '', `/${hash}`);
    return personOf(user);
  } catch {
    history.replaceState(null, '', '/');
    const earlier = await manager.getUser();
    if (earlier !== null) return personOf(earlier);
    throw new SignInFailed('Signing in did not work. Please try again.');
  }
}

function personOf(user: User | null): Person | undefined {
  if (user === null || (user.expired === true && !user.refresh_token)) return undefined;
  const { sub, name, preferred_username: username } = user.profile;
  return { subject: sub, name: name ?? username ?? sub };
}
