// Given to `--import`: writes the address of every module that the process loads to the file in LOADED_FILE.
import { register } from 'node:module';

register('./watch-loading-hook.js', import.meta.url);
