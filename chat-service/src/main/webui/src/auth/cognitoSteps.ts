import {
  confirmResetPassword,
  confirmSignIn,
  resetPassword,
  signIn,
  signOut,
  type ConfirmSignInInput,
  type SignInOutput,
} from '@aws-amplify/auth';
import { SignInFailed, type Field, type Person, type Step } from './issuer';

const NAME: Field = { name: 'name', label: 'User name', type: 'text', autocomplete: 'username' };
const CODE: Field = { name: 'code', label: 'Code', type: 'text', autocomplete: 'one-time-code' };
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

type Signed = () => Promise<Person | undefined>;

/** Name and password; what comes next, the user pool says. */
export function firstStep(signed: Signed): Step {
  return {
    fields: [NAME, PASSWORD],
    button: 'Sign in',
    submit: ({ name = '', password = '' }) => said(() => enter(name, password, signed)),
    aside: {
      label: 'Forgot your password?',
      go: ({ name = '' }) => said(() => forgotten(name, signed)),
    },
  };
}

async function enter(username: string, password: string, signed: Signed): Promise<Step | Person> {
  // Tokens that the services refused would be in the way.
  await signOut();
  return next(await signIn({ username, password }), username, signed);
}

async function next(
  { nextStep }: SignInOutput,
  username: string,
  signed: Signed,
): Promise<Step | Person> {
  const answer = async (input: ConfirmSignInInput) =>
    next(await confirmSignIn(input), username, signed);
  const code = (hint: string): Step => ({
    hint,
    fields: [CODE],
    button: 'Continue',
    submit: ({ code = '' }) => said(() => answer({ challengeResponse: code.trim() })),
    aside: startAgain(signed),
  });
  switch (nextStep.signInStep) {
    case 'DONE':
      return (await signed()) ?? refuse('Signing in did not work. Please try again.');
    case 'CONFIRM_SIGN_IN_WITH_NEW_PASSWORD_REQUIRED':
      return {
        hint: 'Choose a password of your own.',
        fields: [NEW_PASSWORD],
        button: 'Continue',
        submit: ({ password = '' }) => said(() => answer({ challengeResponse: password })),
        aside: startAgain(signed),
      };
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
    case 'CONTINUE_SIGN_IN_WITH_MFA_SELECTION':
    case 'CONTINUE_SIGN_IN_WITH_MFA_SETUP_SELECTION':
      return answer({ challengeResponse: nextStep.allowedMFATypes?.[0] ?? 'TOTP' });
    case 'RESET_PASSWORD':
      return forgotten(username, signed);
    default:
      return refuse(
        `Your account asks for ${nextStep.signInStep}, which this page cannot do. Ask your administrator.`,
      );
  }
}

async function forgotten(username: string, signed: Signed): Promise<Step> {
  if (username === '') refuse('Type your user name first.');
  const { nextStep } = await resetPassword({ username });
  return {
    hint: sentTo(nextStep.codeDeliveryDetails.destination),
    fields: [CODE, NEW_PASSWORD],
    button: 'Change the password',
    submit: ({ code = '', password = '' }) =>
      said(async () => {
        const confirmationCode = code.trim();
        await confirmResetPassword({ username, confirmationCode, newPassword: password });
        return enter(username, password, signed);
      }),
    aside: startAgain(signed),
  };
}

function startAgain(signed: Signed): NonNullable<Step['aside']> {
  return { label: 'Start again', go: async () => firstStep(signed) };
}

function sentTo(destination: string | undefined): string {
  return `Type the code that was sent to ${destination ?? 'you'}.`;
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
