// The bound that kinde-sync is held against, on scenes small enough to count by hand.
import { expect, it } from 'vitest';
import { countFewest } from './count-fewest.js';
import { listSequences } from './list-sequences.js';
import { makeScene } from './make-scene.js';
import { manyMembers, shapes, smallest } from './shapes.js';

it('counts one request each for the environment, the organizations and a page with everyone', () => {
  expect(countFewest(makeScene(smallest, 'plain')).plan).toBe(3);
});

it('counts the roles and the holders of each where the files manage roles', () => {
  expect(countFewest(makeScene(smallest, 'roles')).plan).toBe(6);
});

it('takes everyone for less than one long member list and its look-ups', () => {
  // 21,000 people are 42 pages; the member list has 40, those who join 5 look-ups and those who leave 5 more.
  expect(countFewest(makeScene(manyMembers, 'plain')).plan).toBe(44);
});

it.each(shapes)('makes the same scene of $name twice, with five percent of churn at the most', (shape) => {
  const scene = makeScene(shape, 'roles');
  expect(makeScene(shape, 'roles')).toEqual(scene);
  const churn = scene.organizations.reduce((sum, one) => sum + one.churn.length, 0);
  expect(churn).toBeGreaterThan(0.03 * shape.organizations * shape.members);
  expect(churn).toBeLessThanOrEqual(Math.round(0.05 * shape.organizations * shape.members));
});

it('gives every tenth line a last day, and leaves Kinde as it is in the plain scene', () => {
  const [plain, dated] = [makeScene(manyMembers, 'plain'), makeScene(manyMembers, 'dated')];
  const bare = dated.organizations.map(({ desired, ...rest }) => ({
    ...rest,
    desired: desired.map(({ until: _until, ...member }) => member),
  }));
  expect({ ...dated, organizations: bare }).toEqual(plain);
  const ends = dated.organizations.flatMap(({ desired }) => desired.flatMap(({ until }) => until ?? []));
  expect(ends.length).toBe(2_000);
  expect(ends.filter((until) => until < '2026-01-01').length).toBe(200);
});

it('replays the pages of a list one after the other and leaves out tokens and writes', () => {
  const request = (operation: string, path: string, method = 'GET') => ({
    operation,
    path,
    method,
    status: 200,
  });
  const requests = [
    request('token', '/oauth2/token', 'POST'),
    request('getUsers', '/api/v1/users?page_size=500'),
    request('GetRoles', '/api/v1/roles'),
    request('getUsers', '/api/v1/users?page_size=500&next_token=a'),
    request('createUser', '/api/v1/user', 'POST'),
  ];
  expect(listSequences({ requests, violations: [] })).toEqual([
    ['/api/v1/users?page_size=500', '/api/v1/users?page_size=500&next_token=a'],
    ['/api/v1/roles'],
  ]);
});
