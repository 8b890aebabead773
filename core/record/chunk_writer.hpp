// The thread that compresses chunks and writes them, file after file, beside the robot.
#pragma once

#include <atomic>
#include <functional>
#include <memory>
#include <thread>
#include <vector>

#include "core/record/chunk_queue.hpp"
#include "core/record/mcap_writer.hpp"
#include "core/record/twins.hpp"

namespace seqboard::record {

/// Makes the file of a recording's part, 0 for the first. Throws StartError.
using MakeFile = std::function<std::unique_ptr<RecordingFile>(unsigned part)>;

enum class FileUse : std::uint8_t {
    kParts,   ///< of one recording: the first is made at once, and after the first failure nothing more is written
    kEvents,  ///< each is a recording: made when there is something to write; after a failure the next one is tried
};

/// A file that fails ends with its last whole record, with a summary if there is room for one.
class ChunkWriter {
public:
    struct Options {
        std::size_t chunk_bytes;
        bool twins = true;
        FileUse use = FileUse::kParts;

        /// What stands at a file's edges beside what chunks bring; called by the thread that writes.
        std::function<void(McapWriter&)> at_begin{};
        std::function<void(McapWriter&)> at_end{};
    };

    /// The queue outlives it. With kParts it throws what making the first file throws: a place that cannot be written at all is told at the
    /// start.
    ChunkWriter(ChunkQueue& queue, Options options, MakeFile make_file);
    ChunkWriter(const ChunkWriter&) = delete;
    ChunkWriter& operator=(const ChunkWriter&) = delete;
    ~ChunkWriter() { finish(); }

    /// Writes what is in the queue, ends the file, ends the thread.
    void finish() noexcept;

    bool failed() const noexcept { return failed_.load(std::memory_order_relaxed); }
    std::uint32_t files() const noexcept { return files_.load(std::memory_order_acquire); }  ///< complete ones
    std::uint32_t lost() const noexcept { return lost_.load(std::memory_order_acquire); }    ///< files that could not be completed

    /// Of the file that is written now, and of all; in KiB: a 32-bit board has no wider number that two threads can share.
    std::uint32_t file_kib() const noexcept { return file_kib_.load(std::memory_order_relaxed); }
    std::uint32_t total_kib() const noexcept { return total_kib_.load(std::memory_order_relaxed); }

private:
    void run() noexcept;
    template <class Deed>
    void attempt(Deed&& deed) noexcept;
    void write(const Chunk& chunk);
    void add(const Chunk& chunk);
    void pass_over(const Chunk& chunk);
    void begin_file();
    void end_file();
    void give_up(const char* why) noexcept;

    ChunkQueue& queue_;
    Options options_;
    MakeFile make_file_;
    std::unique_ptr<Twins> twins_;  ///< null: none are wanted
    McapWriter writer_;
    McapDefinitions defined_;  ///< every one so far: each file has those it may need
    std::unique_ptr<RecordingFile> file_;
    unsigned part_ = 0;
    std::uint32_t earlier_kib_ = 0;
    std::atomic<std::uint32_t> files_ = 0;
    std::atomic<std::uint32_t> lost_ = 0;
    std::atomic<std::uint32_t> file_kib_ = 0;
    std::atomic<std::uint32_t> total_kib_ = 0;
    std::atomic<bool> failed_ = false;
    std::atomic<bool> ending_ = false;
    std::thread thread_;
};

}  // namespace seqboard::record
