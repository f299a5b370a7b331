// Says of each line "KIND FILE" of a list whether ajv accepts the file as that kind: prints "accept FILE", or
// "reject FILE" and why. KIND names a schema in content/schema.
//   node agree.mjs SCHEMAS LIST
import { readFileSync } from 'node:fs';
import Ajv from 'ajv';

const [, , schemas, list] = process.argv;
// Strict: a keyword that is not known, or means nothing where it stands, is a mistake in the schema.
const ajv = new Ajv({ strict: true, strictTypes: false, strictRequired: false, strictTuples: false, allErrors: false });
const known = new Map();
for (const line of readFileSync(list, 'utf8').split('\n').filter(Boolean)) {
  const at = line.indexOf(' ');
  const kind = line.slice(0, at);
  const file = line.slice(at + 1);
  if (!known.has(kind)) known.set(kind, ajv.compile(JSON.parse(readFileSync(`${schemas}/${kind}.json`, 'utf8'))));
  const validate = known.get(kind);
  const good = validate(JSON.parse(readFileSync(file, 'utf8')));
  const [error] = validate.errors ?? [];
  console.log(good ? `accept ${file}` : `reject ${file} ${error.instancePath} ${error.message}`);
}
