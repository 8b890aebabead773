#include "core/record/flight_event.hpp"

#include <cstdio>

namespace seqboard::record {

namespace {

std::string seconds(Duration duration) {
    char text[32];
    std::snprintf(text, sizeof text, "%.2f s", std::chrono::duration<double>{duration}.count());
    return text;
}

}  // namespace

McapMetadata metadata_at_begin(const FlightEvent& event) {
    const FlightEvent::Trigger& first = event.triggers[0];
    const Duration back = first.at - time_from_ns(event.latched_ns);
    std::string reach = seconds(back) + " before it";
    if (back < event.before) reach += ", " + seconds(event.before) + " were asked for";
    return {std::string{kFlightMetadata},
            {{"why", first.why.data()},
             {"at_ns", std::to_string(ns_of(first.at))},
             {"latched_ns", std::to_string(event.latched_ns)},
             {"begins", reach}}};
}

McapMetadata metadata_at_end(const FlightEvent& event) {
    McapMetadata metadata{std::string{kFlightMetadata}, {{"missed", std::to_string(event.missed)}}};
    for (std::size_t i = 1; i < event.count; ++i)
        metadata.values["why, " + seconds(event.triggers[i].at - event.triggers[0].at) + " later"] = event.triggers[i].why.data();
    if (event.early) metadata.values["ends"] = "before its time: the recorder was stopped";
    return metadata;
}

}  // namespace seqboard::record
