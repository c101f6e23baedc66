import { Amplify, fetchAuthSession, sessionStorage } from '@aws-amplify/core';
import { signOut } from '@aws-amplify/auth';
import { cognitoUserPoolsTokenProvider } from '@aws-amplify/auth/cognito';
import type { WebConfig } from '../api/types';
import { firstStep } from './cognitoSteps';
import type { Issuer, Person } from './issuer';

/** People of a user pool sign in by its API, in networks that its pages do not reach. */
export function cognitoIssuer(config: WebConfig): Issuer {
  configure(config);
  return {
    signIn: { by: 'form', first: firstStep(signedInPerson) },
    resume: () => signedInPerson().catch(() => undefined),

    async token() {
      const { tokens } = await fetchAuthSession().catch(() => ({ tokens: undefined }));
      if (tokens === undefined) return undefined;
      const { exp } = tokens.accessToken.payload;
      const seconds = exp === undefined ? Number.POSITIVE_INFINITY : exp - Date.now() / 1000;
      return { value: tokens.accessToken.toString(), seconds };
    },

    async renew() {
      const { tokens } = await fetchAuthSession({ forceRefresh: true });
      return tokens?.accessToken.toString();
    },

    signOut: () => signOut(),
  };
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

async function signedInPerson(): Promise<Person | undefined> {
  const { tokens } = await fetchAuthSession();
  if (tokens === undefined) return undefined;
  const { sub = '' } = tokens.accessToken.payload;
  const claims = tokens.idToken?.payload ?? {};
  const name = [claims['name'], claims['email'], claims['cognito:username']].find(isText);
  return { subject: sub, name: name ?? sub };
}

function isText(claim: unknown): claim is string {
  return typeof claim === 'string' && claim !== '';
}
