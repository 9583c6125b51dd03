/** The main product, which carries the seats. */
export const mainProduct = "Platform";

/** What can be added to it; add-ons have no seats of their own. */
export const addOnProducts = ["Analytics Add-on", "Automation Add-on"] as const;
