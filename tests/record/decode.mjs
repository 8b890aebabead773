// Reads a recording with what others wrote for MCAP and ROS 2, by its index and from front to back, and compares every field of every
// message with what was published. Usage: node decode.mjs RECORDING PUBLISHED
import { readFileSync } from "node:fs";
import { McapIndexedReader, McapStreamReader } from "@mcap/core";
import { parse } from "@foxglove/rosmsg";
import { MessageReader } from "@foxglove/rosmsg2-serialization";
import lz4 from "lz4js";

const [, , recording, publishedFile] = process.argv;
const bytes = readFileSync(recording);
const published = JSON.parse(readFileSync(publishedFile, "utf8"));
const decompressHandlers = { lz4: (data, size) => lz4.decompress(data, Number(size)) };

function fail(sentence) {
  console.error(sentence);
  process.exit(1);
}

/** The numbers of a decoded message in the order of its fields. */
function numbers(value) {
  if (typeof value === "object") return Object.values(value).flatMap((part) => (ArrayBuffer.isView(part) ? Array.from(part) : numbers(part)));
  return [value];
}

function equal(found, text) {
  if (typeof found === "bigint" || typeof found === "boolean") return String(found) === text;
  if (text === "nan") return Number.isNaN(found);
  if (text.endsWith("inf")) return found === (text.startsWith("-") ? -Infinity : Infinity);
  return found === Number(text) || found === Math.fround(Number(text));
}

/** Pairs of what a standard message says and what was published in the slot that it is made of. */
const twins = {
  "/tf": { of: "/pose", pairs: (m, p) => [[m.transforms[0].transform.translation.x, p[0]], [m.transforms[0].transform.translation.y, p[1]]] },
  "/ros/pose": {
    of: "/pose",
    pairs: (m, p) => [[m.pose.pose.position.x, p[0]], [m.pose.pose.position.y, p[1]], [m.twist.twist.linear.x, p[3]], [m.twist.twist.angular.z, p[4]]],
  },
  "/ros/Range": { of: "/Range", pairs: (m, p) => [[m.ranges[0], p[0]], [m.range_max, p[1]], [m.angle_min, p[3]], [m.ranges.length, "1"]] },
  "/ros/Plan": {
    of: "/Plan",
    pairs: (m, p) => [[m.poses.length, String(Math.min(16, Number(p[37])))], ...m.poses.flatMap((pose, i) => [[pose.pose.position.x, p[i]], [pose.pose.position.y, p[16 + i]]])],
  },
  "/ros/Map": {
    of: "/Map",
    pairs: (m, p) => [[m.info.origin.position.x, p[0]], [m.info.resolution, p[2]], [m.data.length, "9216"], ...Array.from(m.data, (cell, i) => [cell, occupancy(Number(p[3 + i]))])],
  },
  "/ros/Battery": { of: "/Battery", pairs: (m, p) => [[m.voltage, p[0]], [-m.current, p[1]], [m.percentage, p[2]], [m.cell_voltage.length, "0"], [m.serial_number.length, "0"]] },
  "/ros/CameraFrame": { of: "/CameraFrame", pairs: (m, p) => [[m.width, p[3]], [m.height, p[4]], ...Array.from(m.data, (grey, i) => [grey, p[9 + i]])] },
};

function occupancy(logOdds) {
  return String(logOdds === 0 ? -1 : Math.min(100, Math.max(0, 50 + Math.trunc(logOdds / 2))));
}

/** Takes messages in any order of topics; complains about the first field that is not what was published. */
class Comparison {
  readers = new Map();
  counts = new Map();
  fields = 0;
  twins = 0;

  take(channel, schema, message) {
    if (schema.encoding !== "ros2msg" || channel.messageEncoding !== "cdr") fail(`${channel.topic}: ${schema.encoding}, ${channel.messageEncoding}`);
    if (!this.readers.has(channel.id)) {
      const definitions = parse(new TextDecoder().decode(schema.data), { ros2: true });
      this.readers.set(channel.id, new MessageReader(definitions));
    }
    const decoded = this.readers.get(channel.id).readMessage(message.data);
    const index = this.counts.get(channel.topic) ?? 0;
    if (twins[channel.topic]) return this.takeTwin(channel.topic, index, decoded, message);
    const found = numbers(decoded);
    const expected = published[channel.topic]?.[index] ?? fail(`${channel.topic}: message ${index} was never published`);
    if (found.length !== expected.length) fail(`${channel.topic}: ${found.length} numbers, ${expected.length} were published`);
    expected.forEach((text, i) => equal(found[i], text) || fail(`${channel.topic} message ${index} number ${i}: ${found[i]}, published was ${text}`));
    if (message.logTime !== 1000000000n * BigInt(index + 1)) fail(`${channel.topic} message ${index}: logged at ${message.logTime}`);
    if (message.sequence !== index + 1) fail(`${channel.topic} message ${index}: sequence ${message.sequence}`);
    this.counts.set(channel.topic, index + 1);
    this.fields += found.length;
  }

  takeTwin(topic, index, decoded, message) {
    const { of, pairs } = twins[topic];
    for (const [found, text] of pairs(decoded, published[of][index])) equal(found, text) || fail(`${topic} message ${index}: ${found}, published was ${text}`);
    const stamp = (decoded.header ?? decoded.transforms[0].header).stamp;
    if (stamp.sec !== index + 1 || message.logTime !== 1000000000n * BigInt(index + 1)) fail(`${topic} message ${index}: stamp ${stamp.sec}`);
    this.counts.set(topic, index + 1);
    this.twins += 1;
  }

  finish(how) {
    for (const topic of Object.keys(twins)) if (this.counts.get(topic) !== 3) fail(`${how}: ${topic}: ${this.counts.get(topic)} of 3 messages`);
    for (const topic of Object.keys(published))
      if (this.counts.get(topic) !== published[topic].length) fail(`${how}: ${topic}: ${this.counts.get(topic)} of ${published[topic].length} messages`);
    console.log(`${how}: ${this.counts.size} topics, ${this.fields} fields equal to what was published, ${this.twins} standard messages like them`);
  }
}

const readable = { size: async () => BigInt(bytes.length), read: async (at, size) => bytes.subarray(Number(at), Number(at + size)) };
const indexed = await McapIndexedReader.Initialize({ readable, decompressHandlers });
const byIndex = new Comparison();
for await (const message of indexed.readMessages()) {
  const channel = indexed.channelsById.get(message.channelId);
  byIndex.take(channel, indexed.schemasById.get(channel.schemaId), message);
}
byIndex.finish("by the index");
if (indexed.statistics?.messageCount !== BigInt(Object.values(published).reduce((sum, list) => sum + list.length, 3 * Object.keys(twins).length))) fail(`statistics: ${indexed.statistics?.messageCount} messages`);
const names = [];
for await (const metadata of indexed.readMetadata()) names.push(metadata.name);
for await (const attachment of indexed.readAttachments()) names.push(attachment.name);
if (names.join() !== "seqboard,missed,a.log") fail(`metadata and attachments: ${names}`);

const stream = new McapStreamReader({ decompressHandlers, validateCrcs: true });
const schemas = new Map();
const channels = new Map();
const byStream = new Comparison();
stream.append(bytes);
for (let record = stream.nextRecord(); record; record = stream.nextRecord()) {
  if (record.type === "Schema") schemas.set(record.id, record);
  if (record.type === "Channel") channels.set(record.id, record);
  if (record.type === "Message") byStream.take(channels.get(record.channelId), schemas.get(channels.get(record.channelId).schemaId), record);
}
if (!stream.done()) fail("the stream reader does not find the end");
byStream.finish("front to back");
