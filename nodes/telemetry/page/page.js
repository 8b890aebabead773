// The page: what is where, and what follows when somebody touches it.
import { Drive } from "./drive.js";
import { MapView } from "./map.js";
import { number_fields } from "./messages.js";
import { Plots } from "./plots.js";
import { Robot } from "./robot.js";
import { Tables } from "./tables.js";
import { change_language, say, say_all, say_name } from "./words.js";

const element = (id) => document.getElementById(id);
const behaviours = ["stop", "forward", "backward", "left", "right", "faster", "slower", "explore", "patrol", "wall_left", "wall_right", "home"];
const first_plots = ["pose.speed_m_s", "range.range_m"];
const most_log_lines = 300;

const robot = new Robot();
const plots = new Plots(element("plots"), robot);
const tables = new Tables(robot, element("nodes"), element("parameters"), element("parameter-filter"));
let control = { holder: 0, waiting: 0 }, authorized = false;

function toast(text) {
  if (!text) return;
  const box = element("toast");
  box.textContent = text, box.hidden = false;
  clearTimeout(toast.timer), toast.timer = setTimeout(() => { box.hidden = true; }, 4000);
}

const is_mine = () => control.holder === robot.client && control.holder !== 0;

function show_control() {
  const chip = element("control"), asked = is_mine() && control.waiting !== 0;
  const word = !robot.is_up ? "no_link" : asked ? "asked" : is_mine() ? "in_control" : control.waiting === robot.client && authorized ? "waiting" : authorized ? "may_operate" : "looking";
  chip.textContent = say(word), chip.className = "chip " + ({ no_link: "bad", asked: "warn", in_control: "good", waiting: "warn" }[word] ?? "");
  element("operate").hidden = authorized || !robot.can_command, element("stop").disabled = element("take").disabled = !authorized;
  element("hand-over").disabled = element("resume").disabled = !is_mine();
  for (const button of element("behaviours").children) button.disabled = !is_mine();
}

// Calls a service; what is refused is said.
async function ask(name, request) {
  const answer = await robot.call("/seqboard/" + name, request);
  if (!answer.ok) toast(answer.message);
  return answer.ok;
}

async function authorize(token) {
  authorized = (await robot.call("/seqboard/authorize", { token })).ok;
  if (authorized) sessionStorage.setItem("token", token); else sessionStorage.removeItem("token");
  show_control();
}

function show_all() {
  say_all();
  element("behaviours").replaceChildren(...behaviours.map((kind) => {
    const button = document.createElement("button");
    button.textContent = say(kind === "stop" ? "behave_stop" : kind), button.dataset.kind = kind, button.onclick = () => ask("behave", { kind });
    return button;
  }));
  tables.draw(), show_control(), show_behaviour(), show_mode(), element("speed").oninput();
}

function show_behaviour() {
  const state = robot.latest.get("/behaviour_state")?.message;
  if (state) element("behaviour").textContent = [state.kind, state.phase, state.cause].map(say_name).join(" · ");
}

function show_mode() {
  const { mode, mode_name } = robot.latest.get("/supervisor.status")?.message ?? {};
  if (!mode) return;
  element("mode").textContent = say_name(mode) + (mode_name ? `: ${mode_name}` : "");
  element("mode").className = "chip " + ({ NORMAL: "good", DEGRADED: "warn", SAFE_STOP: "bad" }[mode] ?? "");
}

function show_log({ message, name, level }) {
  const line = document.createElement("div"), box = element("log"), at_end = box.scrollTop + box.clientHeight > box.scrollHeight - 30;
  line.textContent = `${name}: ${message}`, line.className = level >= 4 ? "bad" : level === 3 ? "warn" : "";
  box.append(line);
  while (box.childElementCount > most_log_lines) box.firstChild.remove();
  if (at_end) box.scrollTop = box.scrollHeight;
}

function show_camera(frame) {
  const canvas = element("camera"), { width_px, height_px, grey } = frame;
  if (width_px === 0) return;
  canvas.width = width_px, canvas.height = height_px;
  const context = canvas.getContext("2d"), image = context.createImageData(width_px, height_px);
  for (let i = 0; i < width_px * height_px; ++i) image.data.set([grey[i], grey[i], grey[i], 255], 4 * i);
  context.putImageData(image, 0, 0);
}

robot.addEventListener("up", () => { element("link").classList.add("up"); });
robot.addEventListener("down", () => { element("link").classList.remove("up"), authorized = false, control = { holder: 0, waiting: 0 }, show_control(); });
robot.addEventListener("info", ({ detail }) => { element("name").textContent = document.title = detail.name; });
robot.addEventListener("services", () => { const token = sessionStorage.getItem("token"); if (token) authorize(token); else show_control(); });
robot.addEventListener("status", ({ detail }) => toast(detail.message));
robot.addEventListener("channels", () => {
  const known = [...robot.channels].filter(([topic]) => !topic.endsWith(".params"));
  element("fields").replaceChildren(...known.flatMap(([topic, { reader }]) => (reader ? number_fields(reader) : []).map((path) => new Option(`${topic.slice(1)}.${path}`))));
  element("camera").hidden = !robot.channels.has("/camera_frame");
  for (const name of first_plots.splice(0)) if (!plots.add(name)) first_plots.push(name);
});

robot.watch("/telemetry_state", (state) => { control = state, show_control(); });
robot.watch("/log", show_log);
robot.watch("/camera_frame", show_camera);
robot.watch("/pose", (pose) => { element("pose").textContent = `x ${pose.x_m.toFixed(2)} m   y ${pose.y_m.toFixed(2)} m   ${(pose.heading_rad * 180 / Math.PI).toFixed(0)}°   ${pose.speed_m_s.toFixed(2)} m/s`; });
robot.watch("/battery", ({ state, voltage_volt }) => { element("battery").textContent = `${(voltage_volt ?? 0).toFixed(1)} V`, element("battery").className = "chip " + ({ LOW: "warn", CRITICAL: "bad" }[state] ?? ""); });
robot.watch("/behaviour_state", show_behaviour);
robot.watch("/supervisor.status", show_mode);

new MapView(element("map"), robot, (x_m, y_m) => { if (is_mine()) ask("behave", { kind: "go_to", x_m, y_m }); });
new Drive(element("stick"), () => Number(element("speed").value),
  (speed_m_s, yaw_rate_rad_s) => (is_mine() ? robot.drive(speed_m_s, yaw_rate_rad_s) : toast(say("not_yours"))), () => ask("stop"));

element("speed").oninput = () => { element("speed-text").textContent = `${Number(element("speed").value).toFixed(2)} m/s`; };
element("operate").onclick = () => element("token-box").showModal();
element("token-box").onclose = () => { if (element("token-box").returnValue === "ok") authorize(element("token").value); element("token").value = ""; };
element("take").onclick = () => ask("take_control");
element("hand-over").onclick = () => ask("hand_over");
element("resume").onclick = () => ask("resume");
element("stop").onclick = () => ask("stop");
element("language").onclick = () => { change_language(), show_all(); };
element("plot-add").onclick = () => { if (plots.add(element("plot-field").value.trim())) element("plot-field").value = ""; };
element("plot-field").onkeydown = ({ key }) => { if (key === "Enter") element("plot-add").click(); };
for (const button of document.querySelectorAll("nav button")) button.onclick = () => {
  document.body.dataset.tab = button.dataset.go;
  for (const other of document.querySelectorAll("nav button")) other.classList.toggle("here", other === button);
};
document.querySelector("nav button").classList.add("here");
show_all();
robot.connect();
