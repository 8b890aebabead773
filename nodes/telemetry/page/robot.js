// The link to the robot: a client of the Foxglove WebSocket protocol, which connects again by itself.
import { message_reader } from "./messages.js";

const retry_ms = 500;
const text_of = new TextDecoder(), bytes_of = new TextEncoder();

export class Robot extends EventTarget {
  channels = new Map();      // by topic: {id, reader}
  latest = new Map();        // by topic: {message, at_ms}
  parameters = new Map();
  client = 0;
  #wanted = new Map();       // by topic: functions of a message
  #subscriptions = new Map();// by number: topic
  #services = new Map();
  #calls = new Map();
  #next = 1;
  #socket = null;

  connect() {
    this.#socket = new WebSocket(`ws://${location.host}/`, ["foxglove.websocket.v1"]);
    this.#socket.binaryType = "arraybuffer";
    this.#socket.onopen = () => this.#tell("up");
    this.#socket.onmessage = ({ data }) => (typeof data === "string" ? this.#hear(JSON.parse(data)) : this.#take(new DataView(data)));
    this.#socket.onclose = () => {
      this.channels.clear(), this.#subscriptions.clear(), this.#services.clear(), this.#calls.clear();
      this.#tell("down");
      setTimeout(() => this.connect(), retry_ms);
    };
  }

  get is_up() { return this.#socket?.readyState === WebSocket.OPEN; }
  get can_command() { return this.#services.size > 0; }

  // Calls `take` with every message of the topic, now or when there is such a topic.
  watch(topic, take) {
    const takers = this.#wanted.get(topic) ?? new Set();
    this.#wanted.set(topic, takers.add(take));
    if (takers.size === 1) this.#subscribe(topic);
  }
  unwatch(topic, take) {
    const takers = this.#wanted.get(topic);
    if (!takers?.delete(take) || takers.size > 0) return;
    this.#wanted.delete(topic);
    for (const [id, its] of this.#subscriptions) {
      if (its !== topic) continue;
      this.#subscriptions.delete(id);
      this.#say({ op: "unsubscribe", subscriptionIds: [id] });
    }
  }

  // Resolves to {ok, message}.
  call(name, request = {}) {
    const service = this.#services.get(name);
    if (!service || !this.is_up) return Promise.resolve({ ok: false, message: "" });
    const call = this.#next++, payload = bytes_of.encode("json" + JSON.stringify(request));
    const view = new DataView(new ArrayBuffer(13 + payload.length));
    view.setUint8(0, 2), view.setUint32(1, service, true), view.setUint32(5, call, true), view.setUint32(9, 4, true);
    new Uint8Array(view.buffer, 13).set(payload);
    this.#socket.send(view.buffer);
    return new Promise((resolve) => this.#calls.set(call, resolve));
  }

  // Nothing is kept for a link that does not take it: an old command is none.
  drive(speed_m_s, yaw_rate_rad_s) {
    if (!this.is_up || this.#socket.bufferedAmount > 0) return;
    const payload = bytes_of.encode(JSON.stringify({ speed_m_s, yaw_rate_rad_s }));
    const view = new DataView(new ArrayBuffer(5 + payload.length));
    view.setUint8(0, 1), view.setUint32(1, 1, true);
    new Uint8Array(view.buffer, 5).set(payload);
    this.#socket.send(view.buffer);
  }

  set_parameter(name, value) { this.#say({ op: "setParameters", parameters: [{ name, value }] }); }

  #say(message) { if (this.is_up) this.#socket.send(JSON.stringify(message)); }
  #tell(type, detail) { this.dispatchEvent(new CustomEvent(type, { detail })); }

  #subscribe(topic) {
    const channel = this.channels.get(topic);
    if (!channel) return;
    const id = this.#next++;
    this.#subscriptions.set(id, topic);
    this.#say({ op: "subscribe", subscriptions: [{ id, channelId: channel.id }] });
  }

  #hear(message) {
    if (message.op === "serverInfo") {
      this.client = Number(message.metadata.client);
      if (message.capabilities.includes("clientPublish"))
        this.#say({ op: "advertise", channels: [{ id: 1, topic: "/remote_command", encoding: "json", schemaName: "DriveCommand" }] });
      this.#say({ op: "getParameters", parameterNames: [] });
      this.#say({ op: "subscribeParameterUpdates", parameterNames: [] });
      this.#tell("info", message);
    } else if (message.op === "advertise") {
      for (const { id, topic, encoding, schema } of message.channels) {
        this.channels.set(topic, { id, reader: encoding === "json" ? null : message_reader(schema) });
        if (this.#wanted.has(topic)) this.#subscribe(topic);
      }
      this.#tell("channels");
    } else if (message.op === "unadvertise") {
      for (const [topic, { id }] of this.channels) if (message.channelIds.includes(id)) this.channels.delete(topic);
      for (const [id, topic] of this.#subscriptions) if (!this.channels.has(topic)) this.#subscriptions.delete(id);
      this.#tell("channels");
    } else if (message.op === "advertiseServices") {
      for (const { id, name } of message.services) this.#services.set(name, id);
      this.#tell("services");
    } else if (message.op === "parameterValues") {
      for (const { name, value } of message.parameters) this.parameters.set(name, value);
      this.#tell("parameters");
    } else if (message.op === "status") this.#tell("status", message);
  }

  #take(view) {
    const operation = view.getUint8(0);
    if (operation === 1) {
      const topic = this.#subscriptions.get(view.getUint32(1, true));
      const channel = this.channels.get(topic);
      if (!channel) return;
      const stamp_s = Number(view.getBigUint64(5, true)) / 1e9, body = new DataView(view.buffer, 13);
      const message = channel.reader ? channel.reader.read(body) : JSON.parse(text_of.decode(body));
      this.latest.set(topic, { message, stamp_s, at_ms: performance.now() });
      for (const take of this.#wanted.get(topic) ?? []) take(message, stamp_s);
    } else if (operation === 3) {
      const answer = JSON.parse(text_of.decode(new Uint8Array(view.buffer, 13 + view.getUint32(9, true))));
      this.#calls.get(view.getUint32(5, true))?.(answer);
      this.#calls.delete(view.getUint32(5, true));
    }
  }
}
