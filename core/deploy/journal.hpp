// The journal of a target: what it was about to do, one line per step, only ever added to.
//
// A line is "CHECK JSON\n"; CHECK is the first eight digits of the JSON text's SHA-256. A power cut can leave the last line torn:
// it is cut off when the journal is opened for writing. A damaged line elsewhere is passed over; each line says everything
// that is needed to go on, so the last good one is the state.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "core/deploy/update_step.hpp"
#include "core/file_descriptor.hpp"

namespace seqboard::deploy {

struct JournalRecord {
    std::uint64_t number = 0;  ///< 1, 2, ...
    std::int64_t time_s = 0;   ///< since 1970, as the target's clock had it
    Step step = Step::kStopped;
    std::string from;        ///< release; empty: none
    std::string to;          ///< release
    std::string why;         ///< for people: what came of the step before
    unsigned boots = 0;      ///< starts of the machine in a row that were not proven good
    bool by_itself = false;  ///< nobody has to confirm it

    bool operator==(const JournalRecord&) const = default;
};

/// Told the name of every point at which a power cut would find something else on the medium: tests cut it there.
using Witness = std::function<void(const std::string& point)>;

class Journal {
public:
    /// Opens or makes the file and cuts a torn line off its end. Only for the holder of the target's lock.
    explicit Journal(const std::string& path, Witness witness = {});

    /// Adds a record; on the medium when this returns. Its number and time are filled in.
    JournalRecord append(JournalRecord record);

    const std::optional<JournalRecord>& last() const { return last_; }

    /// All good records, oldest first. For anybody, at any time.
    static std::vector<JournalRecord> read(const std::string& path);

    /// The newest of them, more than an update has: for whoever looks often on a slow machine.
    static std::vector<JournalRecord> recent(const std::string& path);

    /// Keeps the newest `count` records if there are more than twice as many. Only for the holder of the target's lock.
    static void shorten(const std::string& path, std::size_t count);

private:
    void note(const char* what, const JournalRecord& record) const;

    std::string path_;
    Witness witness_;
    FileDescriptor file_;
    std::optional<JournalRecord> last_;
    bool torn_ = false;  ///< the last append failed and may have left a part of its line
};

}  // namespace seqboard::deploy
