// Where the page begins, last of its files.
import { runPage } from './run-page.js';

runPage();
