// Fields that several operations share.
import { fields, integer, list, nullable, oneOf, text } from './schema.js';

/** `code` and `message`, which open most answers. */
export const head = { code: text, message: text };

/** Kinde writes it as text; client authors have seen null as well, so the contract admits it. */
export const nextToken = nullable(text);

export const paging = { page_size: nullable(integer), next_token: nullable(text) };

const colour = nullable(fields({ raw: text, hex: text, hsl: text }));

/** The look of an environment or an organization, which Kinde repeats in both. */
export const look = {
  logo: nullable(text),
  logo_dark: nullable(text),
  favicon_svg: nullable(text),
  favicon_fallback: nullable(text),
  link_color: colour,
  background_color: colour,
  button_color: colour,
  button_text_color: colour,
  link_color_dark: colour,
  background_color_dark: colour,
  button_text_color_dark: colour,
  button_color_dark: colour,
  button_border_radius: nullable(integer),
  card_border_radius: nullable(integer),
  input_border_radius: nullable(integer),
  theme_code: oneOf('light', 'dark', 'user_preference'),
  color_scheme: oneOf('light', 'dark', 'light dark'),
  created_on: text,
};

/** The look as it is written: colours are plain text there. */
export const writtenLook = {
  background_color: text,
  button_color: text,
  button_text_color: text,
  link_color: text,
  background_color_dark: text,
  button_color_dark: text,
  button_text_color_dark: text,
  link_color_dark: text,
};

export const memberSort = nullable(oneOf('name_asc', 'name_desc', 'email_asc', 'email_desc'));

export const textList = list(text);
