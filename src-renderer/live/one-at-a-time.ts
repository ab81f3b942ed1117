/**
 * Makes of some work one that runs once at a time: of those who ask while it runs, or within `rest` ms after it, one
 * more follows. Never starved and never piled up, however often it is asked for.
 */
export function oneAtATime(work: () => Promise<unknown>, rest = 0): () => void {
  let running = false;
  let asked = false;
  const run = async () => {
    running = true;
    asked = false;
    try {
      await work();
    } finally {
      if (rest > 0) await new Promise((resolve) => setTimeout(resolve, rest));
      running = false;
      if (asked) void run();
    }
  };
  return () => {
    asked = true;
    if (!running) void run();
  };
}
