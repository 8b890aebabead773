#include "core/record/recorder.hpp"

#include <algorithm>

#include "core/log.hpp"
#include "core/schema/ros2_definition.hpp"

namespace seqboard::record {

namespace {

/// The shortest message in a chunk: one with a payload of four bytes.
constexpr std::size_t kShortestMessage = Chunk::bytes_for(4);

}  // namespace

Recorder::Recorder(std::shared_ptr<Blackboard> board, RecordingOptions options, MakeFile make_file, LookAround at_begin, LookAround at_end)
    : board_{std::move(board)},
      options_{std::move(options)},
      at_begin_{std::move(at_begin)},
      at_end_{std::move(at_end)},
      taps_{board_, options_.slots},
      queue_{kChunks, options_.chunk_bytes, options_.chunk_bytes / kShortestMessage},
      writer_{queue_, {.chunk_bytes = options_.chunk_bytes, .twins = options_.twins}, std::move(make_file)} {}

void Recorder::step(Time real_now, Time board_now) {
    now_ = real_now;
    board_now_ = board_now;
    if (writer_.failed() || ended_) return;
    if (looked_ == Time{} || now_ - looked_ >= kLookInterval) look();
    take_all();
    Chunk* const chunk = queue_.filling();
    if (chunk == nullptr || chunk->empty()) return;
    const bool part_is_full = writer_.file_kib() >= options_.split_kib || now_ - part_began_ >= options_.split_time;
    if (part_is_full) end_part(*chunk);
    if (part_is_full || now_ - chunk_began_ >= options_.chunk_time) queue_.push();
}

void Recorder::look() {
    const std::size_t known = taps_.count();
    taps_.look();
    looked_ = now_;
    sample_.resize(std::max(sample_.size(), taps_.largest_bytes()));
    for (std::size_t i = known; i < taps_.count(); ++i)
        if (const SlotPlace& place = taps_.taps()[i].place(); !fits(place)) warn_of_large(place, "raise chunk_kib");
}

bool Recorder::fits(const SlotPlace& place) const { return Chunk::bytes_for(place.message_bytes) <= options_.chunk_bytes; }

McapMessage Recorder::message(const SlotTap& tap, const SampleHeader& header) const {
    return message_of(tap, header, sample_.data(), options_.simulated ? std::optional{board_now_} : std::nullopt);
}

void Recorder::take_all() {
    for (SlotTap& tap : taps_.taps())
        if (!take_from(tap)) return;
}

/// False if there is no room for more.
bool Recorder::take_from(SlotTap& tap) {
    if (!fits(tap.place())) return true;
    const std::size_t bytes = tap.place().message_bytes;
    SampleHeader header;
    while (tap.has_news()) {
        Chunk* const chunk = room_for(bytes);
        if (chunk == nullptr) return false;
        if (tap.take(header, sample_.data()) != Copied::kWhole) return true;
        book_.enter(tap, epoch_of(header), chunk->defined);
        chunk->add_sample(message(tap, header));
        ++samples_;
    }
    return true;
}

Chunk* Recorder::room_for(std::size_t bytes) {
    constexpr Duration kPatience = std::chrono::milliseconds{100};
    for (;;) {
        Chunk* const chunk = queue_.filling();
        if (chunk != nullptr && part_is_new_) begin_part(*chunk);
        if (chunk != nullptr && chunk->has_room(kCdrHeader.size() + bytes)) {
            if (chunk->empty()) chunk_began_ = now_;
            return chunk;
        }
        if (chunk != nullptr) queue_.push();
        else if (!options_.simulated || writer_.failed()) return nullptr;
        else queue_.await_room(kPatience);
    }
}

/// With what is known and was said before: a file of its own.
void Recorder::begin_part(Chunk& chunk) {
    part_is_new_ = false;
    part_began_ = now_;
    chunk_began_ = now_;
    Surroundings around = at_begin_();
    chunk.metadata.push_back({"seqboard", std::move(around.facts)});
    chunk.attachments = std::move(around.attachments);
    SampleHeader header;
    for (SlotTap& tap : taps_.taps()) {
        const std::size_t bytes = tap.place().message_bytes;
        if (tap.channel == 0 || !chunk.has_room(kCdrHeader.size() + bytes) || !tap.newest(header, sample_.data())) continue;
        if (tap.epoch == epoch_of(header)) chunk.add_sample(message(tap, header));
    }
}

void Recorder::end_part(Chunk& chunk) {
    tell_missed(chunk);
    Surroundings around = at_end_();
    std::move(around.attachments.begin(), around.attachments.end(), std::back_inserter(chunk.attachments));
    chunk.ends_file = true;
    part_is_new_ = true;
}

void Recorder::tell_missed(Chunk& chunk) {
    McapMetadata missed{.name = "missed", .values = {}};
    for (const SlotTap& tap : taps_.taps()) {
        std::uint64_t before = 0;
        if (const auto known = missed.values.find(tap.place().name); known != missed.values.end()) before = std::stoull(known->second);
        missed.values[tap.place().name] = std::to_string(before + tap.missed());
    }
    chunk.metadata.push_back(std::move(missed));
}

void Recorder::finish() noexcept {
    if (ended_) return;
    try {
        if (!options_.simulated) step(now_, board_now_);  // the last tick was taken whole, what came after it would not be
        for (int i = 0; queue_.filling() == nullptr && i < 50; ++i) queue_.await_room(std::chrono::milliseconds{100});
        if (Chunk* const chunk = queue_.filling(); chunk != nullptr && !writer_.failed()) {
            if (part_is_new_) begin_part(*chunk);
            end_part(*chunk);
            queue_.push();
        }
    } catch (const std::exception& error) {
        log_line(LogLevel::kError, "the recording could not be completed: %s", error.what());
    }
    ended_ = true;
    writer_.finish();
}

RecordingState Recorder::state() const noexcept {
    return {.samples = samples_,
            .bytes = std::uint64_t{writer_.total_kib()} << 10,
            .missed = static_cast<std::uint32_t>(taps_.missed()),
            .files = writer_.files(),
            .slots = static_cast<std::uint32_t>(taps_.count()),
            .phase = writer_.failed() ? RecordingPhase::kNoSpace
                     : ended_         ? RecordingPhase::kEnded
                                      : RecordingPhase::kRecording};
}

}  // namespace seqboard::record
