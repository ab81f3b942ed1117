import { z } from 'zod';
import { storeIdSchema } from './store-id.ts';

const loopback = /^(localhost|127(\.\d+){3}|\[::1\])$/;

/** Whether an address that a sign-in service sent may be opened: a page that nobody on the way can change. */
export function isSignInPage(url: string): boolean {
  const page = URL.parse(url);
  return page?.protocol === 'https:' || (page?.protocol === 'http:' && loopback.test(page.hostname));
}

/** How an open bucket stands with its credentials. */
export const signInSchema = z.object({
  /**
   * `needed`: requests fail until somebody signs in; `running`: somebody is doing so; `overdue`: what is in use has run
   * out and could not be renewed, which is tried again by itself.
   */
  state: z.enum(['good', 'needed', 'running', 'overdue']),
  /** What signing in asks a person for. `nothing`: it is found or not, and the app cannot mend it. */
  asks: z.enum(['nothing', 'code', 'page', 'keys']),
  /** Another number whenever what is in use was replaced by others. */
  generation: z.number(),
  /** When what is in use runs out, in ms since the epoch; null: never, or nobody said. */
  expiresAt: z.number().nullable(),
  /** Whether it is renewed then without asking anybody. */
  renews: z.boolean(),
  /** Why it is needed or overdue, in a sentence or two. */
  problem: z.string().nullable(),
});

const waiting = {
  /** The store that is signed in to or connected; null while it is tried or opened from a form. */
  store: storeIdSchema.nullable(),
  /** What the store is called, or where it lies. */
  name: z.string(),
};

const asking = {
  id: z.string(),
  ...waiting,
  /** Others that wait for the same. */
  also: z.array(z.object(waiting)),
  /** When nobody waits for an answer any more, in ms since the epoch. */
  until: z.number(),
  /** What was wrong with the answer before; null at first. */
  problem: z.string().nullable(),
};

/** What a person is asked for, so that credentials can be had. Holds no secret. */
export const promptSchema = z.discriminatedUnion('kind', [
  /** The code that a device for multi-factor authentication shows. */
  z.object({ kind: z.literal('code'), ...asking, serial: z.string() }),
  /** A page to be opened in a browser, where the code is to be seen and confirmed. Goes by itself when it was. */
  z.object({
    kind: z.literal('page'),
    ...asking,
    code: z.string(),
    /** With the code filled in. */
    url: z.string().refine(isSignInPage),
  }),
  /** Keys, in place of such as have expired or are not kept any more. */
  z.object({ kind: z.literal('keys'), ...asking }),
]);

/** What a profile of the shared AWS config files finds credentials by. */
export const profileKinds = [
  'keys',
  'sso',
  'role',
  'web-identity',
  'process',
  'login',
  /** Says more than one of these; the SDK takes the first of them in its own order. */
  'mixed',
  /** Says none of these, or not all that it takes. */
  'incomplete',
] as const;

/** A profile, without its secrets. */
export const profileSchema = z.object({
  name: z.string(),
  kind: z.enum(profileKinds),
  /** Empty where it names none. */
  region: z.string(),
  /** In a few words, e.g. “single sign-on, account 123456789012, role Reader”. */
  summary: z.string(),
});

export type SignIn = z.infer<typeof signInSchema>;
export type Prompt = z.infer<typeof promptSchema>;
export type PromptKind = Prompt['kind'];
export type Profile = z.infer<typeof profileSchema>;
export type ProfileKind = (typeof profileKinds)[number];
