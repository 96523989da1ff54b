import { SandboxError, type SandboxServer } from './model.ts';
import type { ServerSwitch } from './server-switch.ts';

/** One plug for the product of every company, as of one machine. */
export interface Plug {
  readonly state: SandboxServer;
  /** SIGKILL for all that runs. @throws {SandboxError} SANDBOX_SERVER_DOWN where nothing does */
  kill(): Promise<void>;
  /** Starts all that is down. @throws {SandboxError} SANDBOX_SERVER_UP where nothing is */
  start(): Promise<void>;
  crash(): Promise<void>;
}

/** @param servers  the first one's process id is the one that is shown */
export function createPlug(servers: readonly ServerSwitch[]): Plug {
  const inState = (state: SandboxServer['state']): readonly ServerSwitch[] =>
    servers.filter((server) => server.state.state === state);
  return {
    get state(): SandboxServer {
      const kills = Math.max(...servers.map((server) => server.state.kills));
      if (inState('starting').length > 0) return { state: 'starting', kills };
      if (inState('down').length > 0) return { state: 'down', kills };
      return { state: 'up', pid: servers[0]?.state.pid, kills };
    },
    async kill() {
      const running = inState('up');
      if (running.length === 0) throw new SandboxError('SANDBOX_SERVER_DOWN', 'The server is not running.', 409);
      await Promise.all(running.map((server) => server.kill()));
    },
    async start() {
      const down = inState('down');
      if (down.length === 0) throw new SandboxError('SANDBOX_SERVER_UP', 'The server is running already.', 409);
      await Promise.all(down.map((server) => server.start()));
    },
    async crash() {
      await Promise.all(servers.map((server) => server.crash()));
    },
  };
}
