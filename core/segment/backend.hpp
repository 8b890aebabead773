// Where segments live: one small interface, several kinds of memory. tests/core/segment/backend_conformance_test.cpp runs
// one suite over all of them; what a kind cannot give is written in its Guarantees and tested as such.
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/segment/mapping.hpp"

namespace seqboard {

enum class Access : std::uint8_t { kReadOnly, kReadWrite };

/// What the kind of memory promises. All true for posix.
struct Guarantees {
    bool read_only_is_enforced = true;     ///< a write through a reader's mapping faults
    bool needs_no_attach_to_check = true;  ///< the header is validated before anything is mapped
    bool appears_complete = true;          ///< no reader ever finds a half-made segment under the name
    bool owner_freed_by_kernel = true;     ///< kill -9 of the owner frees the name, whatever it had forked
    bool outlives_processes = true;        ///< the last samples stay readable after the owner is gone
    bool outlives_reboot = false;          ///< file only: calibration, odometer, learned maps
};

/// Being the one owner of a node's name. Given back by the destructor, or by the kernel when the process dies.
class Ownership {
public:
    virtual ~Ownership() = default;

    /// False when the name was taken away under the owner, as by deleting the lock file: the owner stops then.
    virtual bool still_held() const = 0;
};

/// Tells a segment from the one that replaces it.
struct SegmentIdentity {
    std::uint64_t device = 0;
    std::uint64_t inode = 0;
    bool operator==(const SegmentIdentity&) const = default;
};

/// A segment that exists, opened but not yet trusted.
class OpenSegment {
public:
    virtual ~OpenSegment() = default;
    virtual std::uint64_t bytes() const = 0;

    /// Copies from the segment; false if it is not that long. Nothing is mapped for it where the backend can do without.
    virtual bool copy(std::uint64_t offset, std::span<std::byte> to) const = 0;
    virtual SegmentIdentity identity() const = 0;

    /// Maps the first `bytes` of it with the access it was opened with. Throws SegmentError.
    virtual Mapping map(std::size_t bytes) = 0;
};

struct Owner {
    pid_t pid = 0;  ///< information for people; zero where the backend cannot say
};

class Backend {
public:
    virtual ~Backend() = default;

    virtual Guarantees guarantees() const = 0;

    /// Names a node's segment in sentences: "/dev/shm/seqboard/robot/wheels.seg".
    virtual std::string place(std::string_view node) const = 0;

    /// Takes the name, or throws SegmentError{kOwned} naming the process that has it.
    virtual std::unique_ptr<Ownership> own(std::string_view node) = 0;

    /// Who owns the name now; nothing if nobody does. Safe to call for names this process owns.
    virtual std::optional<Owner> owner(std::string_view node) = 0;

    /// Makes a segment of `bytes` zeros after `header`, with all its pages reserved, and lets it take the name's place.
    /// Only for the owner. On any failure nothing is left behind.
    virtual Mapping create(std::string_view node, std::span<const std::byte> header, std::size_t bytes) = 0;

    /// Opens a segment; null if there is none. Throws SegmentError{kRefused} for a path that is not safe to use.
    virtual std::unique_ptr<OpenSegment> open(std::string_view node, Access access) = 0;

    /// Whether the name leads to another segment than this one, or to none.
    virtual bool replaced(std::string_view node, const SegmentIdentity& identity) = 0;

    /// The nodes that have a segment, sorted.
    virtual std::vector<std::string> nodes() = 0;

    /// Removes a node's segment and lock. The caller owns the name, or nobody does.
    virtual void remove(std::string_view node) = 0;
};

}  // namespace seqboard
