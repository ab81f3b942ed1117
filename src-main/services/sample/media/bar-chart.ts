import { textWidth, write } from './letters.ts';
import { type Colour, Picture } from './png.ts';

export interface Bar {
  /** Capitals and digits. */
  readonly label: string;
  /** Per cent, 0 to 100. */
  readonly value: number;
  /** Drawn in grey: not to be compared with the others. */
  readonly aside?: boolean;
}

const paper: Colour = [255, 255, 255];
const ink: Colour = [52, 58, 64];
const grid: Colour = [226, 230, 234];
const blue: Colour = [58, 109, 161];
const grey: Colour = [154, 166, 178];

/** A bar chart of percentages, as a PNG of 720 by 420. */
export function barChart(title: string, bars: readonly Bar[]): Uint8Array {
  const picture = new Picture(720, 420, paper);
  const plot = { left: 72, top: 64, width: 620, height: 296 };
  write(picture, title, plot.left, 20, 2, ink);
  for (const value of [0, 25, 50, 75, 100]) {
    const y = plot.top + Math.round((plot.height * (100 - value)) / 100);
    picture.fill(plot.left, y, plot.width, 1, value === 0 ? ink : grid);
    const label = `${value}%`;
    write(picture, label, plot.left - 12 - textWidth(label, 2), y - 7, 2, ink);
  }
  const step = plot.width / bars.length;
  bars.forEach(({ label, value, aside }, index) => {
    const centre = Math.round(plot.left + step * (index + 0.5));
    const height = Math.round((plot.height * value) / 100);
    const width = Math.round(step * 0.56);
    const top = plot.top + plot.height - height;
    picture.fill(centre - Math.round(width / 2), top, width, height, aside ? grey : blue);
    const figure = `${value}%`;
    write(picture, figure, centre - Math.round(textWidth(figure, 2) / 2), top - 20, 2, ink);
    write(picture, label, centre - Math.round(textWidth(label, 2) / 2), plot.top + plot.height + 16, 2, ink);
  });
  return picture.toPng();
}
