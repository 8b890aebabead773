// A recording of a sonar, made in memory.
#pragma once

#include <vector>

#include "core/messages/range.hpp"
#include "core/record/mcap_writer.hpp"
#include "core/record/recorded_run.hpp"
#include "tests/core/record/memory_file.hpp"

namespace seqboard::testing {

struct Said {
    std::uint64_t stamp_ns;
    float range_m;
};

/// A recording in memory of the slot `range` of `sonar`.
inline record::RecordedRun recorded(const std::vector<Said>& said) {
    const record::McapChannel range{.id = 1,
                                    .schema = 0,
                                    .topic = "/range",
                                    .encoding = "cdr",
                                    .metadata = {{"slot", "range"},
                                                 {"node", "sonar"},
                                                 {"epoch", "1"},
                                                 {"message", std::string{message_name<Range>()}},
                                                 {"schema", std::string{schema_text<Range>()}},
                                                 {"cells", "8"},
                                                 {"period_ns", "0"}}};
    MemoryFile file;
    record::McapWriter writer{1 << 16};
    writer.begin(file, {{}, {range}});
    record::Chunk chunk{1 << 16, 40};
    std::uint32_t sequence = 0;
    for (const auto& [stamp_ns, range_m] : said) {
        const Range value{.range_m = range_m};
        chunk.add_sample({1, ++sequence, stamp_ns, stamp_ns, std::as_bytes(std::span{&value, 1})});
    }
    writer.add(chunk);
    writer.finish();
    const record::McapReader reader{"memory", file.bytes};
    return record::RecordedRun{{&reader}};
}

}  // namespace seqboard::testing
