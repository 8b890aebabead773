#include "nodes/sim/run_picture.hpp"

#include <algorithm>
#include <cstdio>
#include <cstring>
#include <filesystem>

namespace seqboard::sim {

using picture::Frame;
using picture::Pixel;
using picture::Stroke;
using picture::SvgCanvas;

namespace {

// Okabe and Ito's palette: told apart also by colour-blind readers.
constexpr std::string_view kBlue = "#0072B2";
constexpr std::string_view kVermilion = "#D55E00";
constexpr std::string_view kGreen = "#009E73";
constexpr std::string_view kPurple = "#CC79A7";

constexpr float kWidth = 1200;
constexpr float kLeft = 64;
constexpr float kRight = 24;
constexpr float kTop = 74;
constexpr float kStripHeight = 92;
constexpr float kStripGap = 34;
constexpr float kRowHeight = 14;
constexpr float kRowGap = 20;

/// Metres of the room onto pixels of the picture.
class MapFrame {
public:
    MapFrame(const Room& room, const RunPicture& picture) : low_{room.start}, high_{room.start} {
        const auto take = [&](Point p) {
            low_ = {std::min(low_.x_m, p.x_m), std::min(low_.y_m, p.y_m)};
            high_ = {std::max(high_.x_m, p.x_m), std::max(high_.y_m, p.y_m)};
        };
        for (const Wall& wall : room.walls)
            for (const Point p : {wall.from, wall.to}) take(p);
        if (room.walls.empty()) {  // nobody has told what stands there
            for (const Point p : picture.true_path) take(p);
            low_ = low_ - Point{0.5f, 0.5f};
            high_ = high_ + Point{0.5f, 0.5f};
        }
        constexpr float kMost = 700;
        scale_ = std::min((kWidth - kLeft - kRight) / (high_.x_m - low_.x_m), kMost / (high_.y_m - low_.y_m));
    }
    Pixel at(Point p) const { return {kLeft + (p.x_m - low_.x_m) * scale_, kTop + (high_.y_m - p.y_m) * scale_}; }
    float pixels(float m) const { return m * scale_; }
    float width() const { return pixels(high_.x_m - low_.x_m); }
    float height() const { return pixels(high_.y_m - low_.y_m); }
    Point low() const { return low_; }
    Point high() const { return high_; }

    std::vector<Pixel> at(const std::vector<Point>& points) const {
        std::vector<Pixel> pixels;
        for (const Point p : points) pixels.push_back(at(p));
        return pixels;
    }

private:
    Point low_;
    Point high_;
    float scale_ = 1;
};

void draw_axes(SvgCanvas& canvas, const MapFrame& map) {
    constexpr float kStep = 0.5f;
    char text[16];
    for (float x = std::ceil(map.low().x_m / kStep) * kStep; x <= map.high().x_m; x += kStep) {
        const Pixel p = map.at({x, map.low().y_m});
        canvas.line({p.x, kTop}, p, {.color = "#ececec"});
        std::snprintf(text, sizeof text, "%.1f", static_cast<double>(x));
        canvas.text({p.x, p.y + 17}, text, 11, "middle", "#666");
    }
    for (float y = std::ceil(map.low().y_m / kStep) * kStep; y <= map.high().y_m; y += kStep) {
        const Pixel p = map.at({map.low().x_m, y});
        canvas.line(p, {kLeft + map.width(), p.y}, {.color = "#ececec"});
        std::snprintf(text, sizeof text, "%.1f", static_cast<double>(y));
        canvas.text({p.x - 8, p.y + 4}, text, 11, "end", "#666");
    }
    canvas.text({kLeft + map.width(), kTop + map.height() + 33}, "x [m], room frame", 11, "end", "#666");
    canvas.text({kLeft - 8, kTop - 8}, "y [m]", 11, "end", "#666");
}

void draw_room(SvgCanvas& canvas, const MapFrame& map, const Room& room) {
    const auto area = [&](const Rectangle& r, std::string_view fill, const Stroke& stroke) {
        const Pixel corner = map.at({r.low.x_m, r.high.y_m});
        canvas.rectangle(corner, map.pixels(r.high.x_m - r.low.x_m), map.pixels(r.high.y_m - r.low.y_m), fill, stroke);
    };
    for (const Rectangle& edge : room.edges) {
        area(edge, "#fbe3d3", {.color = kVermilion, .dash = "6 4"});
        canvas.text(map.at(0.5f * (edge.low + edge.high)), "no floor", 11, "middle", kVermilion);
    }
    for (const Rectangle& box : room.boxes) area(box, "#c9c9c9", {});
    for (const Wall& wall : room.walls) canvas.line(map.at(wall.from), map.at(wall.to), {.color = "#444", .width = 3});
}

void draw_run(SvgCanvas& canvas, const MapFrame& map, const Room& room, const RunPicture& picture) {
    for (const Point middle : picture.map_obstacles) {
        const Point corner = middle + Point{-picture.map_cell_m / 2, picture.map_cell_m / 2};
        canvas.rectangle(map.at(corner), map.pixels(picture.map_cell_m), map.pixels(picture.map_cell_m), "#CC79A733");
    }
    canvas.dots(map.at(picture.sonar_hits), 3.4f, kPurple, 0.55f);
    for (const auto& plan : picture.plans) {
        const bool last = &plan == &picture.plans.back();
        canvas.polyline(map.at(plan), {.color = kGreen, .width = last ? 2.0f : 1.0f, .dash = "7 5", .opacity = last ? 1.0f : 0.35f});
    }
    canvas.polyline(map.at(picture.true_path), {.color = kBlue, .width = 3});
    canvas.polyline(map.at(picture.estimated_path), {.color = kVermilion, .width = 1.6f, .dash = "5 3"});
    const Pixel start = map.at(room.start);
    const Pixel goal = map.at(room.goal);
    canvas.circle(start, map.pixels(picture.hull_radius_m), "none", {.color = kBlue, .width = 1.5f});
    canvas.line(start, map.at(room.start + picture.hull_radius_m * unit_vector(room.start_heading_rad)), {.color = kBlue, .width = 1.5f});
    canvas.circle(goal, map.pixels(picture.goal_radius_m), "none", {.color = kGreen, .width = 2, .dash = "4 3"});
    canvas.circle(goal, 3, kGreen);
    if (!picture.true_path.empty())
        canvas.circle(map.at(picture.true_path.back()), map.pixels(picture.hull_radius_m), "#0072B222", {.color = kBlue, .width = 1.5f});
    canvas.text({start.x, start.y + map.pixels(picture.hull_radius_m) + 14}, "start", 12, "middle", kBlue, true);
    canvas.text({goal.x, goal.y - map.pixels(picture.goal_radius_m) - 6}, "goal", 12, "middle", kGreen, true);
}

void draw_key(SvgCanvas& canvas, float y) {
    float x = kLeft;
    const auto entry = [&](const char* name, const Stroke& stroke) {
        canvas.line({x, y - 4}, {x + 26, y - 4}, stroke);
        canvas.text({x + 32, y}, name, 11);
        x += 52 + 6.5f * static_cast<float>(std::strlen(name));
    };
    entry("true path", {.color = kBlue, .width = 3});
    entry("estimated path", {.color = kVermilion, .width = 1.6f, .dash = "5 3"});
    entry("plan (faint: earlier plans)", {.color = kGreen, .width = 2, .dash = "7 5"});
    canvas.circle({x + 8, y - 4}, 2.2f, kPurple);
    canvas.text({x + 18, y}, "sonar echo, placed by the estimated pose", 11);
    x += 260;
    canvas.rectangle({x, y - 10}, 12, 12, "#CC79A733");
    canvas.text({x + 18, y}, "obstacle in the robot's map", 11);
}

std::string draw(const Room& room, const RunPicture& picture) {
    const MapFrame map{room, picture};
    const float strips_top = kTop + map.height() + 100;
    const float rows_top = strips_top + static_cast<float>(picture.strips.size()) * (kStripHeight + kStripGap) + 24;
    const float histogram_top =
        rows_top + static_cast<float>(picture.rows.size()) * (kRowHeight + kRowGap) + (picture.rows.empty() ? 0.0f : 40.0f);
    const float height = histogram_top + (picture.histogram.bins.empty() ? 0.0f : kStripHeight + 40);
    SvgCanvas canvas{kWidth, height};
    canvas.rectangle({0, 0}, kWidth, height, "#fff");
    canvas.text({kLeft, 28}, picture.title, 18, "start", "#222", true);
    canvas.text({kLeft, 48}, picture.verdict, 13, "start", picture.success ? kGreen : kVermilion, true);
    draw_axes(canvas, map);
    draw_room(canvas, map, room);
    canvas.begin_clip({kLeft, kTop}, map.width(), map.height());
    draw_run(canvas, map, room, picture);
    canvas.end_clip();
    draw_key(canvas, kTop + map.height() + 56);
    const picture::TimeAxis axis{0, picture.duration_s, "simulated time [s]"};
    for (std::size_t i = 0; i < picture.strips.size(); ++i) {
        const Frame frame{{kLeft, strips_top + static_cast<float>(i) * (kStripHeight + kStripGap)}, kWidth - kLeft - kRight, kStripHeight};
        draw_bands(canvas, picture.bands, frame, picture.duration_s);
        draw_strip(canvas, picture.strips[i], frame, axis, i + 1 == picture.strips.size());
        if (i == 0) draw_band_labels(canvas, picture.bands, frame, picture.duration_s);
    }
    if (!picture.rows.empty()) canvas.text({kLeft, rows_top + 4}, picture.rows_title, 12, "start", "#222", true);
    for (std::size_t i = 0; i < picture.rows.size(); ++i)
        draw_row(canvas, picture.rows[i],
                 {{kLeft, rows_top + 30 + static_cast<float>(i) * (kRowHeight + kRowGap)}, kWidth - kLeft - kRight, kRowHeight},
                 picture.duration_s);
    if (!picture.histogram.bins.empty())
        draw_histogram(canvas, picture.histogram, {{kLeft, histogram_top}, kWidth - kLeft - kRight, kStripHeight});
    return canvas.finish();
}

}  // namespace

void write_picture(const std::string& path, const Room& room, const RunPicture& picture) {
    std::string text = draw(room, picture);
    if (!path.ends_with(".svg"))
        text = "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>" + picture.title +
               "</title><style>body{margin:0}svg{max-width:100%;height:auto}</style></head>\n<body>\n" + text + "</body></html>\n";
    std::error_code ignored;
    std::filesystem::create_directories(std::filesystem::path{path}.parent_path(), ignored);
    picture::write_drawing(path, text);
}

}  // namespace seqboard::sim
