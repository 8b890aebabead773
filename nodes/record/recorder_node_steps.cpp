#include "core/record/surroundings.hpp"
#include "nodes/record/recorder_node.hpp"

namespace seqboard {

namespace {

record::RecordingOptions options_of(const RecorderNode::Io& io) {
    return {.slots = record::SlotPatterns{io.slots, io.except},
            .chunk_bytes = static_cast<std::size_t>(io.chunk_kib) << 10,
            .chunk_time = io.chunk_time,
            .twins = io.twins,
            .split_kib = static_cast<std::uint32_t>(io.split_mib) << 10,
            .split_time = io.split_time,
            .simulated = io.setup.args().clock.kind == ClockChoice::Kind::kFollow};
}

record::Recorder recorder_of(const RecorderNode::Io& io) {
    const BoardPlace place = io.setup.args().place.resolved();
    const auto board = Blackboard::open(place);
    return record::Recorder{board, options_of(io), record::files_in(io.folder, io.name),
                            [board] { return record::surroundings_at_begin(*board); },
                            [place] { return record::surroundings_at_end(place); }};
}

}  // namespace

RecorderNode::RecorderNode(Io io) : io_{std::move(io)}, recorder_{recorder_of(io_)} {}

void RecorderNode::step(const Tick& tick) {
    recorder_.step(monotonic_now(), tick.now);
    if (tick.count % kStepsPerState == 0) io_.state.write(recorder_.state());
}

}  // namespace seqboard
