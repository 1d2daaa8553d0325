// Lets Node run the TypeScript of this repository as it is: the same light loader that generated tests use.
import "../harness/ts/register.mjs";
