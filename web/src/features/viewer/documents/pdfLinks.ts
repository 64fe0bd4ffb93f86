/** A place on a page that leads somewhere, in fractions of the page's width and height. */
export interface PageLink {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
  readonly target:
    | { readonly kind: 'site'; readonly address: string }
    | { readonly kind: 'place'; readonly destination: string | readonly unknown[] };
}

/**
 * The address of another site, if it is one that may be offered. Launch actions, scripts, files and
 * every other scheme are not.
 */
export function offeredAddress(url: unknown): string | undefined {
  if (typeof url !== 'string' || !URL.canParse(url)) {
    return undefined;
  }
  const { protocol, username, password, href } = new URL(url);
  return (protocol === 'https:' || protocol === 'http:') && username === '' && password === ''
    ? href
    : undefined;
}

/** The links among a page's annotations. Everything else that annotations can do is left out. */
export function linksOf(
  annotations: readonly unknown[],
  toView: (x: number, y: number) => readonly number[],
  size: { readonly width: number; readonly height: number },
): PageLink[] {
  return annotations.flatMap((each): PageLink[] => {
    const annotation = each as Readonly<Record<string, unknown>>;
    const rectangle = annotation['rect'];
    if (annotation['subtype'] !== 'Link' || !isRectangle(rectangle)) {
      return [];
    }
    const target = targetOf(annotation);
    if (target === undefined) {
      return [];
    }
    const [left = 0, bottom = 0, right = 0, top = 0] = rectangle;
    const [x1 = 0, y1 = 0] = toView(left, bottom);
    const [x2 = 0, y2 = 0] = toView(right, top);
    return [
      {
        left: Math.min(x1, x2) / size.width,
        top: Math.min(y1, y2) / size.height,
        width: Math.abs(x2 - x1) / size.width,
        height: Math.abs(y2 - y1) / size.height,
        target,
      },
    ];
  });
}

function targetOf(annotation: Readonly<Record<string, unknown>>): PageLink['target'] | undefined {
  const address = offeredAddress(annotation['url']);
  if (address !== undefined) {
    return { kind: 'site', address };
  }
  const destination = annotation['dest'];
  return typeof destination === 'string' || Array.isArray(destination)
    ? { kind: 'place', destination: destination as string | readonly unknown[] }
    : undefined;
}

function isRectangle(value: unknown): value is number[] {
  return (
    Array.isArray(value) &&
    value.length === 4 &&
    value.every((each) => typeof each === 'number' && Number.isFinite(each))
  );
}
