import { step } from '@harmonization/domain/link/step';
import { holdsToken } from '@harmonization/domain/link/token';
import { Exploring } from './explore';
import { worlds, FULL, SMALL } from './worlds';
const protocol = { step, holdsToken };
const [name, budget, seconds] = process.argv.slice(2);
for (const world of worlds(protocol, name === 'small' ? SMALL : FULL)) {
  if (name && name !== 'small' && name!=='all' && world.name !== name) continue;
  const r = new Exploring({ ...world, ...(budget && Number(budget) > 0 && { budget: Number(budget) }) }, protocol, { seconds: Number(seconds ?? 60) }).run();
  const { violation, ...rest } = r;
  console.log(Object.values(rest).join(' '), Math.round(process.memoryUsage().rss / 1e6), violation ? JSON.stringify(violation, null, 1) : '');
}
