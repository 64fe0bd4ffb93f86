/**
 * In which order to fetch what lies around the picture that is looked at: mostly in the direction in
 * which the person leafs, now and then one behind.
 */
export function prefetchOrder(
  current: number,
  count: number,
  direction: 1 | -1,
  reach: number,
): number[] {
  const order: number[] = [];
  const add = (index: number) => {
    if (index >= 0 && index < count) {
      order.push(index);
    }
  };
  let behind = 1;
  for (let ahead = 1; ahead <= reach; ahead += 1) {
    add(current + direction * ahead);
    if (ahead % 4 === 0) {
      add(current - direction * behind);
      behind += 1;
    }
  }
  return order;
}

/** Does the work for each, so many at the same time, in their order. */
export async function inLanes(
  order: readonly number[],
  lanes: number,
  work: (index: number) => Promise<void>,
): Promise<void> {
  const next = order.values();
  const lane = async () => {
    for (const index of next) {
      await work(index);
    }
  };
  await Promise.all(Array.from({ length: lanes }, lane));
}
