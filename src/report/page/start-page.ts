// The entry of the page's script.
import { runPage } from './run-page.js';

runPage();
