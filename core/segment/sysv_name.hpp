// Names in System V's flat key space: the semaphore set that stands for one node.
#pragma once

#include <sys/ipc.h>
#include <sys/types.h>

#include <optional>
#include <string>
#include <string_view>

namespace seqboard {

/// The key range of all seqboard segments, by which they are listed.
inline constexpr key_t kSysvKeyBase = 0x5B000000;
inline constexpr key_t kSysvKeyMask = 0x7F000000;

/// The semaphore set of a node: which key is its own, and who owns it. The set stays until remove(); only its first
/// semaphore changes hands.
class SysvName {
public:
    SysvName(std::string_view board, std::string_view node);

    /// The key whose semaphore set carries this name; nothing if the name was never owned.
    std::optional<key_t> find() const;

    /// Takes the name: makes its set if need be. Zero, or the process that owns it.
    pid_t claim();
    void release() noexcept;
    std::optional<pid_t> holder() const;
    void remove();

private:
    struct Set {
        key_t key;
        int id;
    };
    enum class Match { kOurs, kOther, kNameless };
    key_t key_of(int probe) const;
    pid_t take(int id);
    pid_t hold(int id);
    Match match(int id) const;
    std::optional<Set> find_set() const;

    key_t first_key_;
    unsigned short check_low_;   ///< 15 bits of the hash, never 0
    unsigned short check_high_;  ///< 15 more
    int held_set_ = -1;
    pid_t holding_process_ = 0;
};

}  // namespace seqboard
