import { z } from 'zod';

/** Stands for a store in every call. Made by main from where the store lies; opaque to the renderer. */
export const storeIdSchema = z.string().regex(/^[a-z0-9-]{1,64}$/);
