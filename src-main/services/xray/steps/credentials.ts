import { findCredentials } from '../../stores/s3-connection.ts';
import { passed, type Step } from '../finding.ts';

/** Finds the credentials, as the first request would. */
export const credentialsStep: Step = {
  name: 'credentials',
  needs: ['connection'],
  run: async ({ location, keys, options }) => passed(await findCredentials(location, keys, options)),
};
