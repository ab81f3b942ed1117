/** How long each race goes on; `npm run test:race -- --seconds N` makes it longer. */
export const seconds = Number(process.env.RACE_SECONDS ?? 1.5);
