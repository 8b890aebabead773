// A hand on the robot: a stick under the finger or the mouse, and keys. What it says counts for a moment only, so it says it ten times a second,
// and a zero a few times when the hand is gone.
import { sized } from "./map.js";

const say_every_ms = 100, zeros = 3, most_yaw_rate_rad_s = 1.5;
const keys = { w: [1, 0], arrowup: [1, 0], s: [-1, 0], arrowdown: [-1, 0], a: [0, 1], arrowleft: [0, 1], d: [0, -1], arrowright: [0, -1] };

export class Drive {
  #canvas; #say; #speed; #held = new Set(); #stick = null; #zeros_left = 0;

  // `say(speed_m_s, yaw_rate_rad_s)`; `stop()`: the space bar. `speed()`: at the stick's end.
  constructor(canvas, speed, say, stop) {
    this.#canvas = canvas, this.#say = say, this.#speed = speed;
    canvas.addEventListener("pointerdown", (event) => { canvas.setPointerCapture(event.pointerId), this.#move(event); });
    canvas.addEventListener("pointermove", (event) => { if (this.#stick) this.#move(event); });
    for (const end of ["pointerup", "pointercancel"]) canvas.addEventListener(end, () => this.let_go());
    addEventListener("keydown", (event) => {
      if (event.target.matches("input") || event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.key === " ") event.preventDefault(), this.let_go(), stop();
      else if (event.key.toLowerCase() in keys) event.preventDefault(), this.#held.add(event.key.toLowerCase());
    });
    addEventListener("keyup", (event) => { if (this.#held.delete(event.key.toLowerCase()) && this.#held.size === 0) this.let_go(); });
    addEventListener("blur", () => this.let_go());
    document.addEventListener("visibilitychange", () => this.let_go());
    setInterval(() => this.#tick(), say_every_ms);
    new ResizeObserver(() => this.#draw()).observe(canvas);
  }

  let_go() {
    if (this.#stick || this.#held.size > 0 || this.#zeros_left > 0) this.#zeros_left = zeros;
    this.#stick = null, this.#held.clear(), this.#draw();
  }

  #move({ offsetX, offsetY }) {
    const { clientWidth: size } = this.#canvas, reach = size * 0.36;
    const across = (offsetX - size / 2) / reach, ahead = (size / 2 - offsetY) / reach, length = Math.max(1, Math.hypot(across, ahead));
    this.#stick = [ahead / length, -across / length], this.#draw();
  }

  get #wish() {
    if (this.#stick) return this.#stick;
    if (this.#held.size === 0) return null;
    return [...this.#held].reduce(([ahead, left], key) => [ahead + keys[key][0], left + keys[key][1]], [0, 0]).map((part) => Math.max(-1, Math.min(1, part)));
  }

  #tick() {
    const wish = this.#wish;
    if (wish) this.#zeros_left = zeros, this.#say(wish[0] * this.#speed(), wish[1] * most_yaw_rate_rad_s);
    else if (this.#zeros_left > 0) --this.#zeros_left, this.#say(0, 0);
    if (this.#held.size > 0) this.#draw();
  }

  #draw() {
    const { context, width: size } = sized(this.#canvas), middle = size / 2, reach = size * 0.36;
    if (size === 0) return;
    const [ahead, left] = this.#wish ?? [0, 0], dot = (x, y, radius, colour) => { context.fillStyle = colour, context.beginPath(), context.arc(x, y, radius, 0, 7), context.fill(); };
    context.clearRect(0, 0, size, size), dot(middle, middle, size * 0.48, "#111820");
    context.strokeStyle = "#2a3542", context.lineWidth = 1, context.beginPath(), context.arc(middle, middle, reach, 0, 7);
    context.moveTo(middle, middle - reach), context.lineTo(middle, middle + reach), context.moveTo(middle - reach, middle), context.lineTo(middle + reach, middle), context.stroke();
    dot(middle - left * reach, middle - ahead * reach, size * 0.11, this.#wish ? "#4cc2ff" : "#3a4a5c");
  }
}
