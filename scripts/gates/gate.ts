/** One measured figure beside what it has to reach. */
export interface Gate {
  readonly gate: string;
  readonly goal: string;
  readonly measured: string;
  readonly pass: boolean;
}

/** Gates on one data set. */
export interface GateSet {
  /** Folder of the data set, or the name of one that is generated and has no folder. */
  readonly folder: string;
  readonly generated?: true;
  measure(folder: string): Gate[];
}

/** A figure that must be at least this large. */
export function atLeast(gate: string, goal: number, measured: number): Gate {
  return { gate, goal: `>= ${goal}`, measured: measured.toFixed(4), pass: measured >= goal };
}

/** A figure that must be larger than another one. */
export function moreThan(gate: string, goal: number, measured: number): Gate {
  return { gate, goal: `> ${goal.toFixed(4)}`, measured: measured.toFixed(4), pass: measured > goal };
}

/** A figure that must be at most this large. */
export function atMost(gate: string, goal: number, measured: number): Gate {
  const text = measured !== 0 && measured < 1e-3 ? measured.toExponential(1) : measured.toFixed(4);
  return { gate, goal: `<= ${goal}`, measured: text, pass: measured <= goal };
}

/** A figure that must be as published. */
export function within(gate: string, published: number, tolerance: number, measured: number): Gate {
  return {
    gate,
    goal: tolerance === 0 ? `= ${published}` : `${published} +- ${tolerance}`,
    measured: tolerance === 0 ? `${measured}` : measured.toFixed(4),
    pass: Math.abs(measured - published) <= tolerance,
  };
}
