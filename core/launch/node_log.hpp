// Where a process's stdout and stderr go: <board>/log/<name>.log.
#pragma once

#include <string>
#include <vector>

#include "core/file_descriptor.hpp"
#include "core/launch/log_rule.hpp"
#include "core/time.hpp"

namespace seqboard {

/// The log of the launch before is kept as .log.1. Nothing stands between process and file, so a log costs the supervisor
/// a look at the file's size now and then; what the file system has no room for is lost, never waited for.
/// What cannot be had of it, or is no file of ours any more, is left alone: only open() throws.
class NodeLog {
public:
    /// `folder` exists.
    NodeLog(const std::string& folder, const std::string& name, const LogRule& rule = {})
        : path_{folder + "/" + name + ".log"}, dead_path_{folder + "/" + name + ".dead"}, rule_{rule} {}

    /// Goes on under another rule.
    void follow(const LogRule& rule) { rule_ = rule; }

    /// Makes room for a new launch.
    void rotate() const;

    /// Opens it at its end for a start of the process. Throws SegmentError.
    FileDescriptor open();

    /// Ten times a second: cuts away what is more than the rule's lines in a second, and begins a new file when this one is full. Lines
    /// that the process prints in the moment of the change may be lost.
    void tend(Time now);

    /// The last lines written since open(), at most `count`.
    std::vector<std::string> last_lines(std::size_t count) const;

    /// Keeps the rule's last lines of a process that failed, until the next one fails.
    void keep_dead_lines() const;

    const std::string& path() const { return path_; }

private:
    void make_room() const;
    void drop_excess(Time now);
    void note_dropped();
    void begin_new_file();
    std::string read(long from, long end) const;

    std::string path_;
    std::string dead_path_;
    LogRule rule_;
    long start_ = 0;  ///< where the output of the present process begins
    FileDescriptor file_;
    Time tended_{};
    long seen_ = 0;  ///< lines up to here have been counted
    Time second_{};  ///< when the present second began
    int lines_ = 0;  ///< in it
    int dropped_ = 0;
};

}  // namespace seqboard
