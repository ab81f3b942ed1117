import { foundWords } from '../../credentials/found-words.ts';
import { passed, type Step } from '../finding.ts';

/** Finds the credentials, as the first request would. */
export const credentialsStep: Step = {
  name: 'credentials',
  needs: ['connection'],
  async run({ location, session, signIn }) {
    await signIn();
    return passed(foundWords(location, session?.facts?.expiresAt ?? null));
  },
};
