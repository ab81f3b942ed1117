import { openSecretsFile } from '#hosts/web/secrets-file.ts';

/** Keeps a secret by each name in a file, as another process of the app. */
const [path = '', ...names] = process.argv.slice(2);
const secrets = await openSecretsFile(path);
for (const name of names) await secrets.set(name, name);
