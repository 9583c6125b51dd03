/** Lets those who want the same at the same time wait for one of them. */
export function createSingleFlight() {
  const flights = new Map<string, Promise<unknown>>();
  return function fly<T>(key: string, work: () => Promise<T>): Promise<T> {
    const underway = flights.get(key);
    // Under one key everybody wants the same type.
    if (underway) return underway as Promise<T>;
    const flight = work().finally(() => flights.delete(key));
    flights.set(key, flight);
    return flight;
  };
}
