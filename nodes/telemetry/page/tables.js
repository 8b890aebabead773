// Nodes with their health, and parameters that can be set.
import { say, say_name } from "./words.js";

const stale_ms = 3000, draw_every_ms = 500;

function row(cells, tag = "td") {
  const line = document.createElement("tr");
  for (const [text, is_number] of cells) {
    const cell = document.createElement(tag);
    cell.append(text), cell.className = is_number ? "number" : "", line.append(cell);
  }
  return line;
}

export class Tables {
  #robot; #nodes; #parameters; #filter; #watched = new Set();

  constructor(robot, nodes, parameters, filter) {
    this.#robot = robot, this.#nodes = nodes, this.#parameters = parameters, this.#filter = filter;
    robot.addEventListener("channels", () => this.#watch_nodes());
    robot.addEventListener("parameters", () => this.#draw_parameters());
    filter.oninput = () => this.#draw_parameters();
    setInterval(() => this.#draw_nodes(), draw_every_ms);
  }

  draw() { this.#draw_nodes(), this.#draw_parameters(); }

  // A node says of itself that it lives; of those that cannot, the supervisor knows.
  #watch_nodes() {
    for (const topic of this.#robot.channels.keys()) {
      const about_node = topic.endsWith(".status") || (topic.startsWith("/supervisor.") && !/\.(enable|param)$/.test(topic));
      if (!about_node || this.#watched.has(topic)) continue;
      this.#watched.add(topic), this.#robot.watch(topic, () => {});
    }
  }

  #draw_nodes() {
    if (this.#nodes.clientWidth === 0) return;
    const names = new Set([...this.#watched].filter((topic) => topic !== "/supervisor.status").map((topic) => topic.replace(/^\/supervisor\.|\.status$|^\//g, "")));
    const head = row([[say("node")], [say("state")], [say("period"), true], [say("step"), true], [say("missed"), true], [say("failures"), true]], "th");
    this.#nodes.replaceChildren(head, ...[...names].sort().map((name) => this.#node_row(name)));
  }

  #node_row(name) {
    const own = this.#robot.latest.get(`/${name}.status`), supervised = this.#robot.latest.get(`/supervisor.${name}`)?.message;
    const lives = own && performance.now() - own.at_ms < stale_ms, state = lives ? own.message.state : supervised?.state ?? "–";
    const line = row([[name], [say_name(state)], [own ? `${own.message.period_us / 1000} ms` : "", true], [own ? `${(own.message.step_time_mean_ns / 1000).toFixed(0)} µs` : "", true],
      [own ? String(own.message.missed_deadlines) : "", true], [supervised ? String(supervised.failures) : "", true]]);
    line.className = ["FAILED", "HUNG", "BACKOFF", "DOWN"].includes(supervised?.state) || (own && !lives) ? "bad" : state === "READY" ? "" : "warn";
    return line;
  }

  // What somebody is typing into stays as it is.
  #draw_parameters() {
    if (this.#parameters.contains(document.activeElement)) return;
    const wanted = this.#filter.value.trim().toLowerCase();
    const names = [...this.#robot.parameters.keys()].filter((name) => name.toLowerCase().includes(wanted)).sort();
    this.#parameters.replaceChildren(...names.map((name) => row([[name], [this.#input(name)]])));
  }

  #input(name) {
    const value = this.#robot.parameters.get(name), input = document.createElement("input");
    const [node, param] = [name.slice(0, name.lastIndexOf(".")), name.slice(name.lastIndexOf(".") + 1)];
    const field = this.#robot.channels.get(`/${node}.params`)?.reader?.fields.find((known) => known.name === param);
    input.ariaLabel = name, input.title = field?.note ?? "", input.disabled = !/\blive\b/.test(field?.note ?? "");
    if (typeof value === "boolean") input.type = "checkbox", input.checked = value;
    else input.value = typeof value === "number" && !Number.isInteger(value) ? String(Number(value.toPrecision(6))) : value;
    input.onchange = () => {
      const wanted = typeof value === "boolean" ? input.checked : typeof value === "number" ? Number(input.value) : input.value;
      this.#robot.set_parameter(name, wanted), input.blur();
    };
    return input;
  }
}
