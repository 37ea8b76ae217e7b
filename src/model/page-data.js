// What the report's page carries with it, as JSON: the report in few letters, its texts already safe to show. Written
// by `render`, read by `page`, which runs in a browser.
export {};
