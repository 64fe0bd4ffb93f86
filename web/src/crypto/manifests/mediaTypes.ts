import { malformed } from '../errors.ts';
import * as read from '../json/readers.ts';

const MEDIA_TYPE =
  /^[A-Za-z0-9][A-Za-z0-9!#$&^_.+-]{0,126}\/[A-Za-z0-9][A-Za-z0-9!#$&^_.+-]{0,126}$/;

/** Type and subtype, without parameters. */
export const mediaType: read.Reader<string> = (value) => {
  const text = read.text(value);
  if (!MEDIA_TYPE.test(text)) {
    throw malformed('a media type is type/subtype');
  }
  return text;
};
