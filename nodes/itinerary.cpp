#include "nodes/itinerary.hpp"

#include <cstdlib>

#include "core/exit_code.hpp"

namespace seqboard {

namespace {

/// Moves `text` behind the number it begins with, blanks skipped; NaN if there is none.
float take_number(const char*& text) {
    char* end = nullptr;
    const float number = std::strtof(text, &end);
    if (end == text) return std::nanf("");
    text = end;
    return number;
}

}  // namespace

Itinerary::Itinerary(const std::string& via, int rounds, Point goal) : goal_{goal} {
    for (const char* text = via.c_str(); *text != '\0';) {
        Point place;
        place.x_m = take_number(text);
        place.y_m = take_number(text);
        if (!std::isfinite(place.x_m) || !std::isfinite(place.y_m) || (*text != ',' && *text != '\0'))
            throw StartError{ExitCode::kConfig, "via '" + via + "' is no list of places; write X Y, X Y in metres, as in \"2 0, 2 1.2\""};
        if (*text == ',') ++text;
        via_.push_back(place);
    }
    to_pass_ = via_.size() * static_cast<std::size_t>(rounds);
}

}  // namespace seqboard
