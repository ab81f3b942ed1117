/** Makes `docs/screenshots/xray/*.png`: what the X-ray says to each failure. Names of failures make only those. */
import { fillForm, runXray, stepOf } from '../../e2e/xray/form.ts';
import { startXrayGround } from '../../e2e/xray/ground.ts';
import { xrayScenes } from '../../e2e/xray/scenes.ts';
import { pictureScenes } from './pictures.ts';

const ground = await startXrayGround();
await pictureScenes('xray', xrayScenes, async (scene, page, picture) => {
  ground.calm();
  scene.cause?.(ground);
  await fillForm(page, ground, scene.enters?.(ground) ?? {});
  await runXray(page);
  await stepOf(page, scene.step).getByText(scene.says).first().waitFor();
  await picture();
});
await ground.close();
