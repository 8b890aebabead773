#include "core/record/flight_recorder.hpp"

#include <algorithm>

#include "core/log.hpp"

namespace seqboard::record {

namespace {

constexpr Duration kPatience = std::chrono::milliseconds{100};

}  // namespace

FlightRecorder::FlightRecorder(std::shared_ptr<Blackboard> board, FlightOptions options, MakeFile make_file, LookAround at_begin,
                               LookAround at_end)
    : board_{std::move(board)},
      options_{std::move(options)},
      at_begin_{std::move(at_begin)},
      at_end_{std::move(at_end)},
      chunk_bytes_{chunk_bytes(options_.ram_bytes)},
      taps_{board_, options_.slots},
      queue_{kChunks, chunk_bytes_, chunk_bytes_ / kUsualMessage},
      writer_{queue_, writer_options(), std::move(make_file)} {}

/// A chunk's memory is its bytes and a place for each message.
std::size_t FlightRecorder::chunk_bytes(std::size_t ram_bytes) noexcept {
    const std::size_t share = std::max(ram_bytes, kLeastRam) / kChunks;
    return std::min(share / (kUsualMessage + sizeof(ChunkEntry)) * kUsualMessage, kMaxFrameBlockBytes);
}

ChunkWriter::Options FlightRecorder::writer_options() {
    const auto begin = [this](McapWriter& file) {
        Surroundings around = at_begin_();
        file.add(McapMetadata{"seqboard", std::move(around.facts)});
        file.add(metadata_at_begin(event_));
        for (const McapAttachment& attachment : around.attachments) file.add(attachment);
    };
    const auto end = [this](McapWriter& file) {
        file.add(metadata_at_end(event_));
        for (const McapAttachment& attachment : at_end_().attachments) file.add(attachment);
    };
    return {.chunk_bytes = chunk_bytes_, .twins = options_.twins, .use = FileUse::kEvents, .at_begin = begin, .at_end = end};
}

void FlightRecorder::trigger(std::string_view why, Time board_now) noexcept {
    ++triggers_;
    if (open_ && event_.add(why, board_now)) until_ = board_now + options_.after;
    else next_.add(why, board_now);
}

void FlightRecorder::step(Time real_now, Time board_now) {
    now_ = real_now;
    board_now_ = board_now;
    if (ended_) return;
    if (looked_ == Time{} || now_ - looked_ >= kLookInterval) look();
    take_all();
    if (open_ && board_now_ >= until_) end(false);
    if (!open_ && next_.count > 0 && is_free()) begin();
    if (Chunk* const chunk = queue_.filling(); open_ && chunk != nullptr && !chunk->empty() && now_ - shown_ >= kShowInterval) show(*chunk);
    held_ = board_now_ - time_from_ns(first_ns());
}

void FlightRecorder::look() {
    const std::size_t known = taps_.count();
    taps_.look();
    looked_ = now_;
    sample_.resize(std::max(sample_.size(), taps_.largest_bytes()));
    for (std::size_t i = known; i < taps_.count(); ++i)
        if (!fits(taps_.taps()[i])) warn_of_large(taps_.taps()[i].place(), "raise ram_kib");
}

bool FlightRecorder::fits(const SlotTap& tap) const noexcept { return Chunk::bytes_for(tap.place().message_bytes) <= chunk_bytes_; }

void FlightRecorder::take_all() {
    for (SlotTap& tap : taps_.taps())
        if (!take_from(tap)) return;
}

/// False if there is no room for more.
bool FlightRecorder::take_from(SlotTap& tap) {
    if (!fits(tap)) return true;
    SampleHeader header;
    while (tap.has_news()) {
        Chunk* const chunk = room_for(tap);
        if (chunk == nullptr) return false;
        if (tap.take(header, sample_.data()) != Copied::kWhole) return true;
        ++samples_;
        book_.enter(tap, epoch_of(header), defined_);
        const McapMessage message = message_of(tap, header, sample_.data(), options_.simulated ? std::optional{board_now_} : std::nullopt);
        if (time_from_ns(message.log_ns) + kNews < board_now_) continue;
        chunk->add_sample(message);
        tap.chunk = chunk_;
    }
    return true;
}

Chunk* FlightRecorder::room_for(const SlotTap& tap) {
    for (;;) {
        Chunk* const chunk = queue_.filling();
        if (chunk != nullptr && chunk->has_room(kCdrHeader.size() + tap.place().message_bytes)) return chunk;
        if (chunk != nullptr && open_) show(*chunk);
        else if (chunk != nullptr) next_chunk();
        else if (queue_.held() > 0) drop_oldest();
        else if (options_.simulated) queue_.await_room(kPatience);
        else return nullptr;
    }
}

void FlightRecorder::next_chunk() {
    queue_.hold();
    ++chunk_;
}

void FlightRecorder::drop_oldest() noexcept {
    queue_.drop_oldest();
    ++oldest_;
}

/// To the thread that writes, with all that was held back.
void FlightRecorder::show(Chunk& chunk) {
    define_in(chunk);
    queue_.push();
    ++chunk_;
    shown_ = now_;
}

void FlightRecorder::define_in(Chunk& chunk) {
    if (defined_.empty()) return;
    if (chunk.defined.empty()) std::swap(chunk.defined, defined_);
    else chunk.defined.add(defined_);
    defined_ = {};
}

/// Of what is in memory; now, if nothing is.
std::uint64_t FlightRecorder::first_ns() noexcept {
    std::uint64_t first_ns = ns_of(board_now_);
    for (std::uint32_t i = 0; i < queue_.held(); ++i) first_ns = std::min(first_ns, queue_.held_chunk(i).start_ns());
    if (const Chunk* const chunk = queue_.filling(); chunk != nullptr && !chunk->empty()) first_ns = std::min(first_ns, chunk->start_ns());
    return first_ns;
}

/// The last event's file has been written: event_ is this thread's.
bool FlightRecorder::is_free() const noexcept { return !open_ && writer_.files() + writer_.lost() == events_; }

void FlightRecorder::begin() {
    event_ = next_;
    next_ = {};
    const Time first = event_.triggers[0].at - options_.before;
    while (queue_.held() > 0 && time_from_ns(queue_.held_chunk(0).end_ns()) < first) drop_oldest();
    event_.before = options_.before;
    event_.latched_ns = first_ns() - 1;
    define_in(queue_.held() > 0 ? queue_.held_chunk(0) : *queue_.filling());
    open_ = true;
    ++events_;
    until_ = event_.triggers[event_.count - 1].at + options_.after;
    shown_ = Time{};
    add_latched();
}

/// What stands in the slots and is in none of the chunks.
void FlightRecorder::add_latched() {
    SampleHeader header;
    for (SlotTap& tap : taps_.taps()) {
        const bool in_memory = tap.chunk != 0 && static_cast<std::int32_t>(tap.chunk - oldest_) >= 0;
        if (tap.channel == 0 || in_memory || !fits(tap) || !tap.newest(header, sample_.data()) || tap.epoch != epoch_of(header)) continue;
        if (Chunk* const chunk = room_for(tap))
            chunk->add_sample(
                {tap.channel, header.sequence, event_.latched_ns, header.stamp_ns, {sample_.data(), tap.place().message_bytes}});
    }
}

void FlightRecorder::end(bool early) {
    while (options_.simulated && queue_.filling() == nullptr) queue_.await_room(kPatience);
    Chunk* const chunk = queue_.filling();
    if (chunk == nullptr) return;  // the next step will find one
    event_.missed = taps_.missed() - missed_;
    event_.early = early;
    chunk->ends_file = true;
    show(*chunk);
    open_ = false;
    oldest_ = chunk_;
    missed_ = taps_.missed();
}

void FlightRecorder::finish() noexcept {
    if (ended_) return;
    try {
        if (!options_.simulated) step(now_, board_now_);  // as Recorder::finish()
        for (int i = 0; open_ && i < 50; ++i) {
            queue_.await_room(kPatience);
            end(true);
        }
    } catch (const std::exception& error) {
        log_line(LogLevel::kError, "the last event's file could not be completed: %s", error.what());
    }
    ended_ = true;
    writer_.finish();
}

FlightState FlightRecorder::state() const noexcept {
    FlightState state{.samples = samples_,
                      .missed = static_cast<std::uint32_t>(taps_.missed()),
                      .slots = static_cast<std::uint32_t>(taps_.count()),
                      .held_ms = static_cast<std::uint32_t>(std::chrono::duration_cast<std::chrono::milliseconds>(held_).count()),
                      .triggers = triggers_,
                      .events = events_,
                      .files = writer_.files(),
                      .lost = writer_.lost()};
    state.phase = ended_                          ? FlightPhase::kEnded
                  : open_                         ? FlightPhase::kAfter
                  : is_free() && next_.count == 0 ? FlightPhase::kArmed
                                                  : FlightPhase::kWriting;
    return state;
}

}  // namespace seqboard::record
