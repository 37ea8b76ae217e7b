// The shapes of tenant that are measured: how many organizations, how many members, and who else is in Kinde.

export interface Shape {
  readonly name: string;
  readonly organizations: number;
  readonly members: number;
  /** In how many organizations each person is. */
  readonly organizationsEach: number;
  /** People in Kinde who are in no organization of the files. */
  readonly others: number;
}

/**
 * `plain`: no roles in the files. `roles`: every second organization manages the roles of every fifth member. `dated`: `plain`, and
 * every tenth line has a last day.
 */
export type Variant = 'plain' | 'roles' | 'dated';

/** The variants of which requests are counted. */
export const variants: readonly Variant[] = ['plain', 'roles'];

export const smallest: Shape = shapeOf(3, 20);
export const manyMembers: Shape = shapeOf(1, 20_000);

/** Organizations × members. In the last one each person is in four organizations. */
export const shapes: readonly Shape[] = [
  smallest,
  shapeOf(50, 40),
  shapeOf(1_000, 10),
  manyMembers,
  { ...shapeOf(300, 200), name: '300×200 shared', organizationsEach: 4 },
];

/** A product with many end users of its own: reading everyone would not pay, each member list must be read. */
export const crowd: Shape = { ...shapeOf(300, 10), name: '300×10 among 200,000', others: 200_000 };

function shapeOf(organizations: number, members: number): Shape {
  const name = `${organizations.toLocaleString('en')}×${members.toLocaleString('en')}`;
  return { name, organizations, members, organizationsEach: 1, others: 0 };
}

/** Returns the shape of a tenant with this many memberships, a hundred in each organization. */
export function shapeOfMemberships(memberships: number): Shape {
  return { ...shapeOf(memberships / 100, 100), name: memberships.toLocaleString('en') };
}
