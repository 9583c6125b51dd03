/** Version of the server as clients see it; the package's version, which a test compares. */
export const version = "0.0.0";
