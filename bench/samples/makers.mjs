// Who makes samples: each gives, for an entry {schema, dialect, others}, a function from a number to a value.
import { judgeOf } from "./judge.mjs";

const own = (pick) => async () => {
  const samples = await import("../../dist/samples/public.js");
  return (entry) => pick(samples, samples.samplesOf(entry.schema, entry));
};

const faker = async () => {
  const { generate } = await import("json-schema-faker");
  return ({ schema, others }) =>
    (index) =>
      generate(structuredClone(schema), { seed: index + 1, refs: others, resolveJsonPath: false });
};

const TRIES = 20;

export const MAKERS = {
  "asyncproof readable": own((_, samples) => (index) => samples.valid(`sample ${index + 1}`)),
  "asyncproof arbitrary": own(({ sampleOf }, samples) => {
    const arbitrary = samples.arbitrary();
    return (index) => sampleOf(arbitrary, { seed: index + 1, count: 1 })[0];
  }),
  "json-schema-faker": faker,
  "json-schema-faker, 20 tries": async () => {
    const make = await faker();
    return (entry) => {
      const valid = judgeOf(entry);
      const sample = make(entry);
      return async (index) => {
        let value;
        for (let turn = 0; turn < TRIES; turn += 1) {
          value = await sample(index * TRIES + turn);
          if (valid(value)) return value;
        }
        return value;
      };
    };
  },
  "openapi-sampler": async () => {
    const { sample } = await import("openapi-sampler");
    return ({ schema }) =>
      () =>
        sample(structuredClone(schema), { skipNonRequired: true, quiet: true }, schema);
  },
};
