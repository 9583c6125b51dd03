import type { CalendarDate } from "@cs/models";
import { type ScaleLinear, type ScaleTime, scaleLinear, scaleUtc } from "d3-scale";

/** A day or a number on the horizontal axis of lines. */
export type Place = CalendarDate | number;

type PlaceScale = { readonly position: (place: Place) => number } & (
  | { readonly kind: "days"; readonly scale: ScaleTime<number, number> }
  | { readonly kind: "numbers"; readonly scale: ScaleLinear<number, number> }
);

/** A scale from the first to the last place: of days when places are dates, else of numbers. */
export function placeScale(places: readonly Place[], range: readonly [number, number]): PlaceScale {
  const ordinals = places.map(ordinal);
  const ends = [Math.min(...ordinals), Math.max(...ordinals)];
  if (typeof places[0] === "string") {
    const scale = scaleUtc(ends, range);
    return { kind: "days", scale, position: (place) => scale(ordinal(place)) };
  }
  const scale = scaleLinear(ends, range);
  return { kind: "numbers", scale, position: (place) => scale(ordinal(place)) };
}

function ordinal(place: Place): number {
  return typeof place === "number" ? place : Date.parse(`${place}T00:00:00Z`);
}
