// parse_room: a room of finite numbers, or a sentence that says where it is not one.
#include <cmath>
#include <string>

#include "core/exit_code.hpp"
#include "nodes/sim/room.hpp"
#include "tests/fuzz/require.hpp"
#include "tests/fuzz/target.hpp"

using namespace seqboard;
using seqboard::sim::Room;
using seqboard::testing::require;

namespace {

bool is_finite(Point p) { return std::isfinite(p.x_m) && std::isfinite(p.y_m); }

void require_sane(const Room& room) {
    require(is_finite(room.start) && std::isfinite(room.start_heading_rad) && is_finite(room.goal), "start and goal are finite");
    require(room.walls.size() >= 4 * room.boxes.size(), "a box has four walls");
    for (const auto& wall : room.walls) require(is_finite(wall.from) && is_finite(wall.to), "a wall is finite");
    for (const auto* rectangles : {&room.boxes, &room.edges})
        for (const auto& r : *rectangles)
            require(is_finite(r.low) && is_finite(r.high) && r.low.x_m <= r.high.x_m && r.low.y_m <= r.high.y_m,
                    "a rectangle's low corner is the low one");
    require(!std::isnan(room.clearance_m(room.start)) || !room.walls.empty(), "an empty room is free");
    room.has_floor(room.start);
}

bool same(const Room& a, const Room& b) {
    return a.walls.size() == b.walls.size() && a.boxes.size() == b.boxes.size() && a.edges.size() == b.edges.size() &&
           a.start.x_m == b.start.x_m && a.goal.y_m == b.goal.y_m;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string text{reinterpret_cast<const char*>(data), size};
    try {
        const Room room = sim::parse_room("den", text);
        require_sane(room);
        require(same(room, sim::parse_room("den", text + "\r\n# the end\n\n")), "line ends and comments change nothing");
    } catch (const StartError& error) {
        require(error.code() == ExitCode::kConfig, "a wrong room is a wrong configuration");
        require(std::string{error.what()}.starts_with("den:"), "the sentence says where");
    }
    return 0;
}
