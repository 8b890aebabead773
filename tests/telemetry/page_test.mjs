// The web page in a browser: two operators and a simulated robot. Usage: page_test.mjs PROGRAMS SOURCE CHROMIUM [FOLDER_FOR_PICTURES]
import assert from "node:assert/strict";
import net from "node:net";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { chromium } from "playwright-core";
import { SimulatedRobot, eventually, token } from "./simulated_robot.mjs";

const [programs, source, browser_path, pictures] = process.argv.slice(2);

// A way to the robot that can be cut without anybody noticing: what is sent is lost, and nothing is closed.
class Way {
  static async to(port) {
    const way = new Way();
    way.server = net.createServer((near) => {
      const far = net.connect(port, "127.0.0.1");
      for (const [from, to] of [[near, far], [far, near]]) {
        from.on("data", (bytes) => { if (!way.is_cut) to.write(bytes); });
        from.on("close", () => to.destroy()), from.on("error", () => to.destroy());
      }
    }).listen(0, "127.0.0.1");
    await once(way.server, "listening");
    way.url = `http://127.0.0.1:${way.server.address().port}/`;
    return way;
  }
}

async function open(browser, url) {
  const context = await browser.newContext({ viewport: { width: 1400, height: 850 }, locale: "en-GB" });
  const page = await context.newPage();
  await page.addInitScript(() => {  // when the robot is seen, by the page's own clock
    const looks = new MutationObserver(() => {
      if (!document.getElementById("pose")?.textContent) return;
      globalThis.robot_shown_ms = performance.now(), looks.disconnect();
    });
    looks.observe(document, { childList: true, subtree: true, characterData: true });
  });
  page.faults = [];
  page.on("pageerror", (error) => page.faults.push(error.message));
  page.on("console", (message) => { if (message.type() === "error") page.faults.push(message.text()); });
  await page.goto(url);
  await page.waitForSelector("#link.up");
  await page.waitForFunction(() => document.getElementById("pose").textContent !== "");
  return page;
}

async function say_token(page, text) {
  await page.waitForSelector("#operate:not([hidden])");
  await page.click("#operate"), await page.fill("#token", text), await page.click("#token-box button[value=ok]");
}

// The big button is where it can be pressed, however large the window is.
async function has_stop(page, width, height) {
  await page.setViewportSize({ width, height });
  const { x, y, width: wide, height: high } = await page.locator("#stop").boundingBox();
  assert.ok(x >= 0 && y >= 0 && x + wide <= width && y + high <= height && wide >= 60 && high >= 30, `STOP in ${width} x ${height}`);
  assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), width, `nothing is beyond the edge of ${width}`);
}

const control = (page, text) => page.waitForFunction((wanted) => document.getElementById("control").textContent === wanted, text);
const speed_m_s = (robot) => robot.field("drive_command", "speed_m_s");
const x_m = (page) => page.$eval("#pose", (box) => Number(/x (-?[\d.]+)/.exec(box.textContent)[1]));

const robot = await SimulatedRobot.start(programs, source, "--profile", "camera", "--set", "camera=pattern");
const browser = await chromium.launch({ executablePath: browser_path, args: ["--no-sandbox"] });
let way;
try {
  way = await Way.to(robot.port);
  const one = await open(browser, way.url);
  const facts = await one.evaluate(() => ({
    shown_ms: globalThis.robot_shown_ms,
    bytes: ["navigation", "resource"].flatMap((type) => performance.getEntriesByType(type)).reduce((sum, entry) => sum + entry.decodedBodySize, 0) }));
  assert.ok(facts.bytes > 10_000 && facts.bytes <= 300_000, `${facts.bytes} bytes`);
  await control(one, "looking");
  assert.ok(await one.isDisabled("#stop") && await one.isDisabled("#take"));
  await eventually("the nodes", async () => /follower.?READY/.test(await one.textContent("#nodes")) && (await one.$$("#nodes tr")).length > 12);
  await one.waitForFunction(() => document.getElementById("log").textContent.includes("telemetry: http://"));
  assert.ok(await one.isVisible("#camera"));

  const phrases = /phrases: "([^"]*)"/.exec(readFileSync(`${source}/config/parts/voice.yaml`, "utf8"))[1];
  const spoken = phrases.split(";").map((entry) => entry.split("=")[1].trim()), buttons = await one.$$eval("#behaviours button", (all) => all.map((button) => button.dataset.kind));
  assert.deepEqual(buttons.sort(), spoken.sort(), "what can be said can be pressed");

  await say_token(one, "a wrong token of letters");
  await one.waitForFunction(() => !document.getElementById("toast").hidden);
  await control(one, "looking");
  await say_token(one, token);
  await control(one, "may operate");
  await one.click("#take");
  await control(one, "in control");

  await one.fill("#plot-field", "wheel_state.left_speed_m_s"), await one.click("#plot-add");
  await eventually("three plots", async () => (await one.$$(".plot")).length === 3);
  await one.fill("#parameter-filter", "cruise"), await one.fill("#parameters input", "0.12"), await one.press("#parameters input", "Enter");
  await eventually("the parameter is another", async () => Math.abs(await robot.field("follower.params", "cruise_speed_m_s") - 0.12) < 1e-6);

  const start_m = await x_m(one);
  await one.focus("#stick"), await one.keyboard.down("w");
  await eventually("the robot is shown to drive", async () => await x_m(one) > start_m + 0.1);
  if (pictures) await one.screenshot({ path: `${pictures}/page.png` });
  const drawn = await one.$eval(".plot:nth-child(3) canvas", (canvas) => canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data.filter((value) => value > 200).length);
  assert.ok(drawn > 100, "the plot has a curve");
  await one.keyboard.up("w");
  await eventually("the robot stands", async () => await speed_m_s(robot) === 0);

  const two = await open(browser, robot.url);
  await say_token(two, token), await control(two, "may operate");
  await two.click("#take"), await control(two, "waiting for control"), await control(one, "somebody asks for control");
  await one.keyboard.down("w");
  await eventually("it drives", async () => await speed_m_s(robot) > 0.1);
  await two.click("#stop");
  await eventually("the other one stops it", async () => (await robot.field("arbiter_state", "mode")) === "STOPPED");
  await one.keyboard.up("w"), await one.click("#resume");
  await one.click("#hand-over"), await control(two, "in control"), await control(one, "may operate");
  await two.click("#hand-over"), await control(two, "may operate"), await one.click("#take"), await control(one, "in control");

  await eventually("the stop is over", async () => (await robot.field("arbiter_state", "mode")) !== "STOPPED");
  await one.focus("#stick"), await one.keyboard.down("w");
  await eventually("it drives", async () => await speed_m_s(robot) > 0.1);
  way.is_cut = true;
  const cut_at = Date.now();
  await eventually("the robot stands without its operator", async () => await speed_m_s(robot) === 0);
  const stood_ms = Date.now() - cut_at;

  const foreign = await (await browser.newContext()).newPage();
  assert.equal(await foreign.evaluate((port) => new Promise((resolve) => {
    const socket = new WebSocket(`ws://127.0.0.1:${port}/`, ["foxglove.websocket.v1"]);
    socket.onopen = () => resolve("open"), socket.onerror = () => resolve("refused");
  }), robot.port), "refused");

  for (const [width, height] of [[1001, 600], [844, 390], [320, 568], [390, 844]]) await has_stop(two, width, height);
  await two.click("#language"), await has_stop(two, 390, 844);
  assert.equal(await two.textContent("#stop"), "停止");
  assert.ok(await two.isVisible("nav") && !await two.isVisible("#nodes"));
  await two.waitForFunction(() => document.getElementById("mode").textContent === "正常");
  if (pictures) await two.screenshot({ path: `${pictures}/phone.png` });
  await two.click("nav button[data-go=nodes]");
  await two.waitForFunction(() => document.getElementById("nodes").textContent.includes("就绪"));
  assert.deepEqual([...one.faults, ...two.faults], []);
  console.log(`page: ${facts.bytes} bytes, the robot shown after ${facts.shown_ms.toFixed(0)} ms, the robot seen to stand ${stood_ms} ms after the link was cut`);
} finally {
  await browser.close(), way?.server.close();
  await robot.stop();
}
process.exit(0);
