/** What steps use inside of a page; runs there. */
export function helpers() {
  globalThis.until = (feed, isDone, millis = 300_000) =>
    new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        end();
        reject(new Error(`waited in vain: ${JSON.stringify(feed.snapshot())}`));
      }, millis);
      const look = () => {
        if (isDone(feed.snapshot())) {
          end();
          resolve(feed.snapshot());
        }
      };
      const stop = feed.subscribe(look);
      const end = () => {
        clearTimeout(timer);
        stop();
      };
      look();
    });
  globalThis.complete = (feed) => {
    let began = false;
    const done = until(feed, ({ phase, problem }) => {
      if (phase === 'failed') throw problem;
      began ||= phase === 'loading';
      return began && phase === 'complete';
    });
    feed.refresh();
    return done;
  };
  globalThis.codeOf = (promise) =>
    promise.then(
      () => 'no error',
      (error) => (error.name === 'PortalError' ? error.code : String(error)),
    );
  globalThis.causeOf = async (promise) => {
    try {
      return await promise;
    } catch (error) {
      const causes = [];
      for (let one = error; one !== undefined; one = one.cause)
        causes.push(String(one.stack ?? one));
      throw new Error(causes.join('\n caused by '), { cause: error });
    }
  };
  globalThis.digest = async (bytes) =>
    Array.from(new Uint8Array(await crypto.subtle.digest('SHA-256', bytes)), (byte) =>
      byte.toString(16).padStart(2, '0'),
    ).join('');
}
