import { Amplify, fetchAuthSession, sessionStorage, type AuthTokens } from '@aws-amplify/core';
import { signOut } from '@aws-amplify/auth';
import { cognitoUserPoolsTokenProvider } from '@aws-amplify/auth/cognito';
import type { WebConfig } from '../api/types';
import { firstStep } from './cognitoSteps';
import type { Issuer, Person } from './issuer';

const { authTokenStore: kept } = cognitoUserPoolsTokenProvider;

/** The library waits for as long as the browser does, three times over. */
const PATIENCE_SECONDS = 10;

/** People of a user pool sign in by its API, in networks that its pages do not reach. */
export function cognitoIssuer(config: WebConfig): Issuer {
  configure(config);
  return {
    signIn: { by: 'form', first: firstStep({ signedIn, forget: () => kept.clearTokens() }) },

    // What is kept, even if it is old: whoever has it has signed in, though the pool be away now.
    resume: signedIn,

    async token() {
      const tokens = await kept.loadTokens();
      if (tokens === null) return undefined;
      const { exp } = tokens.accessToken.payload;
      const now = (Date.now() + tokens.clockDrift) / 1000;
      const seconds = exp === undefined ? Number.POSITIVE_INFINITY : exp - now;
      return { value: tokens.accessToken.toString(), seconds };
    },

    async renew() {
      if ((await kept.loadTokens())?.refreshToken === undefined) return undefined;
      try {
        const { tokens } = await inTime(fetchAuthSession({ forceRefresh: true }));
        return tokens?.accessToken.toString();
      } catch (cause) {
        // The library forgets them where the pool has said no.
        if ((await kept.loadTokens()) === null) return undefined;
        throw cause;
      }
    },

    async signOut() {
      try {
        await inTime(signOut());
      } finally {
        await kept.clearTokens();
      }
    },
  };
}

function inTime<T>(asked: Promise<T>): Promise<T> {
  const late = new Promise<never>((_, reject) => {
    setTimeout(() => reject(new Error('Cognito does not answer.')), PATIENCE_SECONDS * 1000);
  });
  return Promise.race([asked, late]);
}

/** An issuer of Cognito's is the address of its API and the pool's id. */
function configure({ auth }: WebConfig): void {
  const { origin, pathname } = new URL(auth.authority);
  const Cognito = {
    userPoolId: pathname.slice(1),
    userPoolClientId: auth.clientId,
    userPoolEndpoint: origin,
  };
  cognitoUserPoolsTokenProvider.setAuthConfig({ Cognito });
  cognitoUserPoolsTokenProvider.setKeyValueStorage(sessionStorage);
  Amplify.configure({ Auth: { Cognito } }, { Auth: { tokenProvider: cognitoUserPoolsTokenProvider } });
}

async function signedIn(): Promise<Person | undefined> {
  const tokens = await kept.loadTokens();
  return tokens === null ? undefined : personOf(tokens);
}

function personOf({ accessToken, idToken }: AuthTokens): Person {
  const { sub = '' } = accessToken.payload;
  const claims = idToken?.payload ?? {};
  const name = [claims['name'], claims['email'], claims['cognito:username']].find(isText);
  return { subject: sub, name: name ?? sub };
}

function isText(claim: unknown): claim is string {
  return typeof claim === 'string' && claim !== '';
}
