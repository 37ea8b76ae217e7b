// The codes of diagnostics, notices, errors and outcomes, each with its meaning. docs/errors.md shows this
// table, with the next steps of docs/next-steps.mjs.

export const codes = {
  // The files: reading them.
  'no-configuration':
    'there is neither a file `kinde.yaml` nor a folder `kinde/`, or the given folder has no YAML file',
  'missing-file': 'a path given with `--config` does not exist',
  'passed-over':
    'warning: there is both a file `kinde.yaml` and a folder `kinde/`, and kinde-sync does not read the folder',
  'unreadable-file': "a file or folder can't be read",
  'file-too-large': 'a file is larger than 16 MiB, or has too many values',
  'not-utf-8': 'a file is not UTF-8 text',
  'empty-file': 'a file contains no configuration',
  'several-documents': 'a file contains more than one YAML document',
  'malformed-yaml': 'a file is not valid YAML',
  'tab-indentation': 'a line is indented with tabs, which YAML does not allow',
  'duplicate-key': 'a map has the same key twice',
  'non-string-key': 'a key is not a string',
  'foreign-tag': 'a value has a YAML tag such as `!!binary`',
  'bad-merge': 'the value of a merge key `<<` is neither a map nor a list of maps',
  'undefined-alias': 'an alias has no anchor before it in the file',
  'cyclic-alias': 'an alias contains itself',
  'too-many-aliases': 'the aliases of a file expand to more than a million values',
  'too-deep': 'values are nested more than 64 levels deep',
  'bad-variable': 'a `${…}` is malformed, or names a variable that contains a secret',
  'unset-variable': 'an environment variable is not set or is empty, and the file gives no default',
  // The files: shape and rules.
  'unsupported-version': '`version` is not 1',
  'missing-key': 'a required key is missing',
  'missing-value': 'a key or a list item has no value',
  'empty-members': '`members:` has no value, which could mean “no members” or “not managed”',
  'missing-selector': 'an entry does not say which organization it means',
  'unknown-key': 'a key is not the name of a setting',
  'wrong-key': 'an entry has `newcomers` but no `members`, or a key is empty or too long',
  'wrong-type': 'a value has the wrong type, for example a string where a number is expected',
  'wrong-value': 'a value is not one of the allowed values',
  'wrong-member': 'an item in a list of members has none of the allowed forms',
  'wrong-shape': 'a value does not fit the schema',
  'ambiguous-member': 'a member has more than one of `email`, `id` and `group`',
  'out-of-range': 'a number is too small or too large',
  'too-long': 'a string is too long',
  'empty-text': 'a string is empty',
  'stray-space': 'a string begins or ends with white space',
  'invisible-character': 'a string contains an invisible character',
  'invalid-email': 'a value is not a valid email address',
  'invalid-domain': 'a value is not a valid domain',
  'invalid-pattern': 'a pattern under `safety.protect` is neither an address nor `*@domain`',
  'invalid-date': 'a date does not exist in the calendar, or is not written like `2027-01-31`',
  'reason-needed': 'an entry gives a role in `safety.requireReason` and has no `reason`',
  'ended-listing':
    'warning: the last day of an entry has passed, so `apply` removes its people unless another entry lists them',
  'ends-soon': 'warning: the last day of an entry is at most 7 days away',
  'leaver-listed': 'a leaver is also listed as a member',
  'leaver-protected': 'a leaver is also protected by `safety.protect`',
  'mixed-scripts': 'an address or domain mixes letters of several scripts, such as Latin and Cyrillic',
  'look-alike': 'warning: two different addresses or domains look the same',
  'duplicate-member': 'a list has the same person twice',
  'duplicate-organization': 'two entries mean the same organization',
  'duplicate-group': 'a group is defined twice',
  'duplicate-setting': '`safety`, or a key of `environment` or `business`, is set in two places',
  'duplicate-role': 'a list has the same role twice',
  'duplicate-permission': 'a list has the same permission twice',
  'duplicate-domain': '`registrationDomains` has the same domain twice',
  'duplicate-name': 'two entries that can create an organization have the same `name`',
  'unknown-group': 'an entry uses a group that no file defines',
  'group-cycle': 'a group contains itself, directly or through other groups',
  'unused-group': 'warning: a group is not used by any organization or other group',
  'outside-domains': 'the address of a member is not in a domain of `allowedEmailDomains`',
  'open-to-anyone':
    'hint from `validate`: an organization has registrations open and no `registrationDomains`, so anyone who knows its code can register',
  'membership-not-stated': 'people can register themselves, and the entry has `members` without `membership`',
  'self-sign-up-nowhere':
    'warning: `allowSelfSignUp` is true, but no organization in the files has registrations open',
  // Attestations.
  'merge-conflict': 'a file contains the markers of a merge conflict',
  'invalid-time': 'the time of an attestation does not have the form `2026-11-22T16:05:00Z`',
  'future-time': 'the time of an attestation is in the future',
  'duplicate-attestation': 'a setting is attested twice for one environment',
  'attestation-needed': '`attest` asks questions, but there is no terminal',
  'not-declared-so': '`--setting` gives a value other than the one in the configuration',
  'no-attestations': "`kinde.attested.yaml` can't be written",
  'open-manual-settings': '`--strict` is given, and a manual setting is not attested',
  // The files compared with Kinde.
  'organization-not-found': 'Kinde has no organization with the given code, or shows no default organization',
  'ambiguous-organization': 'an entry or `--organization` matches several organizations in Kinde',
  'code-mismatch': 'an entry has `default: true` and a `code`, but the default organization has another code',
  'name-needed': 'an organization, role or permission that kinde-sync would create has no name',
  'name-taken':
    'the plan would create an organization with a name that an existing organization has or is about to get',
  'handle-taken': 'a handle belongs to another organization, or organizations would exchange handles',
  'external-id-taken': 'an external id belongs to another organization',
  'unknown-user': 'no person in Kinde has the given id',
  'unknown-address': 'Kinde shows no person with a listed address, and the entry has `newcomers: refuse`',
  'ambiguous-person': 'several people in Kinde have the same address',
  'unknown-role': 'Kinde has no role with the given key, and the plan does not create it',
  'unknown-permission': 'neither the files nor Kinde has a permission with the given key',
  'roles-not-shown': "Kinde does not say which roles a member holds, so kinde-sync can't manage them",
  'unknown-feature-flag': 'Kinde has no feature flag with the given key in the environment',
  'flag-type': 'the value of a feature flag has a type other than the one that Kinde expects',
  'unknown-property': 'Kinde has no organization property with the given key',
  // Warnings in a plan.
  'similar-organization':
    'warning: a new organization has nearly the same name as one in Kinde, or two external ids differ only in case',
  'renamed-organization':
    'warning: the people listed in a new organization are all members of an existing one that no entry names',
  'similar-key': 'warning: a new role or permission has nearly the same key or name as one in Kinde',
  'managed-elsewhere':
    'warning: a role or permission differs from the files, but only a run against the environment in `managedFrom` can change it',
  'unmanaged-organization': 'warning: Kinde has organizations that no file names',
  'invite-into-closed':
    'warning: people are invited into an organization with registrations closed, so Kinde may not let them join',
  'invitation-differs': 'warning: a pending invitation gives roles other than those in the files',
  'similar-person':
    'warning: a new address or domain differs by one letter from a known one, or looks the same',
  'address-changed':
    'warning: a new person has the same name, or the same part before the `@`, as a person who is no longer listed',
  'suspended-member': "warning: a listed person is suspended in Kinde and can't sign in",
  'same-person': 'warning: two entries of a list are the same person in Kinde',
  'member-without-email':
    'warning: an unlisted member without an address stays, although the organization has `membership: exact`',
  'may-leave-default':
    'warning: Kinde may put new people into the default organization, which has `membership: exact` and does not list them',
  'may-stay-in-default':
    'warning: new people may stay in the default organization, although it has `membership: exact`. The reason is `--no-removals`, `--allow-removals` with a number, or `safety.protect`',
  'unidentified-member':
    "warning: a person who is not listed stays, because Kinde does not show all of their addresses, or kinde-sync can't read a row of the member list",
  'absence-not-proven': 'warning: Kinde shows no one with a listed address, but someone may still have it',
  'person-found':
    'warning from `apply`: an address that counted as new belongs to a person in Kinde, so `apply` created no one',
  'name-not-kept': 'warning from `apply`: Kinde created a person with names other than those in the files',
  'unreadable-row':
    "warning: kinde-sync could not read an organization in Kinde's list, and changes nothing that depends on it",
  'unknown-flag-type':
    'warning: a flag or property has a type in Kinde that kinde-sync does not know, so kinde-sync does not change it',
  'listed-person-missing':
    'warning from `apply`: a listed member is gone, because something else changed Kinde during the run',
  'last-holder-missing':
    'warning from `apply`: a role in `safety.keepHolder` lost its last active holder, because something else changed Kinde during the run',
  'protected-member': 'warning: a person who is not listed stays, because `safety.protect` protects them',
  'removal-held-back':
    'warning or skipped: a person or an invitation stays because of `--no-removals`, or because the run would make only half of a move between organizations',
  'not-in-saved-plan':
    'warning from `apply PLAN`: the new plan has changes that the saved plan does not have, and `apply` did not make them',
  'safety-weakened': 'warning with `--base`: the pull request weakens a rule under `safety`',
  'ends-later': 'warning with `--base`: the pull request makes a membership or a role last longer',
  'rules-weakened':
    'warning with `--base`: the pull request removes or weakens a rule outside `safety`, which affects later plans',
  'base-unusable':
    "warning: kinde-sync can't use the configuration given with `--base`, so every change counts as caused by the pull request",
  'stays-member':
    'warning with `--base`: the pull request deletes a person from the list of an `additive` organization, and the person stays a member',
  'no-longer-managed':
    'warning with `--base`: the pull request deletes the entry of an organization, or the key `members` in it, so kinde-sync no longer changes anything there',
  'no-longer-leaver':
    'warning with `--base`: the pull request deletes the entry of a leaver who is still in an organization',
  'leaver-not-shown':
    'warning: Kinde does not show the organizations of a leaver, who may stay in some of them',
  'moved-since': 'warning from `undo`: something has changed since the apply, so `undo` leaves it as it is',
  'stays-created':
    'warning from `undo`: organizations, people, roles and permissions that the apply created stay in Kinde',
  'not-reversible':
    "warning from `undo`: `undo` can't restore something, because the API has no call for it or the journal does not record enough",
  'guards-unchecked':
    'warning from `undo`: there is no configuration, so `undo` does not check `safety.protect`, `safety.keepHolder` or `environment.code`',
  'invitations-not-read':
    'warning from `report`: the report could not read the pending invitations of an organization',
  'decision-without-member':
    'warning from `report --decisions`: a decision is about a membership that no longer exists, or about a person in no organization',
  'decision-unmatched':
    'warning from `report --decisions`: a decision matches no membership, and nothing proves that the person has left',
  'decision-outdated':
    'warning from `report --decisions`: a decision does not count, because the person joined after it or has other roles now',
  'lists-disagree':
    'warning from `report`: a person is in only one of the two lists that the report reads, because something changed while it read them',
  'journal-cut-short':
    'warning from `undo`: the journal, or a run in it, ends with half a line, which `undo` ignores',
  // Notices of pull.
  'not-writable':
    "warning or error from `pull`: `pull` leaves out something that can't or must not be written in a file",
  'not-looked-at': 'warning from `pull`: the token lacks the scope for a list, so `pull` leaves the list out',
  'not-in-files': 'warning from `pull`: Kinde has an organization that no file names, so it stays unmanaged',
  'not-in-list': 'warning from `pull`: a member of an `additive` organization is not listed',
  'leaver-stays':
    'warning from `pull`: a leaver is still in an organization, and `pull` does not list them there',
  'not-in-kinde':
    'warning from `pull`: Kinde does not have the organization, role or permission of an entry yet, and `pull` leaves the entry as it is',
  'variable-replaced':
    "warning from `pull`: Kinde's value has replaced a variable, which had a different value",
  'private-variable':
    'warning from `pull`: a private value in Kinde differs from the variable in the file, and `pull` keeps the variable',
  'already-configured':
    '`pull --split` or `pull --business` writes a first configuration, but one exists already',
  'not-written': "a file can't be written, or has changed since kinde-sync read it",
  // The command line and its surroundings.
  'invalid-configuration': 'the configuration has errors, each with its own code',
  'invalid-option': 'an option has a value that is not allowed, or does not go with another option',
  'no-such-organization': '`--organization` matches no organization',
  'confirmation-needed': '`apply` or `undo` asks for confirmation, but there is no terminal',
  'unknown-base': "the path or git ref given with `--base` does not exist or can't be read",
  'no-env-file': "the file given with `--env-file` can't be read",
  'no-journal': "the journal can't be written, and kinde-sync sends no write that it can't record first",
  'unreadable-journal': "the journal for `undo` can't be read",
  'damaged-journal': 'a line of the journal is not as kinde-sync wrote it',
  'foreign-journal': 'the journal was written in another environment',
  'no-such-run': '`--plan` does not match exactly one run in the journal, or the journal has no runs',
  'no-plan': "the saved plan can't be read, or can't be written to the file given with `--out`",
  'damaged-plan': 'the file is not a saved plan, or has changed since kinde-sync wrote it',
  'foreign-plan':
    'the saved plan was made for another environment, or by a version of kinde-sync with another plan format',
  'no-output': "the result can't be written to standard output",
  'patch-not-shown':
    'a line of the patch contains a private value or a control character, which kinde-sync does not print',
  'no-report': "the report can't be written to the file given with `--out`",
  'no-decisions': "the file given with `--decisions` can't be read",
  'malformed-csv': 'the decisions file is not a table with the columns of the report',
  'invalid-decision': 'a line of the decisions file has no valid decision, reviewer or day',
  'duplicate-decision': 'two lines of the decisions file decide about the same membership',
  'no-earlier-report': "the file given with `--since` can't be read, or is not a report in JSON",
  'foreign-report': 'the report given with `--since` is from another environment',
  'wrong-folder':
    '`init` was run in a home folder, at the root of the disk, or below the root of a repository',
  'no-seed': "the seed of the sandbox can't be read",
  'invalid-seed': 'the seed of the sandbox has an error',
  'no-fault-plan': "the fault plan of the sandbox can't be read",
  'invalid-fault-plan': 'the fault plan of the sandbox has an error',
  'port-unavailable': 'the port of the sandbox is taken or not allowed',
  'unknown-in-sandbox': 'a test changes something that the sandbox does not have',
  'taken-in-sandbox':
    'a test adds something that the sandbox has already, or deletes its default organization',
  'missing-setting': 'an environment variable `KINDE_…` is not set or is empty',
  'invalid-setting': 'an environment variable `KINDE_…` has an invalid value',
  'insecure-domain': '`KINDE_DOMAIN` uses plain `http://` to another machine, which would expose the secret',
  // Kinde's answers.
  'invalid-client': 'Kinde does not accept the client id and secret',
  'unauthorized-client': 'the application is not authorized for the Kinde Management API',
  'invalid-scope': 'the application lacks a requested scope',
  'invalid-token-request': 'Kinde does not accept the token request',
  'not-kinde': 'the domain does not answer as Kinde does',
  'token-refused': 'Kinde issued no token, for a reason that has no code of its own',
  'token-rejected': 'Kinde does not accept the token',
  'expired-token': 'the token in `KINDE_ACCESS_TOKEN` has expired',
  'organization-scoped':
    'the credentials are limited to one organization, so all others would seem not to exist',
  'missing-scope': 'the application lacks a scope',
  'blocked-by-firewall': 'a firewall, a proxy or Cloudflare answered instead of Kinde',
  'api-refused': 'Kinde refused a request',
  redirected: 'Kinde answered with a redirect, which kinde-sync does not follow',
  throttled: 'Kinde throttled the run for too long',
  'server-failed': 'Kinde failed repeatedly with server errors',
  'bad-answer': "Kinde's answer is not valid, so kinde-sync does not use it",
  'list-loop': 'a list from Kinde does not end, or leads back to an earlier page',
  'incomplete-list':
    'a list from Kinde is incomplete: it lacks the default organization, or a member whom another list shows',
  unreachable: "the domain can't be reached",
  'tls-failed': 'the certificate or TLS connection of the domain was not accepted',
  timeout: 'no answer came in time',
  'connection-lost': 'the connection broke',
  'unclear-outcome': 'a write may or may not have taken effect',
  // Outcomes of a change.
  'organization-missing': 'skipped: `apply` could not create the organization that this change needs',
  'person-missing': 'skipped: `apply` could not create the person whom this change needs',
  'entity-missing':
    'skipped or failed: `apply` could not create a role or permission, or Kinde no longer has it',
  'additions-failed':
    'skipped: `apply` takes no access away, because it could not add or invite someone, set their roles, or read such a change back',
  'listed-after-all':
    'skipped: the person to remove is listed under another address, or the person to add is a member under another address',
  'closing-failed':
    'skipped: `apply` could not close registrations, so it does not change the domains that may register',
  'not-invited': 'failed: the address to invite belongs to a person in Kinde',
  'still-member': 'skipped: the person is still in an organization, so their sessions are not ended',
  'ends-sessions-late':
    'warning from `apply PLAN`: an earlier apply removed people, and this one ends their open sessions',
  'sessions-not-ended': 'failed: the sessions of a removed person may still be open',
  'left-out': 'failed: Kinde accepted a request for several people, but skipped this person',
  'not-verified': 'failed: after the write, Kinde does not show what was planned',
  'not-read-back':
    'warning from `apply`: kinde-sync could not read the changes back, so it does not know whether they took effect',
  'by-hand': 'skipped: only a person can change this setting',
  'no-longer-asked': 'skipped: the saved plan asks for a manual setting that the new plan no longer asks for',
  refused: 'skipped or not begun: kinde-sync refused the plan for safety reasons',
  declined: 'skipped: the answer to the prompt was not yes',
  interrupted: 'skipped, failed or ended: Ctrl-C interrupted the run',
  internal: 'this is a bug in kinde-sync',
} as const satisfies Readonly<Record<string, string>>;

/** A code of the table above. */
export type Code = keyof typeof codes;
