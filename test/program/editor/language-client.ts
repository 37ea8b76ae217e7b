// An editor, as far as a language server sees one: it opens a file, asks, and is told. The server is the one that
// editors use for YAML. It may not go to the network: the first attempt ends it.
import { spawn } from 'node:child_process';
import { copyFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

export interface Position {
  readonly line: number;
  readonly character: number;
}

export interface Diagnosis {
  readonly message: string;
  readonly range: { readonly start: Position };
}

export interface Completion {
  readonly label: string;
  readonly documentation?: string | { readonly value: string };
}

export interface OpenFile {
  /** What the server finds wrong with the file; waits until it says so. */
  readonly diagnoses: Promise<readonly Diagnosis[]>;
  readonly hover: (position: Position) => Promise<string>;
  readonly complete: (position: Position) => Promise<readonly Completion[]>;
}

interface Message {
  readonly id?: number;
  readonly method?: string;
  readonly params?: {
    readonly uri?: string;
    readonly items?: readonly unknown[];
    readonly diagnostics?: readonly Diagnosis[];
  };
  readonly result?: unknown;
}

const program = resolve('node_modules/yaml-language-server/bin/yaml-language-server');

const offline = `import net from 'node:net';
net.Socket.prototype.connect = () => { process.stderr.write('went to the network'); process.exit(9); };
globalThis.fetch = net.Socket.prototype.connect;`;

const settings = { schemaStore: { enable: false }, hover: true, completion: true, validate: true };

export interface Editor {
  /** Opens a file with this text, beside those that are open already. */
  readonly open: (text: string) => Promise<OpenFile>;
  readonly close: () => Promise<void>;
}

/** Opens an editor in a project in which kinde-sync is installed, as far as its schema goes. */
export async function openEditor(): Promise<Editor> {
  const folder = await mkdtemp(join(tmpdir(), 'kinde-sync-editor-'));
  const schemas = join(folder, 'node_modules/kinde-sync/schemas');
  await mkdir(schemas, { recursive: true });
  await copyFile('schemas/config.schema.json', join(schemas, 'config.schema.json'));
  await writeFile(join(folder, 'offline.mjs'), offline);
  const server = connect(folder);
  const capabilities = {
    workspace: { configuration: true },
    textDocument: { hover: { contentFormat: ['markdown'] }, completion: {} },
  };
  const rootUri = pathToFileURL(folder).href;
  const workspaceFolders = [{ uri: rootUri, name: 'work' }];
  await server.ask('initialize', { processId: process.pid, rootUri, capabilities, workspaceFolders });
  server.tell('initialized', {});
  let count = 0;
  return {
    open: (text) => openFile(server, join(folder, `${(count += 1)}.yaml`), text),
    close: async () => {
      server.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function openFile(server: Server, file: string, text: string): Promise<OpenFile> {
  const uri = pathToFileURL(file).href;
  await writeFile(file, text);
  const diagnoses = server.listen(uri);
  server.tell('textDocument/didOpen', { textDocument: { uri, languageId: 'yaml', version: 1, text } });
  const at = (position: Position) => ({ textDocument: { uri }, position });
  return {
    diagnoses,
    hover: async (position) => {
      const answer = (await server.ask('textDocument/hover', at(position))) as {
        contents: { value: string };
      } | null;
      return answer?.contents.value ?? '';
    },
    complete: async (position) => {
      const answer = await server.ask('textDocument/completion', at(position));
      return (answer as { readonly items: readonly Completion[] }).items;
    },
  };
}

type Server = ReturnType<typeof connect>;

function connect(folder: string) {
  const args = ['--import', pathToFileURL(join(folder, 'offline.mjs')).href, program, '--stdio'];
  const child = spawn(process.execPath, args, { cwd: folder, stdio: ['pipe', 'pipe', 'pipe'] });
  const waiting = new Map<number, { done: (result: unknown) => void; fail: (error: Error) => void }>();
  let complaint = '';
  child.stderr.on('data', (part) => (complaint += String(part)));
  child.once('exit', () => waiting.forEach(({ fail }) => fail(new Error(`The server ended: ${complaint}`))));
  const told = new Map<string, (diagnoses: readonly Diagnosis[]) => void>();

  const send = (message: object): void => {
    const body = JSON.stringify({ jsonrpc: '2.0', ...message });
    child.stdin.write(`Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
  };
  const receive = ({ id, method, params, result }: Message): void => {
    if (method === 'workspace/configuration') send({ id, result: params?.items?.map(() => settings) });
    else if (method === 'textDocument/publishDiagnostics')
      told.get(params?.uri ?? '')?.(params?.diagnostics ?? []);
    else if (method !== undefined && id !== undefined) send({ id, result: null });
    else if (id !== undefined) waiting.get(id)?.done(result);
  };
  child.stdout.on('data', splitMessages(receive));

  let count = 0;
  const ask = (method: string, params: object): Promise<unknown> =>
    new Promise((done, fail) => {
      waiting.set((count += 1), { done, fail });
      send({ id: count, method, params });
    });
  return {
    ask,
    tell: (method: string, params: object) => send({ method, params }),
    /** Waits for what the server finds wrong with a file. */
    listen: (uri: string) => new Promise<readonly Diagnosis[]>((done) => told.set(uri, done)),
    stop: () => void child.kill(),
  };
}

function splitMessages(receive: (message: Message) => void): (part: Buffer) => void {
  let rest: Buffer = Buffer.alloc(0);
  return (part) => {
    rest = Buffer.concat([rest, part]);
    for (;;) {
      const end = rest.indexOf('\r\n\r\n');
      const length = Number(/Content-Length: (\d+)/i.exec(rest.subarray(0, end).toString())?.[1]);
      if (end < 0 || rest.length < end + 4 + length) return;
      const body = rest.subarray(end + 4, end + 4 + length).toString();
      rest = rest.subarray(end + 4 + length);
      receive(JSON.parse(body) as Message);
    }
  };
}
