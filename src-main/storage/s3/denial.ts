import type { Denial } from '#shared/errors.ts';

/**
 * What Amazon says in the message of a refusal: “User: ARN is not authorized to perform: s3:GetObject on resource:
 * "ARN" because no identity-based policy allows the s3:GetObject action”, or “… with an explicit deny in a
 * service control policy”. Null where a message says no such thing, as those of other servers.
 */
export function denialOf(message: string): Denial | null {
  const said =
    /^User: (arn:\S{1,2048}) is not authorized to perform: ([\w-]+:\w+)(?: on resource: "?(arn:[^\s"]{1,2048})"?)?(.*)$/s.exec(
      message,
    );
  if (!said) return null;
  const [, principal = '', action = '', resource = null, reason = ''] = said;
  const explicit = /with an explicit deny(?: in an? ([\w -]{1,64}?) policy)?/.exec(reason);
  const missing = /because no ([\w -]{1,64}?)(?: policy)? allows/.exec(reason);
  return {
    principal,
    action,
    resource,
    policy: explicit?.[1] ?? missing?.[1] ?? null,
    explicit: explicit !== null,
  };
}
