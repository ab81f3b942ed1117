/** A process that starts the app's services, and says which packages of the AWS SDK that has loaded. */
import { registerHooks } from 'node:module';

const loaded = new Set<string>();
registerHooks({
  resolve(specifier, context, next) {
    if (/^@(aws-sdk|smithy|aws-crypto)\//.test(specifier)) loaded.add(`${specifier} by ${context.parentURL}`);
    return next(specifier, context);
  },
});

const { memorySecrets } = await import('#services/app/secrets.ts');
const { createServices } = await import('#services/index.ts');
await import('#rpc/router.ts');
const [, , home = '', andMore = ''] = process.argv;
const services = createServices(home, memorySecrets());
await services.stores.list();
if (andMore !== '') await import('#storage/s3/s3-storage.ts');
await services.close();
process.stdout.write(JSON.stringify([...loaded]));
process.exit(0);
