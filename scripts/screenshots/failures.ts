/**
 * Makes `docs/screenshots/failures/*.png`: what is said when a save fails, and proves that a retry works. Names of
 * failures make only those.
 */
import { startGround } from '../../e2e/failures/ground.ts';
import { editSummary, getOutOf, runInto } from '../../e2e/failures/play.ts';
import { failureScenes } from '../../e2e/failures/scenes.ts';
import { pictureScenes } from './pictures.ts';

await pictureScenes('failures', failureScenes, async (scene, page, picture) => {
  const ground = await startGround(scene);
  try {
    const ui = await editSummary(page, ground);
    await runInto(scene, ui, ground);
    await picture();
    await getOutOf(scene, ui, ground);
  } finally {
    await ground.close();
  }
});
