import type { SampleSession } from '../sample-session.ts';
import { coldChain } from './cold-chain.ts';
import { deskForMika, deskOfLastMonth } from './desk.ts';
import { heatPumps } from './heat-pumps.ts';
import { nightTrains, nightTrainsCopy } from './night-trains.ts';
import { oddOnes } from './odd-ones.ts';
import { packaging } from './packaging.ts';
import { sourceWatches } from './source-watch.ts';
import { streetTrees } from './street-trees.ts';

/** The sessions of the sample. */
export const sampleSessions: readonly SampleSession[] = [
  heatPumps,
  nightTrains,
  deskForMika,
  coldChain,
  packaging,
  ...sourceWatches,
  nightTrainsCopy,
  streetTrees,
  deskOfLastMonth,
  ...oddOnes,
];
