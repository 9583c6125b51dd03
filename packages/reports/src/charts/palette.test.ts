import { describe, expect, it } from "vitest";
import { palette } from "./palette.ts";

type Colour = readonly [red: number, green: number, blue: number];

/** Linear light, 0-1, of an sRGB colour (IEC 61966-2-1). */
function linear(hex: string): Colour {
  const channel = (at: number) => {
    const share = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  };
  return [channel(1), channel(3), channel(5)];
}

/** WCAG 2.2 contrast ratio. */
function contrast(one: string, other: string): number {
  const luminance = ([red, green, blue]: Colour) => 0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05;
  const [low = 0, high = 0] = [luminance(linear(one)), luminance(linear(other))].sort((a, b) => a - b);
  return high / low;
}

/** What people without one kind of cones see (Machado, Oliveira and Fernandes 2009, severity 1). */
const sight: Record<string, readonly Colour[]> = {
  "all cones": [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  protanopia: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deuteranopia: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
};

/** Distance in OKLab (Ottosson 2020): about 0.02 is just noticeable. */
function distance(one: Colour, other: Colour): number {
  const lab = ([red, green, blue]: Colour): Colour => {
    const l = Math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue);
    const m = Math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue);
    const s = Math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue);
    return [
      0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
      1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
      0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
    ];
  };
  const [a, b] = [lab(one), lab(other)];
  return Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);
}

function pairsOf(colours: readonly string[]): [string, string][] {
  return colours.flatMap((one, at) => colours.slice(at + 1).map((other): [string, string] => [one, other]));
}

describe.each(["light", "dark"] as const)("%s colours", (mode) => {
  const { page, series, tones } = palette[mode];

  it("stand out from the page", () => {
    for (const colour of [...series, ...Object.values(tones)]) {
      expect(contrast(colour, page), colour).toBeGreaterThanOrEqual(3);
    }
  });

  it.each(Object.entries(sight))("are told apart with %s", (_, rows) => {
    const seen = (colour: string) => {
      const light = linear(colour);
      const [red = 0, green = 0, blue = 0] = rows.map((row) => {
        const sum = row[0] * light[0] + row[1] * light[1] + row[2] * light[2];
        return Math.min(1, Math.max(0, sum));
      });
      return [red, green, blue] as const;
    };
    for (const [one, other] of [...pairsOf(series), ...pairsOf(Object.values(tones))]) {
      expect(distance(seen(one), seen(other)), `${one} and ${other}`).toBeGreaterThan(0.1);
    }
  });
});
