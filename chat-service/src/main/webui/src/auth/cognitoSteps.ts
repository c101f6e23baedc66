import {
  confirmResetPassword,
  confirmSignIn,
  resetPassword,
  signIn,
  type ConfirmSignInInput,
  type SignInOutput,
} from '@aws-amplify/auth';
import { SignInFailed, type Aside, type Field, type Person, type Step } from './issuer';

const NAME: Field = { name: 'name', label: 'User name', type: 'text', autocomplete: 'username' };
const CODE: Field = { name: 'code', label: 'Code', type: 'text', autocomplete: 'one-time-code' };
const EMAIL: Field = { name: 'email', label: 'Mail address', type: 'text', autocomplete: 'email' };
const PASSWORD: Field = {
  name: 'password',
  label: 'Password',
  type: 'password',
  autocomplete: 'current-password',
};
const NEW_PASSWORD: Field = {
  name: 'password',
  label: 'New password',
  type: 'password',
  autocomplete: 'new-password',
};

/** As Cognito names second factors, in the order in which they are offered. */
const FACTORS = { TOTP: 'By an authenticator app', EMAIL: 'By mail', SMS: 'By text message' };

/** What is kept in this browser. */
export interface Kept {
  signedIn: () => Promise<Person | undefined>;
  forget: () => Promise<void>;
}

/** Name and password; what comes next, the user pool says. */
export function firstStep(kept: Kept): Step {
  return {
    fields: [NAME, PASSWORD],
    button: 'Sign in',
    submit: ({ name = '', password = '' }) => said(() => enter(name.trim(), password, kept)),
    asides: [
      {
        label: 'Forgot your password?',
        go: ({ name = '' }) => said(() => forgotten(name.trim(), kept)),
      },
    ],
  };
}

async function enter(username: string, password: string, kept: Kept): Promise<Step | Person> {
  // Tokens that the services refused would be in the way.
  await kept.forget();
  return next(await signIn({ username, password }), username, kept);
}

async function next(
  { nextStep }: SignInOutput,
  username: string,
  kept: Kept,
): Promise<Step | Person> {
  const answer = (input: ConfirmSignInInput) =>
    said(async () => next(await confirmSignIn(input), username, kept));
  const asides = [startAgain(kept)];
  const code = (hint: string): Step => ({
    hint,
    fields: [CODE],
    button: 'Continue',
    submit: ({ code = '' }) => answer({ challengeResponse: compact(code) }),
    asides,
  });
  switch (nextStep.signInStep) {
    case 'DONE':
      return (await kept.signedIn()) ?? refuse('Signing in did not work. Please try again.');
    case 'CONFIRM_SIGN_IN_WITH_NEW_PASSWORD_REQUIRED':
      return firstPassword(nextStep.missingAttributes ?? [], username, answer, asides);
    case 'CONFIRM_SIGN_IN_WITH_TOTP_CODE':
      return code('Type the code that your authenticator app shows.');
    case 'CONFIRM_SIGN_IN_WITH_SMS_CODE':
    case 'CONFIRM_SIGN_IN_WITH_EMAIL_CODE':
      return code(sentTo(nextStep.codeDeliveryDetails?.destination));
    case 'CONTINUE_SIGN_IN_WITH_TOTP_SETUP':
      return {
        ...code('Add this key to your authenticator app, then type the code that it shows.'),
        secret: nextStep.totpSetupDetails.sharedSecret,
      };
    case 'CONTINUE_SIGN_IN_WITH_EMAIL_SETUP':
      return {
        hint: 'Where shall codes be sent?',
        fields: [EMAIL],
        button: 'Continue',
        submit: ({ email = '' }) => answer({ challengeResponse: email.trim() }),
        asides,
      };
    case 'CONTINUE_SIGN_IN_WITH_MFA_SELECTION':
    case 'CONTINUE_SIGN_IN_WITH_MFA_SETUP_SELECTION':
      return choice(nextStep.allowedMFATypes ?? [], answer, asides);
    case 'RESET_PASSWORD':
      return forgotten(username, kept);
    default:
      return refuse(
        `Your account asks for ${nextStep.signInStep}, which this page cannot do. Ask your administrator.`,
      );
  }
}

type Answer = (input: ConfirmSignInInput) => Promise<Step | Person>;

/** A first password, and what the pool has to know of everybody and does not know of this one. */
function firstPassword(
  missing: string[],
  username: string,
  answer: Answer,
  asides: Aside[],
): Step {
  const asked = missing.map(
    (name): Field => ({ name, label: name.replaceAll('_', ' '), type: 'text', autocomplete: 'on' }),
  );
  return {
    hint: 'Choose a password of your own.',
    username,
    fields: [...asked, NEW_PASSWORD],
    button: 'Continue',
    submit: ({ password = '', ...values }) =>
      answer({
        challengeResponse: password,
        options: {
          userAttributes: Object.fromEntries(missing.map((name) => [name, values[name] ?? ''])),
        },
      }),
    asides,
  };
}

/** One of several second factors; where there is one only, that. */
async function choice(types: string[], answer: Answer, asides: Aside[]): Promise<Step | Person> {
  const [first, ...others] = Object.entries(FACTORS).filter(([type]) => types.includes(type));
  if (first === undefined) return refuse(`This page has no second factor ${types.join(', ')}.`);
  const [type, button] = first;
  if (others.length === 0) return answer({ challengeResponse: type });
  return {
    hint: 'How do you want to show that it is you?',
    fields: [],
    button,
    submit: () => answer({ challengeResponse: type }),
    asides: [
      ...others.map(([challengeResponse, label]) => ({
        label,
        go: () => answer({ challengeResponse }),
      })),
      ...asides,
    ],
  };
}

async function forgotten(username: string, kept: Kept): Promise<Step> {
  if (username === '') refuse('Type your user name first.');
  const { nextStep } = await resetPassword({ username });
  return {
    hint: sentTo(nextStep.codeDeliveryDetails.destination),
    username,
    fields: [CODE, NEW_PASSWORD],
    button: 'Change the password',
    submit: ({ code = '', password = '' }) =>
      said(async () => {
        const confirmationCode = compact(code);
        await confirmResetPassword({ username, confirmationCode, newPassword: password });
        // The code is used up: what goes wrong from here on is not to be tried with it again.
        return enter(username, password, kept).catch(() => ({
          ...firstStep(kept),
          hint: 'Your password is changed. Sign in with it.',
        }));
      }),
    asides: [startAgain(kept)],
  };
}

function startAgain(kept: Kept): Aside {
  return { label: 'Start again', go: async () => firstStep(kept) };
}

function sentTo(destination: string | undefined): string {
  return `Type the code that was sent to ${destination ?? 'you'}.`;
}

/** Apps show codes with a space in them. */
function compact(code: string): string {
  return code.replace(/\s/g, '');
}

function refuse(words: string): never {
  throw new SignInFailed(words);
}

/** Cognito's own words are for people; those of a missing network are not. */
async function said<T>(action: () => Promise<T>): Promise<T> {
  try {
    return await action();
  } catch (cause) {
    if (cause instanceof SignInFailed || !(cause instanceof Error)) throw cause;
    switch (cause.name) {
      case 'NetworkError':
        return refuse('The sign-in service cannot be reached. Try again in a moment.');
      case 'UserNotFoundException':
        return refuse('Incorrect username or password.');
      default:
        return refuse(cause.message);
    }
  }
}
