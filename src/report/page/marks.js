/** In the order in which badges and filters stand. */
export const markWords = [
  { mark: 'd', badge: 'dormant', filter: 'Dormant' },
  { mark: 'n', badge: 'never signed in', filter: 'Never signed in' },
  { mark: 'k', badge: null, filter: 'Last seen unknown' },
  { mark: 'o', badge: 'outside domains', filter: 'Outside allowed domains' },
  { mark: 'w', badge: null, filter: 'In no organization' },
  { mark: 'u', badge: null, filter: 'Not managed by any file' },
  { mark: 'p', badge: 'protected', filter: 'Protected' },
  { mark: 's', badge: 'suspended', filter: 'Suspended' },
  { mark: 'r', badge: null, filter: 'Registrations open' },
];
