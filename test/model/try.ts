import { Exploring } from './explore';
import { loadProtocol } from './load';
import { MUTANTS } from './mutants';
import { WORLDS, worldNamed, FULL, SMALL } from './worlds';
const [name, budget, seconds] = process.argv.slice(2);
if (name === 'mutants') {
  for (const m of MUTANTS) {
    if (budget && !m.name.includes(budget)) continue;
    try {
      const protocol = loadProtocol(m.patches);
      const world = { ...worldNamed(m.world, protocol, FULL), keepsDeadLetters: true };
      const r = new Exploring(world, protocol, { seconds: Number(seconds ?? 30) }).run();
      console.log(
        m.name,
        '|',
        r.violation ? `caught ${r.violation.trace.length} ${r.violation.finding}` : 'MISSED',
        r.states,
        r.seconds.toFixed(1),
      );
      if (budget && r.violation) console.log(r.violation.trace.join('\n'));
    } catch (e) {
      console.log(m.name, 'ERROR', String(e));
    }
  }
} else {
  const protocol = loadProtocol();
  for (const one of Object.keys(WORLDS)) {
    if (name !== 'small' && name !== 'all' && one !== name) continue;
    const world = worldNamed(one, protocol, name === 'small' ? SMALL : FULL);
    const r = new Exploring(
      { ...world, ...(budget && Number(budget) > 0 && { budget: Number(budget) }) },
      protocol,
      { seconds: Number(seconds ?? 60) },
    ).run();
    const { violation, ...rest } = r;
    console.log(
      Object.values(rest).join(' '),
      Math.round(process.memoryUsage().rss / 1e6),
      violation ? JSON.stringify(violation, null, 1) : '',
    );
  }
}
