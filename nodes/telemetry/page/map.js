// The robot in its world, seen from above: x to the right, y up.
const half_width_m = 0.1, sonar_x_m = 0.08, trail_points = 600, no_floor = 127, occupied_from = 4, margin_cells = 4;
const colours = { free: [36, 47, 60], wall: [214, 226, 238], cliff: [248, 81, 73] };

// Sizes a canvas to its box; gives its context in CSS pixels.
export function sized(canvas) {
  const { clientWidth: width, clientHeight: height } = canvas, ratio = devicePixelRatio || 1;
  if (canvas.width !== Math.round(width * ratio) || canvas.height !== Math.round(height * ratio)) {
    canvas.width = Math.round(width * ratio), canvas.height = Math.round(height * ratio);
  }
  const context = canvas.getContext("2d");
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  return { context, width, height };
}

// A function that draws in the next frame, however often it is called before: nothing is drawn that nobody sees, or that has not changed.
export function in_next_frame(draw) {
  let is_due = false;
  return () => {
    if (is_due) return;
    is_due = true;
    requestAnimationFrame(() => { is_due = false, draw(); });
  };
}

export class MapView {
  #canvas; #robot; #cells = document.createElement("canvas"); #box = null; #trail = []; #map = null;

  // `go_to(x_m, y_m)`: somebody has pointed at a place.
  constructor(canvas, robot, go_to) {
    this.#canvas = canvas, this.#robot = robot;
    robot.watch("/map", (map) => this.#take_map(map));
    robot.watch("/pose", (pose) => this.#take_pose(pose));
    const draw = in_next_frame(() => this.#draw());
    for (const topic of ["/pose", "/map", "/plan", "/range", "/goal"]) robot.watch(topic, draw);
    new ResizeObserver(draw).observe(canvas);
    canvas.addEventListener("click", ({ offsetX, offsetY }) => {
      const view = this.#view(canvas.clientWidth, canvas.clientHeight);
      go_to((offsetX - view.x) / view.scale, (view.y - offsetY) / view.scale);
    });
  }

  #take_pose({ x_m, y_m }) {
    const last = this.#trail.at(-1);
    if (!Number.isFinite(x_m) || (last && Math.hypot(last[0] - x_m, last[1] - y_m) < 0.02)) return;
    this.#trail.push([x_m, y_m]);
    if (this.#trail.length > trail_points) this.#trail.shift();
  }

  #take_map(map) {
    const side = Math.round(Math.sqrt(map.log_odds.length));
    this.#cells.width = this.#cells.height = side;
    const context = this.#cells.getContext("2d"), image = context.createImageData(side, side);
    const box = { left: side, right: 0, bottom: side, top: 0 };
    map.log_odds.forEach((odds, i) => {
      if (odds === 0) return;
      const x = i % side, y = Math.floor(i / side), at = 4 * ((side - 1 - y) * side + x);
      const [red, green, blue] = odds === no_floor ? colours.cliff : odds > occupied_from ? colours.wall : colours.free;
      image.data.set([red, green, blue, odds < 0 || odds > occupied_from ? 255 : 90], at);
      box.left = Math.min(box.left, x), box.right = Math.max(box.right, x), box.bottom = Math.min(box.bottom, y), box.top = Math.max(box.top, y);
    });
    context.putImageData(image, 0, 0);
    this.#map = map, this.#box = box.left <= box.right ? box : null;
  }

  // Where the origin is drawn, and pixels per metre: so that all that is known is seen, and the robot.
  #view(width, height) {
    const pose = this.#robot.latest.get("/pose")?.message ?? { x_m: 0, y_m: 0 };
    let [left, right, bottom, top] = [pose.x_m - 0.5, pose.x_m + 0.5, pose.y_m - 0.5, pose.y_m + 0.5];
    if (this.#box) {
      const { origin_x_m, origin_y_m, cell_m } = this.#map;
      left = Math.min(left, origin_x_m + (this.#box.left - margin_cells) * cell_m), right = Math.max(right, origin_x_m + (this.#box.right + margin_cells) * cell_m);
      bottom = Math.min(bottom, origin_y_m + (this.#box.bottom - margin_cells) * cell_m), top = Math.max(top, origin_y_m + (this.#box.top + margin_cells) * cell_m);
    }
    const scale = Math.min(width / (right - left), height / (top - bottom));
    return { scale, x: width / 2 - scale * (left + right) / 2, y: height / 2 + scale * (bottom + top) / 2 };
  }

  #draw() {
    const { context, width, height } = sized(this.#canvas);
    if (width === 0) return;
    context.fillStyle = "#0c1117", context.fillRect(0, 0, width, height);
    const { scale, x, y } = this.#view(width, height);
    context.translate(x, y), context.scale(scale, -scale);
    if (this.#map) this.#draw_cells(context);
    context.lineJoin = "round", context.lineWidth = 1.5 / scale;
    this.#draw_line(context, this.#trail, "#56708a");
    this.#draw_plan(context, scale);
    const pose = this.#robot.latest.get("/pose")?.message;
    if (pose && Number.isFinite(pose.x_m)) this.#draw_robot(context, pose, scale);
    context.setTransform(devicePixelRatio, 0, 0, devicePixelRatio, 0, 0);
    this.#draw_scale(context, height, scale);
  }

  #draw_cells(context) {
    const { origin_x_m, origin_y_m, cell_m } = this.#map, side_m = this.#cells.width * cell_m;
    context.imageSmoothingEnabled = false;
    context.save(), context.translate(origin_x_m, origin_y_m + side_m), context.scale(1, -1);
    context.drawImage(this.#cells, 0, 0, side_m, side_m);
    context.restore();
  }

  #draw_line(context, points, colour) {
    if (points.length < 2) return;
    context.strokeStyle = colour, context.beginPath();
    points.forEach(([x_m, y_m], i) => (i === 0 ? context.moveTo(x_m, y_m) : context.lineTo(x_m, y_m)));
    context.stroke();
  }

  #draw_plan(context, scale) {
    const plan = this.#robot.latest.get("/plan")?.message, goal = this.#robot.latest.get("/goal")?.message;
    context.lineWidth = 2.5 / scale;
    if (plan?.state === "DRIVING") this.#draw_line(context, plan.x_m.slice(0, plan.points).map((x_m, i) => [x_m, plan.y_m[i]]), "#4cc2ff");
    if (goal?.kind !== "PLACE") return;
    context.strokeStyle = "#e3b341", context.beginPath();
    context.arc(goal.x_m, goal.y_m, Math.max(goal.radius_m, 0.05), 0, 7), context.stroke();
  }

  #draw_robot(context, pose, scale) {
    const range = this.#robot.latest.get("/range")?.message;
    context.save(), context.translate(pose.x_m, pose.y_m), context.rotate(pose.heading_rad);
    if (range && !Number.isNaN(range.range_m)) {
      const echo = Number.isFinite(range.range_m), reach_m = echo ? range.range_m : range.max_range_m;
      context.fillStyle = echo ? "#e3b34140" : "#4cc2ff18", context.beginPath(), context.moveTo(sonar_x_m, 0);
      context.arc(sonar_x_m, 0, reach_m, range.bearing_rad - range.beam_width_rad / 2, range.bearing_rad + range.beam_width_rad / 2);
      context.fill();
    }
    context.fillStyle = "#3fb950", context.strokeStyle = "#0c1117", context.lineWidth = 1.5 / scale, context.beginPath();
    context.moveTo(half_width_m * 1.4, 0), context.lineTo(-half_width_m, half_width_m), context.lineTo(-half_width_m * 0.55, 0), context.lineTo(-half_width_m, -half_width_m);
    context.closePath(), context.fill(), context.stroke(), context.restore();
  }

  #draw_scale(context, height, scale) {
    const metre = scale > 60 ? 0.5 : 1;
    context.fillStyle = context.strokeStyle = "#8b9bab", context.lineWidth = 2, context.font = "12px system-ui";
    context.beginPath(), context.moveTo(12, 22), context.lineTo(12 + metre * scale, 22), context.stroke();
    context.fillText(`${metre} m`, 12, 15);
  }
}
