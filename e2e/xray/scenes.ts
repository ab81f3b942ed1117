import { expect, type Page } from '@playwright/test';
import { allowOnlyBelow, expireToken } from '../../test/services/xray/failing.ts';
import { type Entered, fieldOf } from './form.ts';
import { bucket, prefix, type XrayGround } from './ground.ts';

/** A connection that does not work, and what the X-ray says to it. */
export interface XrayScene {
  readonly name: string;
  /** Of the form, where it is not as it should be. */
  readonly enters?: (ground: XrayGround) => Entered;
  /** What is wrong at the server. */
  readonly cause?: (ground: XrayGround) => void;
  /** The step that fails. */
  readonly step: string;
  readonly says: RegExp;
  /** What the server answered, as it was. */
  readonly answer?: RegExp;
  /** The button that mends it, and what the form then shows. */
  readonly mend?: { readonly press: RegExp; readonly mended: (page: Page) => Promise<void> };
  /** What of the policy is copied. */
  readonly policy?: object;
}

const goesTo = (press: RegExp, label: string): XrayScene['mend'] & object => ({
  press,
  mended: (page) => expect(fieldOf(page, label)).toBeFocused(),
});

const listing = { Action: 's3:ListBucket', Resource: `arn:aws:s3:::${bucket}` };

/** Every failure that the documentation promises an answer to. */
export const xrayScenes: readonly XrayScene[] = [
  {
    name: 'wrong-key',
    enters: () => ({ secretAccessKey: 'not-the-secret-of-this-key' }),
    step: 'List',
    says: /The secret key does not fit the access key/,
    answer: /SignatureDoesNotMatch 403/,
    mend: {
      press: /Go to the credentials/,
      mended: (page) => expect(page.locator('[data-field="credentials"] :focus')).toHaveCount(1),
    },
  },
  {
    name: 'wrong-region',
    enters: () => ({ region: 'us-east-1' }),
    step: 'List',
    says: /is in region “eu-central-1”, not “us-east-1”/,
    answer: /AuthorizationHeaderMalformed 400/,
    mend: {
      press: /Set the region to eu-central-1/,
      mended: (page) => expect(fieldOf(page, 'Region')).toHaveValue('eu-central-1'),
    },
  },
  {
    name: 'no-list-right',
    cause: ({ server }) => server.denied.add('s3:ListBucket'),
    step: 'List',
    says: /These credentials may not list here/,
    answer: /AccessDenied 403/,
    policy: { ...listing, Condition: { StringLike: { 's3:prefix': `${prefix}/*` } } },
  },
  {
    name: 'prefix-only-right',
    enters: () => ({ prefix: '' }),
    cause: ({ server }) => allowOnlyBelow(server, prefix),
    step: 'List',
    says: /If you were given a prefix, enter it/,
    answer: /AccessDenied 403/,
    mend: goesTo(/Go to the prefix/, 'Prefix'),
    policy: listing,
  },
  {
    name: 'expired-token',
    cause: ({ server }) => expireToken(server),
    step: 'List',
    says: /The credentials have expired/,
    answer: /ExpiredToken 400/,
  },
  {
    name: 'clock-off',
    cause: ({ server }) => {
      server.skew = 3_600_000;
    },
    step: 'Clock',
    says: /This computer’s clock is 1 hour behind the server’s/,
  },
  {
    name: 'unknown-host',
    enters: () => ({ endpoint: 'https://s3.nowhere.invalid' }),
    step: 'Name resolution',
    // Without any network it cannot be told from a name that nobody knows.
    says: /No server of this name is known|Names cannot be looked up/,
    answer: /ENOTFOUND|EAI_AGAIN/,
  },
  {
    name: 'tls-not-trusted',
    enters: ({ secure }) => ({ endpoint: secure.endpoint }),
    step: 'Connection',
    says: /signed by “AgentFlow Sessions tests”, whom this computer does not trust/,
    answer: /UNABLE_TO_VERIFY_LEAF_SIGNATURE/,
  },
  {
    name: 'path-style-needed',
    enters: ({ server }) => ({
      endpoint: server.endpoint.replace('127.0.0.1', 'localhost'),
      pathStyle: false,
    }),
    // Some systems look up all names below localhost, and then it is the listing that fails.
    step: 'Name resolution',
    says: /path style/i,
    mend: {
      press: /Use path style/,
      mended: (page) => expect(page.getByRole('checkbox', { name: /Path style/ })).toBeChecked(),
    },
  },
  {
    name: 'bucket-missing',
    enters: () => ({ bucket: 'acme-agnets' }),
    step: 'List',
    says: /There is no bucket “acme-agnets”/,
    answer: /NoSuchBucket 404/,
    mend: goesTo(/Go to the bucket/, 'Bucket'),
  },
];
