// Live curves of any field. Drawn here: a library for it would be larger than the whole page.
import { in_next_frame, sized } from "./map.js";
import { value_at } from "./messages.js";

const span_s = 30;

class Plot {
  // `changed()` is called behind every sample.
  constructor(topic, path, unit, changed) {
    Object.assign(this, { topic, path, unit, points: [] });
    this.take = (message, stamp_s) => {
      const value = Number(value_at(message, path));
      if (this.points.length > 0 && stamp_s < this.points.at(-1)[0]) this.points = [];  // another clock
      this.points.push([stamp_s, value]);
      while (this.points[0][0] < stamp_s - span_s) this.points.shift();
      changed();
    };
  }

  draw(canvas) {
    const { context, width, height } = sized(canvas);
    context.clearRect(0, 0, width, height);
    const finite = this.points.filter(([, value]) => Number.isFinite(value)), last = this.points.at(-1);
    context.fillStyle = "#8b9bab", context.font = "12px system-ui";
    const shown = last ? (Number.isFinite(last[1]) ? last[1].toPrecision(4) : String(last[1])) : "–";
    context.fillText(`${this.topic.slice(1)}.${this.path}   ${shown} ${this.unit}`, 4, 12);
    if (finite.length < 2) return;
    let low = Math.min(...finite.map(([, value]) => value)), high = Math.max(...finite.map(([, value]) => value));
    if (high - low < 1e-6) low -= 0.5, high += 0.5;
    const labels = [high, low].map((edge) => edge.toPrecision(3)), right = width - 10 - Math.max(...labels.map((label) => context.measureText(label).width));
    const top = 20, bottom = height - 6, end_s = last[0];
    const x = (stamp_s) => right * (1 - (end_s - stamp_s) / span_s), y = (value) => bottom - (bottom - top) * (value - low) / (high - low);
    context.strokeStyle = "#2a3542", context.beginPath();
    for (const edge of [top, bottom]) context.moveTo(0, edge), context.lineTo(right, edge);
    context.stroke();
    context.fillText(labels[0], right + 6, top + 12), context.fillText(labels[1], right + 6, bottom);
    context.strokeStyle = "#4cc2ff", context.lineWidth = 1.5, context.lineCap = "round", context.beginPath();
    let pen_down = false;
    for (const [stamp_s, value] of this.points) {
      if (Number.isFinite(value)) {
        if (!pen_down) context.moveTo(x(stamp_s), y(value));
        context.lineTo(x(stamp_s), y(value));  // one that stands alone is a dot
      }
      pen_down = Number.isFinite(value);
    }
    context.stroke();
  }
}

export class Plots {
  #box; #robot; #plots = new Map(); #draw;

  constructor(box, robot) {
    this.#box = box, this.#robot = robot;
    this.#draw = in_next_frame(() => { for (const [plot, canvas] of this.#plots) if (canvas.clientWidth > 0) plot.draw(canvas); });
    new ResizeObserver(this.#draw).observe(box);
  }

  // "slot.field": the longest slot that fits. False if there is none.
  add(text) {
    const slots = [...this.#robot.channels.keys()].map((topic) => topic.slice(1)).filter((slot) => text.startsWith(slot + "."));
    const slot = slots.sort((a, b) => b.length - a.length)[0];
    if (!slot) return false;
    const path = text.slice(slot.length + 1), field = this.#robot.channels.get("/" + slot).reader?.fields.find(({ name }) => name === path.split(/[.[]/)[0]);
    if (!field) return false;
    const plot = new Plot("/" + slot, path, field.unit, this.#draw), row = document.createElement("div");
    const canvas = document.createElement("canvas"), away = document.createElement("button");
    row.className = "plot", away.textContent = "×", away.ariaLabel = "×", row.append(canvas, away), this.#box.append(row);
    away.onclick = () => { row.remove(), this.#plots.delete(plot), this.#robot.unwatch(plot.topic, plot.take); };
    this.#plots.set(plot, canvas), this.#robot.watch(plot.topic, plot.take);
    return true;
  }

  get names() { return [...this.#plots.keys()].map((plot) => `${plot.topic.slice(1)}.${plot.path}`); }
}
