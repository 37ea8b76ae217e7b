// The workflows of the examples, aimed at the path where the configuration is. The path is plain: see `readConfigPath`.

const usual = 'kinde.yaml';

/** Returns a workflow for GitHub that watches and reads this path. */
export function aimGithubWorkflow(text: string, config: string): string {
  if (config === usual) return text;
  return text
    .replaceAll("['kinde.yaml', 'kinde/**']", `['${config}']`)
    .replaceAll(/^( +)mode: .*$/gm, `$&\n$1config: ${config}`);
}

/** Returns a pipeline for GitLab that watches and reads this path. */
export function aimGitlabPipeline(text: string, config: string): string {
  if (config === usual) return text;
  return text
    .replace(/^( +- )kinde\.yaml\n +- kinde\/\*\*\/\*$/m, `$1${config}`)
    .replaceAll(/\$KINDE_SYNC (?:validate|plan|apply)/g, `$& -c ${config}`);
}
