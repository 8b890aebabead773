// Reads samples by their schema: the definitions of ROS 2 messages, the bytes of CDR, little-endian.
const readers = {
  bool: [1, (view, at) => view.getUint8(at) !== 0],
  int8: [1, (view, at) => view.getInt8(at)], uint8: [1, (view, at) => view.getUint8(at)], byte: [1, (view, at) => view.getUint8(at)],
  char: [1, (view, at) => view.getUint8(at)],
  int16: [2, (view, at) => view.getInt16(at, true)], uint16: [2, (view, at) => view.getUint16(at, true)],
  int32: [4, (view, at) => view.getInt32(at, true)], uint32: [4, (view, at) => view.getUint32(at, true)],
  float32: [4, (view, at) => view.getFloat32(at, true)], float64: [8, (view, at) => view.getFloat64(at, true)],
  int64: [8, (view, at) => Number(view.getBigInt64(at, true))], uint64: [8, (view, at) => Number(view.getBigUint64(at, true))],
};

const header_bytes = 4;
const line_form = /^([\w/]+)(?:\[(\d+)\])?\s+(\w+)\s*(?:=\s*(-?\d+))?\s*(?:#\s*(.*))?$/;

// One message: its fields, each with what stands around it. Constants in front of a field name its values.
function parse_section(lines) {
  const fields = [];
  let note = "", names = {};
  for (const line of lines) {
    if (line.startsWith("#")) { note = line.slice(1).trim(); continue; }
    const found = line_form.exec(line);
    if (!found) continue;
    const [, type, count, name, value, unit] = found;
    if (value !== undefined) { names[value] = name; continue; }
    const prefix = name.toUpperCase() + "_";
    for (const key in names) names[key] = names[key].replace(prefix, "");
    fields.push({ type, name, count: count === undefined ? null : Number(count), unit: unit ?? "", note, names: Object.keys(names).length ? names : null });
    note = "", names = {};
  }
  return fields;
}

// A function from a message's bytes to an object, and the fields that it has.
export function message_reader(schema) {
  const sections = schema.split(/^=+$/m).map((text) => text.split("\n").map((line) => line.trim()).filter((line) => line));
  const inner = new Map(sections.slice(1).map((lines) => [lines[0].replace("MSG: ", ""), parse_section(lines.slice(1))]));
  const fields = parse_section(sections[0]);
  return { fields, inner, read: (view) => read_fields(fields, inner, { view, at: header_bytes }) };
}

function read_one(field, inner, place) {
  if (!(field.type in readers)) return read_fields(inner.get(field.type), inner, place);
  const [bytes, read] = readers[field.type];
  place.at += (bytes - (place.at - header_bytes) % bytes) % bytes;
  const value = read(place.view, place.at);
  place.at += bytes;
  return field.names?.[value] ?? value;
}

function read_fields(fields, inner, place) {
  const message = {};
  for (const field of fields) {
    if (field.count === null) { message[field.name] = read_one(field, inner, place); continue; }
    const values = [];
    for (let i = 0; i < field.count; ++i) values.push(read_one(field, inner, place));
    const is_text = field.type === "char";
    message[field.name] = is_text ? String.fromCharCode(...values.slice(0, values.indexOf(0) < 0 ? values.length : values.indexOf(0))) : values;
  }
  return message;
}

// "x_m", "pose.x_m", "x_m[3]" of everything that can be plotted.
export function number_fields({ fields, inner }, prefix = "") {
  const paths = [];
  for (const field of fields) {
    if (field.names || field.type === "char" || field.name.startsWith("reserved") || field.count > 64) continue;
    const here = field.count === null ? [prefix + field.name] : [...Array(field.count).keys()].map((i) => `${prefix}${field.name}[${i}]`);
    for (const path of here) {
      if (field.type in readers) paths.push(path);
      else paths.push(...number_fields({ fields: inner.get(field.type), inner }, path + "."));
    }
  }
  return paths;
}

export const value_at = (message, path) => path.split(/[.[\]]+/).filter(Boolean).reduce((value, key) => value?.[key], message);
