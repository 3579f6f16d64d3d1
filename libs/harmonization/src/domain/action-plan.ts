import { addYears, isAfter, type IsoDate } from './calendar';
import { accept, refuse, type Decision } from './decision';

/** PLAN-4: a plan is due after the day on which it is ordered, and within two years. */
export function checkPlanDate(dueOn: IsoDate, orderedOn: IsoDate): Decision<IsoDate> {
  const latest = addYears(orderedOn, 2);
  const fits = isAfter(dueOn, orderedOn) && !isAfter(dueOn, latest);
  return fits ? accept(dueOn) : refuse('DATA_INVALID', { dueOn, after: orderedOn, latest });
}
