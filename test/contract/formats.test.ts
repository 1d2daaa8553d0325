import { expect } from "chai";
import { payloadEngine } from "../../contract/ajv-engine.ts";
import { isMultipleOf } from "../../contract/formats/multiple-of.ts";

const ROWS: { readonly [format: string]: readonly [good: readonly string[], bad: readonly string[]] } = {
  "date-time": [
    ["2024-02-29T23:59:59.999999999999999Z", "1998-12-31T15:59:60.1-08:00", "2024-01-01t00:00:00+01:30"],
    [
      "2023-02-29T00:00:00Z",
      "2024-01-01T24:00:00Z",
      "2024-01-01T00:00:00+01",
      "2024-01-01T00:00:60Z",
      "2024-13-01T00:00:00Z",
    ],
  ],
  duration: [
    ["P1Y2M3DT4H5M6S", "PT36H", "P4W", "P1D"],
    ["P", "PT", "P1Y2D", "PT1H2S", "P1W2D", "1D"],
  ],
  email: [
    ["a@b.example", '"a b"@c.example', "a@[127.0.0.1]", "a@[IPv6:::1]"],
    ["a", "@b", "a@", "a..b@c", "a@[1]"],
  ],
  uri: [
    ["http://a.example/b?c#d", "urn:x:y", "mailto:a@b", "ws://[::1]:80/"],
    ["/a", "http://a:b", "http://[::1.2.3.04]/", "http://a/[b]", "a b:c", "http://a@b@c/"],
  ],
  "uri-reference": [
    ["/a", "../b?c", "", "#d", "//a.example"],
    ["\\a", 'a"b', "//a:b", "1:b"],
  ],
  "uri-template": [
    ["/a/{b}{?c,d*}", "{a.b}", "it's"],
    ["{", "{a", "a b", "\u007f"],
  ],
  uuid: [
    ["123e4567-e89b-12d3-a456-426614174000"],
    ["urn:uuid:123e4567-e89b-12d3-a456-426614174000", "123e4567"],
  ],
};

describe("formats", () => {
  for (const [format, [good, bad]] of Object.entries(ROWS))
    it(`has ${format} as its RFC has it`, () => {
      const check = payloadEngine("draft-07").compile({ format });
      expect(good.filter((value) => !check(value))).to.deep.equal([]);
      expect(bad.filter((value) => check(value))).to.deep.equal([]);
    });

  const multiples: [value: number, step: number, want: boolean][] = [
    [0.3, 0.1, true],
    [0.35, 0.1, false],
    [-4.02, 0.01, true],
    [19.99, 0.01, true],
    [1e308, 0.123456789, false],
    [12391239123, 1e-8, true],
    [0.00751, 0.0001, false],
    [7, 2, false],
    [1e21, 7, false],
  ];
  for (const [value, step, want] of multiples)
    it(`finds ${value} ${want ? "a" : "no"} multiple of ${step}`, () =>
      expect(isMultipleOf(value, step)).to.equal(want));
});
