import { z } from 'zod';

/**
 * The ways in which a file is changed, which a server may guard differently. Large files go up in parts, and only the
 * request that puts them together carries a condition.
 */
export const operations = ['create', 'replace', 'create-large', 'replace-large', 'delete'] as const;

/**
 * How strong the check of a change is. `atomic`: the store refuses a stale change. `checked`: it is compared before and
 * after, and a window remains. `none`: what it replaces cannot be looked at.
 */
export const guaranteeLevels = ['atomic', 'checked', 'none'] as const;

/**
 * How a level is known. `built-in`: it lies in the kind of store. `documented`: the vendor promises it. `quoted`,
 * `unquoted`: the server was seen to let a fresh change through and to refuse a stale one, with the ETag in that form.
 * `racing`: it was seen to refuse stale changes, and to let several through at once. `ignored`: a stale change went
 * through. `refused`: it does not take conditions at all. `untried`: neither was seen yet.
 */
export const guaranteeGrounds = [
  'built-in',
  'documented',
  'quoted',
  'unquoted',
  'racing',
  'ignored',
  'refused',
  'untried',
] as const;

export const operationGuaranteeSchema = z.object({
  operation: z.enum(operations),
  level: z.enum(guaranteeLevels),
  ground: z.enum(guaranteeGrounds),
  /** One sentence: what was proven, and what remains. */
  explanation: z.string(),
});

/** What a save is guaranteed to be in a store. */
export const saveGuaranteeSchema = z.object({
  /** Of saving a text, be it new or not: the weaker of the two. */
  level: z.enum(guaranteeLevels),
  /** One sentence: what was proven, and what remains. */
  explanation: z.string(),
  /** Each operation once, in their order. */
  operations: z.array(operationGuaranteeSchema),
});

/** What a change took the place of, and who keeps it: nobody, where it was a deletion. */
const displacedSchema = z.object({
  keptBy: z.enum(['history', 'bucket', 'nobody']),
  /** The bucket's id of it; null where it keeps nothing of it. */
  version: z.string().nullable(),
});

/**
 * What stood between one change and what others did meanwhile. `server`: it refuses what is stale. `versions`: those
 * that the bucket keeps show that nobody came between. `displaced`: they show that somebody did.
 * `comparison`: it was looked at before and after, and what was written in between, within so many milliseconds,
 * would have been overwritten unseen. `unread`: the same, but it could be looked at before alone. `nothing`: it could
 * not be looked at.
 */
export const guardedSchema = z.discriminatedUnion('by', [
  z.object({ by: z.enum(['server', 'versions', 'nothing']) }),
  displacedSchema.extend({ by: z.literal('displaced') }),
  z.object({ by: z.enum(['comparison', 'unread']), milliseconds: z.number() }),
]);

export type Guarded = z.infer<typeof guardedSchema>;
export type DisplacedFile = z.infer<typeof displacedSchema>;

/** From the strongest to the weakest. */
const byStrength: readonly Guarded['by'][] = [
  'server',
  'versions',
  'comparison',
  'unread',
  'nothing',
  'displaced',
];

/** Of several changes, what stood between the one that was guarded least; null of none. */
export function leastGuarded(all: readonly (Guarded | null | undefined)[]): Guarded | null {
  const strength = ({ by }: Guarded) => byStrength.indexOf(by);
  const window = (guarded: Guarded) => {
    if (guarded.by === 'displaced') return guarded.keptBy === 'bucket' ? 1 : 0;
    return 'milliseconds' in guarded ? guarded.milliseconds : 0;
  };
  const weakestLast = all
    .filter((guarded) => guarded !== null && guarded !== undefined)
    .toSorted((a, b) => strength(a) - strength(b) || window(a) - window(b));
  return weakestLast.at(-1) ?? null;
}

export type Operation = (typeof operations)[number];
export type GuaranteeLevel = (typeof guaranteeLevels)[number];
export type GuaranteeGround = (typeof guaranteeGrounds)[number];
export type OperationGuarantee = z.infer<typeof operationGuaranteeSchema>;
export type SaveGuarantee = z.infer<typeof saveGuaranteeSchema>;
