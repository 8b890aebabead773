// Foxglove's own client looks at a simulated robot and commands it. Usage: foxglove_client_test.mjs PROGRAMS SOURCE
import assert from "node:assert/strict";
import net from "node:net";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { parse } from "@foxglove/rosmsg";
import { MessageReader } from "@foxglove/rosmsg2-serialization";
import foxglove from "@foxglove/ws-protocol";
import WebSocket from "ws";
import { SimulatedRobot, eventually, token } from "./simulated_robot.mjs";

const { FoxgloveClient } = foxglove;
const [programs, source] = process.argv.slice(2);
const encode = (value) => new TextEncoder().encode(JSON.stringify(value));

// A client with everything that it has heard.
class Operator {
  constructor(robot, { url_token = false, headers = {} } = {}) {
    const url = `ws://127.0.0.1:${robot.port}/${url_token ? "?token=" + encodeURIComponent(token) : ""}`;
    this.socket = new WebSocket(url, [FoxgloveClient.SUPPORTED_SUBPROTOCOL], { headers });
    this.socket.on("error", (error) => { this.error = error; });
    this.client = new FoxgloveClient({ ws: this.socket });
    this.channels = new Map(), this.services = new Map(), this.parameters = new Map(), this.samples = new Map();
    this.statuses = [], this.answers = new Map(), this.topics = new Map(), this.next_call = 1;
    this.client.on("serverInfo", (info) => { this.info = info; });
    this.client.on("advertise", (list) => { for (const channel of list) this.channels.set(channel.topic, channel); });
    this.client.on("advertiseServices", (list) => { for (const service of list) this.services.set(service.name, service); });
    this.client.on("parameterValues", ({ parameters }) => { for (const one of parameters) this.parameters.set(one.name, one.value); });
    this.client.on("status", (status) => this.statuses.push(status.message));
    this.client.on("time", ({ timestamp }) => { this.time = timestamp; });
    this.client.on("connectionGraphUpdate", (graph) => { this.graph = graph; });
    this.client.on("serviceCallResponse", (answer) => this.answers.set(answer.callId, JSON.parse(new TextDecoder().decode(answer.data))));
    this.client.on("message", ({ subscriptionId, data }) => {
      const { topic, reader } = this.topics.get(subscriptionId);
      this.samples.set(topic, reader.readMessage(data));
    });
  }
  async subscribe(topic) {
    const channel = await eventually(topic, () => this.channels.get(topic));
    assert.equal(channel.encoding, "cdr");
    const reader = new MessageReader(parse(channel.schema, { ros2: true }));
    this.topics.set(this.client.subscribe(channel.id), { topic, reader });
  }
  async call(name, request = {}) {
    const service = await eventually(name, () => this.services.get(name));
    const callId = this.next_call++;
    this.client.sendServiceCallRequest({ serviceId: service.id, callId, encoding: "json", data: new DataView(encode(request).buffer) });
    return eventually(`the answer of ${name}`, () => this.answers.get(callId));
  }
}

const robot = await SimulatedRobot.start(programs, source);
try {
  const looker = new Operator(robot);
  await eventually("who the server is", () => looker.info);
  for (const topic of ["/pose", "/map", "/plan", "/range", "/wheel_state", "/supervisor.status", "/drive_command"]) await looker.subscribe(topic);
  await eventually("a pose", () => looker.samples.get("/pose"));
  await eventually("a map", () => looker.samples.get("/map"));
  assert.equal(looker.samples.get("/map").log_odds.length, 96 * 96);
  const x_m = looker.samples.get("/pose").x_m;
  assert.ok(Math.abs(x_m - await robot.field("pose", "x_m")) < 0.01, "the pose is the one that the board has");
  await eventually("the time", () => looker.time > 0n);

  const layout = JSON.parse(readFileSync(`${source}/docs/foxglove_layout.json`, "utf8"));
  const shown = Object.values(layout.configById).flatMap(({ paths = [] }) => paths.map(({ value }) => /^(\/\w+)\.(\w+)$/.exec(value)));
  assert.ok(shown.length > 6);
  for (const [, topic, name] of shown) {
    const { schema } = await eventually(`${topic}, which the layout shows`, () => looker.channels.get(topic));
    assert.ok(parse(schema, { ros2: true })[0].definitions.some((field) => field.name === name && !field.isConstant), `${topic}.${name} of the layout`);
  }

  looker.client.subscribeConnectionGraph();
  await eventually("the graph", () => looker.graph?.publishedTopics.some((topic) => topic.name === "/pose" && topic.publisherIds[0] === "fusion"));

  looker.client.getParameters([], "all");
  await eventually("parameters", () => looker.parameters.has("follower.cruise_speed_m_s"));
  assert.equal((await looker.call("/seqboard/stop")).ok, false, "who has no token commands nothing");
  assert.equal((await looker.call("/seqboard/authorize", { token: "wrong" })).ok, false);

  const driver = new Operator(robot, { url_token: true });
  await eventually("who the server is", () => driver.info);
  assert.ok((await driver.call("/seqboard/take_control")).ok);
  driver.client.setParameters([{ name: "follower.cruise_speed_m_s", value: 0.11 }]);
  driver.client.subscribeParameterUpdates(["follower.cruise_speed_m_s"]);
  await eventually("the parameter's new value", () => Math.abs((driver.parameters.get("follower.cruise_speed_m_s") ?? 0) - 0.11) < 1e-6);
  driver.client.on("parameterValues", ({ id, parameters }) => { if (id === "set") driver.echo = parameters[0]?.name; });
  driver.client.setParameters([{ name: "follower.cruise_speed_m_s", value: 1000 }], "set");
  await eventually("the refusal", () => driver.statuses.some((text) => text.includes("out of range")));
  await eventually("the answer has the request's id", () => driver.echo === "follower.cruise_speed_m_s");

  const channel = driver.client.advertise({ topic: "/cmd_vel", encoding: "json", schemaName: "geometry_msgs/Twist" });
  const timer = setInterval(() => driver.client.sendMessage(channel, encode({ linear: { x: 0.15 }, angular: { z: 0 } })), 50);
  await eventually("the robot drives", () => looker.samples.get("/pose").x_m > x_m + 0.1);
  clearInterval(timer);
  await eventually("it stands when its operator is silent", () => looker.samples.get("/drive_command").speed_m_s === 0, 1500);

  const foreign = new Operator(robot, { headers: { Origin: "http://evil.example" } });
  await eventually("a foreign page is refused", () => foreign.error);
  assert.equal(foreign.info, undefined);
  const own = new Operator(robot, { headers: { Origin: `http://127.0.0.1:${robot.port}` } });
  await eventually("the server's own page is not", () => own.info);
  // Hosts of idle connections, headers without end and garbage: who looks goes on looking.
  const idle = Array.from({ length: 100 }, () => net.connect(robot.port, "127.0.0.1").on("error", () => {}));
  const long = net.connect(robot.port, "127.0.0.1").on("error", () => {});
  long.write("GET / HTTP/1.1\r\n" + "X: " + "x".repeat(1 << 20));
  looker.samples.delete("/pose");
  await eventually("a pose", () => looker.samples.get("/pose"));
  driver.socket.send("x".repeat(64 * 1024));
  await eventually("who says too much is disconnected", () => driver.socket.readyState === WebSocket.CLOSED);
  for (const one of [...idle, long]) one.destroy();

  const newer = new WebSocket(`ws://127.0.0.1:${robot.port}/`, ["foxglove.sdk.v1"]);
  const [first] = await once(newer, "message");
  assert.equal(newer.protocol, "foxglove.sdk.v1");
  assert.equal(JSON.parse(first).op, "serverInfo");
  console.log("Foxglove's client: subscribed, read parameters, commanded, was refused where it should");
} finally {
  await robot.stop();
}
process.exit(0);
