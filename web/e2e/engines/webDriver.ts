/** Where an element is found in an answer (WebDriver, section "Elements"). */
const ELEMENT = 'element-6066-11e4-a52e-4f735466cecf';

/** Sends one command of WebDriver, and answers its value. */
export interface Transport {
  send(command: Command, parameters: Readonly<Record<string, unknown>>): Promise<unknown>;
  close(): Promise<void>;
}

/** What the two ways of sending call the same command. */
export interface Command {
  /** In Marionette. */
  readonly name: string;
  readonly method: 'GET' | 'POST' | 'DELETE';
  /** Under the session's address; `{id}` is the element's. */
  readonly path: string;
}

const post = (name: string, path: string): Command => ({ name, method: 'POST', path });
const NAVIGATE = post('WebDriver:Navigate', '/url');
const EXECUTE = post('WebDriver:ExecuteScript', '/execute/sync');
const CLICK = post('WebDriver:ElementClick', '/element/{id}/click');
const TYPE = post('WebDriver:ElementSendKeys', '/element/{id}/value');
const TIMEOUTS = post('WebDriver:SetTimeouts', '/timeouts');
const SIZE = post('WebDriver:SetWindowRect', '/window/rect');

/** An element of the page that is shown. */
export interface Found {
  readonly id: string;
}

/** What a person sees of an element. */
export interface Look {
  readonly role: string;
  readonly name?: string | RegExp;
}

/**
 * A browser that speaks WebDriver, as far as a journey needs it. Playwright drives only Firefox and
 * WebKit that were built for it; this drives the ones that people have.
 */
export class Driver {
  readonly #transport: Transport;
  readonly #patience: number;

  constructor(transport: Transport, patience = 60_000) {
    this.#transport = transport;
    this.#patience = patience;
  }

  async begin() {
    await this.#transport.send(TIMEOUTS, { script: 60_000, pageLoad: 60_000 });
    await this.#transport.send(SIZE, { width: 1280, height: 900 });
  }

  async go(address: string) {
    await this.#transport.send(NAVIGATE, { url: address });
  }

  /** Runs the body of a function in the page. */
  run(body: string, ...args: readonly unknown[]): Promise<unknown> {
    return this.#transport.send(EXECUTE, { script: body, args });
  }

  /** Waits for the first visible element that looks so. */
  find(look: Look): Promise<Found> {
    const { role, name } = look;
    return this.#seen(FIND_BY_LOOK, `${role} ${String(name ?? '')}`, role, ...pattern(name));
  }

  /** Waits for the first element of a selector, visible or not. */
  select(selector: string): Promise<Found> {
    return this.#seen('return document.querySelector(arguments[0])', selector, selector);
  }

  async click(look: Look) {
    await this.clickOn(await this.find(look));
  }

  async clickOn({ id }: Found) {
    await this.#transport.send(CLICK, { id });
  }

  /** Types into a field; into one for files, their paths. */
  async type(selector: string, text: string) {
    const { id } = await this.select(selector);
    await this.#transport.send(TYPE, { id, text });
  }

  /** Waits until the expression is true in the page. */
  async until(expression: string, what: string, ...args: readonly unknown[]) {
    await this.#wait(what, async () =>
      (await this.run(`return Boolean(${expression})`, ...args)) === true ? true : undefined,
    );
  }

  /** Waits until the page shows these words. */
  async reads(text: string) {
    await this.until('document.body.innerText.includes(arguments[0])', `“${text}”`, text);
  }

  async end() {
    await this.#transport.close();
  }

  async #seen(body: string, what: string, ...args: readonly unknown[]): Promise<Found> {
    return this.#wait(what, async () => {
      const found = (await this.run(body, ...args)) as Record<string, string> | null;
      const id = found?.[ELEMENT];
      return id === undefined ? undefined : { id };
    });
  }

  async #wait<T>(what: string, look: () => Promise<T | undefined>): Promise<T> {
    const end = Date.now() + this.#patience;
    let failure: unknown;
    while (Date.now() < end) {
      try {
        const seen = await look();
        if (seen !== undefined) {
          return seen;
        }
        failure = undefined;
      } catch (problem) {
        failure = problem; // between two pages there is nothing to look at
      }
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    const shown = await this.run('return document.body.innerText').catch(() => 'nothing');
    throw new Error(`${what} did not appear; the page shows:\n${String(shown)}`, {
      cause: failure,
    });
  }
}

function pattern(name: string | RegExp | undefined): readonly (string | null)[] {
  return name instanceof RegExp ? [null, name.source] : [name ?? null, null];
}

/** By role and accessible name, near enough: what Playwright does in Chromium. */
const FIND_BY_LOOK = `
  const [role, exact, source] = arguments;
  const selectors = {
    button: 'button, [role=button]', link: 'a[href]', dialog: '[role=dialog]',
    application: '[role=application]', region: 'section, [role=region]', alert: '[role=alert]',
  };
  const nameOf = (element) => {
    const label = element.getAttribute('aria-label');
    if (label !== null) return label;
    const by = element.getAttribute('aria-labelledby');
    return (by === null ? element : document.getElementById(by) ?? element).innerText.trim();
  };
  const wanted = source === null ? undefined : new RegExp(source, 'u');
  // While a dialog is open, nothing behind it can be reached.
  const dialogs = [...document.querySelectorAll('[role=dialog]')];
  const within = dialogs.findLast((dialog) => dialog.checkVisibility()) ?? document;
  return [...within.querySelectorAll(selectors[role])].find((element) => {
    const name = nameOf(element);
    const fits = wanted === undefined ? exact === null || name === exact : wanted.test(name);
    return fits && element.checkVisibility();
  }) ?? null;
`;
