// A simulated robot with a telemetry server, on a board of its own, for one test.
import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { once } from "node:events";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";

export const token = "correct horse battery staple";

// What `find` returns as soon as it is neither false nor nothing; fails after `limit_ms`.
export async function eventually(what, find, limit_ms = 10000) {
  const end = Date.now() + limit_ms;
  for (;;) {
    const found = await find();
    if (found !== undefined && found !== false && found !== null) return found;
    if (Date.now() > end) throw new Error(`in vain: ${what}`);
    await pause(20);
  }
}

export class SimulatedRobot {
  // `programs`: the folder with seqboard; `source`: the project's. Options go to seqboard up.
  static async start(programs, source, ...options) {
    const robot = new SimulatedRobot();
    robot.root = mkdtempSync("/dev/shm/seqboard-telemetry-");
    const token_file = join(robot.root, "token");
    writeFileSync(token_file, token + "\n", { mode: 0o600 });
    robot.program = join(programs, "seqboard");
    robot.environment = { ...process.env, SEQBOARD_ROOT: robot.root };
    const words = ["up", join(source, "tests/telemetry/robot.yaml"), "--profile", "telemetry", "--set", "telemetry_port=0", "--set",
      `telemetry_token_file=${token_file}`, ...options];
    robot.process = spawn(robot.program, words, { env: robot.environment, stdio: "ignore" });
    for (const end of ["SIGTERM", "uncaughtException"])  // nothing is left behind
      process.on(end, (error) => { console.error(error), robot.stop().then(() => process.exit(1)); });
    const log = join(robot.root, "robot/log/telemetry.log");
    robot.port = await eventually("the server's port", () => {
      try { return /http:\/\/[^:]*:(\d+)/.exec(readFileSync(log, "utf8"))?.[1]; } catch { return undefined; }
    });
    robot.url = `http://127.0.0.1:${robot.port}/`;
    return robot;
  }

  // A field of a slot, as `seqboard echo` prints it.
  async field(slot, name) {
    const echo = spawn(this.program, ["echo", slot, "--once", "--json"], { env: this.environment });
    let text = "";
    echo.stdout.on("data", (some) => { text += some; });
    await once(echo, "close");
    try { const sample = JSON.parse(text); return sample.message[name]; } catch { return undefined; }
  }

  async stop() {
    this.process.kill("SIGINT");
    if (this.process.exitCode === null) await once(this.process, "exit");
    rmSync(this.root, { recursive: true, force: true });
  }
}
