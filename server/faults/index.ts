/** The stub's deliberate faults. An entrance of their own: a stub that keeps its contract does not load them. */
export { FAULT_FAMILIES, FAULTS } from "./list.ts";
export { type FaultSites, faultSites } from "./sites.ts";
export type { Fault, FaultFamily, FaultPlace, Targets } from "./model.ts";
export { type SelectedFault, selectFault } from "./select.ts";
