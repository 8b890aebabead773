// Keeps the last seconds of every slot in memory, and writes them when something happens.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/messages/recording.hpp"
#include "core/record/channel_book.hpp"
#include "core/record/chunk_writer.hpp"
#include "core/record/flight_event.hpp"
#include "core/record/recorder.hpp"

namespace seqboard::record {

struct FlightOptions {
    SlotPatterns slots{};
    std::size_t ram_bytes = 2u << 20;  ///< of what is kept, at least kLeastRam; what one file takes to be written is beside it
    Duration before = std::chrono::seconds{10};
    Duration after = std::chrono::seconds{5};
    bool twins = true;  ///< see Twins

    /// As in RecordingOptions; and then the recorder waits for a disk that is slower than the samples.
    bool simulated = false;
};

/// Its memory is made at the start: chunks, of which the oldest is filled again while nothing happens. A trigger hands them to the thread
/// that writes, and goes on with those that it has written. So a file has every sample of the time before the trigger that the memory
/// holds, and of the time after it. It also has, as of its beginning, the newest sample of every slot that has said nothing since: the
/// slot itself keeps that one. Such a sample's log time is the file's `latched_ns`, its publish time its stamp.
///
/// Triggers that come before the time after the last one is over share a file, at most FlightEvent::kMost. No sample is in two files, but for
/// those that slots keep.
class FlightRecorder {
public:
    static constexpr std::size_t kLeastRam = 128u << 10;

    /// `at_begin` and `at_end` are called by the thread that writes.
    FlightRecorder(std::shared_ptr<Blackboard> board, FlightOptions options, MakeFile make_file, LookAround at_begin, LookAround at_end);
    ~FlightRecorder() { finish(); }

    /// Something happened, at this time of the board's; before the step() of that time. No allocation.
    void trigger(std::string_view why, Time board_now) noexcept;

    /// Takes what is new, often enough as Recorder::step(). No allocation but for new slots and new writers.
    void step(Time real_now, Time board_now);

    /// Completes the file that is being written, if any.
    void finish() noexcept;

    FlightState state() const noexcept;

private:
    static constexpr Duration kLookInterval = std::chrono::milliseconds{500};
    static constexpr Duration kShowInterval = std::chrono::seconds{1};  ///< what a loss of power may cost of the time after a trigger
    static constexpr Duration kNews = std::chrono::seconds{1};          ///< what is older when it is taken is state, not news
    static constexpr std::size_t kChunks = 16;  ///< a power of two: ChunkQueue; one of them is lost when one is dropped
    static constexpr std::size_t kUsualMessage = 64;

    static std::size_t chunk_bytes(std::size_t ram_bytes) noexcept;
    void look();
    void take_all();
    bool take_from(SlotTap& tap);
    bool fits(const SlotTap& tap) const noexcept;
    Chunk* room_for(const SlotTap& tap);
    void next_chunk();
    void drop_oldest() noexcept;
    void show(Chunk& chunk);
    void define_in(Chunk& chunk);
    std::uint64_t first_ns() noexcept;
    bool is_free() const noexcept;
    void begin();
    void add_latched();
    void end(bool early);
    ChunkWriter::Options writer_options();

    std::shared_ptr<Blackboard> board_;
    FlightOptions options_;
    LookAround at_begin_;
    LookAround at_end_;
    std::size_t chunk_bytes_;
    SlotTaps taps_;
    ChannelBook book_;
    McapDefinitions defined_;  ///< by the book, and in no chunk yet that is shown
    std::vector<std::byte> sample_;
    FlightEvent event_;         ///< the writing thread reads it, once at the file's beginning and once at its end
    FlightEvent next_;          ///< what happens meanwhile
    bool open_ = false;         ///< the event's time after is not over
    std::uint32_t chunk_ = 1;   ///< number of the one that is being filled
    std::uint32_t oldest_ = 1;  ///< number of the oldest in memory that no file has
    std::uint32_t triggers_ = 0;
    std::uint32_t events_ = 0;
    std::uint64_t samples_ = 0;
    std::uint64_t missed_ = 0;  ///< when the last event ended
    Time now_{};
    Time board_now_{};
    Time looked_{};
    Time shown_{};
    Time until_{};     ///< the event's end, on the board's clock
    Duration held_{};  ///< how far back the memory reaches
    bool ended_ = false;
    ChunkQueue queue_;
    ChunkWriter writer_;  ///< the last member: its thread uses the others
};

}  // namespace seqboard::record
