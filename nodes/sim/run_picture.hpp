// The picture a run leaves behind: the room from above, and slots over time. One file, no script, no link.
#pragma once

#include <string>
#include <vector>

#include "nodes/sim/histogram.hpp"
#include "nodes/sim/room.hpp"
#include "nodes/sim/time_row.hpp"

namespace seqboard::sim {

struct RunPicture {
    std::string title;
    std::string verdict;
    bool success = false;
    float duration_s = 0;
    float hull_radius_m = 0;
    float goal_radius_m = 0;
    std::vector<Point> true_path;
    std::vector<Point> estimated_path;
    std::vector<std::vector<Point>> plans;  ///< oldest first; the last is drawn strongest
    std::vector<Point> sonar_hits;
    std::vector<Point> map_obstacles;  ///< middles of the cells that the robot's last map has as occupied
    float map_cell_m = 0;
    std::vector<picture::TimeStrip> strips;
    std::vector<TimePiece> bands;  ///< behind all strips: what was done to the robot
    std::vector<TimeRow> rows;     ///< below them
    std::string rows_title{};      ///< what they are
    Histogram histogram;           ///< below those; without bins there is none
};

/// An SVG if the path ends in .svg, else an HTML page with the SVG inside. Makes the folder. Throws StartError when the file
/// cannot be written.
void write_picture(const std::string& path, const Room& room, const RunPicture& picture);

}  // namespace seqboard::sim
