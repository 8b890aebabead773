// Records the slots of a board: copies what is new into chunks, which a thread beside it writes.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "core/messages/recording.hpp"
#include "core/record/channel_book.hpp"
#include "core/record/chunk_writer.hpp"
#include "core/record/slot_taps.hpp"

namespace seqboard::record {

struct RecordingOptions {
    SlotPatterns slots{};
    std::size_t chunk_bytes = 256u << 10;  ///< at most kMaxFrameBlockBytes; four of them are in memory
    Duration chunk_time = std::chrono::seconds{1};
    bool twins = true;                    ///< see Twins
    std::uint32_t split_kib = 64u << 10;  ///< a new file then
    Duration split_time = std::chrono::minutes{10};

    /// The board's time is simulated. The recorder then waits for a disk that is slower than the samples, and what is stamped with
    /// CLOCK_MONOTONIC all the same (core/simulated_slot.hpp) has the board's time as its log time and its stamp as publish time.
    bool simulated = false;
};

/// What a file holds beside samples, asked for when it begins and when it ends.
struct Surroundings {
    KeyValues facts;  ///< "board", "node_set", ...
    std::vector<McapAttachment> attachments;
};
using LookAround = std::function<Surroundings()>;

/// Each sample once, in the order of its slot: log time is its stamp, publish time the stamp of the oldest input that led to it, sequence
/// the slot's. A channel is a slot as one incarnation of its writer wrote it. Every file begins with the newest sample of every slot, so
/// that what is said once is in all of them. How many samples were missed stands at a file's end, by slot.
class Recorder {
public:
    /// Throws what making the first file throws.
    Recorder(std::shared_ptr<Blackboard> board, RecordingOptions options, MakeFile make_file, LookAround at_begin, LookAround at_end);
    ~Recorder() { finish(); }

    /// Looks for slots that have appeared; takes what is new in those that are known. Often enough: a ring holds N - 1 samples. No
    /// allocation but for new slots and new files.
    void step(Time real_now, Time board_now);

    /// Takes what is new, completes the file.
    void finish() noexcept;

    RecordingState state() const noexcept;

private:
    static constexpr Duration kLookInterval = std::chrono::milliseconds{500};
    static constexpr std::size_t kChunks = 4;  ///< a power of two: ChunkQueue

    void take_all();
    bool take_from(SlotTap& tap);
    Chunk* room_for(std::size_t bytes);
    void look();
    bool fits(const SlotPlace& place) const;
    McapMessage message(const SlotTap& tap, const SampleHeader& header) const;
    void begin_part(Chunk& chunk);
    void end_part(Chunk& chunk);
    void tell_missed(Chunk& chunk);

    std::shared_ptr<Blackboard> board_;
    RecordingOptions options_;
    LookAround at_begin_;
    LookAround at_end_;
    SlotTaps taps_;
    ChunkQueue queue_;
    ChunkWriter writer_;
    std::vector<std::byte> sample_;
    ChannelBook book_;
    std::uint64_t samples_ = 0;
    Time now_{};
    Time board_now_{};
    Time looked_{};
    Time chunk_began_{};
    Time part_began_{};
    bool part_is_new_ = true;
    bool ended_ = false;
};

}  // namespace seqboard::record
