#include "core/cli/trace_sheet.hpp"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <vector>

namespace seqboard::cli {

namespace {

std::string seconds_text(Duration time) {
    const auto ns = time.count();
    char text[48];
    std::snprintf(text, sizeof text, "%s%lld.%09lld", ns < 0 ? "-" : "", static_cast<long long>(std::abs(ns / 1'000'000'000)),
                  static_cast<long long>(std::abs(ns % 1'000'000'000)));
    return text;
}

}  // namespace

std::string sheet_of(std::span<const FieldTrace> traces, Time zero, Time from, Time to) {
    std::string sheet = "time_s";
    for (const FieldTrace& trace : traces) sheet += "," + trace.name();
    sheet += "\n";
    std::vector<std::size_t> next(traces.size());
    for (std::size_t i = 0; i < traces.size(); ++i)
        while (next[i] < traces[i].points().size() && traces[i].points()[next[i]].time < from) ++next[i];
    while (true) {
        Time earliest = Time::max();
        for (std::size_t i = 0; i < traces.size(); ++i)
            if (next[i] < traces[i].points().size()) earliest = std::min(earliest, traces[i].points()[next[i]].time);
        if (earliest > to || earliest == Time::max()) return sheet;
        sheet += seconds_text(earliest - zero);
        for (std::size_t i = 0; i < traces.size(); ++i) {
            const auto& points = traces[i].points();
            const bool has_one = next[i] < points.size() && points[next[i]].time == earliest;
            sheet += "," + (has_one ? traces[i].text_of(points[next[i]].value) : std::string{});
            next[i] += has_one;
        }
        sheet += "\n";
    }
}

}  // namespace seqboard::cli
