import { toBase64Url } from '@/crypto/ids/base64url.ts';
import type { Bytes } from '@/crypto/ids/bytes.ts';
import { PortalError } from '@/lib/contract/errors.ts';

/** A service that keeps one document, and can go back to an older one. */
export class Shelf {
  readonly documents: (Bytes | undefined)[] = [undefined];
  shown: number | undefined;
  /** Called before the next replacing. */
  meanwhile: (() => Promise<unknown>) | undefined;

  getTagged<T>(_path: string, read: (value: unknown) => T): Promise<{ content: T; tag: string }> {
    const at = this.shown ?? this.documents.length - 1;
    const document = this.documents[at];
    const answer = document === undefined ? {} : { document: toBase64Url(document) };
    return Promise.resolve({ content: read(answer), tag: String(this.documents.length) });
  }

  async putIf(_path: string, body: unknown, tag: string): Promise<void> {
    const meanwhile = this.meanwhile;
    this.meanwhile = undefined;
    await meanwhile?.();
    if (tag !== String(this.documents.length)) {
      throw new PortalError('changed-meanwhile');
    }
    const { document } = body as { document: string };
    this.documents.push(Uint8Array.from(Buffer.from(document, 'base64url')));
  }
}

/** A device's store. */
export class Memory {
  readonly kept = new Map<string, unknown>();
  read = (name: string) => Promise.resolve(this.kept.get(name));
  news = this.read;
  write = (name: string, content: unknown) => this.change(name, () => Promise.resolve(content));
  change = async (name: string, change: (kept: unknown) => Promise<unknown>) => {
    const content = JSON.stringify(await change(this.kept.get(name)));
    this.kept.set(name, JSON.parse(content));
  };
}
