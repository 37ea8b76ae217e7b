// The public API for scripts; docs/api.md describes it. First the calls for the usual case, each a whole command. They take
// settings from the environment by default. Then the steps of the command line, which read no environment variables.
export { apply, plan } from './public-api/plan-and-apply.js';
export type { ApplyRunOptions, PlanRunOptions } from './public-api/plan-and-apply.js';
export { doctor, pull, report } from './public-api/read-kinde.js';
export type { PullRunOptions, ReportRunOptions } from './public-api/read-kinde.js';
export type { RunOptions } from './public-api/open-run.js';
export type { AccessReport } from './model/results/access-report.js';
export type { Check, DoctorReport } from './model/results/doctor-report.js';
export type { Pulled, PulledFile } from './pull/pulled.js';

export { loadConfiguration } from './stories/load-configuration.js';
export type { LoadedConfiguration } from './stories/load-configuration.js';
export { makePlan } from './stories/plan.js';
export { carryOut } from './stories/apply.js';
export type { CarryOutOptions } from './stories/apply.js';
export type { PlanOptions, ReadingConnection } from './stories/plan.js';
export type { LoadOptions } from './load/load-documents.js';
export { narrowDesired } from './validate/narrow-desired.js';

export { readSettings } from './kinde/read-settings.js';
export type { Credentials, KindeSettings, SettingVariables } from './kinde/read-settings.js';
export { connectKinde } from './kinde/connect-kinde.js';
export type { ConnectOptions, KindeConnection, Wire } from './kinde/connect-kinde.js';
export type { TokenFacts } from './kinde/connect-kinde.js';
export type { WireEvent } from './kinde/wire-event.js';

export { renderDiagnostics } from './render/diagnostics/diagnostics.js';
export { renderDiagnosticsGithub } from './render/diagnostics/diagnostics-github.js';
export { renderDiagnosticsSarif } from './render/diagnostics/diagnostics-sarif.js';
export { renderError } from './render/error-text.js';
export { renderJson } from './render/json.js';
export { renderPlanText } from './render/plan-text.js';
export type { TextOptions } from './render/plan-text.js';
export { renderReportText } from './render/report-text.js';

export type { Attestation, SignUpSwitch, SpentAttestation, SwitchStatus } from './model/attestation.js';
export type { Base, FileTree } from './model/base.js';
export type {
  AddMember,
  Change,
  CreateEntity,
  CreateOrganization,
  CreateUser,
  FieldChange,
  FieldValue,
  ManualSetting,
  MemberChange,
  OrganizationChange,
  OrganizationRef,
  RemoveMember,
  UpdateEntity,
  UpdateEnvironment,
  UpdateMember,
  UpdateOrganization,
} from './model/change.js';
export type { ReadClient, WriteClient } from './model/client.js';
export type { DesiredMember, DesiredOrganization, DesiredState } from './model/desired.js';
export type { Diagnostic, Severity } from './model/diagnostic.js';
export type { DiagnosticsReport, DiagnosticsSummary } from './model/results/diagnostics-report.js';
export {
  ApiError,
  AuthError,
  ConfigurationError,
  InternalError,
  InterruptedError,
  KindeSyncError,
  NetworkError,
  UnclearError,
  UsageError,
} from './model/errors.js';
export type { RequestFacts } from './model/errors.js';
export type { ListRead } from './model/live.js';
export type { Notice, Refusal } from './model/notice.js';
export type { AppliedChange, ApplyReport, Outcome, OutcomeError } from './model/outcome.js';
export type { Place } from './model/place.js';
export type { Plan, PlanSummary, RequestCounts } from './model/plan.js';
export type { RemovalApproval } from './plan/guard-removals.js';
export type { WrittenConfig } from './model/written-config.js';
