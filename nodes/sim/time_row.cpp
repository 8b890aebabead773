#include "nodes/sim/time_row.hpp"

namespace seqboard::sim {

using picture::Frame;
using picture::SvgCanvas;

namespace {

constexpr float kLetter = 6.2f;  ///< width of a letter of size 10, roughly
constexpr std::string_view kTint = "#E69F0033";

bool has_room(const std::string& label, float width) { return kLetter * static_cast<float>(label.size()) + 4 < width; }

}  // namespace

void draw_row(SvgCanvas& canvas, const TimeRow& row, const Frame& frame, float duration_s) {
    canvas.text({frame.corner.x, frame.corner.y - 4}, row.name, 11, "start", row.color);
    for (const TimePiece& piece : row.pieces) {
        const float x = frame.corner.x + piece.from_s / duration_s * frame.width;
        const float width = (piece.to_s - piece.from_s) / duration_s * frame.width;
        canvas.rectangle({x, frame.corner.y}, width, frame.height, piece.color);
        if (has_room(piece.label, width)) canvas.text({x + 3, frame.corner.y + frame.height - 3}, piece.label, 10, "start", "#fff");
    }
    canvas.rectangle(frame.corner, frame.width, frame.height, "none", {.color = "#999"});
}

void draw_bands(SvgCanvas& canvas, const std::vector<TimePiece>& bands, const Frame& frame, float duration_s) {
    for (const TimePiece& band : bands) {
        const float x = frame.corner.x + band.from_s / duration_s * frame.width;
        const float width = (band.to_s - band.from_s) / duration_s * frame.width;
        if (width > 1) canvas.rectangle({x, frame.corner.y}, width, frame.height, kTint);
        canvas.line({x, frame.corner.y}, {x, frame.corner.y + frame.height}, {.color = "#E69F00", .dash = "3 2"});
    }
}

void draw_band_labels(SvgCanvas& canvas, const std::vector<TimePiece>& bands, const Frame& frame, float duration_s) {
    float right = 0, y = frame.corner.y;
    for (const TimePiece& band : bands) {
        const float x = frame.corner.x + band.from_s / duration_s * frame.width + 3;
        const float width = kLetter * static_cast<float>(band.label.size());
        y = x < right ? y + 13 : frame.corner.y + 12;
        canvas.rectangle({x - 2, y - 9}, width, 12, "#ffffffcc");
        canvas.text({x, y}, band.label, 10, "start", "#8a5a00");
        right = x + width;
    }
}

}  // namespace seqboard::sim
