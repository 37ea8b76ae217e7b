// Mode plan: plan against the base of the pull request, annotate, keep the plan, and say it in the summary and one comment.
import { existsSync, readFileSync } from 'node:fs';
import { findTouched } from './find-touched.mjs';
import { makeTarget, planToFile } from './kinde-sync.mjs';
import { addSummary, annotate, setOutput } from './runner.mjs';
import { updateComment, writeComment } from './sticky.mjs';
import { showAnnotations, validate } from './validate.mjs';

/**
 * Returns kinde-sync's status; 0 (no changes) and 2 (changes) are no failure. A fork's request is only validated, and one
 * that does not change the configuration is not looked at.
 */
export async function runPlan(inputs) {
  const touched = await findTouched(inputs);
  if (!touched.isTouched) return reportUntouched(inputs, touched);
  if (inputs.isFork) {
    const validated = await validate(inputs);
    annotate(
      'notice',
      'This pull request comes from a fork, so its configuration was validated but not planned.',
    );
    return validated;
  }
  const { status, markdown, file } = await makePlan(inputs);
  if (existsSync(file)) keep(inputs, file);
  const { labelProblem } = inputs;
  if (labelProblem !== null) annotate('warning', labelProblem);
  const notes = [...(labelProblem === null ? [] : [`**${labelProblem}**`]), ...tellGivers(touched)];
  await report(inputs, [...notes.map((note) => `> ${note}`), markdown].join('\n\n'));
  return { status, isFailure: status !== 0 && status !== 2 };
}

/** A comment of an earlier commit does not stay. */
async function reportUntouched(inputs, { paths }) {
  const untouched = `This pull request does not change the configuration, so no plan is made. It changes none of these: ${paths.join(', ')}, and no workflow that may give variables to them.`;
  annotate('notice', untouched);
  if (inputs.comment && !inputs.isFork) await updateComment(inputs, untouched);
  return { status: 0, isFailure: false };
}

const mostNamed = 5;

/** Returns the note on files of workflows that may give variables; none without such files. */
function tellGivers({ givers }) {
  if (givers.length === 0) return [];
  const named = givers.slice(0, mostNamed).map((path) => `\`${path.replaceAll(/[^\w./@ -]/g, '?')}\``);
  const more = givers.length > mostNamed ? ` and ${givers.length - mostNamed} more` : '';
  return [
    [
      `**This pull request changes ${named.join(', ')}${more}, which may give variables to the configuration.**`,
      'The plan has the values of this run, and reads the files before the pull request with the same values.',
      'A change that comes from a variable therefore counts as earlier drift, and the merge alone may not apply it.',
    ].join(' '),
  ];
}

async function makePlan(inputs) {
  const annotations = makeTarget(inputs, 'annotations');
  const { status, stdout, file } = await planToFile(inputs, 'plan.json', [
    ...['--annotations', annotations],
    ...inputs.labels.flatMap(({ labelOption, label }) => [labelOption, label]),
    ...(inputs.base === '' ? [] : ['--base', inputs.base]),
  ]);
  if (existsSync(annotations)) showAnnotations(readFileSync(annotations, 'utf8'));
  const markdown = stdout.trim() === '' ? '**No plan could be made**; the log of the run says why.' : stdout;
  return { status, markdown, file };
}

function keep({ name, savePlan, pullRequest, env }, file) {
  setOutput('plan-file', file);
  if (savePlan) setOutput('artifact', toArtifactName(name, pullRequest?.head?.sha ?? env.GITHUB_SHA));
}

/** Returns the name of the artifact that holds the plan of a commit. */
export function toArtifactName(name, sha) {
  return `${name}-plan-${sha}`;
}

async function report(inputs, markdown) {
  addSummary(markdown);
  if (inputs.comment && inputs.pullRequest !== null) await writeComment(inputs, markdown);
}
