// The one door of the sandbox: a local stand-in for Kinde, for tests, the demo, and trials without an account.
export { createSandbox } from './create-sandbox.js';
export { parseFaultPlan } from './faults/parse-fault-plan.js';
export { parseSeed } from './parse-seed.js';
export type { TenantEditor } from './tenant-editor.js';
export type {
  Aim,
  ConcurrencyLimit,
  Fault,
  FaultPlan,
  ListChange,
  PlainFault,
  RateLimit,
  ServerError,
  ShortPages,
  SlowAnswer,
} from './faults/fault-plan.js';
export type {
  InterceptedRequest,
  Interception,
  ListeningSandbox,
  PlainAnswer,
  PlainRequest,
  RequestRecord,
  Sandbox,
  SandboxOptions,
  Unknowns,
} from './sandbox.js';
export type {
  SandboxSeed,
  SandboxSnapshot,
  SeedConnection,
  SeedFeatureFlag,
  SeedInvitation,
  SeedMember,
  SeedOrganization,
  SeedPermission,
  SeedProperty,
  SeedRole,
  SeedUser,
  SnapshotOrganization,
} from './seed.js';
