// A tenant and the files that are to be applied to it, as plain rows: what every client is measured against.
// Types only; `make-scene.ts` makes one.

export interface LiveMembership {
  readonly email: string;
  /** Only the roles that the files manage. */
  readonly roles: readonly string[];
}

export interface DesiredMembership {
  readonly email: string;
  /** Absent: not managed. */
  readonly roles?: readonly string[];
  /** The last day. */
  readonly until?: string;
}

export type Churn =
  | { readonly kind: 'new person' | 'joiner'; readonly email: string; readonly roles: readonly string[] }
  | { readonly kind: 'leaver'; readonly email: string; readonly roles: readonly string[] }
  | {
      readonly kind: 'role change';
      readonly email: string;
      readonly before: readonly string[];
      readonly roles: readonly string[];
    };

export interface SceneOrganization {
  readonly code: string;
  readonly name: string;
  readonly managesRoles: boolean;
  readonly live: readonly LiveMembership[];
  readonly desired: readonly DesiredMembership[];
  readonly churn: readonly Churn[];
}

export interface ScenePerson {
  /** The first is the preferred one. */
  readonly emails: readonly string[];
}

export interface Scene {
  readonly organizations: readonly SceneOrganization[];
  /** Everyone in Kinde. */
  readonly people: readonly ScenePerson[];
  /** Keys; empty where the files manage none. */
  readonly roles: readonly string[];
}
